import datetime
from pathlib import Path

import pytest

from qa.articles import read_file
from qa.articles.formats.web_page import draft_of_page
from qa.errors import ArticleError
from tests.articles.helpers import paragraphs, read_one, source_file

PARAGRAPHS = [
    "The harbour of the small town was closed for nine days after the storm, and the ferries "
    "went to the next port in the north of the island.",
    "Fishermen said that the damage was the worst in forty years, and that repairs would take "
    "until the end of the spring.",
    "The council has asked the government for help with the costs, which it puts at 4 million.",
]
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Storm | The Paper</title>
<link rel="canonical" href="https://example.org/storm"><meta charset="utf-8">
{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>
<div class="cookie">We use cookies to improve your experience on our site.</div>
<article><h1>Storm closes the harbour</h1>{byline}
<p>{0}</p><p>{1}</p><div class="share"><a>Share on Facebook</a></div><p>{2}</p></article>
<aside><h3>Most read</h3><ul><li><a href="/x">Another thing happened elsewhere</a></li></ul></aside>
<footer>© 2020 The Paper. All rights reserved.</footer></body></html>"""
JSON_LD = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
{"@type":"NewsArticle","headline":"The headline of JSON","datePublished":"2020-02-03T10:00:00Z",
"author":[{"@type":"Person","name":"Ann Lee"},{"name":"Bo"}],"publisher":{"name":"The Paper"}}]}
</script>"""
META = """<meta property="og:title" content="The headline of Graph"><meta name="author" content="Cy"
><meta property="article:published_time" content="2019-01-01">
<meta property="og:site_name" content="Site">"""


def page(head: str = "", byline: str = "") -> str:
    return PAGE.format(*PARAGRAPHS, head=head, byline=byline)


def test_the_text_is_the_article_alone(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.html", page())
    assert article.text.split("\n\n") == PARAGRAPHS
    assert article.title == "Storm closes the harbour"
    assert article.url == "https://example.org/storm"
    assert article.language == "en"


def test_a_date_is_never_guessed(tmp_path: Path) -> None:
    assert read_one(tmp_path, "a.html", page()).date is None


def test_json_ld_goes_before_meta(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.html", page(META + JSON_LD))
    assert article.title == "Storm closes the harbour"  # the headline that readers see
    assert article.date == datetime.date(2020, 2, 3)
    assert article.author == "Ann Lee, Bo"
    assert article.source == "The Paper"


def test_meta_goes_before_what_is_seen(tmp_path: Path) -> None:
    seen = '<p class="byline">By Di Fu</p><time datetime="2018-05-06">6 May</time>'
    article = read_one(tmp_path, "a.html", page(META, seen))
    assert (article.title, article.author) == ("Storm closes the harbour", "Cy")
    assert article.date == datetime.date(2019, 1, 1)


def test_the_visible_byline_and_time(tmp_path: Path) -> None:
    seen = '<p class="byline">By Di Fu</p><time datetime="2018-05-06">6 May</time>'
    article = read_one(tmp_path, "a.html", page("", seen))
    assert (article.author, article.date) == ("Di Fu", datetime.date(2018, 5, 6))


@pytest.mark.parametrize(
    "content",
    ["<html></html>", "<p>", "<div>" * 50_000, "<html><body><nav>Home</nav></body></html>"],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(ArticleError, match="No article text"):
        read_file(source_file(tmp_path, "a.html", content))


def test_a_huge_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="web page file is read up to 2 MB"):
        read_file(source_file(tmp_path, "a.html", "<html>" + "x" * 2_000_000))


def test_a_document_in_html_is_kept_whole(tmp_path: Path) -> None:
    rows = "<tr><th>Day</th><th>Hour</th></tr><tr><td>Monday</td><td></td></tr>"
    written = (
        f"<html><body><p>Log in</p><h1>Hours</h1><table>{rows}</table><ol><li>Share</li></ol>"
        '<p><a href="https://example.org">More</a></p></body></html>'
    )
    article = read_one(tmp_path, "a.html", written)
    assert article.title == "Hours"
    assert paragraphs(article) == ["Log in", "Hours", "| Day | Hour |\nMonday |", "Share", "More"]
    one = read_one(tmp_path, "b.html", "<p>The storm came</p>")
    assert one.text == "The storm came"


def test_a_page_keeps_all_of_its_text_where_cleaning_is_off() -> None:
    page = """<html lang="en"><head><title>Boats stay in - The Buoy</title>
    <style>p {}</style></head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
    <h1>Boats stay in</h1><p class="byline">By Ada Fell</p>
    <p>The boats of Holm stayed in the harbour on
    Tuesday, because of the storm that nobody had foreseen.</p><table>
    <tr><th>Boat</th><th>Length</th></tr><tr><td>Tern</td>
    <td>9 m</td></tr></table><aside><h2>Most read</h2><a href="/2">Fog in the bay</a></aside>
    <script>var hidden = 1;</script><footer>© 2026 The Buoy. <button>Subscribe</button></footer>
    </body></html>"""
    whole = draft_of_page(page, cleaning=False)
    shown = ("Home", "Sport", "on Tuesday, because of the storm", "Tern", "9 m", "Most read",
             "Fog in the bay", "© 2026 The Buoy.", "Subscribe")  # fmt: skip
    assert [words for words in shown if words not in whole.text] == []
    assert "hidden" not in whole.text
    assert (whole.title, whole.author) == ("Boats stay in", "Ada Fell")
    assert (whole.cleaned, whole.left_out) == (False, ())
    cleaned = draft_of_page(page)
    assert cleaned.cleaned
    assert {"Home Sport", "Fog in the bay"} <= set(cleaned.left_out)
    assert not any("Tern" in block for block in cleaned.left_out)  # the table is in the text
    assert "Fog in the bay" not in cleaned.text


def test_a_list_at_the_end_of_an_article_is_its_own() -> None:
    people = ["Ada Fell, harbour master of Holm", "Bo Roe, keeper of the crane"]
    page = f"""<html lang="en"><head><title>Who spoke about the harbour</title></head><body>
    <nav><a href="/">Home</a></nav><article><h1>Who spoke about the harbour</h1>
    <p>The harbour council of Holm met on Tuesday to hear what the storm had cost the town, and it
    heard that the crane must be mended.</p><p>Two people spoke at the meeting, and
    both asked the council to raise the dues of the harbour by a tenth.</p>
    <p>Subscribe to our newsletter!</p>
    <ul><li>{people[0]}</li><li>{people[1]}</li></ul></article>
    <script>1</script></body></html>"""
    text = draft_of_page(page).text
    assert [person in text for person in people] == [True, True]
    assert "Subscribe" not in text
