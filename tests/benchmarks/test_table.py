import io
import json

import pytest
from rich.console import Console

from benchmarks.common.table import Cell, Table, format_cell, show

TABLE = Table("Found", ("set", "n", "hit@1"), (("NQ", 12, 0.83121), ("none", 0, None)))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (0.83125, ".831"),
        (1.0, "1.000"),
        (12.345, "12.3"),
        (1234.5, "1,234.5"),
        (7, "7"),
        (None, "–"),
    ],
)
def test_cells(cell: Cell, shown: str) -> None:
    assert format_cell(cell) == shown


def test_json_is_all_that_is_printed() -> None:
    out = io.StringIO()
    show([TABLE], as_json=True, console=Console(file=out, width=40))
    assert json.loads(out.getvalue()) == {
        "Found": [{"set": "NQ", "n": 12, "hit@1": 0.8312}, {"set": "none", "n": 0, "hit@1": None}]
    }


def test_a_table_shows_every_cell() -> None:
    out = io.StringIO()
    show([TABLE], console=Console(file=out, width=60))
    lines = out.getvalue().splitlines()
    assert lines[0].strip() == "Found"
    assert [cell.strip() for cell in lines[4].strip("│").split("│")] == ["NQ", "12", ".831"]
    assert [cell.strip() for cell in lines[5].strip("│").split("│")] == ["none", "0", "–"]
