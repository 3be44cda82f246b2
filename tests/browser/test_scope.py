"""Asking one article alone, all of them again, and finding words in the texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.browser.steps import LONG_MS, SIZES, answered, ask, fits, on_both, resize, tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

LINE = "How long is the line from Khasan to Rajin?"
SHIP = "How many passengers can the ship take?"
LONG = " ".join(["I have read about the ferry to Vladivostok, and wonder about it."] * 6 + [SHIP])


@on_both
def test_one_article_is_asked_alone_and_then_all_again(page: Page) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    ask(page, LINE)
    page.locator(".qa-card-box .qa-ask-only").first.click()
    page.locator(".qa-chip", has_text="The line to Rajin").wait_for()
    ask(page, SHIP)
    assert page.locator(".qa-final").nth(1).locator(".qa-notfound").count() == 1
    told = page.locator(".qa-searched").last
    # Other tests may have added an article to the window that they share.
    assert re.match(r"Searched 1 of [34] articles\.", told.inner_text())
    told.get_by_role("button", name="Search all articles").click()
    answered(page, 2)
    assert "200" in page.locator(".qa-final").last.inner_text()
    page.locator(".qa-chip").wait_for(state="detached")
    assert page.locator(".qa-searched").count() == 1


def test_sources_and_articles_are_boxes_and_a_chip_takes_its_part_away(page: Page) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    page.get_by_role("button", name="Filter the articles").click()
    box = page.get_by_label("Test desk (1)")
    box.check()
    page.locator(".qa-chip", has_text="Test desk").wait_for()
    page.get_by_role("button", name="Do not limit to Test desk").click()
    page.locator(".qa-chip").wait_for(state="detached")
    assert not box.is_checked()
    fits(page)
    resize(page, "phone")
    page.get_by_placeholder("Find an article").fill("permits")
    page.locator("#qa-articles label", has_text="The line to Rajin").wait_for(state="detached")
    permits = page.locator("#qa-articles").get_by_label("Work permits double")
    permits.hover()
    assert not permits.get_attribute("title")  # Gradio's is the id of the article
    permits.check()
    page.locator(".qa-chip", has_text="Work permits double").wait_for()
    fits(page)


@on_both
def test_words_of_the_texts_are_found_and_marked_in_the_article(page: Page) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    tab(page, "Library")
    page.locator(".qa-library").wait_for()
    page.get_by_label("Search the library").fill("greenhouses")
    found = page.locator(".qa-texts li")
    found.wait_for()
    assert found.locator("mark").inner_text() == "greenhouses"
    found.get_by_role("link").click()
    page.get_by_role("heading", name="Work permits double").wait_for()
    field = page.get_by_label("Find in this article")
    field.fill("town")
    page.get_by_text("1 of 1").wait_for()
    field.fill("zeppelin")
    page.get_by_text("not found").wait_for()
    page.locator("#qa-pane").get_by_role("link", name="Ask only this article").click()
    page.locator(".qa-chip", has_text="Work permits double").wait_for()
    page.locator("#qa-right.qa-open").wait_for(state="detached")
    fits(page)


def test_a_long_paste_is_refused_and_a_long_question_is_folded(page: Page) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    box = page.get_by_label("Your question")
    box.fill("x" * 2_001)
    page.get_by_text("2,001 of 2,000 characters: too long to be asked").wait_for()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Ask", exact=True).is_disabled()
    assert page.locator(".qa-question").count() == 0
    box.fill(LONG)
    page.keyboard.press("Enter")
    answered(page, 0)
    question = page.locator(".qa-question")
    height, line = "e => e.clientHeight", "e => parseFloat(getComputedStyle(e).lineHeight)"
    above = question.evaluate("e => parseFloat(getComputedStyle(e).paddingTop)")
    for size in SIZES:
        resize(page, size)
        assert round((question.evaluate(height) - above) / question.evaluate(line)) == 3
    question.click()
    assert round((question.evaluate(height) - above) / question.evaluate(line)) > 3
    assert question.inner_text() == LONG
    box.press("ArrowUp")
    assert box.input_value() == LONG


def test_the_keys_are_listed(page: Page) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    page.locator("#qa-name").click()
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").get_by_text("↑, ↓").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Keys").wait_for(state="detached")
