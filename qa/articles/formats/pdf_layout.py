"""Characters with boxes -> the paragraphs of a page in reading order.

Characters are put together to runs on one line without a wide gap; runs are ordered by
column, where a gutter that few lines cross parts the page; lines of a column are put
together to paragraphs by distance, indent and type size. Figures and tables are read line
by line like any other text. Coordinates are points, y grows upwards.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_WIDE_GAP = 1.6  # type sizes between two words of a line at most
_SAME_LINE = 0.6  # of the height that two characters of a line share at least
_FEWEST_LINES = 3  # of a column
_MOST_CROSSING = 0.4  # of the lines may cross a gutter (titles, captions)
_NEW_PARAGRAPH = 1.35  # times the usual distance of lines
_MOST_RUNS = 2_000  # a page of text has 60 to 200; a drawing is no column
_DEEPEST = 4  # columns within columns


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, its box, and its type size in points."""

    char: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(slots=True)
class Run:
    """A stretch of a line: its text, its box and its type size; last: where its end begins."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    last: float = 0.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a page and its type size."""

    text: str
    size: float


def paragraphs_of_page(glyphs: Sequence[Glyph]) -> list[Paragraph]:
    """Put the characters of a page together in the order in which a person reads them."""
    runs = _runs(glyphs)
    words = {word.lower() for run in runs for word in re.findall(r"\w+(?:-\w+)*", run.text)}
    return [
        paragraph for column in _columns(runs, 0) for paragraph in _paragraphs(_rows(column), words)
    ]


def _runs(glyphs: Sequence[Glyph]) -> list[Run]:
    """Stretches of text in the order in which the page draws them."""
    runs: list[Run] = []
    run: Run | None = None
    space = False
    for glyph in glyphs:
        if glyph.char.isspace():
            space = True
            continue
        size = glyph.size or (glyph.top - glyph.bottom) or 1.0
        if run is not None and _continues(run, glyph, size):
            gap = glyph.left - run.right
            run.text += (" " if space or gap > 0.25 * size else "") + glyph.char
            run.right, run.last = max(run.right, glyph.right), glyph.left
            run.bottom, run.top = min(run.bottom, glyph.bottom), max(run.top, glyph.top)
            run.size = max(run.size, size)
        else:
            box = glyph.left, glyph.right, glyph.bottom, glyph.top
            run = Run(glyph.char, *box, size, glyph.left)
            runs.append(run)
        space = False
    return runs


def _continues(run: Run, glyph: Glyph, size: float) -> bool:
    """Whether a character stands on the line of a run, right after it."""
    height = max(min(run.top - run.bottom, glyph.top - glyph.bottom), 0.1)
    shared = min(run.top, glyph.top) - max(run.bottom, glyph.bottom)
    level = shared >= _SAME_LINE * height or abs(glyph.bottom - run.bottom) < 0.35 * size
    # The two letters of a ligature share one box: the second begins where the first does.
    back = min(-0.5 * size, run.last - run.right)
    return level and back <= glyph.left - run.right <= _WIDE_GAP * size


def _columns(runs: Sequence[Run], depth: int) -> list[list[Run]]:
    """The runs in columns, in reading order; runs over the gutter stand between."""
    gutter = _gutter(runs) if depth < _DEEPEST else None
    if gutter is None:
        return [list(runs)] if runs else []
    across = sorted((run for run in runs if _crosses(run, gutter)), key=lambda run: -run.top)
    columns: list[list[Run]] = []
    rest = [run for run in runs if not _crosses(run, gutter)]
    for border in [*across, None]:
        above = [run for run in rest if border is None or _middle(run) > _middle(border)]
        rest = [run for run in rest if border is not None and _middle(run) <= _middle(border)]
        columns += _columns([run for run in above if run.left < gutter], depth + 1)
        columns += _columns([run for run in above if run.left >= gutter], depth + 1)
        if border is not None:
            columns.append([border])
    return _joined(columns, across)


def _joined(columns: list[list[Run]], across: Sequence[Run]) -> list[list[Run]]:
    """Lines over the gutter that follow each other are one piece of text."""
    spanning = {id(run) for run in across}
    joined: list[list[Run]] = []
    for column in columns:
        alike = joined and id(joined[-1][-1]) in spanning and id(column[0]) in spanning
        if alike:
            joined[-1].extend(column)
        else:
            joined.append(column)
    return joined


def _middle(run: Run) -> float:
    return (run.top + run.bottom) / 2


def _crosses(run: Run, gutter: float) -> bool:
    return run.left < gutter - 2 and run.right > gutter + 2


