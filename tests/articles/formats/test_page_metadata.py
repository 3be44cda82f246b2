"""Title, day and author of pages of many kinds."""

# ruff: noqa: E501  the pages are as long as they are

import datetime

import pytest

from qa.articles.formats.page_metadata import names_author, read_page

DAY = datetime.date(2024, 3, 12)
LONG = f"<p>{'The boats stayed in the harbour of Holm. ' * 5}</p>"


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
        # The day under the headline tells which of several days is meant.
        ("<meta property='article:published_time' content='2024-03-08'><meta name='date' "
         "content='2024-03-12'>", "<h1>Boats</h1><div>Tuesday, 12 March 2024</div>", DAY),
        ("<meta property='article:published_time' content='2024-03-12'><meta name='date' "
         "content='2024-03-14'>", "<h1>Boats</h1><div>Updated 14 March 2024</div>", DAY),
        ("<meta property='article:published_time' content='2024-03-12'>",
         "<h1>Boats</h1><div>By Ada Fell, 5 May 2025</div>", DAY),
        ("<meta name='date' content='2024-03-13T01:30:00Z'>", "<h1>Boats</h1><div>12 March 2024</div>", DAY),
        # It is known by its place, without the class of a date and under a heading of any level.
        ("", "<h1>Boats</h1><h5>12.03.2024</h5>", DAY),
        ("<title>Boats stay in: a report</title>", "<h2>News</h2><h2>Boats stay in</h2><h5>12.03.2024</h5>", DAY),
        ("<title>Boats stay in</title>",
         "<h1>The Buoy</h1><p>5 May 2025</p><h2>Boats stay in</h2><p>12 March 2024</p>", DAY),
        ("", f"<h1>Boats</h1>{LONG}<div>12 March 2024</div>{LONG}<div>5 May 2025</div>", DAY),
        # Once the text has begun, a day is one that it tells of.
        ("", f"<h1>Boats</h1>{LONG}{LONG}<div>12 March 2024</div>", None),
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
        ("<meta name='author' content='Ada Fell'><meta name='author' content='Bo Roe'>", "", "Ada Fell, Bo Roe"),
        ("<meta name='author' content='Ada Fell'>", "<div itemprop='citation'><meta itemprop='author' "
         "content='Zed Roe'></div>", "Ada Fell"),
        ("", "<p class='byline'>By Ada Fell March 12, 2024, 9 am</p>", "Ada Fell"),
        ("", "<p class='byline'>Ada Fell•12 March 2024</p>", "Ada Fell"),
        ("", "<p class='author'>Author: Ada Fell</p>", "Ada Fell"),
        # A house is the author where readers are told so, and not where only its metadata say it.
        ("<meta property='og:site_name' content='The Buoy'>", "<p class='byline'>By The Buoy</p>", "The Buoy"),
        ("<meta property='og:site_name' content='The Buoy'><meta name='author' content='The Buoy'>", "", None),
        # Cards of other articles and columns name the authors of those.
        ("", "<a href='/fog'><span class='author'>Zed Roe</span><h2>Fog in the bay</h2></a>", None),
        ("", "<aside><span class='author'>Zed Roe</span></aside>", None),
        ("", "<body class='single-review'><h1>Boats</h1><span class='author'>Ada Fell</span>", "Ada Fell"),
    ],
)  # fmt: skip
def test_the_author(head: str, body: str, author: str | None) -> None:
    assert read_page(page(head, body)).author == author


def linked(author: str) -> str:
    """JSON-LD that names its author by a reference, as publishing systems write it."""
    return (
        "<script type='application/ld+json'>"
        f'{{"@graph": [{{"@type": "Article", "headline": "Boats", "author": {author}}},'
        '{"@type": "Person", "@id": "#ada", "name": "Ada Fell"},'
        '{"@type": "Person", "@id": "#bo", "name": "Bo Roe"}]}</script>'
    )


def test_the_byline_goes_before_the_account_that_put_the_page_online() -> None:
    byline = "<p class='byline'>By Cy Moor</p>"
    assert read_page(page(linked('{"@id": "#ada"}'), byline)).author == "Cy Moor"


def test_a_reader_is_named_only_in_comments() -> None:
    comment = "<div class='comment'><b>Zed Roe</b> says: no.</div>"
    assert not names_author(page("", comment), "Zed Roe")
    assert names_author(page("", f"<p>Zed  Roe</p>{comment}"), "Zed Roe")
    assert not names_author(page("<script>author = 'Zed Roe'</script>", ""), "Zed Roe")
