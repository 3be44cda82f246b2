"""The empty conversation and the questions to go on with; all text is text."""

from __future__ import annotations

from html import unescape

from qa.ui.html.welcome_html import first_run_html, follow_ups_html, welcome_html

EVIL = "Is <img src=x onerror=1> {{here}}?"


def test_each_example_is_a_button_and_its_text_is_text() -> None:
    html = welcome_html(["How long is it?", EVIL])
    assert html.count('class="qa-example"') == 2
    assert "<img" not in html
    assert "{{" not in html
    assert EVIL in unescape(html)


def test_without_examples_the_invitation_stands_alone() -> None:
    html = welcome_html([])
    assert "What would you like to know?" in html
    assert "qa-example" not in html


def test_follow_ups_know_how_many_questions_came_before() -> None:
    html = follow_ups_html(["And when?"], after=3)
    assert 'data-after="3"' in html
    assert "And when?" in html
    assert follow_ups_html([], after=3) == ""


def test_a_first_run_says_where_articles_go_and_how_long_it_takes() -> None:
    html = unescape(first_run_html("<b>/corpus", example="16 articles", seconds="about a minute"))
    assert "copied to the folder <b>/corpus and read on this machine; nothing is sent" in html
    assert "A hundred articles take about a minute" in html
    assert "Try the example: 16 articles" in html
    assert "<b>" not in first_run_html("<b>", seconds="x")
    other = first_run_html("corpus", private=False, seconds="x")
    assert "nothing is sent" not in other
    assert "Try the example" not in other
