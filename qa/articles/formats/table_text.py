"""Tables <-> lines of text: the one notation in which every format writes its tables.

    [["Ticket", "Adult"], ["Single", "6.40"]]   ->   | Ticket | Adult |
                                                     Single | 6.40

A row is one line, its cells in their order with bars between them, empty and equal cells
kept. The heads are the first lines and have a bar at both ends, which says that they are
heads. The lines of a table follow each other without an empty line. So the words of a
document stay in its own order, and the text alone gives the table back (`tables_in`): the
source pane draws it, and what reads a row for an answer reads it with its heads
(`qa.articles.row_heads`).

A table that only lays out a page is none: one of a single column, and a row that holds whole
paragraphs, become paragraphs. Readers of formats hand over cells; a line break in a cell
stands between its paragraphs. Nothing is left out here but tables without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BAR = " | "
_LAYOUT_CELL = 150  # characters; a cell of several paragraphs above it is a column of a page
_LONGEST_HEAD = 60  # characters
_LONGEST_UNIT = 3  # letters
_MOST_COLUMNS = 2_000  # a wider span is an error of the file
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[/–-]\s*\d{2,4})?")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as its file gives it.

    columns, rows: how many it covers. head: it is marked as the head of a column. nested: it
    holds a table of its own, and its text is blocks with an empty line between.
    """

    text: str
    columns: int = 1
    rows: int = 1
    head: bool = False
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table in a text: where its line stands, and where each cell does."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TableSpan:
    """A table found in a text: its lines of heads and its rows, with offsets in the text."""

    start: int
    end: int
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]


def table_blocks(rows: Sequence[Sequence[Cell | str]], *, heads: int | None = None) -> list[str]:
    """Write a table as paragraphs of text: one for a table of data, none for an empty one.

    heads: how many of the first rows are heads, where the format says so; else they are told
    by marks of the cells and by how the first row differs from the others.
    """
    grid = _grid(rows)
    if not grid:
        return []
    width = max(map(len, grid))
    count = _marked_heads(rows) if heads is None else heads
    first = 0
    if count is None:  # what stands alone in a row above is the table's title and no head
        first = next((n for n, row in enumerate(grid) if _filled(row) > 1), len(grid))
        count = first + (int(_has_heads(grid[first:])) or 2 * _has_merged_heads(grid[first:]))
    count = min(count, len(grid) - 1)
    tables = {cell.text.strip() for cell in _nested(rows)}
    blocks: list[str] = []
    lines: list[str] = []
    for number, row in enumerate(grid):
        nested = tables.intersection(row)
        if (
            number < first
            or nested
            or any(len(cell) > _LAYOUT_CELL and "\n" in cell for cell in row)
        ):
            blocks += ["\n".join(lines)] if lines else []
            lines = []
            for cell in row:
                blocks += _blocks(cell) if cell in nested else _paragraphs(cell)
        else:
            lines.append(_row_line([*row, *[""] * (width - len(row))], head=number < count))
    return [*blocks, "\n".join(lines)] if lines else blocks


