from pathlib import Path

from tests.articles import make
from tests.articles.helpers import paragraphs, read_one


def test_a_note_does_not_part_a_sentence(tmp_path: Path) -> None:
    first = make.column(
        ["The council met on Monday and spoke for hours of the", "harbour, which the storm had"],
        x=60,
        top=700,
    )
    note = [(60.0, 100.0, 7.0, "1 The storm of the ninth of May is meant.")]
    second = make.column(
        ["closed for nine days. It asked the government for", "help with the costs of repair."],
        x=60,
        top=700,
    )
    article = read_one(tmp_path, "a.pdf", make.pdf([[*first, *note], second]))
    assert paragraphs(article) == [
        "1 The storm of the ninth of May is meant.",
        "The council met on Monday and spoke for hours of the harbour, which the storm had closed "
        "for nine days. It asked the government for help with the costs of repair.",
    ]
    assert article.place_at(article.text.index("closed for")) == "p. 2"


def test_a_word_that_is_broken_by_a_page_is_whole_on_the_first(tmp_path: Path) -> None:
    first = make.column(["The council has asked the government for more infor-"], x=60, top=700)
    second = make.column(["mation, and for help with the costs of repair."], x=60, top=700)
    article = read_one(tmp_path, "a.pdf", make.pdf([first, second]))
    assert paragraphs(article) == [
        "The council has asked the government for more information, and for help with the costs "
        "of repair."
    ]
    assert article.place_at(article.text.index("and for help")) == "p. 2"
