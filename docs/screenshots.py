"""Pictures of the window for the README: `python -m docs.screenshots` writes docs/window-*.png.

Starts the window on the example corpus in a process of its own, with an index in a
temporary folder, and takes five states with Playwright and Chromium: empty, answer with
source, not found, library, map.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent
ROOT = HERE.parent
LONG_MS = 120_000
SIZE = {"width": 1360, "height": 860}
ANSWERED = "How many North Koreans have permits to work in Russia?"
NOT_FOUND = "Who won the 2018 World Cup?"


def main() -> None:
    """Take all five."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a development dependency

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        sys.exit("There is no Chromium here; set CHROMIUM to its path.")
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            cwd=ROOT,
            env=os.environ | {"QA_PORT": "0", "QA_INDEXES": folder},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            address = _address(process)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
                )
                page = browser.new_page(viewport=SIZE)
                page.goto(address)
                _take_all(page)
                browser.close()
        finally:
            process.terminate()
            process.wait(30)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        match = re.search(r"open at (http://\S+)", line)
        if match:
            return match.group(1)
    sys.exit("The window did not open.")


def _take_all(page: Page) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    page.locator(".qa-welcome .qa-example").first.wait_for(timeout=LONG_MS)
    report = page.get_by_role("button", name="Close this report")
    if report.is_visible():  # the page puts it away by itself after a while
        report.click()
    _take(page, "empty")
    _ask(page, ANSWERED)
    page.locator(".qa-final a.qa-marker").nth(1).click()
    page.locator("#qa-pane mark.qa-now").first.wait_for()
    _take(page, "answer")
    page.get_by_role("tab", name="Library").click()
    page.locator("table.qa-library").wait_for(timeout=LONG_MS)
    _take(page, "library")
    page.get_by_role("tab", name="Map").click()
    page.locator(".qa-times").wait_for(timeout=LONG_MS)
    _take(page, "map")
    page.get_by_role("button", name="New conversation").click()
    page.get_by_role("tab", name="Ask").click()
    _ask(page, NOT_FOUND)
    page.locator("a.qa-near").first.click()
    page.locator("#qa-pane mark.qa-now").first.wait_for()
    _take(page, "not-found")


def _ask(page: Page, question: str) -> None:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".qa-final").last.wait_for(timeout=LONG_MS)
    page.wait_for_timeout(4000)  # the follow-up questions come after the answer


def _take(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(1200)  # smooth scrolling comes to rest
    path = HERE / f"window-{name}.png"
    page.screenshot(path=path)
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
