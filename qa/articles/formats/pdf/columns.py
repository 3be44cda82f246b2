"""Reading order by columns, for pages that were not drawn in the order in which they are read.

A gutter that few lines cross parts a page; the runs left of it are read first, then those
right of it, and what stands across parts the columns above and below it. It is used where
the page's own order is wrong: a paragraph of a left column followed, line by line, by the
right one, or lines that jump about.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from qa.articles.formats.pdf.text_runs import Run, same_line

_FEWEST_LINES = 3  # of a column
_MOST_CROSSING = 0.4  # of the lines may cross a gutter (titles, captions)
_MOST_RUNS = 1_000  # a page of text has 60 to 200; a drawing is no column
_DEEPEST = 4  # columns within columns
_MOST_JUMPS = 0.3  # of the lines may stand above the one before it, in the same column
_LEAST_TURNS = 0.7  # of a column's lines are followed by one of the other, if drawn by line
_LEAST_PROSE = 0.4  # of the lines of a column go on in the middle of a sentence


def is_out_of_order(runs: Sequence[Run]) -> bool:
    """Whether the order in which a page draws its text is not the one in which it is read."""
    if not 4 <= len(runs) <= _MOST_RUNS:
        return False
    jumps = sum(
        run.base > before.base + 0.5 * before.size
        and run.left < before.right
        and before.left < run.right
        for before, run in pairwise(runs)
    )
    if jumps > _MOST_JUMPS * len(runs):
        return True
    turn = _usual_turn(runs)
    upright = [run for run in runs if run.turn == turn]
    gutter = _gutter(upright)
    return gutter is not None and _drawn_by_line(upright, gutter)


def in_columns(runs: Sequence[Run]) -> list[Run]:
    """The runs column by column, each from the top down; turned text comes last."""
    turn = _usual_turn(runs)
    columns = _columns([run for run in runs if run.turn == turn], 0)
    ordered = [run for column in columns for run in _from_the_top(column)]
    return ordered + [run for run in runs if run.turn != turn]


def _usual_turn(runs: Sequence[Run]) -> int:
    turns: Counter[int] = Counter()
    for run in runs:
        turns[run.turn] += len(run.text)
    return turns.most_common(1)[0][0] if turns else 0


def _drawn_by_line(runs: Sequence[Run], gutter: float) -> bool:
    """Whether columns of prose were drawn line by line over both."""
    sides = [run.left >= gutter - 2 for run in runs if not _crosses(run, gutter)]
    turns = sum(not before and after for before, after in pairwise(sides))
    fewer = min(sides.count(False), sides.count(True))
    if turns < _LEAST_TURNS * fewer:
        return False
    on_left = [run for run in runs if not _crosses(run, gutter) and run.left < gutter - 2]
    on_right = [run for run in runs if not _crosses(run, gutter) and run.left >= gutter - 2]
    return all(_is_prose(side) for side in (on_left, on_right))


def _is_prose(runs: Sequence[Run]) -> bool:
    """Whether lines go on in the middle of a sentence, as those of a table's cells do not."""
    if any(char.islower() for run in runs for char in run.text):
        going_on = sum(run.text[0].islower() for run in runs)
    else:  # an alphabet without small letters: full lines
        width = max(run.right for run in runs) - min(run.left for run in runs)
        going_on = sum(run.right - run.left > 0.8 * width for run in runs)
    return going_on >= _LEAST_PROSE * len(runs)


def _from_the_top(runs: Sequence[Run]) -> list[Run]:
    """Lines from the top down, and the runs of a line from left to right."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.base):
        first = lines[-1][0] if lines else None
        if first and same_line(first.base, first.size, other=run.base, other_size=run.size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [run for line in lines for run in sorted(line, key=lambda run: run.left)]


def _columns(runs: Sequence[Run], depth: int) -> list[list[Run]]:
    """The runs in columns, in reading order; runs over the gutter stand between."""
    gutter = _gutter(runs) if depth < _DEEPEST else None
    if gutter is None:
        return [list(runs)] if runs else []
    across = sorted((run for run in runs if _crosses(run, gutter)), key=lambda run: -run.base)
    columns: list[list[Run]] = []
    rest = [run for run in runs if not _crosses(run, gutter)]
    for border in [*across, None]:
        above = [run for run in rest if border is None or run.base > border.base]
        rest = [run for run in rest if border is not None and run.base <= border.base]
        columns += _columns([run for run in above if run.left < gutter - 2], depth + 1)
        columns += _columns([run for run in above if run.left >= gutter - 2], depth + 1)
        if border is not None:
            columns.append([border])
    return columns


def _crosses(run: Run, gutter: float) -> bool:
    return run.left < gutter - 2 and run.right > gutter + 2


def _gutter(runs: Sequence[Run]) -> float | None:
    """Where a right-hand column begins, if the runs stand in columns."""
    if not 2 * _FEWEST_LINES <= len(runs) <= _MOST_RUNS:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    width = right - left
    best: tuple[int, float] | None = None
    for start in sorted({round(run.left) for run in runs}):
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
    sides = (on_left, on_right)
    if min(map(len, sides)) < _FEWEST_LINES:
        return False
    low = max(min(run.base for run in side) for side in sides)
    high = min(max(run.base for run in side) for side in sides)
    heights = [max(run.base for run in side) - min(run.base for run in side) for side in sides]
    wordy = all(statistics.median(len(run.text.split()) for run in side) >= 3 for side in sides)
    return wordy and high - low > 0.4 * min(heights)