def _gutter(runs: Sequence[Run]) -> float | None:
    """Where a right-hand column begins, if the runs stand in columns."""
    if not 2 * _FEWEST_LINES <= len(runs) <= _MOST_RUNS:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    width = right - left
    starts = sorted({round(run.left) for run in runs})
    best: tuple[int, float] | None = None
    for start in starts:
        edge = start - 1.0
        if not left + 0.15 * width < edge < right - 0.15 * width:
            continue
        on_left = [run for run in runs if run.right <= edge + 2]
        on_right = [run for run in runs if run.left >= edge - 2]
        crossing = len(runs) - len(on_left) - len(on_right)
        if crossing <= _MOST_CROSSING * len(runs) and _side_by_side(on_left, on_right):
            choice = (crossing, edge)
            best = min(best, choice) if best else choice
    return best[1] if best else None


def _side_by_side(on_left: Sequence[Run], on_right: Sequence[Run]) -> bool:
    """Whether two sets of runs are columns of text: some lines each, at the same height."""
    if min(len(on_left), len(on_right)) < _FEWEST_LINES:
        return False
    low = max(min(run.bottom for run in on_left), min(run.bottom for run in on_right))
    high = min(max(run.top for run in on_left), max(run.top for run in on_right))
    heights = [
        max(r.top for r in side) - min(r.bottom for r in side) for side in (on_left, on_right)
    ]
    wordy = all(
        statistics.median(len(run.text.split()) for run in side) >= 3
        for side in (on_left, on_right)
    )
    return wordy and high - low > 0.4 * min(heights)


def _rows(runs: Sequence[Run]) -> list[Run]:
    """The lines of one column from top to bottom; runs at one height are one line."""
    rows: list[Run] = []
    for run in sorted(runs, key=lambda run: (-_middle(run), run.left)):
        last = rows[-1] if rows else None
        if last and abs(_middle(last) - _middle(run)) < 0.4 * max(last.size, run.size):
            first, second = sorted((last, run), key=lambda part: part.left)
            rows[-1] = Run(
                f"{first.text} {second.text}",
                first.left,
                max(first.right, second.right),
                min(first.bottom, second.bottom),
                max(first.top, second.top),
                max(first.size, second.size),
            )
        else:
            rows.append(run)
    return rows


def _paragraphs(rows: Sequence[Run], words: set[str]) -> list[Paragraph]:
    """Put the lines of a column together where no paragraph begins."""
    pitches = [_middle(above) - _middle(row) for above, row in pairwise(rows)]
    usual = statistics.median(pitches) if pitches else 0.0
    left = min((row.left for row in rows), default=0.0)
    right = max((row.right for row in rows), default=0.0)
    paragraphs: list[Paragraph] = []
    above: Run | None = None
    for row in rows:
        if above is not None and not _begins(row, above, usual=usual, left=left, right=right):
            last = paragraphs[-1]
            paragraphs[-1] = Paragraph(_with_line(last.text, row.text, words), last.size)
        else:
            paragraphs.append(Paragraph(row.text, row.size))
        above = row
    return [
        Paragraph(paragraph.text.replace("\xad", ""), paragraph.size) for paragraph in paragraphs
    ]


def _begins(row: Run, above: Run, *, usual: float, left: float, right: float) -> bool:
    """Whether a line begins a paragraph, seen from the line above it."""
    distance = _middle(above) - _middle(row)
    # Pages of a few lines have no usual distance; no text is set wider than this.
    pitch = min(max(usual, 0.9 * row.size), 1.8 * row.size)
    ended = bool(re.search(r"[.!?…:]['\"”’)\]]*$", above.text))
    return (
        distance > _NEW_PARAGRAPH * pitch
        or abs(row.size - above.size) > 0.12 * max(row.size, above.size)
        or (ended and above.right < right - 0.12 * (right - left))
        or (ended and row.left > left + 0.7 * row.size and above.left < row.left - 0.5 * row.size)
    )


def _with_line(text: str, line: str, words: set[str]) -> str:
    """A paragraph with its next line: "infor-" + "mation" -> "information"."""
    if text.endswith("\xad"):
        return text[:-1] + line
    broken = re.search(r"(\w{1,60})-$", text)
    rest = re.match(r"[^\W\d_]+", line)
    if broken and rest and line[0].islower():
        compound = f"{broken[1]}-{rest[0]}".lower() in words  # "long-" + "term"
        return text + line if compound else text[:-1] + line
    return f"{text} {line}"
