"""Rows of cells become the table that all formats write."""

from __future__ import annotations

from pathlib import Path

from qa.articles.formats.table_text import tables_in
from tests.articles import make
from tests.articles.helpers import read_one

X = (60.0, 200.0, 300.0, 400.0)
ROWS = [
    ["Berth", "Summer", "Winter", "Longest stay"],
    ["North quay", "340", "120", "nine days"],
    ["Gypsy pier", "95", "60", "two days"],
    ["Old mole", "210", "180", "a month"],
]
PROSE = "The port authority published the dues that vessels pay at each berth."


def page(rows: list[list[str]]) -> list[make.Text]:
    cells = [
        (X[column], 650.0 - 18 * number, 10.0, words)
        for number, row in enumerate(rows)
        for column, words in enumerate(row)
        if words
    ]
    return [(60.0, 700.0, 10.0, PROSE), *cells]


def test_a_row_is_a_line_with_its_cells_in_order(tmp_path: Path) -> None:
    text = read_one(tmp_path, "a.pdf", make.pdf([page(ROWS)])).text
    assert text.endswith(
        "| Berth | Summer | Winter | Longest stay |\n"
        "North quay | 340 | 120 | nine days\n"
        "Gypsy pier | 95 | 60 | two days\n"
        "Old mole | 210 | 180 | a month"
    )
    (table,) = tables_in(text)
    assert (len(table.heads), len(table.rows)) == (1, 3)


def test_an_empty_cell_keeps_its_column(tmp_path: Path) -> None:
    rows = [*ROWS[:2], ["Gypsy pier", "", "60", "two days"], ["Old mole", "210", "", "a month"]]
    text = read_one(tmp_path, "a.pdf", make.pdf([page(rows)])).text
    assert "Gypsy pier | | 60 | two days\nOld mole | 210 | | a month" in text


def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    texts = page(ROWS[:3])
    texts += [
        (X[0], 596.0, 10.0, "Old mole"),
        (X[1], 596.0, 10.0, "210"),
        (X[2], 596.0, 10.0, "180 without"),
        (X[2], 584.0, 10.0, "the pilot"),
        (X[3], 596.0, 10.0, "a month"),
    ]
    text = read_one(tmp_path, "a.pdf", make.pdf([texts])).text
    assert text.endswith("Old mole | 210 | 180 without the pilot | a month")


def test_prose_with_a_wide_gap_is_no_table(tmp_path: Path) -> None:
    texts = [
        (60.0, 700.0, 10.0, "3.1"),
        (90.0, 700.0, 10.0, "The dues of the harbour"),
        (60.0, 686.0, 10.0, PROSE),
    ]
    text = read_one(tmp_path, "a.pdf", make.pdf([texts])).text
    assert "|" not in text
    assert "3.1 The dues of the harbour" in text


def test_cells_that_stand_as_near_as_words_are_parted_where_a_column_begins(
    tmp_path: Path,
) -> None:
    x = (60.0, 115.0, 160.0)
    rows = [
        ["Station", "Depth", "Length"],
        ["Crane", "5 m", "38 mm"],
        ["Gypsy pier", "3 m", "41 mm"],
    ]
    cells = [
        (x[column], 650.0 - 18 * number, 10.0, words)
        for number, row in enumerate(rows)
        for column, words in enumerate(row)
    ]
    text = read_one(tmp_path, "a.pdf", make.pdf([[(60.0, 700.0, 10.0, PROSE), *cells]])).text
    assert text.endswith(
        "| Station | Depth | Length |\nCrane | 5 m | 38 mm\nGypsy pier | 3 m | 41 mm"
    )
