"""Runs of text -> lines, and rows of cells.

Runs at one height that follow each other to the right are one line. Where a cell of a table
has several lines, pages draw it whole before the next cell: the lines that go on below the
last cell, and the cell that begins beside it again, belong to the same row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.articles.formats.pdf.text_runs import HYPHEN, Run, same_line

_NEAR = 5  # lines between two rows of a table at most
_CELL_PITCH = 1.45  # type sizes between two lines of a cell at most
_MOST_OF_CELL = 3  # lines of a first cell, as long as nothing stands beside it
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(slots=True)
class Line:
    """Runs at one height, or a table's row.

    low: the lowest baseline. end: the baseline of the last run that was put to it.
    """

    cells: list[Run]
    low: float
    end: float
    row: bool = False

    @property
    def left(self) -> float:
        """Where its first cell begins."""
        return min(cell.left for cell in self.cells)

    @property
    def right(self) -> float:
        """Where its last cell ends."""
        return max(cell.right for cell in self.cells)

    @property
    def largest(self) -> Run:
        """The run in the largest type."""
        return max(self.cells, key=lambda cell: cell.size)

    @property
    def base(self) -> float:
        """The baseline of the largest type."""
        return self.largest.base

    @property
    def size(self) -> float:
        """Its largest type size."""
        return self.largest.size

    @property
    def font(self) -> str:
        """The name of its font, "" where there are several."""
        fonts = {cell.font for cell in self.cells}
        return fonts.pop() if len(fonts) == 1 else ""

    @property
    def text(self) -> str:
        """Its words, cell after cell."""
        return " ".join(cell.text for cell in self.cells)


def lines_of_runs(runs: Sequence[Run], words: set[str]) -> list[Line]:
    """The lines and rows of a page; words: those that it holds, for hyphens."""
    lines: list[Line] = []
    for run in runs:
        line = lines[-1] if lines else None
        last = line.cells[-1] if line else None
        if line is None or last is None or last.turn != run.turn:
            lines.append(Line([run], run.base, run.base))
        elif _is_beside(last, run) and same_line(
            line.base, last.size, other=run.base, other_size=run.size
        ):
            line.cells.append(run)
            line.end = run.base
        elif _is_initial(last, run):
            run.text, run.left, run.gaps = last.text + run.text, last.left, ()
            line.cells[-1] = run
            line.low = line.end = run.base
        elif len(line.cells) > 1 and _goes_on(line, run):
            _put_below(last, run, words)
            line.end = run.base
            line.low = min(line.low, run.base)
        elif not _is_next_cell(lines, run, words):
            lines.append(Line([run], run.base, run.base))
    return lines


def _is_beside(last: Run, run: Run) -> bool:
    return run.left > last.left and run.left > last.right - 0.5 * run.size


def _is_initial(last: Run, run: Run) -> bool:
    """A large letter at the start of a paragraph, with the line that goes on beside it."""
    return (
        len(last.text) == 1
        and last.text.isupper()
        and last.size > 1.8 * run.size
        and last.base - 0.3 * run.size <= run.base < last.base + last.size
        and -0.2 * run.size <= run.left - last.right < 0.8 * run.size
        and run.text[0].islower()
    )


def _goes_on(line: Line, run: Run) -> bool:
    """Whether a run is the next line of the last cell of a row."""
    last = line.cells[-1]
    near = 0 < line.end - run.base < _CELL_PITCH * run.size
    return near and abs(run.left - last.left) < 0.5 * run.size and _alike(last, run)


def _alike(run: Run, other: Run) -> bool:
    return abs(run.size - other.size) < 0.1 * run.size


def _is_next_cell(lines: list[Line], run: Run, words: set[str]) -> bool:
    """Whether a run stands beside a cell of several lines; if so it is put to its row."""
    row = lines[-1]
    if len(row.cells) > 1:
        inside = row.end + 0.3 * run.size < run.base < row.base + 0.3 * run.size
        if inside and _is_beside(row.cells[-1], run):
            row.cells.append(run)
            row.end = run.base
            return True
        return False
    for many in range(2, min(_MOST_OF_CELL, len(lines)) + 1):
        cell = lines[-many:]
        if not _goes_on(cell[0], cell[1].cells[0]) or len(cell[0].cells) > 1:
            return False
        first = cell[0].cells[0]
        if abs(first.base - run.base) < 0.1 * run.size and _alike(first, run):
            if not all(_is_beside(part.cells[0], run) for part in cell):
                return False
            for part in cell[1:]:
                _put_below(first, part.cells[0], words)
            lines[-many:] = [Line([first, run], cell[-1].low, run.base)]
            return True
    return False


def _put_below(cell: Run, run: Run, words: set[str]) -> None:
    """Add a line to a cell."""
    cell.text = with_line(cell.text, run.text, words)
    cell.left, cell.right = min(cell.left, run.left), max(cell.right, run.right)
    cell.font = cell.font if cell.font == run.font else ""


def mark_rows(block: Sequence[Line]) -> None:
    """Lines of several cells are rows of a table where one nearby has cells at the same places."""
    rows = [(place, line) for place, line in enumerate(block) if len(line.cells) > 1]
    for number, (place, line) in enumerate(rows):
        line.row = line.row or line.low < line.base - 0.5 * line.size
        for other, above in rows[max(number - _NEAR, 0) : number]:
            if place - other <= _NEAR and _aligned(above, line):
                above.row = line.row = True


def _aligned(above: Line, line: Line) -> bool:
    """Whether the second and further cells of two lines begin, end or centre at one place."""
    near = 0.6 * max(above.size, line.size)
    return any(
        min(
            abs(upper.left - lower.left),
            abs(upper.right - lower.right),
            abs(upper.left + upper.right - lower.left - lower.right) / 2,
        )
        < near
        for upper in above.cells[1:]
        for lower in line.cells[1:]
    )


def whole_words(runs: Sequence[Run]) -> set[str]:
    """The words of a page but for those that are broken at the end of a line."""
    words: set[str] = set()
    broken = False
    for run in runs:
        text = run.text.lower()
        ends = text.endswith((HYPHEN, "-"))
        found = re.findall(r"\w+(?:-\w+)*", text)
        words.update(found[1 if broken else 0 : -1 if ends else None])
        broken = ends
    return words


def with_line(text: str, line: str, words: set[str]) -> str:
    """A paragraph with its next line: "infor-" + "mation" -> "information"."""
    if re.search(r"[\w/][–/]$", text[-3:]) and line[0].isalnum():
        return text + line  # "737–" + "9", "https://" + "www"
    broken = re.search(rf"(\w{{1,60}})[{HYPHEN}-]$", text[-60:])
    rest = re.match(r"[^\W\d_]+", line[:60])
    if broken is None or rest is None:
        unspaced = text and line and _UNSPACED.match(text[-1]) and _UNSPACED.match(line[0])
        return f"{text}{'' if unspaced else ' '}{line}"
    first, second = broken[1].lower(), rest[0].lower()
    if _is_compound(first, second, words) or not line[0].islower():
        return f"{text[:-1]}-{line}"  # "long-" + "term", "Anglo-" + "Saxon"
    return text[:-1] + line


def _is_compound(first: str, second: str, words: set[str]) -> bool:
    """Whether a hyphen between two parts stays at the end of a line, by the page's own words."""
    if f"{first}{second}" in words:
        return False
    both = len(first) > 2 and len(second) > 2 and first in words and second in words
    return f"{first}-{second}" in words or first.isdigit() or both
