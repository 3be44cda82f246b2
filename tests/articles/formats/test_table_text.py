"""Tables as lines of text, and back."""

from __future__ import annotations

import pytest

from qa.articles.formats.table_text import Cell, table_blocks, tables_in
from qa.articles.row_heads import read_text

FARES = [["Ticket", "Adult", "Child"], ["Single", "6.40", "3.20"], ["Group", "48.00", "48.00"]]


def cells(text: str) -> list[tuple[list[list[str]], list[list[str]]]]:
    """What `tables_in` finds, as words: heads and rows of each table."""
    return [
        tuple(
            [[text[a:b] for a, b in row.cells] for row in rows]
            for rows in (table.heads, table.rows)
        )  # type: ignore[misc]
        for table in tables_in(text)
    ]


def test_a_row_is_a_line_and_heads_have_a_bar_at_both_ends() -> None:
    assert table_blocks(FARES) == [
        "| Ticket | Adult | Child |\nSingle | 6.40 | 3.20\nGroup | 48.00 | 48.00"
    ]


def test_the_text_gives_the_table_back_among_paragraphs() -> None:
    text = "The ferry | runs.\n\n" + table_blocks(FARES)[0] + "\n\nIt is late."
    assert cells(text) == [([FARES[0]], FARES[1:])]
    (table,) = tables_in(text)
    assert text[table.start : table.end] == table_blocks(FARES)[0]


def test_empty_cells_keep_their_place() -> None:
    rows = [["Stop", "One", "Two"], ["", "8:05", ""], ["Odde", "", "9:10"], ["Lund", "", ""]]
    (block,) = table_blocks(rows, heads=1)
    assert block == "| Stop | One | Two |\n| 8:05 |\nOdde | | 9:10\nLund | |"
    assert cells(block) == [([rows[0]], rows[1:])]


def test_what_a_cell_covers_is_empty_and_a_bar_in_a_cell_parts_nothing() -> None:
    rows: list[list[Cell | str]] = [
        [Cell("Year", rows=2, head=True), Cell("Sold", columns=2, head=True)],
        [Cell("Boats", head=True), Cell("Nets", head=True)],
        [Cell("2024", rows=2), "a|b", "3"],
        ["c", "4"],
    ]
    (block,) = table_blocks(rows)
    assert block == "| Year | Sold | |\n| | Boats | Nets |\n2024 | a¦b | 3\n| c | 4"
    assert cells(block) == [
        ([["Year", "Sold", ""], ["", "Boats", "Nets"]], [["2024", "a¦b", "3"], ["", "c", "4"]])
    ]


@pytest.mark.parametrize(
    ("rows", "headed"),
    [
        ([["Item", "2023", "2024"], ["Salaries", "1,200", "1,310"]], True),
        ([["Name", "Role", "Room"], ["Ada", "Director", "two"]], True),
        ([["Feature", "Price"], ["Bell", "6.40"], ["Rope", "12 m"]], True),
        ([["Name", "Ada Brenn"], ["Town", "Lund"]], False),
        ([["Rent", "5,350"], ["Heating", "410"]], False),
        ([["1", "Odde", "7:03"], ["2", "Krane", "7:10"]], False),
        ([["Day", "Day", "Hour"], ["Mon", "Tue", "8"]], False),
        ([["Name", "Role", "Room"]], False),
    ],
)
def test_heads_are_told_by_how_the_first_row_differs(rows: list[list[str]], headed: bool) -> None:
    assert table_blocks(rows)[0].startswith("| ") is headed


def test_what_lays_out_a_page_becomes_paragraphs() -> None:
    assert table_blocks([["One\n\nTwo"], [""], ["Three"]]) == ["One", "Two", "Three"]
    story = "The mole was built of granite. " * 12
    rows = [["Left", f"Heading\n{story}"], ["a", "b"]]
    assert table_blocks(rows) == ["Left", "Heading", story.strip(), "a | b"]


def test_paragraphs_of_a_cell_stand_in_its_line() -> None:
    rows = [["Who", "Where\nto"], ["Ada", "12 Mill Lane\nTorby"], ["Per", "Ask:\nthe porter"]]
    assert table_blocks(rows, heads=1) == [
        "| Who | Where to |\nAda | 12 Mill Lane; Torby\nPer | Ask: the porter"
    ]


def test_tables_without_words_are_nothing() -> None:
    assert table_blocks([]) == table_blocks([["", " "], [""]]) == []
    assert table_blocks([["", "a"], ["", "b"]]) == ["a", "b"]
    assert tables_in("One | two\n\nthree | four\n\nplain") == []


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ([["Member", "2025", "", "2026", ""], ["", "Rent", "Paid", "Rent", "Paid"],
          ["Ada Fell", "42", "42", "45", "45"], ["Bo Roe", "42", "21", "45", "0"]], 2),
        ([["Berth", "Dues", ""], ["", "Summer", "Winter"], ["Old mole", "210", "180"]], 2),
        # A gap in a row of figures is no merged head, nor one in a list of words.
        ([["Ada Fell", "42", "", "45"], ["Bo Roe", "42", "21", "45"], ["Cy", "38", "38", "40"]], 0),
        ([["Member", "Rent", ""], ["Ada Fell", "42", "paid"], ["Bo Roe", "21", "late"]], 0),
    ],
)  # fmt: skip
def test_heads_over_several_columns_are_heads(rows: list[list[str]], heads: int) -> None:
    (text,) = table_blocks(rows)
    (table,) = tables_in(text)
    assert len(table.heads) == heads


def test_a_row_is_read_with_the_merged_head_and_its_own() -> None:
    rows = [["Member", "2025", "", "2026", ""], ["", "Rent", "Paid", "Rent", "Paid"],
            ["Bo Roe", "42", "21", "45", "0"]]  # fmt: skip
    (text,) = table_blocks(rows)
    assert read_text(text, 0, len(text)).text == (
        "Bo Roe: 2025 Rent 42, 2025 Paid 21, 2026 Rent 45, 2026 Paid 0."
    )
