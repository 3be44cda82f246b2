from __future__ import annotations

import html
import re
from dataclasses import replace

from qa.ui.html.article_html import article_html, missing_html
from qa.ui.html.citation_address import CitedSpan
from tests.ui.make import TEXT, article

ID = "0123456789abcdef"
FIRST = CitedSpan(ID, 0, 28, 1)
SECOND = CitedSpan(ID, 29, 46, 2)


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def body(markup: str) -> str:
    return markup.split('<div class="qa-body">')[1]


def test_the_cited_words_are_highlighted_in_their_place() -> None:
    shown = article_html(article(), SECOND, [FIRST, SECOND])
    assert [plain(m) for m in re.findall(r'<mark class="qa-now">.*?</mark>', shown)] == [
        "It is 54 km long."
    ]
    assert [plain(m) for m in re.findall(r'<mark class="qa-also">.*?</mark>', shown)] == [
        "The line was opened in 2013."
    ]
    assert plain(body(shown)) == TEXT.replace("\n", "")


def test_a_span_across_paragraphs_is_highlighted_in_each_of_them() -> None:
    span = CitedSpan(ID, 29, 68, 1)
    shown = article_html(article(), span, [span])
    assert [plain(m) for m in re.findall(r'<mark class="qa-now">.*?</mark>', shown)] == [
        "It is 54 km long.",
        "The port",
        "The port h",
    ]


def test_overlapping_citations_keep_every_letter() -> None:
    spans = [CitedSpan(ID, 0, 28, 1), CitedSpan(ID, 10, 40, 2), CitedSpan("f" * 16, 0, 9, 3)]
    shown = article_html(article(), spans[0], spans)
    assert plain(body(shown)) == TEXT.replace("\n", "")


def test_the_head_names_title_source_author_date_and_links_to_the_original() -> None:
    shown = article_html(article(), FIRST, [FIRST])
    assert "<h2>The line to Rajin</h2>" in shown
    assert "Test desk · Anton Merrow · 6 February 2017" in shown
    link = re.search(r'<a class="qa-original" href="([^"]+)"([^>]*)>', shown)
    assert link is not None
    assert html.unescape(link.group(1)) == "https://example.org/line"
    assert 'rel="noopener noreferrer nofollow"' in link.group(2)


def test_an_address_that_is_not_a_web_address_is_no_link() -> None:
    shown = article_html(article(url="javascript:alert(1)"), FIRST, [FIRST])
    assert "qa-original" not in shown
    assert "javascript" not in shown


def test_position_among_the_answers_citations() -> None:
    shown = article_html(article(), SECOND, [FIRST, SECOND])
    assert "Citation 2 of 2" in shown
    assert 'data-shown="0123456789abcdef-29-46-2"' in shown
    assert "qa-next" not in article_html(article(), FIRST, [FIRST])


def test_a_short_line_without_a_full_stop_is_set_as_a_heading() -> None:
    shown = article_html(article(), None, [])
    assert re.findall(r'<p data-at="48" class="qa-subhead">(.*?)</p>', shown) == ["The port"]


def test_nothing_of_the_article_is_markup() -> None:
    evil = "</div><script>alert(1)</script>${1}{{2}}<svg onload=alert(1)>"
    shown = article_html(article(evil, title=evil), None, [])
    assert "<script" not in shown
    assert "<svg" not in shown
    assert "${" not in shown
    assert "{{" not in shown
    assert plain(body(shown)) == evil


def test_a_missing_article_is_said_to_be_missing() -> None:
    shown = missing_html(CitedSpan("0123456789abcdef", 0, 28, 1))
    assert "no longer in the index" in shown
    assert 'data-shown="0123456789abcdef-0-28-1"' in shown


def test_a_table_is_drawn_with_the_row_of_the_citation() -> None:
    text = "Fares.\n\n| Ticket | Adult |\nSingle | 6.40\n<b>Group</b> |\n\nLate."
    start = text.index("Single")
    span = CitedSpan(ID, start, start + len("Single | 6.40"), 1)
    placed = body(article_html(article(text), span, [span]))
    # A selection is found by these offsets, so each is where its words begin.
    for offset, words in re.findall(
        r'<t[hd] data-at="(\d+)">(?:<mark class="qa-now">)?(\w+)', placed
    ):
        assert text[int(offset) :].startswith(words)
    shown = re.sub(r' data-at="\d+"', "", placed)
    assert "<th>Ticket</th><th>Adult</th>" in shown
    assert (
        '<tr class="qa-row-now"><td><mark class="qa-now">Single</mark></td>'
        '<td><mark class="qa-now">6.40</mark></td></tr>'
    ) in shown
    assert "<b>" not in shown
    assert "<td></td>" in shown
    assert plain(shown) == "Fares.TicketAdultSingle6.40<b>Group</b>Late."


def test_what_a_letter_quotes_is_told_apart() -> None:
    shown = body(article_html(article("No.\n\n> Is it Friday?"), None, []))
    assert '<p data-at="5" class="qa-quoted">&#62; Is it Friday?</p>' in shown


def test_what_a_page_lost_can_be_unfolded_below_it() -> None:
    page = replace(article(), cleaned=True, left_out=("Log in", "Share <this>"))
    shown = article_html(page, None, [])
    assert "<summary>2 lines left out as menu or notice</summary>" in shown
    assert "<p>Log in</p><p>Share &#60;this&#62;</p>" in shown
    assert "left out" not in article_html(article(), None, [])