def sheet_blocks(rows: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Write a sheet as blocks, each with the number of its first row, from 0.

    Rows without words part its tables; lines of one cell above a table are its title and below
    it notes, and become paragraphs. Rows stay whole lines, so that they can be counted.
    """
    blocks: list[tuple[int, str]] = []
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and any(cell.strip() for cell in rows[end]):
            end += 1
        first, last = start, end
        while first < last and _filled(rows[first]) < 2:
            first += 1
        while last > first and _filled(rows[last - 1]) < 2:
            last -= 1
        table = [[" ".join(cell.split()) for cell in row] for row in rows[first:last]]
        blocks += [(at, _only(rows[at])) for at in range(start, first)]
        blocks += [(first, text) for text in table_blocks(table)]
        blocks += [(at, _only(rows[at])) for at in range(last, end)]
        start = end + 1
    return blocks


def sheet_places(
    name: str, rows: Sequence[Sequence[str]], numbers: Sequence[int]
) -> list[tuple[list[str], str]]:
    """`sheet_blocks` with a place for each line: "Prices, row 12"; numbers: those of the rows."""
    blocks = []
    for at, text in sheet_blocks(rows):
        ends = range(at, at + text.count("\n") + 1)
        blocks.append(([f"{name}, row {numbers[min(n, len(rows) - 1)]}" for n in ends], text))
    return blocks


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _only(row: Sequence[str]) -> str:
    return " ".join(" ".join(row).split())


def tables_in(text: str) -> list[TableSpan]:
    """Find the tables of a text that was written by `table_blocks`, also among plain lines."""
    found: list[TableSpan] = []
    lines = ((m.start(), m.end()) for m in _LINE.finditer(text))
    for stretch in _stretches(text, lines):
        width = len(stretch[-1].cells)
        heads = [row for row in stretch if _is_head(text, row, width)]
        count = next((n for n, row in enumerate(stretch) if row not in heads), len(stretch) - 1)
        if len(stretch) > 1:
            found.append(
                TableSpan(
                    stretch[0].start,
                    stretch[-1].end,
                    tuple(_unbarred(row) for row in stretch[:count]),
                    tuple(stretch[count:]),
                )
            )
    return found


def _grid(rows: Sequence[Sequence[Cell | str]]) -> list[list[str]]:
    """Cells in their columns; what a cell covers beside its first place is empty."""
    grid: list[list[str]] = []
    covered: dict[int, int] = {}  # column -> rows that a cell above still covers
    for row in rows:
        line: list[str] = []
        for item in row:
            cell = Cell(item) if isinstance(item, str) else item
            while covered.get(len(line), 0):
                covered[len(line)] -= 1
                line.append("")
            columns = max(1, min(cell.columns, _MOST_COLUMNS))
            for place in range(len(line), len(line) + columns):
                covered[place] = max(0, cell.rows - 1)
            line += [cell.text.strip(), *[""] * (columns - 1)]
        while covered.get(len(line), 0):
            covered[len(line)] -= 1
            line.append("")
        if any(line):
            grid.append(line)
    used = [
        any(len(row) > n and row[n] for row in grid) for n in range(max(map(len, grid), default=0))
    ]
    return [[cell for cell, is_used in zip(row, used, strict=False) if is_used] for row in grid]


def _nested(rows: Sequence[Sequence[Cell | str]]) -> Iterator[Cell]:
    return (cell for row in rows for cell in row if isinstance(cell, Cell) and cell.nested)


def _blocks(cell: str) -> list[str]:
    return [block for block in cell.split("\n\n") if block.strip()]


def _paragraphs(cell: str) -> list[str]:
    return [" ".join(line.split()) for line in cell.split("\n") if line.strip()]


def _row_line(cells: Sequence[str], *, head: bool) -> str:
    """The cells between bars; a bar within a cell is a broken one, so that it parts nothing."""
    parts = [_flat(cell, head=head).replace("|", "¦") for cell in cells]
    line = re.sub(r"\|  +(?=\|)", "| ", BAR.join(parts)).strip(" ")
    return f"| {line} |" if head else line


def _flat(cell: str, *, head: bool) -> str:
    """The paragraphs of a cell in one line, told apart by a semicolon where no stop does it."""
    text = ""
    for line in _paragraphs(cell):
        joint = " " if head or text.endswith((".", ":", ";", ",", "!", "?", "-")) else "; "
        text += (joint if text else "") + line
    return text


def _marked_heads(rows: Sequence[Sequence[Cell | str]]) -> int | None:
    """How many first rows have all their cells marked as heads; None if no cell has a mark."""
    marked = [
        [
            isinstance(cell, Cell) and cell.head
            for cell in row
            if not isinstance(cell, Cell) or cell.text.strip()
        ]
        for row in rows
    ]
    marked = [row for row in marked if row]
    if not any(map(any, marked)):
        return None
    return next((n for n, row in enumerate(marked) if not all(row)), len(marked)) or None


def _has_heads(grid: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns.

    It does where its cells are short, distinct and no figures (years may be), and the rows
    below are figures in some column; in a table of three columns and more also without
    them. Two columns of words are most often a list of names and values.
    """
    if len(grid) < 2:
        return False
    first, others = grid[0], grid[1:]
    named = [cell for cell in first[1:] if cell]
    if len(named) < len(first) - 1 or len(set(first)) < len(first):
        return False
    if any(len(cell) > _LONGEST_HEAD for cell in first) or _is_figure(first[0]):
        return False
    if any(_is_figure(cell) and not _YEAR.fullmatch(cell) for cell in named):
        return False
    figures = any(
        all(_is_figure(row[n]) for row in others if len(row) > n and row[n])
        for n in range(len(first))
    )
    return figures or len(first) > 2


def _has_merged_heads(grid: Sequence[Sequence[str]]) -> bool:
    """Whether the first two rows name the columns: heads over several columns, and theirs below."""
    if len(grid) < 3:
        return False
    width = max(map(len, grid))
    over, under = ([*row, *[""] * (width - len(row))] for row in grid[:2])
    names: list[str] = []
    merged = False
    group = ""
    for column, (upper, lower) in enumerate(zip(over, under, strict=True)):
        merged = merged or bool(lower and not upper and group)
        group = upper or (group if column and lower else "")
        names.append(f"{lower} {group}".strip())
    figures = any(_is_figure(cell) and not _YEAR.fullmatch(cell) for cell in under)
    return merged and not figures and _has_heads([names, *grid[2:]])


def _is_figure(cell: str) -> bool:
    """Whether a cell is a number, with a unit or a sign at most: "6.40", "86 m", "+9.2%"."""
    first = next(filter(str.isalnum, cell), "")
    return first.isdigit() and sum(map(str.isalpha, cell)) <= _LONGEST_UNIT


def _stretches(text: str, lines: Iterator[tuple[int, int]]) -> Iterator[list[Row]]:
    """Runs of lines without an empty one between them that have the same number of cells."""
    rows = [_parsed(text, start, end) for start, end in lines]
    run: list[Row] = []
    for row in rows:
        follows = bool(run) and row.start == run[-1].end + 1
        if run and not (follows and _same_table(text, run, row)):
            yield run
            run = []
        if len(row.cells) > 1:
            run.append(row)
    if run:
        yield run


def _same_table(text: str, run: Sequence[Row], row: Row) -> bool:
    before = run[-1]
    if len(row.cells) == len(before.cells):
        return True
    return _is_head(text, before, len(row.cells))


def _is_head(text: str, row: Row, width: int) -> bool:
    """Whether a line has a bar at both ends beside the cells of a table of that width."""
    ends = text[row.start] == "|" and text[row.end - 1] == "|"
    return ends and len(row.cells) == width + 2


def _unbarred(row: Row) -> Row:
    return Row(row.start, row.end, row.cells[1:-1])


def _parsed(text: str, start: int, end: int) -> Row:
    """A line as cells: offsets of the words between its bars, white space left off."""
    cells = []
    at = start
    for piece in text[start:end].split("|"):
        inner = piece.strip()
        begin = at + len(piece) - len(piece.lstrip()) if inner else at
        cells.append((begin, begin + len(inner)))
        at += len(piece) + 1
    return Row(start, end, tuple(cells))
