"""Questions worth asking, made from the articles and checked by the reader."""
