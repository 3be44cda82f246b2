"""Rows read with their heads, and the way back into the article."""

from __future__ import annotations

from qa.articles.formats.table_text import table_blocks
from qa.articles.row_heads import read_text

ROWS = [
    ["Ticket", "Adult", "Child"],
    ["Single", "6.40", "3.20"],
    ["Return", "", "5.80"],
    ["", "9.00", "4.50!"],
]
TEXT = "The ferry runs.\n\n" + table_blocks(ROWS, heads=1)[0] + "\n\nIt is late."


def test_a_row_is_read_as_a_sentence_with_its_heads() -> None:
    assert read_text(TEXT, 0, len(TEXT)).text == (
        "The ferry runs.\n\nSingle: Adult 6.40, Child 3.20.\n"
        "Return: Child 5.80.\nReturn: Adult 9.00, Child 4.50!\n\nIt is late."
    )


def test_a_passage_within_a_table_has_the_heads_of_its_top() -> None:
    start = TEXT.index("Return")
    read = read_text(TEXT, start, start + len("Return | | 5.80"))
    assert read.text == "Return: Child 5.80."


def test_offsets_lead_back_to_the_words_of_the_article() -> None:
    start = TEXT.index("Single")
    stretch = TEXT[start:]
    read = read_text(TEXT, start, len(TEXT))

    def source(words: str) -> str | None:
        at = read.text.index(words)
        span = read.source(at, at + len(words))
        return None if span is None else stretch[span[0] : span[1]]

    assert source("Adult 6.40") == "6.40"
    assert source("6.4") == "6.4"
    assert source("Adult") is None
    assert source("Single: Adult 6.40, Child 3.20.") == "Single | 6.40 | 3.20"
    assert source("6.40, Child 3.20") == "6.40 | 3.20"
    assert source("It is late.") == "It is late."


def test_every_piece_stands_in_both() -> None:
    for start in range(0, len(TEXT), 3):
        read = read_text(TEXT, start, len(TEXT))
        for at, source, length in read.pieces:
            assert read.text[at : at + length] == TEXT[start:][source : source + length]


def test_text_without_tables_is_read_as_it_is() -> None:
    text = "One | two.\n\nThree."
    assert read_text(text, 2, 12).text == text[2:12]
    assert read_text(text, 2, 12).source(1, 4) == (1, 4)


def test_two_rows_of_heads_are_read_over_each_other_and_two_columns_as_a_pair() -> None:
    rows = [["Crew", "Boats", ""], ["", "old", "new"], ["Heron", "2", "3"]]
    (text,) = table_blocks(rows, heads=2)
    assert read_text(text, 0, len(text)).text == "Heron: Boats old 2, Boats new 3."
    (text,) = table_blocks([["Rent", "5,350"], ["Heating", "410"]])
    assert read_text(text, 0, len(text)).text == "Rent: 5,350.\nHeating: 410."


def test_a_part_of_a_long_row_has_its_first_cell_and_its_heads() -> None:
    start = TEXT.index("3.20")
    assert read_text(TEXT, start, start + 4).text == "Single: Child 3.20."
    start = TEXT.index("4.50")
    assert read_text(TEXT, start, start + 2).text == "Return: Child 4."


def test_what_a_letter_quotes_is_not_read() -> None:
    text = "Friday is bad.\n\n> Is Friday fine? I hope so.\n\nSaturday it is."
    read = read_text(text, 0, len(text))
    assert read.text == "Friday is bad.\n\n\nSaturday it is."
    at = read.text.index("Saturday")
    assert read.source(at, at + 8) == (text.index("Saturday"), text.index("Saturday") + 8)
    within = text.index("I hope")
    assert read_text(text, within, within + 10).text == ""
