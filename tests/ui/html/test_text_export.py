from __future__ import annotations

from dataclasses import replace
from html import unescape

from qa.records import Cell, Sentence, Table
from qa.ui.html.text_export import answer_footnotes_html, answer_markdown, answer_text
from tests.ui.make import answer, answered, article, citation


def test_markdown_has_a_footnote_for_each_citation() -> None:
    assert answer_markdown(answered()).splitlines() == [
        "## When was the line opened?",
        "",
        "**2013**",
        "",
        "The line was opened in 2013.[^1][^2] It cost much.[^2] *(not supported by the articles)*",
        "",
        "[^1]: “The line was opened in 2013.” Anton Merrow, The line to Rajin, Test desk, "
        "6 February 2017. <https://example.org/line>",
        "[^2]: “It is 54 km long.” Anton Merrow, The line to Rajin, Test desk, "
        "6 February 2017. <https://example.org/line>",
    ]


def test_not_found_is_exported_as_its_sentence() -> None:
    assert "Not in these articles." in answer_markdown(answer(status="not_found"))


def test_what_was_searched_is_exported_too() -> None:
    told = replace(answer(status="not_found"), searched="Searched 9 articles.")
    assert "Not in these articles. Searched 9 articles." in answer_markdown(told)


def test_a_comparison_is_a_table_in_markdown() -> None:
    table = Table(
        ("", "how long"),
        ((Cell("A | B"), Cell("54 km", (2,))), (Cell("The road"), Cell(""))),
    )
    lines = answer_markdown(replace(answered(), table=table)).splitlines()
    assert lines[4:8] == [
        "|  | how long |",
        "| --- | --- |",
        "| A \\| B | 54 km[^2] |",
        "| The road | not told |",
    ]


def test_footnotes_for_a_word_processor() -> None:
    shown = unescape(answer_footnotes_html(answered()))
    assert shown.startswith(
        "<p><b>When was the line opened?</b></p><p><b>2013</b></p>"
        "<p>The line was opened in 2013.<sup>1</sup><sup>2</sup> "
        "It cost much.<sup>2</sup> (not supported by the articles)</p>"
        "<p>1. “The line was opened in 2013.” Anton Merrow, The line to Rajin, Test desk, "
        "6 February 2017. https://example.org/line</p>"
    )


def test_footnotes_of_nothing_found_a_list_and_a_table_say_what_the_window_says() -> None:
    told = replace(answer(status="not_found"), searched="Searched 9 articles.")
    assert unescape(answer_footnotes_html(told)).endswith(
        "<p>Not in these articles. Searched 9 articles.</p>"
    )
    lines = (
        Sentence("Two lines:", (), True, ours=True),
        Sentence("It opened.", (1,), True, label="2013"),
    )
    cited = answer(citations=(citation(1, "It is 54 km long."),), sentences=lines)
    listed = unescape(answer_footnotes_html(replace(cited, shape="list")))
    assert "<p>Two lines:</p><ul><li>2013: It opened.<sup>1</sup></li></ul>" in listed
    rows = ((Cell("The line", ()), Cell("54 km", (1,))), (Cell("The road", ()), Cell("", ())))
    compared = replace(cited, table=Table(("thing", "length"), rows))
    assert (
        "<tr><th>thing</th><th>length</th></tr>"
        "<tr><td>The line</td><td>54 km<sup>1</sup></td></tr>"
        "<tr><td>The road</td><td>not told</td></tr>"
    ) in unescape(answer_footnotes_html(compared))


def test_markup_of_articles_is_escaped_in_both() -> None:
    evil = "[x](javascript:1) <img src=x> *b*"
    cited = citation(1, evil, of=article(evil, title=evil, url="javascript:alert(1)"))
    bad = answer(citations=(cited,), sentences=(Sentence(evil, (1,), True),))
    markdown = answer_markdown(bad)
    assert r"\[x\](javascript:1) \<img src=x\> \*b\*" in markdown
    assert "alert(1)" not in markdown
    assert "<img" not in answer_footnotes_html(bad)


def test_plain_text_has_nothing_escaped_and_its_sources_below() -> None:
    cited = citation(1, "It is 54 km long.", of=article(title="A *line* [new]_x_"))
    told = answer_text(
        answer(
            citations=(cited,),
            sentences=(Sentence("It is 54 km (_long_).", (1,), True), Sentence("So.", (), False)),
            direct="54 km",
        )
    )
    assert told == (
        "When was the line opened?\n\n54 km\n\n"
        "It is 54 km (_long_). [1] So. (not supported by the articles)\n\n"
        "[1] Anton Merrow, A *line* [new]_x_, Test desk, 6 February 2017: “It is 54 km long.” "
        "https://example.org/line\n"
    )


def test_an_author_that_is_the_source_is_named_once() -> None:
    own = replace(article(), author="Test desk")
    told = answer_markdown(answer(citations=(citation(1, "It is 54 km long.", of=own),)))
    assert told.count("Test desk") == 1


def test_plain_text_of_nothing_found_is_its_sentence() -> None:
    told = answer_text(answer(status="not_found"))
    assert told == "When was the line opened?\n\nNot in these articles.\n"


def test_a_table_is_plain_text_with_cells_parted_by_tabs() -> None:
    cited = citation(1, "It is 54 km long.")
    rows = ((Cell("The line", ()), Cell("54 km", (1,))), (Cell("The road", ()), Cell("", ())))
    told = answer_text(replace(answer(citations=(cited,)), table=Table(("thing", "length"), rows)))
    assert "thing\tlength\nThe line\t54 km [1]\nThe road\tnot told\n" in told
