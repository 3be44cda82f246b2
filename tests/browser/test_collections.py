"""Collections in the window: first run, making, filling, deleting, undoing; desktop and phone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.conftest import Seat
from tests.browser.steps import LONG_MS, SIZES, answered, pass_policy, resize, tab
from tests.browser.test_reading import axe_source
from tests.window_process import Window, start_window, stop_window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHIP = "The blue ship of Rajin can take 340 passengers. It sails each Monday.\n"
DROP = """text => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], 'ship.txt', { type: 'text/plain' }));
  carried.items.add(new File(['x'], 'song.mp3'));
  const send = kind => document.querySelector('#qa-chat').dispatchEvent(
    new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  send('dragenter');
  const shade = document.getElementById('qa-drop');
  const said = shade.hidden ? '' : shade.innerText;
  send('drop');
  return said;
}"""


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """A window whose own collection has no articles."""
    home = tmp_path_factory.mktemp("first")
    (home / "corpus").mkdir()
    process, opened = start_window(home)
    yield opened
    stop_window(process)


@contextmanager
def a_page(body: str) -> Iterator[str]:
    """The address of a page on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<html><body><article>{body}</article></body></html>".encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/quay.html"
        server.shutdown()


@pytest.fixture(params=[*SIZES])
def at(request: pytest.FixtureRequest, seat: Seat, desk: Window) -> Iterator[Page]:
    width, height = SIZES[request.param]
    with seat.person(desk.address, width=width, height=height) as page:
        page.goto(desk.address)
        page.get_by_label("Your question").wait_for()
        yield page
    assert seat.violated == []


def _make(page: Page, name: str) -> None:
    page.locator(".qa-switch summary").click()
    page.get_by_role("button", name="New collection").click()
    page.get_by_role("dialog").get_by_role("textbox").fill(name)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("at", ["desktop"], indirect=True)
def test_a_first_run_asks_for_articles_and_says_what_happens(at: Page, desk: Window) -> None:
    welcome = at.locator(".qa-welcome")
    welcome.get_by_text("Add the articles you want to ask.").wait_for(timeout=LONG_MS)
    said = welcome.inner_text()
    assert str(desk.corpus) in said
    assert "A hundred articles take about a minute" in said
    for size, way in product(
        SIZES, ("Choose files", "Choose a folder", "Paste addresses or text", "Try the example")
    ):
        resize(at, size)
        assert welcome.get_by_role("button", name=way).is_visible()
    assert at.get_by_role("button", name="Rebuild the index").count() == 0


def test_a_collection_is_made_filled_asked_deleted_and_put_back(
    at: Page, desk: Window, request: pytest.FixtureRequest
) -> None:
    name = f"Ships {request.node.callspec.params['at']}"
    _make(at, "../x")
    at.get_by_role("dialog", name="New collection").get_by_text("cannot be the name").wait_for()
    at.get_by_role("dialog").get_by_role("textbox").fill(name)
    at.keyboard.press("Enter")
    at.wait_for_url("**collection=Ships**", timeout=LONG_MS)
    at.locator(".qa-welcome", has_text=f"collections/{name}/corpus").wait_for(timeout=LONG_MS)
    assert at.evaluate(DROP, SHIP) == f"Drop to add to {name}"
    line = at.locator("#qa-added-line .qa-report")
    line.get_by_text("1 file added").wait_for(timeout=LONG_MS)
    assert "song.mp3" in line.inner_text()
    at.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    at.locator(".qa-switch summary").click()  # the page was opened when there was none
    at.locator(".qa-switch-list [aria-current]", has_text="1 article").wait_for(timeout=LONG_MS)
    at.locator(".qa-switch[open]").wait_for()
    at.locator(".qa-switch summary").click()
    at.get_by_label("Your question").fill("How many passengers can the blue ship take?")
    at.keyboard.press("Enter")
    answered(at, 0)
    assert "340" in at.locator(".qa-final").last.inner_text()
    at.wait_for_url(re.compile(r"/c/[0-9a-f]+\?collection=Ships"))
    at.reload()
    at.locator(".qa-question").wait_for(timeout=LONG_MS)
    assert at.locator(".qa-switch summary").inner_text().strip() == name
    at.locator(".qa-switch summary").click()
    at.get_by_role("button", name=f"Delete {name}").click()
    at.wait_for_url("**collection=articles", timeout=LONG_MS)
    at.locator(".qa-switch summary").click()
    at.get_by_role("button", name=f"Put {name} back").click()
    at.wait_for_url("**collection=Ships**", timeout=LONG_MS)
    at.locator(".qa-status-ready", has_text="1 article").wait_for(timeout=LONG_MS)
    assert (desk.corpus.parent / "collections" / name / "corpus" / "ship.txt").is_file()


