"""Addresses of conversations: they survive a reload, Back, a second tab, and a phone's Back."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tests.browser.steps import LONG_MS, ask, fits, on_both, painted, resize, still, tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHIP = "How many passengers can the ship take?"
# What can be clicked and is on the screen where a toast is.
COVERED = """() => {
  const bar = document.querySelector('.toast-wrap').getBoundingClientRect();
  const over = ({ left, width, top, bottom }) =>
    width && left < innerWidth && top < bar.bottom && bottom > bar.top;
  return [...document.querySelectorAll('button, a[href], input, textarea')].filter(each =>
    !each.closest('.toast-wrap') && each.checkVisibility({ visibilityProperty: true })
    && over(each.getBoundingClientRect())).map(each => each.outerHTML.slice(0, 120));
}"""
ADDRESS = re.compile(r"/c/[0-9a-f]{16}$")


def asked(page: Page) -> str:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    ask(page, SHIP)
    page.wait_for_url(ADDRESS)
    return page.url


def test_a_conversation_survives_a_reload_back_and_a_second_tab(page: Page) -> None:
    address = asked(page)
    page.reload()
    page.locator(".qa-final").wait_for(timeout=LONG_MS)
    assert page.url == address
    second = page.context.new_page()
    resize(second, "phone")
    second.goto(address)
    second.locator(".qa-final").wait_for(timeout=LONG_MS)
    assert second.url == address
    second.close()
    resize(page, "phone")
    page.get_by_role("button", name="New conversation").click()
    page.locator(".qa-final").wait_for(state="detached")
    page.wait_for_url(lambda url: "/c/" not in url)
    page.go_back()
    page.locator(".qa-final").wait_for(timeout=LONG_MS)
    assert page.url == address


def test_back_closes_the_source_on_a_phone(page: Page) -> None:
    address = asked(page)
    page.set_viewport_size({"width": 390, "height": 780})
    page.locator("#qa-chat a.qa-marker").first.click()
    page.locator("#qa-right.qa-open").wait_for()
    page.go_back()
    page.locator("#qa-right.qa-open").wait_for(state="detached")
    assert page.url == address
    assert page.locator(".qa-final").count() == 1


@on_both
def test_a_conversation_is_renamed_found_deleted_and_put_back(page: Page) -> None:
    asked(page)
    tab(page, "History")
    page.get_by_role("button", name=f"Rename: {SHIP}").click()
    field = page.get_by_label("New name")
    juts = "e => e.getBoundingClientRect().left < e.closest('ul').getBoundingClientRect().left"
    assert not field.evaluate(juts)
    field.fill("The ferry")
    page.keyboard.press("Enter")
    named = page.locator(".qa-reopen", has_text="The ferry")
    named.wait_for(timeout=LONG_MS)
    fits(page)
    page.reload()
    tab(page, "History")
    named.wait_for(timeout=LONG_MS)
    page.get_by_label("Search the conversations").fill("no such words")
    page.get_by_text("No conversation has these words.").wait_for(timeout=LONG_MS)
    page.get_by_label("Search the conversations").fill("FERRY passengers")
    named.wait_for(timeout=LONG_MS)
    page.get_by_role("button", name="Delete: The ferry").click()
    named.wait_for(state="detached", timeout=LONG_MS)
    page.get_by_role("button", name="Undo").click()
    named.wait_for(timeout=LONG_MS)
    with page.expect_download() as exported:
        page.get_by_role("button", name="Markdown", exact=True).click()
    assert exported.value.suggested_filename == "conversations.md"
    with page.expect_download() as exported:
        page.get_by_role("button", name="JSON", exact=True).click()
    (told,) = json.loads(exported.value.path().read_text("utf-8"))
    assert told["given"] == "The ferry"


def test_a_deleted_conversation_is_gone_at_its_address_until_it_is_put_back(page: Page) -> None:
    address = asked(page)
    tab(page, "History")
    page.get_by_role("button", name=f"Delete: {SHIP}").click()
    page.get_by_role("button", name="Undo").click()
    page.locator(".qa-reopen", has_text=SHIP).wait_for(timeout=LONG_MS)
    page.reload()
    page.locator(".qa-final").wait_for(timeout=LONG_MS)
    assert page.url == address
    tab(page, "History")
    page.get_by_role("button", name=f"Delete: {SHIP}").click()
    page.get_by_role("button", name="Undo").wait_for()
    page.reload()
    page.locator(".toast-body", has_text="This conversation is not kept here.").wait_for()
    page.wait_for_url(lambda url: "/c/" not in url)
    assert page.locator(".qa-final").count() == 0
    tab(page, "History")
    page.get_by_text("There are no conversations yet").wait_for()


@on_both
def test_an_address_of_nothing_is_said_over_no_button(page: Page) -> None:
    page.goto(f"{page.url}c/{'0' * 16}")
    said = page.locator(".toast-body", has_text="This conversation is not kept here.")
    said.wait_for(timeout=LONG_MS)
    painted(page)
    assert said.is_visible()
    assert page.evaluate(COVERED) == []
    said.get_by_test_id("toast-close").click()
    said.wait_for(state="detached")


@on_both
def test_at_twice_the_size_half_the_height_is_the_answers_also_within_a_filter(page: Page) -> None:
    asked(page)
    size = page.viewport_size
    assert size is not None
    size = {"width": size["width"] // 2, "height": size["height"] // 2}
    page.set_viewport_size(size)  # at 200%
    page.reload()
    page.locator(".qa-final a.qa-marker").first.wait_for(timeout=LONG_MS)
    for report in page.locator(".qa-shut:visible").all():
        report.click()
    page.locator(".qa-card-box .qa-ask-only").first.click()
    page.locator(".qa-chip").wait_for()
    still(page)
    shown = page.locator("#qa-chat")
    half = f"e => e.getBoundingClientRect().height >= {size['height']} / 2"
    assert shown.evaluate(half)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
    box = page.locator("#qa-box textarea").bounding_box()
    button = page.locator("#qa-box .submit-button").bounding_box()
    assert box is not None
    assert button is not None
    assert box["y"] <= button["y"]
    assert button["y"] + button["height"] <= box["y"] + box["height"]
    name = page.locator(".qa-where").bounding_box()
    tools = page.locator("#qa-tools button").first.bounding_box()
    assert name is not None
    assert tools is not None
    assert name["x"] + name["width"] <= tools["x"]
    page.get_by_role("button", name="Filter the articles").click()
    page.locator("#qa-sources label").first.wait_for()
    still(page)
    assert shown.evaluate("e => e.getBoundingClientRect().height > 0")
    assert page.locator("#qa-box").evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")
    ask(page, SHIP)
    page.locator("#qa-filter .label-wrap:not(.open)").wait_for()
    still(page)
    assert shown.evaluate(half)
