"""Paragraphs, columns that were drawn line by line, pages that were drawn out of order."""

from __future__ import annotations

from pathlib import Path

from tests.articles import make
from tests.articles.helpers import paragraphs, read_one

FIRST = [
    "The council met on Monday and spoke of the",
    "harbour, which the storm had closed for nine",
    "days. It has asked the government for help.",
]
SECOND = [
    "A decision is due in the summer, the mayor",
    "said after the meeting. Until then the ferries",
    "go to the next port, an hour to the north.",
]
THIRD = [
    "Fishermen said that the damage was the worst",
    "in forty years, and that the repairs of their",
    "boats would take until the end of the spring.",
]


def read(tmp_path: Path, texts: list[make.Text]) -> list[str]:
    return paragraphs(read_one(tmp_path, "a.pdf", make.pdf([texts])))


def test_three_columns_that_were_drawn_line_by_line(tmp_path: Path) -> None:
    columns = [
        make.column(lines, x=40 + 190 * number, top=700, size=8)
        for number, lines in enumerate((FIRST, SECOND, THIRD))
    ]
    texts = [text for row in zip(*columns, strict=True) for text in row]
    assert read(tmp_path, texts) == [" ".join(lines) for lines in (FIRST, SECOND, THIRD)]


def test_a_page_that_was_drawn_from_the_bottom(tmp_path: Path) -> None:
    texts = make.column([*FIRST, "", *SECOND], x=60, top=700)[::-1]
    assert read(tmp_path, texts) == [" ".join(FIRST), " ".join(SECOND)]


def test_blocks_that_were_drawn_out_of_order(tmp_path: Path) -> None:
    blocks = [
        make.column(lines, x=60, top=700 - 80 * number)
        for number, lines in enumerate((FIRST, SECOND, THIRD))
    ]
    texts = [*blocks[2], *blocks[0], *blocks[1]]
    assert read(tmp_path, texts) == [" ".join(lines) for lines in (FIRST, SECOND, THIRD)]


def test_short_lines_are_no_paragraph(tmp_path: Path) -> None:
    lines = ["Maren Holm", "Harbour Office", "12 Quay Street", "Norden"]
    wide = make.column([*FIRST[:2], "days.", *lines], x=60, top=700)
    assert read(tmp_path, wide) == [" ".join([*FIRST[:2], "days."]), *lines]


def test_a_heading_in_another_font_stands_alone(tmp_path: Path) -> None:
    lines = [*SECOND, "The repairs", *FIRST]
    content = "".join(
        make.drawn(60, 700 - 12 * row, line, font="F2" if line == "The repairs" else "F1")
        for row, line in enumerate(lines)
    )
    article = read_one(tmp_path, "a.pdf", make.drawn_pdf([content]))
    assert paragraphs(article) == [" ".join(SECOND), "The repairs", " ".join(FIRST)]


def test_list_marks_go_and_items_stay_apart(tmp_path: Path) -> None:
    items = ["\u2022 the northern mole and the lamp on it", "\u2022 the quay", "2. the office"]
    texts = make.column([*FIRST, *items], x=60, top=700)
    assert read(tmp_path, texts)[1:] == [
        "the northern mole and the lamp on it",
        "the quay",
        "2. the office",
    ]


def test_hyphens_at_the_end_of_a_line(tmp_path: Path) -> None:
    lines = [
        "The long-term plan for the harbour asks for infor-",
        "mation on the long-",
        "term costs, for which the Anglo-",
        "Saxon firm made a worst-case estimate of the harbours.",
    ]
    assert read(tmp_path, make.column(lines, x=60, top=700)) == [
        "The long-term plan for the harbour asks for information on the long-term costs, for which "
        "the Anglo-Saxon firm made a worst-case estimate of the harbours."
    ]


def test_a_large_first_letter_belongs_to_its_word(tmp_path: Path) -> None:
    content = make.drawn(60, 676, "T", size=36) + "".join(
        make.drawn(84, 700 - 12 * row, line)
        for row, line in enumerate(["he council met on Monday", "and spoke of the harbour."])
    )
    article = read_one(tmp_path, "a.pdf", make.drawn_pdf([content]))
    assert paragraphs(article) == ["The council met on Monday and spoke of the harbour."]
