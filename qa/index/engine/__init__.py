"""The search engine: what finds passages by meaning and by words, and where it keeps them."""
