"""Rows of figures -> a table in the terminal, or JSON for scripts.

Last step of every benchmark. Owns no figure: it shows what it is given.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rich.console import Console
from rich.table import Table as RichTable

Cell: TypeAlias = str | int | float | None
WIDTH_IN_FILES = 160


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the names of the columns, and rows of as many cells."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> list[dict[str, Cell]]:
        """The rows as dictionaries, floats rounded to four places."""
        return [
            {
                name: round(cell, 4) if isinstance(cell, float) else cell
                for name, cell in zip(self.columns, row, strict=True)
            }
            for row in self.rows
        ]


def show(tables: Sequence[Table], *, as_json: bool = False, console: Console | None = None) -> None:
    """Print the tables; as_json: one JSON object, title -> list of rows, and nothing else."""
    # A file or a pipe has no width of its own, and rich would cut the figures off at 80.
    console = console or Console(width=None if sys.stdout.isatty() else WIDTH_IN_FILES)
    if as_json:
        text = json.dumps({table.title: table.records() for table in tables}, indent=2)
        console.print(text, markup=False, highlight=False, soft_wrap=True)
        return
    for table in tables:
        rich_table = RichTable(title=table.title, title_justify="left")
        for index, name in enumerate(table.columns):
            rich_table.add_column(name, justify="left" if index == 0 else "right")
        for row in table.rows:
            rich_table.add_row(*(format_cell(cell) for cell in row))
        console.print(rich_table)


def format_cell(cell: Cell) -> str:
    """0.8312 -> ".831", 1.0 -> "1.000", 12.345 -> "12.35", None -> "–"."""
    if cell is None:
        return "–"
    if isinstance(cell, float):
        if abs(cell) >= 10:
            return f"{cell:,.1f}"
        text = f"{cell:.3f}"
        return text[1:] if text.startswith("0.") else text
    return str(cell)
