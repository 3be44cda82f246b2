"""What a person does first: ask, read, check the source; add an article and ask about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.steps import LONG_MS, ask
from tests.window_process import Window

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_ask_click_a_marker_and_see_the_words_in_their_place(page: Page, artefacts: Path) -> None:
    ask(page, "How many passengers can the ship take?")
    answer = page.locator(".qa-final").last
    assert "200" in answer.inner_text()
    answer.locator('.qa-s:has-text("200 passengers") + a.qa-marker').click()
    page.locator("#qa-pane mark.qa-now", has_text="200 passengers").wait_for()
    mark = page.locator("#qa-pane mark.qa-now").first
    assert mark.inner_text() == "The ship can take about 200 passengers."
    assert mark.evaluate("e => e.parentElement.innerText").startswith("The ferry Mangyongbong-92")
    head = page.locator("#qa-pane .qa-head").inner_text()
    assert "A ferry sails to Vladivostok" in head
    assert "Leila Thornquay · 20 May 2017" in head
    box = mark.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 860
    page.screenshot(path=artefacts / "answer.png")


def test_the_status_line_says_what_is_indexed_and_what_answers(page: Page) -> None:
    status = page.locator(".qa-status-ready")
    status.wait_for(timeout=LONG_MS)
    assert status.inner_text().startswith(("3 articles", "4 articles"))
    assert "answers by the built-in reader" in status.inner_text()


def test_what_the_articles_do_not_hold_is_said_with_the_nearest_passages(page: Page) -> None:
    ask(page, "Who won the 2018 World Cup?")
    answer = page.locator(".qa-final").last
    assert answer.locator(".qa-notfound").count() == 1
    assert "The nearest passages, which do not answer it" in answer.inner_text()
    answer.locator("a.qa-near").first.click()
    page.locator("#qa-pane mark.qa-now").first.wait_for()


def test_add_an_article_rebuild_and_ask_about_it(page: Page, window: Window) -> None:
    text = "A new crane\n\nThe blue crane of Rajin can lift 90 tonnes. It came by ship in May.\n"
    (window.corpus / "crane.txt").write_text(text, encoding="utf-8")
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    page.get_by_role("button", name="Rebuild the index").click()
    page.get_by_text("The index is up to date: 1 added").wait_for(timeout=LONG_MS)
    ask(page, "How many tonnes can the blue crane lift?")
    assert "90" in page.locator(".qa-final").last.inner_text()
    assert "A new crane" in page.locator("#qa-pane .qa-head").inner_text()
