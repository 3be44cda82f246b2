"""Ranks the sentences of a list and says its items: those of one series, or of several sentences.

    sentences and short answers, best first -> sentences, series first -> "Oslo, Rome and Bern"

Whether a list is wanted, and how many sentences of it are shown, `select.py` decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.english.words import content_stems, count_words, one_line
from qa.answering.extraction.candidates import Candidate, overlap
from qa.answering.extraction.lists import FEWEST, LONGEST_ITEM, series_of
from qa.answering.stages import Evidence

# Where several things are asked for, what a sentence gains that names as many as SERIES_FULL.
SERIES_BONUS = 0.152
SERIES_FULL = 4
# Further short answers in the best sentence of a list, as a share of the best one's score.
LIST_SHARE = 0.75
MOST_LISTED = 8
WHOLE_SERIES = 3


def listing(ranked: Sequence[Evidence], spans: Sequence[Candidate]) -> list[Evidence]:
    """The sentences by what they hold and by their best short answer, series first."""
    best: dict[tuple[str, int, int], Evidence] = {}
    for item in [*ranked, *(span.sentence for span in spans)]:
        key = (item.article.id, item.start, item.end)
        if key not in best or best[key].score < item.score:
            best[key] = item
    scored = [
        replace(item, score=(item.score + SERIES_BONUS * _fullness(item.text)) / (1 + SERIES_BONUS))
        for item in best.values()
    ]
    return sorted(scored, key=lambda item: -item.score)


def _fullness(text: str) -> float:
    return min(len(series_of(text)), SERIES_FULL) / SERIES_FULL


def listed(shown: Sequence[Evidence], spans: Sequence[Candidate]) -> str | None:
    """What the sentences list: a series with a short answer in it, else the short answers.

    shown: best first. A series of three or more is the whole list; otherwise the sentences add
    up, each by its strong answers in the order of its words.
    """
    texts: list[str] = []
    best = max((item.score for item in spans), default=0.0)
    for sentence in shown:
        strong = [item for item in spans if overlap(item.sentence, sentence)]
        strong = [item for item in strong if item.score >= LIST_SHARE * best]
        series = _series(sentence, strong)
        if series:
            items = [sentence.article.text[start:end] for start, end in series]
            if len(items) >= WHOLE_SERIES:
                texts = texts or items
                break
        else:
            items = [item.text for item in sorted(strong, key=lambda item: item.start)]
        texts += [text for text in items if not _said(text, texts)]
    items = [one_line(text) for text in texts[:MOST_LISTED]]
    several = len(items) >= FEWEST or any(series_of(item) for item in items)
    short = all(count_words(item) <= LONGEST_ITEM for item in items)
    return _in_words(items) if several and short else None


def _in_words(items: Sequence[str]) -> str:
    """ "Oslo, Rome and Bern"."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def _series(sentence: Evidence, strong: Sequence[Candidate]) -> list[tuple[int, int]]:
    """The series that a short answer lies in, from where an answer of several items begins."""
    found = [(sentence.start + a, sentence.start + b) for a, b in series_of(sentence.text)]
    held = [item for item in strong if found and _meets(item, (found[0][0], found[-1][1]))]
    for item in held:
        rest = [place for place in found if _meets(item, place)]
        if len(rest) > 1:
            first = (max(item.start, rest[0][0]), rest[0][1])
            return [first, *(place for place in found if place[0] > rest[0][0])]
    return found if held else []


def _meets(item: Candidate, place: tuple[int, int]) -> bool:
    return item.start < place[1] and place[0] < item.end


def _said(text: str, others: Sequence[str]) -> bool:
    stems = content_stems(text)
    return any(stems <= content_stems(other) or content_stems(other) <= stems for other in others)
