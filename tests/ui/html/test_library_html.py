from __future__ import annotations

import datetime
import re

from qa.index.rows import ArticleRow, FileRow
from qa.ui.html.library_html import Entry, chosen, entries, library_html


def row(path: str, title: str, *, source: str | None, day: int | None) -> ArticleRow:
    date = datetime.date(2017, 1, day) if day else None
    return ArticleRow(
        id="0123456789abcdef",
        path=path,
        title=title,
        date=date,
        author="Ann",
        source=source,
        url=None,
        language="en",
        characters=100,
        passages=2,
    )


def failed(path: str) -> FileRow:
    return FileRow(path, 0, 0, 0, "", "failed", "The file is empty.", 0, "")


LISTED = entries(
    [
        row("b.txt", "Beta", source="Desk", day=3),
        row("a.txt", "alpha", source="Post", day=5),
        row("c.txt", "Gamma", source=None, day=None),
    ],
    [failed("bad.txt")],
)


def titles(listed: list[Entry]) -> list[str]:
    return [entry.title for entry in listed]


def pick(search: str = "", order: str = "Title", state: str = "All", source: str = "") -> list[str]:
    return titles(chosen(LISTED, search=search, order=order, state=state, source=source))


def test_orders() -> None:
    assert pick(order="Title") == ["alpha", "bad.txt", "Beta", "Gamma"]
    assert pick(order="Newest first") == ["bad.txt", "alpha", "Beta", "Gamma"]
    assert pick(order="Oldest first") == ["bad.txt", "Beta", "alpha", "Gamma"]
    assert pick(order="Source") == ["bad.txt", "Gamma", "Beta", "alpha"]
    assert pick(order="File") == ["alpha", "Beta", "bad.txt", "Gamma"]


def test_search_and_filters_narrow_the_list() -> None:
    assert pick(search="DESK beta") == ["Beta"]
    assert pick(search="2017-01-05") == ["alpha"]
    assert pick(search="nothing") == []
    assert pick(state="Failed") == ["bad.txt"]
    assert pick(state="Indexed", source="Post") == ["alpha"]
    assert len(pick(source="All sources")) == 4


def test_a_title_opens_its_article_and_a_failed_file_tells_why() -> None:
    shown = library_html(LISTED, len(LISTED))
    assert shown.count('href="#cite-0123456789abcdef-0-0-0"') == 3
    assert "The file is empty." in shown
    assert re.findall(r'data-path="([^"]+)"', shown) == ["b.txt", "a.txt", "c.txt", "bad.txt"]


def test_deleting_one_article_of_a_table_names_the_whole_file() -> None:
    listed = entries([row("press.csv#12", "One", source=None, day=1)], [])
    assert 'data-path="press.csv"' in library_html(listed, 1)


def test_nothing_of_an_article_or_a_file_name_is_markup() -> None:
    evil = "<img src=x onerror=alert(1)>${1}{{2}}"
    shown = library_html(entries([row(evil, evil, source=evil, day=1)], [failed(evil)]), 2)
    assert "<img" not in shown
    assert "${" not in shown


def test_an_empty_library_says_so() -> None:
    assert "No articles yet." in library_html([], 0)
    assert "Nothing fits." in library_html([], 3)
