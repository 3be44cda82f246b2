from pathlib import Path

import pytest

from qa.articles import read_file
from qa.errors import ArticleError
from tests.articles import make
from tests.articles.helpers import paragraphs, read_one, source_file

LEFT = [
    "The harbour of the small town was closed for",
    "nine days after the storm. The ferries went to",
    "the next port, which lies an hour to the north",
    "of the island and is much larger.",
    "",
    "Fishermen said that the damage was the worst in",
    "forty years, and that the repairs of their boats",
    "would take until the end of spring.",
]
RIGHT = [
    "The council has asked the government for infor-",
    "mation and for help with the costs, which it puts",
    "at 4 million. A decision is due in the summer of",
    "the next year, the mayor said on Monday.",
]
EXPECTED = [
    "The harbour of the small town was closed for nine days after the storm. The ferries went to "
    "the next port, which lies an hour to the north of the island and is much larger.",
    "Fishermen said that the damage was the worst in forty years, and that the repairs of their "
    "boats would take until the end of spring.",
    "The council has asked the government for information and for help with the costs, which it "
    "puts at 4 million. A decision is due in the summer of the next year, the mayor said on "
    "Monday.",
]
TITLE = (60.0, 720.0, 20.0, "Storm closes the harbour of the town")


def two_columns(*, by_row: bool) -> list[make.Text]:
    texts = [*make.column(LEFT, x=60, top=680), *make.column(RIGHT, x=320, top=680)]
    if by_row:
        texts.sort(key=lambda text: (-text[1], text[0]))
    return [TITLE, *texts]


@pytest.mark.parametrize("by_row", [False, True])
def test_two_columns_are_read_one_after_the_other(tmp_path: Path, by_row: bool) -> None:
    article = read_one(tmp_path, "a.pdf", make.pdf([two_columns(by_row=by_row)]))
    assert article.title == "Storm closes the harbour of the town"
    assert paragraphs(article) == EXPECTED


def test_narrow_figures_and_ligatures_do_not_break_words(tmp_path: Path) -> None:
    lines = [
        "The of\x01ce found 1,912 people and 1,117 boats, 11,111.1 tons in all, in",
        "the \x01rst speci\x01cation of the \x02eet, and the \x01ve maf\x02ed f\x01rms were fed.",
    ]
    article = read_one(tmp_path, "a.pdf", make.pdf([make.column(lines, x=60, top=700)]))
    assert paragraphs(article) == [
        "The office found 1,912 people and 1,117 boats, 11,111.1 tons in all, in the "
        "first specification of the fleet, and the five maffled ffirms were fed."
    ]


def test_pages_are_places_and_a_sentence_may_run_over(tmp_path: Path) -> None:
    first = make.column([*LEFT, "", "The mayor, who came to the port on Sunday and"], x=60, top=700)
    second = make.column(
        ["spoke to the crews, promised to pay for all of it.", "", *RIGHT], x=60, top=700
    )
    article = read_one(tmp_path, "a.pdf", make.pdf([first, second]))
    run_over = (
        "The mayor, who came to the port on Sunday and spoke to the crews, promised to pay for all "
        "of it."
    )
    assert run_over in paragraphs(article)
    assert article.place_at(0) == "p. 1"
    assert article.place_at(article.text.index("spoke to")) == "p. 2"
    assert article.place_at(article.text.index("spoke to") - 1) == "p. 1"


def test_a_table_of_contents_is_kept_without_its_dots(tmp_path: Path) -> None:
    contents = [
        "1 The storm . . . . . . . . . . . . . . . . 3",
        "2 The repairs ........................ 17",
        "Preface ___________ iv",
    ]
    pages = [make.column(contents, x=60, top=700), make.column(LEFT, x=60, top=700)]
    article = read_one(tmp_path, "a.pdf", make.pdf(pages))
    assert paragraphs(article)[:3] == ["1 The storm … 3", "2 The repairs … 17", "Preface … iv"]
    assert article.place_at(article.text.index("The harbour")) == "p. 2"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make.pdf([[], []]), "holds no text.*OCR"),
        (make.pdf([two_columns(by_row=False)], locked=True), "protected by a password"),
        (make.pdf([two_columns(by_row=False)])[:200], "damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)), "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_file(source_file(tmp_path, "a.pdf", data))


def test_a_pdf_with_a_wrong_suffix_is_read_as_one(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.txt", make.pdf([two_columns(by_row=False)]))
    assert paragraphs(article) == EXPECTED
