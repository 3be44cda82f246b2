"""The real window in a real browser: one server over three articles, one Chromium.

Skips, with the reason, where there is no Chromium or no Playwright.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.steps import violations
from tests.window_process import ROOT, Window, start_window, stop_window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def window(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """One window for all browser tests; `browser` comes first so that it skips first."""
    process, opened = start_window(tmp_path_factory.mktemp("window"))
    yield opened
    stop_window(process)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    path = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if path is None:
        pytest.skip("no Chromium on this machine; set CHROMIUM to its path")
    with playwright.sync_playwright() as running:
        launched = running.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, window: Window) -> Iterator[Page]:
    """A fresh page of a fresh person.

    It fails the test if it asks another host for anything or breaks the content security policy.
    """
    context = browser.new_context(viewport={"width": 1360, "height": 860})
    violated = violations(context)
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(window.address)
    opened.get_by_label("Your question").wait_for()
    yield opened
    context.close()
    foreign = [url for url in asked if not url.startswith((window.address, "data:", "blob:"))]
    assert foreign == []
    assert violated == []


@pytest.fixture
def artefacts() -> Path:
    """Where screenshots are kept; git ignores it."""
    folder = ROOT / "artefacts"
    folder.mkdir(exist_ok=True)
    return folder
