"""Composes what the encoder reads of a passage, and the hash under which its vector is kept.

Between the catalog and the vectors. Equal input has an equal key, so a text that is
unchanged, moved or repeated is never embedded again.

A passage seldom repeats what its article is about, and its title says just that. Read in
front of every passage, titles would make the passages of an article alike; so the two
are embedded apart and added, the title with a small weight.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.articles.row_heads import read_text
from qa.index.encoder import Embedder, Vector
from qa.records import Article

# Share of the title's unit vector that is added to the passage's.
# Sweep, dense alone, 2026-11-21. NQ passages, hit@1 at 0, .2, .3, .4, .5: .848, .885, .895,
# .902, .898 (.887 with the title read in front of the text). News of 2019, 92 questions,
# the passage with the evidence among the first 4: .957, .978, .967, .957, .957 (.913 with
# the title in front).
TITLE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class ModelInput:
    """The texts that stand for a passage in the vector store; title is "" where it has none."""

    text: str
    title: str = ""


def model_input(article: Article, start: int, end: int) -> ModelInput:
    """What the encoder reads of a passage of an article; rows of tables with their heads."""
    return ModelInput(read_text(article.text, start, end).text, title_words(article))


def vector_key(item: ModelInput) -> str:
    """32 hex digits of the sha256 of a model input."""
    both = f"{item.title}\0{item.text}" if item.title else item.text
    return hashlib.sha256(both.encode("utf-8")).hexdigest()[:32]


def title_vectors(embedder: Embedder, items: Iterable[ModelInput]) -> dict[str, Vector]:
    """The vector of each title that occurs, each embedded once."""
    titles = sorted({item.title for item in items if item.title})
    return dict(zip(titles, embedder.encode(titles), strict=True)) if titles else {}


def input_vectors(
    embedder: Embedder, items: Sequence[ModelInput], *, titles: Mapping[str, Vector]
) -> Vector:
    """float32, shape (len(items), dim), rows of length 1: text and a share of its title.

    titles: the vectors of all titles that occur in items.
    """
    vectors = embedder.encode([item.text for item in items])
    titled = [number for number, item in enumerate(items) if item.title]
    if titled:
        of_titles = np.stack([titles[items[number].title] for number in titled])
        mixed = vectors[titled] + np.float32(TITLE_SHARE) * of_titles
        vectors[titled] = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    return vectors


def title_words(article: Article) -> str:
    """The title as evidence: "" where it is only the first words of the text.

    Such a title was made for a file that has none, and counting the opening words twice
    misleads the word index: SQuAD 2.0 paragraphs as files of their own, open half, BM25
    hit@1 .705 with the opening as a title, .798 without (2026-11-21).
    """
    opening = article.title.removesuffix("…").split()
    begins = article.text.split(maxsplit=len(opening))[: len(opening)]
    return "" if begins == opening else article.title
