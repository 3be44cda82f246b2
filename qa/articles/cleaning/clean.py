"""Decides which lines of a scraped page are its article's, by their look, place and cohesion.

A line is first judged by itself (`boilerplate`), then by where it stands and whether it
speaks of the article's matter (`cohesion`). Between prose a doubtful line is the
article's; before the title, after the last prose and under a heading such as "Most read"
it is boilerplate like its neighbours. A text without any boilerplate is left exactly as it
is. Whole lines are kept or dropped, never changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qa.articles.cleaning.boilerplate import CERTAIN, LIKELY, SUSPECT, Verdict, judge
from qa.articles.cleaning.cohesion import Cohesion
from qa.articles.cleaning.logical_lines import Line

# Constants swept by hand on `benchmarks.cleaning`, tuned layouts.
_MANY_WORDS = 24  # a longer line without a full stop is more than a link's text
_OF_THE_MATTER = 0.3  # cohesion of a line that is the article's in doubtful company
_NEAR = 4  # lines of boilerplate that may stand between paragraphs of an article
_BESIDE = 2  # lines from boilerplate within which a label is suspect
_SOME_MATTER = 0.1  # cohesion of 98% of the paragraphs of 171 news articles
_ITEM = re.compile(r"(?:\d{1,3}|[a-zA-Z])[.)]\s+\S")
_LONG_SENTENCE = 20  # words; as long a sentence needs no cohesion to be prose


@dataclass(frozen=True, slots=True)
class Cleaned:
    """For each line whether it is the article's, and how it coheres with the article.

    first: place of the first prose, the number of lines where there is none.
    """

    kept: tuple[bool, ...]
    cohesion: tuple[float, ...]
    first: int


def clean_lines(
    lines: Sequence[Line],
    *,
    language: str | None,
    protected: Collection[int] = (),
) -> Cleaned:
    """Decide for each line whether it is the article's.

    language: of the text, None if unknown. protected: places of lines that a byline shows
    to be no headlines of other articles.
    """
    verdicts = [judge(line.text, language) for line in lines]
    whole = Cohesion(
        [line.text for line in lines], [verdict.prose for verdict in verdicts], language=language
    )
    cohesion = [whole.of(place) for place in range(len(lines))]
    gone = [verdict.boilerplate >= CERTAIN for verdict in verdicts]
    core = _core(verdicts, cohesion)
    prose = [place for place, is_core in enumerate(core) if is_core]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), len(lines))
    if any(gone) or any(verdict.boilerplate >= LIKELY for verdict in verdicts):
        for place, verdict in enumerate(verdicts):
            offer = verdict.offers and not verdict.sentence and cohesion[place] == 0
            if not verdict.prose and (verdict.boilerplate >= LIKELY or offer):
                gone[place] = True
        listed = _drop_lists(verdicts, gone, protected or {first - 1})
        if prose:
            _drop_among(verdicts, gone, cohesion, core)
            _drop_tail(verdicts, gone, cohesion, last)
        # Steps and rows within the article are its own, in whatever words: "Press Menu."
        for place in range(first, min(last + 1, len(lines))):
            if place not in listed and _is_item(lines[place]):
                gone[place] = False
    return Cleaned(tuple(not is_gone for is_gone in gone), tuple(cohesion), first)


def keep_lines(lines: Sequence[Line], *, language: str | None) -> Cleaned:
    """The same record for a text that has no boilerplate: every line is the article's."""
    verdicts = [judge(line.text, language) for line in lines]
    texts = [line.text for line in lines]
    whole = Cohesion(texts, [verdict.prose for verdict in verdicts], language=language)
    cohesion = tuple(whole.of(place) for place in range(len(lines)))
    first = next((place for place, it in enumerate(verdicts) if it.prose), len(lines))
    return Cleaned((True,) * len(lines), cohesion, first)


def _core(verdicts: Sequence[Verdict], cohesion: Sequence[float]) -> list[bool]:
    """Which lines are prose of the article: of its matter, long, or close after such prose.

    Sentences at the foot of a page ("Quotes are delayed by 15 minutes.") are prose as
    well, but strange to the article and far from it.
    """
    core: list[bool] = []
    since = 0
    for verdict, share in zip(verdicts, cohesion, strict=True):
        near = since <= _NEAR and not verdict.addressed
        core.append(
            verdict.prose and (share >= _SOME_MATTER or verdict.length >= _LONG_SENTENCE or near)
        )
        since = 0 if core[-1] else since + 1
    return core


def _is_item(line: Line) -> bool:
    return line.item or bool(_ITEM.match(line.text))


def _drop_lists(
    verdicts: Sequence[Verdict], gone: list[bool], protected: Collection[int]
) -> set[int]:
    """Under "Related" or "Most read" stand headlines until the next sentence; their places."""
    listing = False
    listed: set[int] = set()
    for place, verdict in enumerate(verdicts):
        if verdict.opener and gone[place]:
            listing = True
        elif listing and (verdict.sentence or verdict.length > _MANY_WORDS):
            listing = verdict.boilerplate >= SUSPECT
        elif place in protected:
            listing = False
        elif listing:
            gone[place] = True
            listed.add(place)
    return listed


def _drop_among(
    verdicts: Sequence[Verdict], gone: list[bool], cohesion: Sequence[float], core: Sequence[bool]
) -> None:
    """In a stretch between prose that holds boilerplate, what is beside the matter goes too."""
    start = 0
    for place in range(len(verdicts) + 1):
        if place < len(verdicts) and not core[place]:
            continue
        stretch = range(start, place)
        surely = [gone[at] for at in stretch]
        if any(surely):
            for at in stretch:
                low = max(at - start - _BESIDE, 0)
                if not any(surely[low : at - start + _BESIDE + 1]):
                    continue
                strange = cohesion[at] < _OF_THE_MATTER
                label = strange and not verdicts[at].sentence and start > 0
                cry = cohesion[at] == 0 and verdicts[at].exclaims
                if label or cry or verdicts[at].boilerplate >= SUSPECT:
                    gone[at] = True
        start = place + 1


def _drop_tail(
    verdicts: Sequence[Verdict], gone: list[bool], cohesion: Sequence[float], last: int
) -> None:
    """After the last prose, once boilerplate begins, only sentences of the matter are kept."""
    begun = False
    for place in range(last + 1, len(verdicts)):
        verdict = verdicts[place]
        begun = begun or gone[place] or verdict.boilerplate >= LIKELY
        of_the_matter = verdict.sentence and cohesion[place] >= _OF_THE_MATTER
        speaks_to_us = verdict.addressed and cohesion[place] < _OF_THE_MATTER
        if speaks_to_us or (begun and (not of_the_matter or verdict.boilerplate >= SUSPECT)):
            gone[place] = True
