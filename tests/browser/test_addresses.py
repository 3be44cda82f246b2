"""Addresses of conversations: they survive a reload, Back, a second tab, and a phone's Back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.browser.steps import LONG_MS, ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHIP = "How many passengers can the ship take?"
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
    second.goto(address)
    second.locator(".qa-final").wait_for(timeout=LONG_MS)
    assert second.url == address
    second.close()
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
