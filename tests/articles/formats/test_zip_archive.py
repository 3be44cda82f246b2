from pathlib import Path

import pytest

from qa.articles import read_file
from qa.errors import ArticleError
from qa.records import FileFailure
from tests.articles import make
from tests.articles.helpers import source_file

BODY = "The harbour was closed for nine days, and the ferries went to the next port of the coast."


def test_members_are_articles_and_failures_are_noted(tmp_path: Path) -> None:
    data = make.zipped(
        {
            "a/one.txt": f"Storm closes the harbour\n\n{BODY}",
            "two.docx": make.word([BODY], title="Two"),
            "three.csv": f"text\n{BODY}\n",
            "../evil.txt": BODY,
            "/etc/evil.txt": BODY,
            "picture.png": b"\x89PNG",
            "inner.zip": make.zipped({"x.txt": BODY}),
            ".hidden": "x",
            "__MACOSX/._one.txt": "x",
            "empty.txt": "",
        }
    )
    failures: list[FileFailure] = []
    articles = read_file(source_file(tmp_path, "press.zip", data), failures=failures)
    assert [article.path for article in articles] == [
        "press.zip#a/one.txt",
        "press.zip#two.docx",
        "press.zip#three.csv#1",
    ]
    assert articles[0].title == "Storm closes the harbour"
    assert [failure.path.removeprefix("press.zip#") for failure in failures] == [
        "../evil.txt",
        "/etc/evil.txt",
        "picture.png",
        "inner.zip",
        "empty.txt",
    ]
    assert not (tmp_path / "evil.txt").exists()
    assert list(tmp_path.iterdir()) == [tmp_path / "press.zip"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 and nothing more", "damaged or not a ZIP archive"),
        (make.zipped({}), "It is empty"),
        (make.zipped({"a.txt": b"a" * 60_000_000}), "ZIP bomb"),
        (make.zipped({f"{n}.txt": "x" for n in range(10_001)}), "more than 10,000 files"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_file(source_file(tmp_path, "press.zip", data))
