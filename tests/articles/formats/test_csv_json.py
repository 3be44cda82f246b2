import datetime
import json
from pathlib import Path

import pytest

from qa.articles import read_file
from qa.errors import ArticleError, SettingsError
from qa.records import FileFailure
from tests.articles.helpers import source_file

BODY = "The harbour was closed for nine days, and the ferries went to the next port of the coast."


def test_csv_rows_are_articles(tmp_path: Path) -> None:
    table = "Headline;Published;Byline;Body;Price\n"
    table += f'Storm;2020-02-03;Ann Lee;"{BODY}\n\nTwo boats; sank.";4\n'
    (article,) = read_file(source_file(tmp_path, "press.csv", table))
    assert article.path == "press.csv#1"
    assert (article.title, article.author) == ("Storm", "Ann Lee")
    assert article.date == datetime.date(2020, 2, 3)
    assert article.text == f"{BODY}\n\nTwo boats; sank."


def test_json_lines_with_a_damaged_one(tmp_path: Path) -> None:
    rows = [
        json.dumps({"title": "One", "text": BODY, "url": "https://example.org/1", "source": "P"}),
        "{broken",
        json.dumps({"title": "Two", "content": BODY + " Again."}),
        json.dumps({"title": "Three"}),
    ]
    failures: list[FileFailure] = []
    file = source_file(tmp_path, "press.jsonl", "\n".join(rows))
    articles = read_file(file, failures=failures)
    assert [(article.path, article.title) for article in articles] == [
        ("press.jsonl#1", "One"),
        ("press.jsonl#2", "Two"),
    ]
    assert (articles[0].url, articles[0].source) == ("https://example.org/1", "P")
    assert [failure.path for failure in failures] == ["press.jsonl#2", "press.jsonl#3"]
    assert "Line 2 is no JSON" in failures[0].reason
    assert "QA_ARTICLE_COLUMNS" in failures[1].reason


def test_a_json_array_and_a_single_object(tmp_path: Path) -> None:
    array = json.dumps([{"text": BODY}, {"text": BODY + " Again."}], indent=1)
    assert len(read_file(source_file(tmp_path, "a.json", array))) == 2
    assert len(read_file(source_file(tmp_path, "b.json", json.dumps({"text": BODY})))) == 1


def test_columns_are_mapped_by_the_setting(tmp_path: Path) -> None:
    file = source_file(tmp_path, "a.csv", f'Überschrift,Inhalt,title\nSturm,"{BODY}",ignored\n')
    (article,) = read_file(file, columns="text=Inhalt, title=Überschrift")
    assert (article.title, article.text) == ("Sturm", BODY)


def test_a_malformed_setting_is_refused(tmp_path: Path) -> None:
    file = source_file(tmp_path, "a.csv", f"text\n{BODY}\n")
    with pytest.raises(SettingsError, match=r"cannot hold 'body'.*pairs like text=body"):
        read_file(file, columns="body")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", "name,price\nx,4\n", r"Its columns are name, price"),
        ("a.csv", "text\n", "It has no rows"),
        ("a.json", "[1, 2]", "Row 1 is no object"),
        ("a.json", "[{", "is no JSON"),
        ("a.jsonl", "[" * 100_000, "is no JSON"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: str, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_file(source_file(tmp_path, name, content))
