"""Title, day and author of pages of many kinds."""

# ruff: noqa: E501  the pages are as long as they are

import datetime

import pytest

from qa.articles.formats.page_metadata import read_page

DAY = datetime.date(2024, 3, 12)


def page(head: str, body: str) -> str:
    return f"<html><head>{head}</head><body>{body}<p>The boats stayed in.</p></body></html>"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Boats stay in - The Buoy</title>", "<header><h1><a href='/'>The Buoy</a></h1></header>",
         "Boats stay in"),
        ("<title>Boats stay in | The Buoy</title><meta property='og:site_name' content='The Buoy'>", "",
         "Boats stay in"),
        ("<meta property='og:title' content='Harbour shut: news of Holm'>", "<h1>Boats stay in harbour</h1>",
         "Boats stay in harbour"),
        ("<title>Holm - Gazetteer</title><script type='application/ld+json'>{'@type':'Article',"
         "'name':'Holm','headline':'island in the north'}</script>".replace("'", '"'), "", "Holm"),
        ("<title>THE BUOY: Boats stay in</title><meta property='og:title' content='Boats stay in'>",
         "<h1>THE BUOY</h1>", "Boats stay in"),
    ],
)  # fmt: skip
def test_the_title(head: str, body: str, title: str) -> None:
    assert read_page(page(head, body)).title == title


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ("", "<h1>Boats</h1><span class='date'>12.03.24</span>", DAY),
        ("", "<h1>Boats</h1><div itemprop='datePublished' content='2024-03-12'>Tuesday</div>", DAY),
        ("<meta name='date' content='2024-03-11T23:30:00Z'><meta property='article:published_time' "
         "content='2024-03-12T00:30:00+01:00'>", "", DAY),
        ("<meta name='date' content='2024-03-13T01:30:00Z'>"
         "<link rel='canonical' href='https://buoy.example/2024/03/12/boats'>", "", DAY),
        ("<meta name='date' content='2024-03-12T01:30:00Z'>"
         "<link rel='canonical' href='https://buoy.example/2024/01/01/boats'>", "", DAY),
        ("", "<span class='date'>5 May 2025</span><h1>Boats</h1>", None),
        ("", "<h1>Boats</h1><p>On 12.03.24 the boats stayed in.</p>", None),
    ],
)  # fmt: skip
def test_the_day(head: str, body: str, day: datetime.date | None) -> None:
    assert read_page(page(head, body)).date == day


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        ("<meta name='twitter:creator' content='@thebuoy'>", "<p class='byline'>By Ada Fell</p>", "Ada Fell"),
        ("<meta name='author' content='The Buoy'><meta property='og:site_name' content='The Buoy'>",
         "<p class='byline'>By Ada Fell</p>", "Ada Fell"),
        ("", "<div class='comment'><span class='author'>Zed Roe</span></div>", None),
        ("<script type='application/ld+json'>{'@type':'Article','author':{'name':'Ada Fell'},'review':"
         "{'@type':'Review','author':{'name':'Zed Roe'}}}</script>".replace("'", '"'), "", "Ada Fell"),
        ("", "<p class='post-meta'>Posted by Ada Fell on 12 March 2024</p>", "Ada Fell"),
        ("<meta name='author' content='admin'>", "", None),
    ],
)  # fmt: skip
def test_the_author(head: str, body: str, author: str | None) -> None:
    assert read_page(page(head, body)).author == author
