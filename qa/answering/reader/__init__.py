"""The extractive reader: a cross-encoder that reads question and passage together."""
