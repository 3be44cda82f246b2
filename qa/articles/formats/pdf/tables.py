"""Rows of cells that stand below one another -> a table in the notation of all formats.

Which column a cell is in is told by its place: the rows with most cells show where the
columns are, and every other cell belongs to the column that it covers most of, or stands
nearest to. Cells that stand so near that they look like words of one are parted where another
row's column begins. Rows that do not fit into columns stay lines of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.articles.formats.pdf.page_lines import Line
from qa.articles.formats.pdf.text_runs import Run
from qa.articles.formats.table_text import BAR, table_blocks

_MOST_CLASHES = 0.2  # of the rows may have two cells in one column
_SAME_LEFT = 0.3  # type sizes between the left sides of cells of a column at most
_MOST_COMPARED = 1_000_000  # pairs of a cell and a column

_Sides = tuple[float, float]


def table_of_rows(rows: Sequence[Line]) -> str:
    """The text of a table, a row a line."""
    columns = _columns(rows)
    cells = sum(len(row.cells) for row in rows)
    if len(rows) < 2 or cells * len(columns) > _MOST_COMPARED:
        return _lines(rows)
    grid: list[list[str]] = []
    clashes = 0
    for row in rows:
        line = [""] * len(columns)
        for cell in _cells(row, columns):
            place = _column(cell, columns)
            clashes += bool(line[place])
            line[place] = f"{line[place]} {cell.text}".strip()
        grid.append(line)
    if clashes > _MOST_CLASHES * len(rows):
        return _lines(rows)
    return "\n".join(table_blocks(grid)) or _lines(rows)


def _cells(row: Line, columns: Sequence[_Sides]) -> list[Run]:
    """The cells of a row; one that holds the beginning of a further column is two of them."""
    lefts = [left for left, _ in columns[1:]]
    cells: list[Run] = []
    for cell in row.cells:
        begins = [
            (gap, left)
            for gap, left in (cell.gaps if len(row.cells) < len(columns) else ())
            if any(abs(left - other) < _SAME_LEFT * cell.size for other in lefts)
        ]
        begins = [(0, cell.left), *begins]
        ends = [*begins[1:], (len(cell.text), cell.right)]
        for (start, left), (end, right) in zip(begins, ends, strict=True):
            text = cell.text[start:end].rstrip()
            cells.append(replace(cell, text=text, left=left, right=right))
    return cells


def _lines(rows: Sequence[Line]) -> str:
    return "\n".join(BAR.join(cell.text for cell in row.cells) for row in rows)


def _columns(rows: Sequence[Line]) -> list[_Sides]:
    """The sides of the columns, from the rows that have most cells."""
    most = max(len(row.cells) for row in rows)
    full = [sorted(row.cells, key=lambda cell: cell.left) for row in rows if len(row.cells) == most]
    return [
        (min(cell.left for cell in column), max(cell.right for cell in column))
        for column in zip(*full, strict=True)
    ]


def _column(cell: Run, columns: Sequence[_Sides]) -> int:
    """The column that a cell covers most of, else the nearest."""
    return max(
        range(len(columns)),
        key=lambda n: min(cell.right, columns[n][1]) - max(cell.left, columns[n][0]),
    )
