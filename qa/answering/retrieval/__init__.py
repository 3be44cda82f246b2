"""From what to look for to passages: hybrid retrieval, near-duplicate removal, reranking."""
