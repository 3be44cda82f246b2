"""The filter: days are picked, with the keyboard too, and shown as a chip until cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.steps import LONG_MS, SIZES, answered, ask, fits, on_both, resize

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHIP = "How many passengers can the ship take?"


def test_days_are_picked_limit_the_answers_and_are_shown_as_a_chip(page: Page) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    page.get_by_role("button", name="Filter the articles").click()
    first = page.get_by_label("From", exact=True)
    page.wait_for_function("() => document.getElementById('qa-day-first').min === '2017-02-06'")
    assert (first.get_attribute("type"), first.get_attribute("max")) == ("date", "2017-05-20")
    page.get_by_label("To", exact=True).fill("2017-04-30")
    page.locator(".qa-chip", has_text="to 30 Apr 2017").wait_for()
    for size in SIZES:  # and goes on as on a phone
        resize(page, size)
        fits(page)
    ask(page, SHIP)
    cards = page.locator(".qa-final").last.locator(".qa-card, .qa-near")
    assert not any("A ferry sails" in text for text in cards.all_inner_texts())
    page.locator(".qa-chips").get_by_role("button", name="Clear the filter").click()
    page.locator(".qa-chip").wait_for(state="detached")
    assert page.get_by_label("To", exact=True).input_value() == ""
    ask(page, SHIP)
    assert "A ferry sails" in page.locator(".qa-final").last.inner_text()


@on_both
def test_sources_and_articles_are_searched_together_and_a_filter_of_nothing_offers_all(
    page: Page,
) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    page.get_by_role("button", name="Filter the articles").click()
    page.get_by_label("Test desk (1)").check()
    page.locator("#qa-articles").get_by_label("A ferry sails").check()
    page.locator(".qa-chip", has_text="A ferry sails").wait_for()
    ask(page, SHIP)
    assert "A ferry sails" in page.locator(".qa-final").last.inner_text()
    assert page.locator(".qa-searched").last.inner_text().startswith("Searched 2 of ")
    first = page.get_by_label("From", exact=True)
    if not first.is_visible():  # on a phone asking closes the filter
        page.get_by_role("button", name="Filter the articles").click()
    first.fill("2018-01-01")
    page.locator(".qa-chip", has_text="from 1 Jan 2018").wait_for()
    page.get_by_label("Your question").fill(SHIP)
    page.keyboard.press("Enter")
    page.locator(".qa-error", has_text="No article fits the filter.").wait_for(timeout=LONG_MS)
    page.get_by_role("button", name="Search all articles").last.click()
    answered(page, 1)
    assert "A ferry sails" in page.locator(".qa-final").last.inner_text()
    page.locator(".qa-chip").wait_for(state="detached")


@on_both
@pytest.mark.parametrize("way", ["Search all articles", "Do not limit to", "Ask only this"])
def test_a_day_that_limits_no_more_is_not_in_its_field(page: Page, way: str) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    ask(page, SHIP)
    page.get_by_role("button", name="Filter the articles").click()
    page.wait_for_function("() => document.getElementById('qa-day-first').min === '2017-02-06'")
    first = page.get_by_label("From", exact=True)
    first.fill("2017-05-01")
    chip = page.locator(".qa-chip", has_text="from 1 May 2017")
    chip.wait_for()
    if way == "Search all articles":
        ask(page, SHIP)
    page.locator("#qa-tab-ask").get_by_text(way).or_(page.get_by_label(way)).last.click()
    chip.wait_for(state="detached")
    page.wait_for_function("() => document.getElementById('qa-day-first').value === ''")


def test_days_take_the_keyboard_alone(page: Page) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    fold = page.get_by_role("button", name="Filter the articles")
    fold.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('qa-day-first').min === '2017-02-06'")
    page.get_by_label("From", exact=True).focus()
    page.keyboard.type("03012017")  # month, day, year: the field's own order in this browser
    page.locator(".qa-chip", has_text="from 1 Mar 2017").wait_for()
    page.get_by_label("To", exact=True).focus()
    page.keyboard.type("02072017")
    page.get_by_text("The first day is after the last.").wait_for()
