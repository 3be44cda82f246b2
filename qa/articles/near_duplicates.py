"""Signatures of texts for finding near-duplicates: MinHash over runs of three words.

An agency's report in two papers, or an article and its update, have signatures that agree in
many places; the index compares and groups them. Articles on one event in words of their own
are no near-duplicates. Owns datasketch.
"""

from __future__ import annotations

from hashlib import blake2b

from datasketch import MinHash  # type: ignore[import-untyped]

from qa.articles.cleaning.function_words import words_of

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


def _hash(data: bytes) -> int:
    """A 32-bit hash that is the same in every process."""
    return int.from_bytes(blake2b(data, digest_size=4).digest(), "little")
