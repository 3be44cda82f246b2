"""Steps that several browser tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONG_MS = 90_000


def ask(page: Page, question: str) -> None:
    """Ask and wait for the checked answer."""
    before = page.locator(".qa-final").count()
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    answered(page, before)


def answered(page: Page, before: int) -> None:
    """Wait until there is one more checked answer than before."""
    page.wait_for_function(
        "n => document.querySelectorAll('.qa-final').length > n", arg=before, timeout=LONG_MS
    )


def tab(page: Page, name: str) -> None:
    """Look at one of the tabs."""
    page.get_by_role("tab", name=name).click()
