"""Places and sizes in page space; turned, spread, struck and right-to-left text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.articles import make
from tests.articles.helpers import paragraphs, read_one

LINES = [
    "The keepers of the lighthouse counted 1,412 ships in the spring, which is more",
    "than in any year since the light was built. Most of the ships carried timber.",
]


def test_fonts_that_are_scaled_by_the_matrix(tmp_path: Path) -> None:
    content = make.drawn(60, 740, "Report of the keepers", size=20) + "".join(
        make.drawn(60, 700 - 12 * row, line) for row, line in enumerate(LINES)
    )
    article = read_one(tmp_path, "a.pdf", make.drawn_pdf([content]))
    assert article.title == "Report of the keepers"
    assert paragraphs(article) == [" ".join(LINES)]


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [(90, "0 1 -1 0 612 0"), (180, "-1 0 0 -1 612 792"), (270, "0 -1 1 0 0 792")],
)
def test_a_turned_page_is_read_like_an_upright_one(tmp_path: Path, turn: int, matrix: str) -> None:
    lines = "".join(make.drawn(60, 500 - 12 * row, line) for row, line in enumerate(LINES))
    data = make.drawn_pdf([f"q {matrix} cm\n{lines}Q"], page=f"/Rotate {turn}")
    assert paragraphs(read_one(tmp_path, "a.pdf", data)) == [" ".join(LINES)]


def test_a_stamp_at_the_side_stands_apart(tmp_path: Path) -> None:
    stamp = "BT /F1 14 Tf 0 1 -1 0 30 300 Tm (archive 2104.00001, 4 April 2021) Tj ET\n"
    lines = "".join(make.drawn(60, 500 - 12 * row, line) for row, line in enumerate(LINES))
    article = read_one(tmp_path, "a.pdf", make.drawn_pdf([stamp + lines]))
    assert paragraphs(article) == ["archive 2104.00001, 4 April 2021", " ".join(LINES)]


@pytest.mark.parametrize("shift", [0.3, 0.5, 1.0])
def test_what_is_struck_twice_is_read_once(tmp_path: Path, shift: float) -> None:
    content = "".join(
        make.drawn(60 + dx, 700 - 12 * row, line)
        for row, line in enumerate(LINES)
        for dx in (0, shift)
    )
    assert paragraphs(read_one(tmp_path, "a.pdf", make.drawn_pdf([content]))) == [" ".join(LINES)]


def test_letters_that_are_struck_twice_one_by_one(tmp_path: Path) -> None:
    widths = {"w": 7.2, "l": 2.2, "t": 2.8, "r": 3.3, " ": 2.8}  # the others 5.6
    content, x = "", 60.0
    for letter in "three well hot tools were there":
        if letter != " ":
            content += make.drawn(x, 700, letter) + make.drawn(x + 0.5, 699.6, letter)
        x += widths.get(letter, 5.6)
    content += make.drawn(60, 600, LINES[0])
    article = read_one(tmp_path, "a.pdf", make.drawn_pdf([content]))
    assert paragraphs(article)[0] == "three well hot tools were there"


def test_words_that_are_set_one_by_one(tmp_path: Path) -> None:
    content, x = "", 60.0
    for word in LINES[0].split():
        content += make.drawn(x, 700, word)
        x += 5.6 * len(word) + 3
    assert paragraphs(read_one(tmp_path, "a.pdf", make.drawn_pdf([content]))) == [LINES[0]]
