import datetime
from pathlib import Path

import pytest

from qa.articles import read_file
from qa.errors import ArticleError
from tests.articles.helpers import paragraphs, read_one, source_file

BODY = (
    "The harbour of the small town was closed for nine days after the storm, and the ferries "
    "went to the next port.\n\nFishermen said that the damage was the worst in forty years."
)


def test_title_and_date_with_author(tmp_path: Path) -> None:
    article = read_one(
        tmp_path, "a.txt", f"Storm closes the harbour\n\nNov 21, 2017 | Naoko Aoki\n\n{BODY}"
    )
    assert article.title == "Storm closes the harbour"
    assert article.date == datetime.date(2017, 11, 21)
    assert article.author == "Naoko Aoki"
    assert article.text == BODY


@pytest.mark.parametrize(
    ("byline", "author", "date"),
    [
        ("2019-01-04 | Wikinews", "Wikinews", datetime.date(2019, 1, 4)),
        ("By Ann Lee", "Ann Lee", None),
        ("Ann Lee | 4 January 2019", "Ann Lee", datetime.date(2019, 1, 4)),
        ("By Ann Lee and Bo de Vries, January 4, 2019", "Ann Lee and Bo de Vries",
         datetime.date(2019, 1, 4)),
        ("Published: 4 January 2019 10:30 GMT", None, datetime.date(2019, 1, 4)),
        ("4 January 2019", None, datetime.date(2019, 1, 4)),
    ],
)  # fmt: skip
def test_bylines(
    tmp_path: Path, byline: str, author: str | None, date: datetime.date | None
) -> None:
    article = read_one(tmp_path, "a.txt", f"Storm closes the harbour\n{byline}\n\n{BODY}")
    assert (article.title, article.author, article.date) == (
        "Storm closes the harbour",
        author,
        date,
    )
    assert article.text == BODY


def test_an_outlet_as_byline_is_also_the_source(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.txt", f"Storm closes harbour\n2019-01-04 | Wikinews\n\n{BODY}")
    assert article.source == "Wikinews"


def test_a_sentence_with_a_date_is_no_byline(tmp_path: Path) -> None:
    sentence = "The bridge was opened on 4 January 2019 and has been free of charge since then."
    article = read_one(tmp_path, "a.txt", f"The bridge over the bay\n\n{sentence}\n\n{BODY}")
    assert article.date is None
    assert paragraphs(article)[0] == sentence


def test_a_source_line_becomes_the_address(tmp_path: Path) -> None:
    article = read_one(
        tmp_path, "a.txt", f"Storm closes harbour\n\n{BODY}\n\nSource: https://example.org/storm_1"
    )
    assert article.url == "https://example.org/storm_1"
    assert article.text == BODY


def test_front_matter_goes_before_what_the_text_says(tmp_path: Path) -> None:
    text = "---\nheadline: A storm\n"
    text += "authors: [Ann Lee, Bo]\ndate: 2020-02-03\n"
    text += "link: https://example.org/a\nsite: The Paper\nlang: en-GB\n---\n"
    text += f"Storm closes the harbour again\n\n{BODY}"
    article = read_one(tmp_path, "a.txt", text)
    assert article.title == "A storm"
    assert article.author == "Ann Lee, Bo"
    assert article.date == datetime.date(2020, 2, 3)
    assert (article.url, article.source) == ("https://example.org/a", "The Paper")
    assert article.language == "en"


def test_key_value_head(tmp_path: Path) -> None:
    article = read_one(
        tmp_path,
        "a.txt",
        f"Title: Storm closes the harbour\nAuthor: Ann Lee\nDate: 2020-02-03\n\n{BODY}",
    )
    assert (article.title, article.author) == ("Storm closes the harbour", "Ann Lee")
    assert article.text == BODY


def test_hard_wrapped_paragraphs_are_put_together(tmp_path: Path) -> None:
    wrapped = (
        "The harbour of the small town was closed for nine days after\n"
        "the storm, and the ferries went to the next port. Boats from\n"
        "Bergen and from other towns came to help with the repairs.\n"
    )
    article = read_one(tmp_path, "a.txt", f"{wrapped}\n{BODY}")
    assert paragraphs(article)[0] == wrapped.replace("\n", " ").strip()


def test_a_renamed_file_keeps_its_article(tmp_path: Path) -> None:
    first = read_one(tmp_path, "a.txt", BODY)
    second = read_one(tmp_path, "sub/harbour-and-storm.txt", BODY)
    assert (first.id, first.digest) == (second.id, second.digest)
    assert first.title == "The harbour of the small town was closed for nine days after…"
    assert second.title == "Harbour and storm"


def test_metadata_is_part_of_the_identity(tmp_path: Path) -> None:
    first = read_one(tmp_path, "a.txt", f"Storm over the harbour\n2020-01-01 | Ann Lee\n\n{BODY}")
    second = read_one(tmp_path, "b.txt", f"Storm over the harbour\n2020-01-02 | Ann Lee\n\n{BODY}")
    assert first.digest == second.digest
    assert first.id != second.id


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\n ", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (bytes(range(256)) * 9, "binary"),
        (
            b"Skip to content\n\nShare on Facebook\n\nAdvertisement\n\nSubscribe now for more",
            "No text of an article",
        ),
        (b"word " * 10_000_001, r"50\.0 MB; a text file is read up to 10 MB\. Split it"),
    ],
)
def test_what_is_no_article_is_refused_with_a_sentence(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_file(source_file(tmp_path, "a.txt", content))


def test_unknown_types_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"type \.xyz are not read"):
        read_file(source_file(tmp_path, "a.xyz", b"words"))


def test_a_page_saved_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    page = (
        f"<!DOCTYPE html><html><body><article><h1>Storm</h1><p>{BODY}</p></article></body></html>"
    )
    assert "<p>" not in read_one(tmp_path, "a.txt", page).text


def test_no_permission(tmp_path: Path) -> None:
    file = source_file(tmp_path, "a.txt", BODY)
    file.path.chmod(0)
    try:
        with open(file.path):
            pytest.skip("this user may read everything")
    except PermissionError:
        pass
    with pytest.raises(ArticleError, match="no permission"):
        read_file(file)
