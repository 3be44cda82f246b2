"""Which articles tell the same story in nearly the same words?

An agency's report in two papers, or an article and its update, are found by MinHash over
runs of words: cheap per article, and only likely pairs are compared. Owns datasketch. A
story is a group of articles that are connected by such likeness; articles on one event in
words of their own are not variants.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

import numpy as np
from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]

from qa.articles.cleaning.function_words import words_of
from qa.records import Article

_RUN = 3  # words of a shingle
_PERMUTATIONS = 128
_SCHEME = "affine32"  # what stored signatures were made with
# Likeness (Jaccard) of the word runs from which articles are variants. A paper that cuts a
# fifth of an agency's report and changes its words here and there stays above; two reports
# on one event stay below .1.
VARIANT = 0.5
_FEWEST_WORDS = 20  # shorter texts are alike by chance


def signature(text: str) -> bytes:
    """What an article's words amount to, in 512 bytes; store it with the article."""
    words = words_of(text)
    runs = {" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}
    sketch = MinHash(num_perm=_PERMUTATIONS, hashfunc=_hash, scheme=_SCHEME)
    sketch.update_batch([run.encode("utf-8") for run in sorted(runs)])
    hashes: bytes = sketch.hashvalues.astype("<u4").tobytes()
    return hashes if len(words) >= _FEWEST_WORDS else b""


def story_keys(signatures: Mapping[str, bytes]) -> dict[str, str]:
    """Group articles by their signatures: article id -> key of its story.

    The key is the smallest id of the group, so it is stable while the group is; an article
    without variants is its own story.
    """
    index = MinHashLSH(threshold=VARIANT, num_perm=_PERMUTATIONS)
    sketches: dict[str, MinHash] = {}
    parents = {article: article for article in signatures}
    for article in sorted(signatures):
        if not signatures[article]:
            continue
        sketch = _sketch(signatures[article])
        for other in index.query(sketch):
            if sketches[other].jaccard(sketch) >= VARIANT:
                _join(parents, article, other)
        index.insert(article, sketch)
        sketches[article] = sketch
    return {article: _root(parents, article) for article in signatures}


def variants(articles: Sequence[Article]) -> dict[str, tuple[str, ...]]:
    """The other articles of each article's story, newest first: id -> ids."""
    keys = story_keys({article.id: signature(article.text) for article in articles})
    stories: dict[str, list[Article]] = {}
    for article in articles:
        stories.setdefault(keys[article.id], []).append(article)
    return {
        article.id: tuple(
            other.id for other in newest_first(stories[keys[article.id]]) if other.id != article.id
        )
        for article in articles
    }


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """Articles by date, newest first, those without a date last, then by id."""
    by_id = sorted(articles, key=lambda article: article.id)
    return sorted(
        by_id, key=lambda article: article.date.toordinal() if article.date else 0, reverse=True
    )


def _hash(data: bytes) -> int:
    """A 32-bit hash that is the same in every process."""
    return int.from_bytes(blake2b(data, digest_size=4).digest(), "little")


def _sketch(signature_: bytes) -> MinHash:
    values = np.frombuffer(signature_, dtype="<u4").astype(np.uint32)
    return MinHash(num_perm=_PERMUTATIONS, hashfunc=_hash, hashvalues=values, scheme=_SCHEME)


def _join(parents: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_root(parents, one), _root(parents, other)))
    parents[second] = first


def _root(parents: dict[str, str], article: str) -> str:
    while parents[article] != article:
        parents[article] = parents[parents[article]]
        article = parents[article]
    return article
