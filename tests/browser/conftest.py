"""The real window in a real browser: one server over three articles, one Chromium.

Skips, with the reason, where there is no Chromium or no Playwright.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.steps import LONG_MS, SIZES, violations
from tests.window_process import ROOT, Window, start_window, stop_window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

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


@dataclass
class Seat:
    """A browser at which one person after the other sits down.

    A context for each would read and compile Gradio's scripts anew, which takes more than a second,
    and a page without another beside it opens a window of the browser, which takes almost as long:
    the first page is nobody's and stays.
    violated: what the content security policy refused since the person came.
    """

    context: BrowserContext
    violated: list[str]

    @classmethod
    @contextmanager
    def of(cls, browser: Browser, *, locale: str | None = None) -> Iterator[Seat]:
        """A seat at a browser of that language."""
        context = browser.new_context(locale=locale)
        context.set_default_timeout(LONG_MS)
        found = violations(context)
        context.new_page()
        yield cls(context, found)
        context.close()

    @contextmanager
    def person(self, address: str, *, width: int = 1360, height: int = 860) -> Iterator[Page]:
        """A fresh page at the window of that address: nothing of anyone before is kept."""
        self.violated.clear()
        page = self.context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        tools = self.context.new_cdp_session(page)
        server = urlsplit(address)
        forget = {"origin": f"{server.scheme}://{server.netloc}", "storageTypes": "all"}
        tools.send("Storage.clearDataForOrigin", forget)
        tools.detach()
        try:
            yield page
        finally:
            for each in self.context.pages[1:]:
                each.close()


@pytest.fixture(scope="session")
def seat(browser: Browser) -> Iterator[Seat]:
    """The one at which most tests sit down, one after the other."""
    with Seat.of(browser) as only:
        yield only


@pytest.fixture
def page(request: pytest.FixtureRequest, seat: Seat, window: Window) -> Iterator[Page]:
    """A fresh page of a fresh person, as wide as `on_both` says.

    It fails the test if it asks another host for anything or breaks the content security policy.
    """
    asked: list[str] = []
    width, height = SIZES[getattr(request, "param", "desktop")]
    with seat.person(window.address, width=width, height=height) as opened:
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(window.address)
        opened.get_by_label("Your question").wait_for()
        yield opened
    foreign = [url for url in asked if not url.startswith((window.address, "data:", "blob:"))]
    assert foreign == []
    assert seat.violated == []


@pytest.fixture
def artefacts() -> Path:
    """Where screenshots are kept; git ignores it."""
    folder = ROOT / "artefacts"
    folder.mkdir(exist_ok=True)
    return folder
