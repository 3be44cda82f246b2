"""The switcher's markup: addresses are quoted, names are text, what is deleted can be undone."""

from __future__ import annotations

from html import unescape
from pathlib import Path

from qa.collection_folders import SetAsideCollection
from qa.index.collection_rows import CollectionRow
from qa.ui.html.collections_html import address_of, collections_html, leave_html

ROWS = [CollectionRow("articles", 16, 120), CollectionRow("Rail & Sea")]


def test_an_address_holds_any_name() -> None:
    assert address_of("Rail & Sea") == "?collection=Rail%20%26%20Sea"
    assert address_of("Пресса").isascii()
    assert 'data-go="?collection=A"' in unescape(leave_html(address_of("A")))


def test_each_collection_is_told_with_what_it_holds() -> None:
    html = unescape(collections_html(ROWS, "articles", default="articles"))
    assert "16 articles" in html
    assert "no articles yet" in html
    assert 'data-name="articles"' not in html
    assert 'data-name="Rail & Sea"' in html


def test_names_and_reasons_are_text() -> None:
    gone = [SetAsideCollection("<b>", Path("x/<i>~1"))]
    html = collections_html(
        [CollectionRow("<img>")], "<img>", default="x", deleted=gone, refused="<script>"
    )
    assert "<img" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert "<script" not in html
    assert 'data-kept="<i>~1"' in unescape(html)


def test_only_the_last_deletions_are_offered() -> None:
    gone = [SetAsideCollection(str(n), Path(f"{n}~x")) for n in range(9)]
    assert collections_html(ROWS, "articles", default="articles", deleted=gone).count(">Undo<") == 3
