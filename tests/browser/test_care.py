"""What is asked of the window beside answers: calm, keys, limits, a password, its first seconds."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from qa.articles.corpus_folder import MAX_UPLOAD_BYTES
from tests.browser.conftest import Seat
from tests.browser.steps import LONG_MS, answered, ask, on_both, tab
from tests.window_process import Window, start_window, stop_window

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

SHIP = "How many passengers can the ship take?"
DROP = """(zone) => {
  const files = new DataTransfer();
  const text = "The gull\\n\\nThe gull of the pier eats 9 chips a day.\\n";
  files.items.add(new File([text], "gull.txt", { type: "text/plain" }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    const told = { dataTransfer: files, bubbles: true, cancelable: true };
    zone.dispatchEvent(new DragEvent(kind, told));
  }
}"""
WATCH_BAR = """() => {
  window.bars = [];
  new MutationObserver(() => {
    const bar = document.querySelector('#qa-header [role=progressbar]');
    const now = bar && Number(bar.getAttribute('aria-valuenow'));
    if (bar && window.bars.at(-1) !== now) window.bars.push(now);
  }).observe(document.querySelector('#qa-header'), { childList: true, subtree: true });
}"""


def test_a_rebuild_shows_how_far_it_is_and_how_it_ended(page: Page, window: Window) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    page.evaluate(WATCH_BAR)
    folder = window.corpus / "many"
    folder.mkdir()
    for number in range(60):
        text = f"Crate {number}\n\nCrate number {number} holds {number + 7} lamps of brass.\n"
        (folder / f"crate-{number}.txt").write_text(text * 12, "utf-8")
    page.get_by_role("button", name="Rebuild the index").click()
    page.locator(".qa-status-busy").wait_for()
    page.get_by_text("The index is up to date: 60 added").wait_for(timeout=LONG_MS)
    assert page.evaluate("window.bars.length") >= 1
    assert all(0 <= now <= 100 for now in page.evaluate("window.bars"))
    for file in folder.iterdir():
        file.unlink()
    page.get_by_role("button", name="Rebuild the index").click()
    page.get_by_text("60 removed").wait_for(timeout=LONG_MS)


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_on_a_phone_a_report_covers_no_button(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    page.get_by_role("button", name="Rebuild the index").click()
    report = page.locator(".qa-report", has_text="The index is up to date")
    report.wait_for(timeout=LONG_MS)
    page.locator("#qa-tools .qa-fresh").click()  # fails where another element takes the click
    report.get_by_role("button").click()
    report.wait_for(state="hidden")


def test_a_file_that_is_dropped_is_added(page: Page, window: Window) -> None:
    tab(page, "Library")
    page.locator("#qa-ways").evaluate(DROP)
    row = page.locator("table.qa-library tr", has_text="gull.txt")
    row.wait_for(timeout=LONG_MS)
    assert "9 chips" in (window.corpus / "gull.txt").read_text("utf-8")
    row.get_by_role("button", name="Delete gull.txt").click()
    row.wait_for(state="detached", timeout=LONG_MS)


@on_both
def test_a_deletion_far_down_the_list_can_be_undone_in_sight(page: Page, window: Window) -> None:
    far = window.corpus / "zebra.txt"  # without a day: the last of the list
    far.write_text("The zebra\n\nThe zebra of the pier eats 9 chips a day.\n", "utf-8")
    tab(page, "Library")
    page.get_by_role("button", name="Rebuild the index").click()
    row = page.locator("table.qa-library tr", has_text="zebra.txt")
    row.wait_for(timeout=LONG_MS)
    size = page.viewport_size or {"width": 0}
    page.set_viewport_size({"width": size["width"], "height": 540})
    row.get_by_role("button", name="Delete zebra.txt").click()
    said = page.locator("#qa-library-said", has_text="zebra.txt was deleted.")
    said.wait_for()
    assert page.locator("#qa-tab-library").evaluate("e => e.scrollTop") > 0
    in_sight = """e => { const at = e.getBoundingClientRect();
      return e.contains(document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)); }"""
    assert said.evaluate(in_sight)
    undo = page.get_by_role("button", name="Undo")
    assert undo.evaluate(in_sight)
    undo.click()
    row.wait_for(timeout=LONG_MS)
    row.get_by_role("button", name="Delete zebra.txt").click()
    row.wait_for(state="detached", timeout=LONG_MS)


def test_an_upload_over_the_limit_is_refused_by_the_server(window: Window) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="big.txt"\r\n'
        b"Content-Type: text/plain\r\n\r\n" + b"a" * (MAX_UPLOAD_BYTES + 1) + b"\r\n--x--\r\n"
    )
    request = urllib.request.Request(
        f"{window.address}gradio_api/upload",
        data=body,
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    # It is refused by its length: who goes on sending is answered, or cut off before.
    with pytest.raises(urllib.error.URLError) as caught:
        urllib.request.urlopen(request)
    if isinstance(caught.value, urllib.error.HTTPError):
        assert caught.value.code == 413
        caught.value.close()
    else:
        assert isinstance(caught.value.reason, ConnectionResetError | BrokenPipeError)
    assert "big.txt" not in {path.name for path in window.corpus.iterdir()}


def test_a_link_to_a_question_asks_it_once(page: Page, window: Window) -> None:
    page.goto(f"{window.address}?q=How+many+passengers+can+the+ship+take%3F")
    answered(page, 0)
    assert page.locator(".qa-question").all_inner_texts() == [SHIP]
    assert "?q=" not in page.url
    page.reload()
    page.locator(".qa-final").wait_for(timeout=LONG_MS)
    assert page.locator(".qa-question").all_inner_texts() == [SHIP]


def test_a_conversation_that_was_reopened_is_saved_with_its_citations(page: Page) -> None:
    ask(page, SHIP)
    tab(page, "History")
    page.locator(".qa-reopen", has_text=SHIP).first.wait_for()
    page.reload()
    page.locator(".qa-final").wait_for()
    tab(page, "History")
    page.locator(".qa-reopen", has_text=SHIP).first.click()
    page.locator(".qa-final a.qa-marker").first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").click()
    saved = download.value.path().read_text("utf-8")
    assert saved.startswith(f"## {SHIP}")
    assert "[^1]: “" in saved


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_who_asks_for_no_motion_gets_none(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(
        "() => [...document.querySelectorAll('*')].map(e => getComputedStyle(e))"
        ".filter(s => s.animationName !== 'none' || !/^(0s(, )?)+$/.test(s.transitionDuration))"
        ".length"
    )
    assert moving == 0
    ask(page, SHIP)
    page.evaluate(
        "() => { window.scrolls = []; document.getElementById('qa-right').scrollTo = "
        "how => window.scrolls.push(how.behavior); }"
    )
    page.locator(".qa-final a.qa-marker").nth(1).click()
    page.wait_for_function("() => window.scrolls.length > 0")
    assert set(page.evaluate("window.scrolls")) == {"auto"}


def test_every_stop_of_the_tab_key_is_seen(page: Page) -> None:
    ask(page, SHIP)
    page.locator("#qa-name").click()  # from the top of the page
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.className + ' ' + (e.textContent || '').slice(0, 30),"
            " e === document.body ? 'none' : s.outlineStyle + ' ' + s.outlineWidth]; }"
        )
        if outline == "none":
            break
        assert outline in ("solid 2px", "solid 3px"), name
        seen.add(name.split()[0] if name.split() else "")
    assert {"qa-marker", "qa-card", "qa-act", "qa-tool"} <= seen


def log_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Name").fill("ann")
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()
    page.get_by_label("Your question").wait_for(timeout=LONG_MS)


def test_a_window_with_a_password_takes_questions_at_once_and_keeps_for_who_has_it(
    seat: Seat, tmp_path: Path
) -> None:
    process, opened = start_window(
        tmp_path, QA_HOST="0.0.0.0", QA_AUTH="ann:secret", QA_KEEP=str(tmp_path / "kept")
    )
    address = opened.address.replace("0.0.0.0", "127.0.0.1")
    with seat.person(address) as page:
        log_in(page, address)
        page.get_by_label("Your question").fill(SHIP)
        page.keyboard.press("Enter")
        # A fast window has opened its index before the page is there, and has nothing to wait for.
        waits = page.locator(".qa-wait", has_text="The answer follows as soon as that is done.")
        waits.or_(page.locator(".qa-final")).first.wait_for(timeout=LONG_MS)
        answered(page, 0)
        assert "200" in page.locator(".qa-final").inner_text()
        conversation = page.url
        assert "/c/" in conversation
        page.locator(".qa-final .qa-note").click()
        tab(page, "Notes")
        page.locator(".qa-one-note").wait_for(timeout=LONG_MS)
    for path in ("config", "gradio_api/info"):
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(address + path)
        assert caught.value.code == 401
        caught.value.close()
    with seat.person(address) as elsewhere:  # what is kept is kept on the server
        log_in(elsewhere, conversation)  # and is shown to who came for it, once they are in
        elsewhere.locator(".qa-final", has_text="200").wait_for(timeout=LONG_MS)
        assert elsewhere.url == conversation
        tab(elsewhere, "Notes")
        elsewhere.locator(".qa-one-note", has_text=SHIP).wait_for(timeout=LONG_MS)
        tab(elsewhere, "History")
        elsewhere.locator(".qa-reopen", has_text=SHIP).click()
        elsewhere.locator(".qa-final a.qa-marker").first.wait_for(timeout=LONG_MS)
    assert "secret" not in json.dumps(opened.said)
    stop_window(process)
