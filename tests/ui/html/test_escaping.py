from __future__ import annotations

import datetime
import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.ui.html.escaping import clip, each_once, safe_url, show
from qa.ui.interface_words import count, day, short_day


def test_markup_and_template_syntax_become_references() -> None:
    assert show("<b>") == "&#60;b&#62;"
    assert show("${x} {{y}}") == "&#36;&#123;x&#125; &#123;&#123;y&#125;&#125;"
    assert show("[a](b) *c* `d`") == ("&#91;a&#93;&#40;b&#41; &#42;c&#42; &#96;d&#96;")


def test_what_markdown_links_or_lists_by_itself_is_broken_up() -> None:
    assert show("www.example.org") == "www&#46;example.org"
    assert show("1. one") == "1&#46; one"


def test_line_breaks_cannot_end_an_html_block() -> None:
    assert "\n" not in show("one\n\ntwo\r\nthree")


@given(st.text())
def test_a_browser_reads_back_the_text_without_its_controls(text: str) -> None:
    shown = show(text)
    assert not set(shown) & set("<>\"'`*_[](){}$\\\n")
    back = html.unescape(shown)
    controls = {*map(chr, [*range(9), 11, 12, *range(14, 32), 127]), *"\u202a\u202b\u202c\u202d"}
    controls |= set("\u202e\u2066\u2067\u2068\u2069")
    kept = "".join(c for c in text if c not in controls and not 0xD800 <= ord(c) < 0xE000)
    assert back.replace("\r", "") == kept.replace("\r", "")


def test_direction_overrides_and_control_characters_are_dropped() -> None:
    assert show("a\u202eb\x00c\u2066d") == "abcd"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>1</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "/relative",
        "https://user:secret@example.org/",
        "https://exa mple.org/",
        "https://example.org/\x00",
        "http://",
        "http://[",
        "https://example.org/" + "a" * 2000,
        "",
        None,
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None) -> None:
    assert safe_url(url) is None


def test_a_web_address_is_kept_and_escaped() -> None:
    url = 'https://example.org/a?b=1&c="x"'
    safe = safe_url(url)
    assert safe is not None
    assert '"' not in safe
    assert html.unescape(safe) == url


def test_dates_and_counts_as_people_write_them() -> None:
    assert day(datetime.date(2017, 10, 7)) == "7 October 2017"
    assert short_day(datetime.date(2017, 10, 7)) == "7 Oct 2017"
    assert (day(None), short_day(None)) == ("", "")
    assert [count(n, "article") for n in (0, 1, 1204)] == [
        "0 articles",
        "1 article",
        "1,204 articles",
    ]
    assert count(2, "reply", "replies") == "2 replies"


def test_clip_cuts_at_a_space() -> None:
    assert clip("one two three", 8) == "one two…"
    assert clip("one  two\nthree", 99) == "one two three"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (("Wikinews", "Wikinews"), ["Wikinews"]),
        (("BBC News", "bbc  news", "2017"), ["BBC News", "2017"]),
        ((None, "", " ", "a", "b"), ["a", "b"]),
        ((), []),
    ],
)
def test_a_fact_is_told_once(facts: tuple[str | None, ...], said: list[str]) -> None:
    assert each_once(*facts) == said
