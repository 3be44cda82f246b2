"""The real window in a real browser: one server over three articles, one Chromium.

Skips, with the reason, where there is no Chromium or no Playwright.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import write_corpus

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_S = 120


@dataclass
class Window:
    """A running window: its address, its corpus, and what its terminal has said."""

    address: str
    corpus: Path
    said: list[str] = field(default_factory=list)


def start_window(home: Path, **variables: str) -> tuple[subprocess.Popen[str], Window]:
    """Run app.py over a corpus of three articles until it says where it listens."""
    corpus = write_corpus(home / "corpus")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py")],
        env=clean
        | {
            "QA_CORPUS": str(corpus),
            "QA_INDEXES": str(home / "indexes"),
            "QA_PORT": "0",
            "PYTHONPATH": str(ROOT),
        }
        | variables,
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    window = Window("", corpus)
    opened = threading.Event()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            window.said.append(line)
            match = re.search(r"open at (http://\S+)", line)
            if match:
                window.address = match.group(1)
                opened.set()
        opened.set()

    threading.Thread(target=listen, daemon=True).start()
    opened.wait(START_S)
    if not window.address:
        process.kill()
        pytest.fail("The window did not open: " + "".join(window.said))
    return process, window


def stop_window(process: subprocess.Popen[str]) -> None:
    """End the server and let go of its pipe."""
    process.terminate()
    process.wait(30)
    assert process.stdout is not None
    process.stdout.close()


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
    """A fresh page of a fresh person; it fails the test if it asks another host for anything."""
    context = browser.new_context(viewport={"width": 1360, "height": 860})
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(window.address)
    opened.get_by_label("Your question").wait_for()
    yield opened
    context.close()
    foreign = [url for url in asked if not url.startswith((window.address, "data:", "blob:"))]
    assert foreign == []


@pytest.fixture
def artefacts() -> Path:
    """Where screenshots are kept; git ignores it."""
    folder = ROOT / "artefacts"
    folder.mkdir(exist_ok=True)
    return folder
