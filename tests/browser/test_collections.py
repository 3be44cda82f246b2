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
from tests.browser.steps import (
    LONG_MS,
    SIZES,
    answered,
    ask,
    collections,
    fits,
    pass_policy,
    resize,
    shut_source,
    still,
    tab,
)
from tests.browser.test_reading import axe_source
from tests.window_process import Window, start_window, stop_window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHIP = "The blue ship of Rajin can take 340 passengers. It sails each Monday.\n"
DROP = """text => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], 'ship.txt', { type: 'text/plain' }));
  carried.items.add(new File(['x'], 'song.mp3'));
  const send = (kind, place) => document.querySelector(place).dispatchEvent(
    new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  const shade = document.getElementById('qa-drop');
  const said = ['#qa-header', '#qa-collections', '#qa-chat', '#qa-right'].map(place => {
    send('dragenter', place);
    const words = shade.hidden ? '' : shade.innerText;
    send('dragleave', place);
    return words;
  });
  send('drop', '#qa-right');
  return [...new Set(said)];
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
    collections(page).get_by_role("button", name="New collection").click()
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


def test_one_collection_alone_takes_no_room(at: Page) -> None:
    name, rail = at.locator(".qa-where"), at.get_by_role("navigation", name="Collections")
    at.get_by_role("button", name="Collection: articles").wait_for()
    if at.locator("#qa-collections a").count() > 1:
        pytest.skip("a test before this one made another collection")
    assert not rail.is_visible()
    name.focus()
    at.keyboard.press("Enter")
    rail.get_by_role("link", name="articles no articles yet").wait_for()
    assert rail.get_by_role("link").count() == 1
    assert rail.get_by_role("button", name="New collection").is_visible()
    assert name.get_attribute("aria-expanded") == "true"
    fits(at)


def test_the_rail_names_the_collections_and_a_click_opens_one(
    at: Page, request: pytest.FixtureRequest
) -> None:
    kind = request.node.callspec.params["at"]
    made, rail = f"Rail {kind}", at.get_by_role("navigation", name="Collections")
    _make(at, made)
    at.wait_for_url("**collection=Rail**", timeout=LONG_MS)
    name = at.get_by_role("button", name=f"Collection: {made}")
    name.wait_for()
    assert rail.is_visible() == (kind == "desktop")  # where there is room it needs no click
    here = collections(at).get_by_role("link", name=f"{made} no articles yet")
    assert here.get_attribute("aria-current") == "page"
    fits(at)
    rail.get_by_role("link", name=re.compile("^articles ")).click()
    at.wait_for_url("**?collection=articles")
    at.get_by_role("button", name="Collection: articles").wait_for()
    at.go_back()
    name.wait_for()


def test_the_rail_is_put_away_by_key_by_touch_and_by_back(
    at: Page, request: pytest.FixtureRequest
) -> None:
    kind = request.node.callspec.params["at"]
    _make(at, f"Away {kind}")
    at.wait_for_url("**collection=Away**", timeout=LONG_MS)
    at.get_by_role("button", name=f"Collection: Away {kind}").wait_for()
    name, rail, address = at.locator(".qa-where"), collections(at), at.url
    if kind == "desktop":
        name.click()
        rail.wait_for(state="hidden")
        at.reload()
        at.get_by_role("button", name=f"Collection: Away {kind}").wait_for()
        assert not rail.is_visible()  # as it was left
        name.click()
        rail.wait_for()
        return
    assert at.evaluate("document.activeElement.closest('#qa-collections a') !== null")
    at.keyboard.press("Escape")
    rail.wait_for(state="hidden")
    assert name.evaluate("e => e === document.activeElement")
    collections(at).get_by_role("button", name="Close the collections").click()
    rail.wait_for(state="hidden")
    collections(at)
    at.mouse.click(380, 700)
    rail.wait_for(state="hidden")
    collections(at)
    at.go_back()
    rail.wait_for(state="hidden")
    assert at.url == address


def test_the_example_is_added_by_a_click_and_can_be_asked(
    at: Page, request: pytest.FixtureRequest
) -> None:
    _make(at, f"Example {request.node.callspec.params['at']}")
    at.wait_for_url("**collection=Example**", timeout=LONG_MS)
    offered = at.get_by_role("button", name="Try the example")
    assert offered.inner_text().startswith("Try the example: 16 news articles, about ")
    offered.click()
    line = at.locator("#qa-added-line .qa-report")
    line.get_by_text("16 files added").wait_for(timeout=LONG_MS)
    at.locator(".qa-status-ready", has_text="16 articles").wait_for(timeout=LONG_MS)
    starters = at.locator(".qa-welcome .qa-example")
    starters.nth(3).wait_for(timeout=LONG_MS)
    assert all(each.endswith("?") for each in starters.all_inner_texts())
    ask(at, "How long is the line from Khasan to Rajin?")
    answer = at.locator(".qa-final").last
    assert "54 kilometres" in answer.inner_text()
    answer.locator("a.qa-marker").first.click()
    at.locator("#qa-pane mark.qa-now", has_text="54 kilometres").wait_for(timeout=LONG_MS)
    fits(at)
    shut_source(at)
    tab(at, "Map")
    at.locator(".qa-times").wait_for(timeout=LONG_MS)
    assert at.locator("svg.qa-map .qa-topic").count() > 1
    assert at.locator(".qa-legend li").count() > 1
    colours = "all => new Set(all.map(each => /qa-c[0-9]/.exec(each.className.baseVal)[0])).size"
    assert at.locator("svg.qa-map a.qa-point").evaluate_all(colours) > 1
    fits(at)


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
    assert at.evaluate(DROP, SHIP) == [f"Drop to add to {name}"]  # wherever it is held
    line = at.locator("#qa-added-line .qa-report")
    line.get_by_text(re.compile("1 (file )?added")).wait_for(timeout=LONG_MS)
    assert "song.mp3" in line.inner_text()
    at.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    told = at.locator(".qa-report:visible")  # one line, of which nothing is over by now
    told.get_by_text("The index is up to date: 1 added.").wait_for(timeout=LONG_MS)
    assert "song.mp3" in told.inner_text()
    assert "to be asked in" not in told.inner_text()
    held = collections(at).locator("[aria-current]")  # drawn when there was none
    held.get_by_text("1 article", exact=True).wait_for(timeout=LONG_MS)
    at.keyboard.press("Escape")
    at.get_by_label("Your question").fill("How many passengers can the blue ship take?")
    at.keyboard.press("Enter")
    answered(at, 0)
    assert "340" in at.locator(".qa-final").last.inner_text()
    at.wait_for_url(re.compile(r"/c/[0-9a-f]+\?collection=Ships"))
    at.reload()
    at.locator(".qa-question").wait_for(timeout=LONG_MS)
    assert at.locator(".qa-where").inner_text() == name
    collections(at).get_by_role("button", name=f"Delete {name}").click()
    at.wait_for_url("**collection=articles", timeout=LONG_MS)
    collections(at).get_by_role("button", name=f"Put {name} back").click()
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
    at.locator(".qa-report-bad:visible", has_text="1 failed.").wait_for(timeout=LONG_MS)
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
        for size in SIZES.values():
            page.set_viewport_size({"width": size[0], "height": size[1]})
            rail = collections(page)
            still(page)
            assert serious() == []
        rail.get_by_role("button", name="New collection").click()
        assert serious() == []
