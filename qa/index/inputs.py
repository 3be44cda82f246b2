"""What the encoder reads of a passage, and the key under which its vector is kept.

Between the catalog and the vectors. Equal input has an equal key, so a text that is
unchanged, moved or repeated is never embedded again.
"""

from __future__ import annotations

import hashlib

from qa.records import Article


def model_input(article: Article, passage_text: str) -> str:
    """The text that stands for a passage in the vector store."""
    del article
    return passage_text


def vector_key(text: str) -> str:
    """32 hex digits of the sha256 of a model input."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]
