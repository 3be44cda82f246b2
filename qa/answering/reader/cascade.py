"""Two readers, one behind the other: the small one reads all passages, the larger the best again.

    question, passages -> small reader -> the few likeliest -> larger reader -> Readings
    claim, texts       -> checker      -> the few likeliest -> larger reader -> support

What the larger one says of a passage takes the place of what the small one said; how good a
passage is for the question, by which it is ranked, stays the small one's, for that is comparable
between all of them. A passage that the larger one has not read is believed to answer no more than
the best of those that it has: it was doubted already. Where the larger one is sure of one of the
likeliest, it reads no others. It adds no judgement of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qa.answering.reader.base import Reader, Reading
from qa.answering.reader.model import WEIGHTS, load_reader, read_weights
from qa.answering.reader.thresholds import LARGER, READER
from qa.settings import Settings

# Passages that are read again, so many at once, until one is as sure as this to answer. 610 turns
# on the news of 2019, right with 2, 3, 4, 8 of them: .692, .726, .741, .744; with 4 and an exit at
# .9 .741 (3.5 are read; an easy question is answered by two), at .7 .726 (2026-11-28).
AGAIN, AT_ONCE, SURE = 4, 2, 0.9
# The small one does not look at best sentences alone, for the larger one looks after it. With that
# look and without: Natural Questions (256) right .850 both, silent .607 and .625 at wrongly .080;
# SQuAD (330) .890, .638 at .065 both; short answers right .889 both, .861 and .858 (2026-11-27).


class CascadeReader:
    """See Reader; both are asked in turn."""

    def __init__(self, small: Reader, larger: Reader, *, again: int = AGAIN) -> None:
        self._small, self._larger, self._again = small, larger, again

    @property
    def name(self) -> str:
        """Both readers' names."""
        return f"{self._small.name} + {self._larger.name}"

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """See Reader."""
        first = self._small.read(question, texts)
        chosen = self._likeliest([reading.answerable for reading in first])
        second: dict[int, Reading] = {}
        most = 0.0
        for start in range(0, len(chosen), AT_ONCE):
            few = chosen[start : start + AT_ONCE]
            again = self._larger.read(question, [texts[at] for at in few])
            second |= zip(few, again, strict=True)
            most = max(most, *(reading.answerable for reading in again))
            if most >= SURE:
                break
        return [
            replace(second[at], relevance=reading.relevance)
            if at in second
            else _doubted(reading, most)
            for at, reading in enumerate(first)
        ]

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        """See Reader; a text that was not read again supports no more than the best that was."""
        first = self._small.support(claim, texts)
        chosen = self._likeliest(first)
        again = self._larger.support(claim, [texts[at] for at in chosen])
        second = dict(zip(chosen, again, strict=True))
        most = max(again, default=0.0)
        return [second.get(at, min(score, most)) for at, score in enumerate(first)]

    def _likeliest(self, scores: Sequence[float]) -> list[int]:
        """The places of the highest scores, as many as are read again, the highest first."""
        return sorted(range(len(scores)), key=lambda at: (-scores[at], at))[: self._again]


def _doubted(reading: Reading, most: float) -> Reading:
    """The reading with at most so much belief, its spans' scores lowered in the same measure."""
    if reading.answerable <= most:
        return reading
    share = most / reading.answerable
    spans = tuple(replace(span, score=span.score * share) for span in reading.spans)
    return replace(reading, answerable=most, spans=spans)


def packaged(settings: Settings, *, name: str = READER) -> Reader:
    """The packaged networks: two of them, or the small one alone where the settings say so.

    name: READER, or CHECKER for what checks sentences.
    Raises ReaderError when weights are missing or damaged.
    """
    if settings.reader == "small":
        return load_reader(settings, name=name)
    small = load_reader(settings, name=name, closer=False)
    return CascadeReader(small, load_reader(settings, name=LARGER))


def from_folder(
    folder: Path = WEIGHTS, *, threads: int, larger: bool, name: str = READER
) -> Reader:
    """The same from a folder of weights, for training and benchmarks."""
    small = read_weights(folder, threads=threads, name=name, closer=not larger)
    if not larger:
        return small
    return CascadeReader(small, read_weights(folder, threads=threads, name=LARGER))
