"""Logical lines of a page -> those of its article.

A line is first judged by itself (`furniture`), then by where it stands: between prose, a
doubtful line is the article's; before the first and after the last prose, and under a
heading such as "Most read", it is furniture like its neighbours. A text without any
furniture is left exactly as it is. Whole lines are kept or dropped, never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from qa.articles.furniture import CERTAIN, LIKELY, SUSPECT, Verdict, judge
from qa.articles.lines import Line

_MANY_WORDS = 12  # a longer line without a full stop is more than a link's text
_TAIL_SENTENCE = 6  # words of the shortest sentence that may follow the last furniture


def kept_lines(
    lines: Sequence[Line],
    *,
    language: str | None,
    repeated: Callable[[str], bool] | None = None,
    protected: Collection[int] = (),
) -> list[bool]:
    """Decide for each line whether it is the article's.

    language: of the text, None if unknown. repeated: tells of a line whether it stands in
    many articles of the same source, which no line of an article does. protected: places
    of lines that a byline shows to be no headlines of other articles.
    """
    verdicts = [judge(line.text, language) for line in lines]
    gone = [verdict.furniture >= CERTAIN for verdict in verdicts]
    if repeated is not None:
        gone = [
            is_gone or (repeated(line.text) and not verdict.prose)
            for is_gone, line, verdict in zip(gone, lines, verdicts, strict=True)
        ]
    if not any(gone) and not any(verdict.furniture >= LIKELY for verdict in verdicts):
        return [True] * len(lines)
    prose = [place for place, verdict in enumerate(verdicts) if verdict.prose]
    first, last = (prose[0], prose[-1]) if prose else (0, len(lines) - 1)
    for place, verdict in enumerate(verdicts):
        if not gone[place] and not verdict.prose:
            inside = first < place < last
            gone[place] = verdict.furniture >= LIKELY or (
                verdict.furniture >= SUSPECT and (not inside or _beside(gone, place))
            )
    _drop_lists(verdicts, gone, protected or {first - 1})
    if prose:
        _drop_tail(verdicts, gone, last)
    _drop_islands(verdicts, gone)
    return [not is_gone for is_gone in gone]


def _beside(gone: Sequence[bool], place: int) -> bool:
    return any(gone[max(0, place - 1) : place + 2])


def _drop_lists(verdicts: Sequence[Verdict], gone: list[bool], protected: Collection[int]) -> None:
    """Under "Related" or "Most read" stand headlines until the next sentence."""
    listing = False
    for place, verdict in enumerate(verdicts):
        if verdict.opener and gone[place]:
            listing = True
        elif listing and (verdict.sentence or verdict.length > 2 * _MANY_WORDS):
            listing = verdict.furniture >= SUSPECT
        elif place in protected:
            listing = False
        elif listing:
            gone[place] = True


def _drop_tail(verdicts: Sequence[Verdict], gone: list[bool], last: int) -> None:
    """After the last prose, once furniture begins only whole sentences are kept."""
    begun = False
    for place in range(last + 1, len(verdicts)):
        verdict = verdicts[place]
        begun = begun or gone[place]
        whole = verdict.sentence and verdict.length >= _TAIL_SENTENCE
        if begun and (not whole or verdict.furniture >= SUSPECT):
            gone[place] = True


def _drop_islands(verdicts: Sequence[Verdict], gone: list[bool]) -> None:
    """A label between two pieces of furniture is a third."""
    for place in range(1, len(verdicts) - 1):
        label = not verdicts[place].sentence and verdicts[place].length <= 4
        if label and gone[place - 1] and gone[place + 1]:
            gone[place] = True