@pytest.mark.parametrize("at", ["desktop"], indirect=True)
def test_a_collection_that_is_not_there_is_said_and_not_another_one(at: Page, desk: Window) -> None:
    at.goto(f"{desk.address}?collection=wire")
    at.locator(".qa-status-failed", has_text="There is no collection wire.").wait_for(
        timeout=LONG_MS
    )
    resize(at, "phone")
    at.get_by_label("Your question").fill("Who?")
    at.keyboard.press("Enter")
    at.locator(".qa-error", has_text="There is no collection wire.").wait_for(timeout=LONG_MS)


def test_text_addresses_and_folders_are_added_and_a_failed_file_looks_failed(
    at: Page, desk: Window, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kind = request.node.callspec.params["at"]
    _make(at, f"Mixed {kind}")
    at.wait_for_url("**collection=Mixed**", timeout=LONG_MS)
    at.get_by_role("button", name="Paste addresses or text").click()
    at.get_by_role("dialog").get_by_role("textbox").fill("A crane\n\nThe crane lifts 90 tonnes.")
    at.get_by_role("button", name="Add", exact=True).click()
    at.get_by_text("1 file added").wait_for(timeout=LONG_MS)
    with a_page("<h1>The quay</h1><p>The quay of Rajin is 300 metres long.</p>") as address:
        at.get_by_role("button", name="Paste addresses or text").click()
        at.get_by_role("dialog").get_by_role("textbox").fill(address)
        at.get_by_role("button", name="Add", exact=True).click()
        at.locator(".qa-status-ready", has_text="2 articles").wait_for(timeout=LONG_MS)
    folder = tmp_path / "boats"
    folder.mkdir()
    (folder / "tug.txt").write_text("The tug\n\nThe tug pulls 40 tonnes.\n", "utf-8")
    at.locator("#qa-folder").set_input_files(folder)
    at.locator(".qa-status-ready", has_text="3 articles").wait_for(timeout=LONG_MS)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 this is none")
    at.locator("#qa-files").set_input_files([broken])
    at.locator(".qa-sending").wait_for(state="detached")  # told in the same words as the one before
    tab(at, "Library")
    row = at.locator(".qa-library tr.qa-row-failed", has_text="broken.pdf")
    row.wait_for(timeout=LONG_MS)
    assert at.locator(".qa-unread").inner_text() == "1 file could not be read."
    row.get_by_role("button", name="Delete broken.pdf").click()
    at.get_by_text("broken.pdf was deleted.").wait_for()
    row.wait_for(state="detached")
    assert at.locator(".qa-fits").inner_text() == "3 entries"
    at.get_by_role("button", name="Undo").click()
    row.wait_for(timeout=LONG_MS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(
    seat: Seat, desk: Window, scheme: Literal["light", "dark"]
) -> None:
    source = axe_source()

    with seat.person(desk.address) as page:

        def serious() -> list[str]:
            page.evaluate(source)
            found = page.evaluate("axe.run().then(r => r.violations)")
            return [each["id"] for each in found if each["impact"] in ("serious", "critical")]

        pass_policy(page)
        page.emulate_media(color_scheme=scheme)
        page.goto(desk.address)
        page.locator(".qa-welcome").get_by_text("Add the articles").wait_for(timeout=LONG_MS)
        assert serious() == []
        page.locator(".qa-switch summary").click()
        assert serious() == []
        page.get_by_role("button", name="New collection").click()
        assert serious() == []
