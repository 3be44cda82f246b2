"""A page at rest is at rest: it asks the server for nothing until there may be news."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.steps import LONG_MS, ask, tab
from tests.window_process import Window

if TYPE_CHECKING:
    from playwright.sync_api import Page

REST_MS = 6_000


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The requests of the page since the models were loaded and its questions were found."""
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    at_rest(page, requests)
    return requests


def at_rest(page: Page, requests: list[str]) -> None:
    """Wait for a time in which nothing was asked that is long against the page's timers."""
    for _ in range(30):
        requests.clear()
        page.wait_for_timeout(2_500)
        if not requests:
            return
    pytest.fail(f"the page never came to rest: {requests[:3]}")


def test_an_idle_page_makes_no_request(page: Page, asked: list[str]) -> None:
    page.wait_for_timeout(REST_MS)
    assert asked == []


def test_after_an_answer_and_a_look_at_every_tab_the_page_rests_again(
    page: Page, asked: list[str]
) -> None:
    ask(page, "How many passengers can the ship take?")
    for name in ("Library", "History", "Settings", "Map"):
        tab(page, name)
    page.locator(".qa-times").wait_for(timeout=LONG_MS)
    at_rest(page, asked)
    tab(page, "Library")
    page.wait_for_event("request", timeout=LONG_MS)  # while it is looked at, it follows the index
    page.get_by_role("button", name="New conversation").click()
    page.locator(".qa-welcome").wait_for()
    at_rest(page, asked)


def test_the_pulse_comes_back_for_a_build(page: Page, asked: list[str], window: Window) -> None:
    (window.corpus / "pulse.txt").write_text("Pulse\n\nThe pulse beats 60 times.\n", "utf-8")
    page.get_by_role("button", name="Rebuild the index").click()
    page.get_by_text("The index is up to date: 1 added").wait_for(timeout=LONG_MS)
    at_rest(page, asked)
    (window.corpus / "pulse.txt").unlink()
    page.get_by_role("button", name="Rebuild the index").click()
    page.get_by_text("1 removed").wait_for(timeout=LONG_MS)
    page.get_by_role("button", name="Close this report").click()
    page.locator("#qa-report-line .qa-report").wait_for(state="hidden")
