"""Reads the retrieved passages and ranks them anew.

    Found -> Reader -> Studied

Everything is read in one batch. The rank of a passage is the reader's relevance;
retrieval breaks ties.
"""

from __future__ import annotations

from qa.answering.reader import Reader
from qa.answering.stages import Found, Studied, Study

# Of two equally relevant passages the better retrieved one goes first.
RETRIEVAL_SHARE = 0.05


def study(found: Found, reader: Reader) -> Studied:
    """The passages of each part with what the reader found in them, best first."""
    parts = []
    for question, hits in zip(found.understood.parts, found.hits, strict=True):
        readings = reader.read(question, [hit.passage.text for hit in hits])
        studies = [
            Study(hit, reading, reading.relevance + RETRIEVAL_SHARE * hit.score)
            for hit, reading in zip(hits, readings, strict=True)
        ]
        parts.append(tuple(sorted(studies, key=lambda item: (-item.rank, item.hit.passage.id))))
    return Studied(found, tuple(parts))
