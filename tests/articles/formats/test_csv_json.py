import datetime
import json
from pathlib import Path

import pytest

from qa.articles import read_file
from qa.errors import ArticleError, SettingsError
from qa.records import FileFailure
from tests.articles.helpers import paragraphs, read_one, source_file

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
        ("a.csv", ",\n,\n", "holds no words"),
        ("a.csv", "text\n", "It has no rows"),
        ("a.json", "[1, 2]", "Row 1 is no object"),
        ("a.json", "[{", "is no JSON"),
        ("a.jsonl", "[" * 100_000, "is no JSON"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: str, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_file(source_file(tmp_path, name, content))


def test_data_without_a_text_is_one_table(tmp_path: Path) -> None:
    article = read_one(
        tmp_path, "boat-prices.csv", "Prices of May,,\nboat,price,left\nAnn,1.99,\nBo,7,3\n"
    )
    assert article.title == "Prices of May"
    assert article.text == "| boat | price | left |\nAnn | 1.99 |\nBo | 7 | 3"
    assert read_one(tmp_path, "boat-prices.tsv", "boat\tprice\nAnn\t1.99\n").title == "Boat prices"


def test_a_long_table_is_several_articles_each_with_the_heads(tmp_path: Path) -> None:
    rows = "".join(f"boat {n},{n}\n" for n in range(1500))
    articles = read_file(source_file(tmp_path, "a.csv", "boat,price\n" + rows))
    assert [article.path for article in articles] == ["a.csv", "a.csv#1001"]
    assert all(article.text.startswith("| boat | price |\nboat ") for article in articles)
    assert sum(article.text.count("\n") for article in articles) == 1500


def test_rows_with_texts_are_an_article_each(tmp_path: Path) -> None:
    rows = [["question", "answer", "price"], ["Why?", BODY * 3, "4"], ["How?", BODY * 4, ""]]
    content = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    articles = read_file(source_file(tmp_path, "a.csv", content))
    assert [(article.path, article.title) for article in articles] == [
        ("a.csv#1", "Why?"),
        ("a.csv#2", "How?"),
    ]
    assert paragraphs(articles[0]) == ["question: Why?", f"answer: {BODY * 3}", "price: 4"]


def test_objects_without_a_text_are_one_table(tmp_path: Path) -> None:
    objects = '{"boats": [{"name": "Ann", "crew": ["Bo", "Per"]}, {"name": "Eva", "sold": true}]}'
    assert read_one(tmp_path, "a.json", objects).text == (
        "| name | crew | sold |\nAnn | Bo, Per |\nEva | | yes"
    )
    one = '{"name": "Ann", "built": {"year": 1908, "place": "Odde"}}'
    assert read_one(tmp_path, "b.json", one).text == "name | Ann\nbuilt | year: 1908; place: Odde"
    assert read_one(tmp_path, "c.json", '[["a", "b"], [1, 2]]').text == "| a | b |\n1 | 2"


def test_a_japanese_table_in_its_old_encoding(tmp_path: Path) -> None:
    data = "名前,年齢,住所\n佐藤太郎,30,東京\n三木英子,25,大阪\n".encode("cp932")
    article = read_one(tmp_path, "a.csv", data)
    assert article.text == "| 名前 | 年齢 | 住所 |\n佐藤太郎 | 30 | 東京\n三木英子 | 25 | 大阪"
