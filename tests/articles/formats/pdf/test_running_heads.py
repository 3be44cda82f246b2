from pathlib import Path

from tests.articles import make
from tests.articles.helpers import paragraphs, read_one


def pages(heads: list[str], bodies: list[list[str]], feet: list[str]) -> bytes:
    return make.pdf(
        [
            [
                (60.0, 770.0, 9.0, head),
                *make.column(body, x=60, top=700),
                (300.0, 30.0, 9.0, foot),
            ]
            for head, body, foot in zip(heads, bodies, feet, strict=True)
        ]
    )


def test_running_heads_and_page_numbers_go(tmp_path: Path) -> None:
    bodies = [
        [f"In part {number} the office writes about the year of the", "storm and its costs."]
        for number in range(1, 5)
    ]
    data = pages(
        ["Annual report of the harbour office"] * 4,
        bodies,
        [f"Page {number} of 4" for number in range(1, 5)],
    )
    article = read_one(tmp_path, "a.pdf", data)
    assert paragraphs(article) == [" ".join(body) for body in bodies]
    assert [place.label for place in article.places] == ["p. 1", "p. 2", "p. 3", "p. 4"]


def test_figures_that_are_no_page_numbers_stay(tmp_path: Path) -> None:
    bodies = [["The ferry carried so many people in the week of the"]] * 3
    article = read_one(tmp_path, "a.pdf", pages(["412", "977", "31"], bodies, ["7", "7", "7"]))
    assert [word for word in article.text.split() if word.isdigit()] == [
        "412", "7", "977", "7", "31", "7",
    ]  # fmt: skip


def test_the_title_of_three_slides_stays_on_each(tmp_path: Path) -> None:
    data = make.pdf(
        [
            [(60.0, 700.0, 24.0, "Results"), (60.0, 600.0, 14.0, f"The {word} mole was repaired.")]
            for word in ("northern", "southern", "western")
        ]
    )
    assert read_one(tmp_path, "a.pdf", data).text.count("Results") >= 2


def test_the_head_of_a_chapter_stays_where_it_stands_first(tmp_path: Path) -> None:
    heads = [*["The storm and the harbour"] * 3, *[f"{chr(97 + n)}{chr(98 + n)}" for n in range(9)]]
    bodies = [[f"The keeper wrote the page {chr(65 + n)} of the book."] for n in range(12)]
    article = read_one(tmp_path, "a.pdf", pages(heads, bodies, [str(n) for n in range(40, 52)]))
    assert article.text.count("The storm and the harbour") == 1


def test_the_head_of_two_pages_stays_on_the_first(tmp_path: Path) -> None:
    bodies = [
        ["The office writes about the year of the storm and", "of what it cost the town to"],
        ["mend the quay and the mole and all the houses that", "had stood on them."],
    ]
    heads = ["Annual report of the office"] * 2
    data = pages(heads, bodies, ["Page 1 of 2", "Page 2 of 2"])
    assert paragraphs(read_one(tmp_path, "a.pdf", data)) == [
        heads[0],
        " ".join(line for body in bodies for line in body),
    ]
