"""Reading comfortably: keys, previews, phone, copies, history, library, many people at once."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gradio_client import Client

from tests.browser.steps import (
    LONG_MS,
    SIZES,
    Calls,
    answered,
    ask,
    fits,
    on_both,
    pass_policy,
    resize,
    still,
    tab,
)
from tests.window_process import ROOT, Window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHIP = "How many passengers can the ship take?"
PEOPLE = 30
PEOPLE_IN_BROWSERS = 3


def axe_source() -> str:
    """axe-core as one script: `npm install axe-core`, or AXE_CORE names the file."""
    path = Path(os.environ.get("AXE_CORE") or ROOT / "node_modules/axe-core/axe.min.js")
    if not path.is_file():
        pytest.skip("axe-core is not installed: npm install axe-core, or set AXE_CORE to its file")
    return path.read_text(encoding="utf-8")


def test_keys_lead_through_citations_and_back(page: Page) -> None:
    ask(page, SHIP)
    markers = page.locator(".qa-final a.qa-marker")
    markers.first.focus()
    preview = page.locator("#qa-preview")
    assert preview.is_visible()
    page.evaluate("document.getElementById('qa-right').dispatchEvent(new Event('scroll'))")
    assert preview.is_visible()  # what it tells of was not moved
    page.evaluate(
        "document.querySelector('#qa-chat .panel-wrap').dispatchEvent(new Event('scroll'))"
    )
    assert not preview.is_visible()
    page.keyboard.press("Enter")
    page.locator("#qa-pane mark.qa-now").first.wait_for()
    if markers.count() > 1:
        page.get_by_text("Citation 1 of").wait_for()
        page.keyboard.press("j")
        page.get_by_text("Citation 2 of").wait_for()
        page.keyboard.press("k")
        page.get_by_text("Citation 1 of").wait_for()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.closest('#qa-box') !== null")


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_on_a_phone_the_source_slides_over_and_closes(page: Page, artefacts: Path) -> None:
    page.emulate_media(reduced_motion="reduce")
    ask(page, SHIP)
    assert not page.locator("#qa-right").is_visible()
    page.locator(".qa-final a.qa-marker").first.click()
    page.locator("#qa-pane mark.qa-now").first.wait_for()
    assert page.locator("#qa-right").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.screenshot(path=artefacts / "phone.png")
    page.get_by_role("button", name="Close the source").click()
    page.wait_for_function("() => !document.querySelector('#qa-right.qa-open')")


def test_a_long_question_is_unfolded_by_the_keyboard_and_says_that_it_is_folded(page: Page) -> None:
    resize(page, "phone")
    long = " ".join([SHIP] * 5)
    ask(page, long)
    folded = page.get_by_role("button", name=long, exact=True, expanded=False)
    folded.focus()
    height = folded.evaluate("e => e.clientHeight")
    page.keyboard.press("Enter")
    unfolded = page.get_by_role("button", name=long, exact=True, expanded=True)
    assert unfolded.evaluate("e => e.clientHeight") > height
    page.keyboard.press("Space")
    folded.wait_for()
    assert folded.evaluate("e => e === document.activeElement && e.clientHeight") == height
    tab(page, "Library")
    page.locator("table.qa-library tbody tr").first.wait_for(timeout=LONG_MS)
    tab(page, "Ask")
    folded.wait_for()
    resize(page, "desktop")  # where it has no more than three lines
    page.locator(".qa-question:not([role], [tabindex], [aria-expanded])").wait_for()


COPIED = """async (kind) => {
  const [item] = await navigator.clipboard.read();
  return (await item.getType(kind)).text();
}"""
QUOTE = "The ship can take about 200 passengers."


@on_both
def test_copies_are_clean_text_with_their_citations(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, SHIP)
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate(COPIED, "text/plain")
    assert copied.startswith(f"{SHIP}\n\n")
    assert f"{QUOTE[:-1]}. [1]" in copied
    assert "\n[1] Leila Thornquay, A ferry sails to Vladivostok, 20 May 2017: “" in copied
    page.get_by_role("button", name="Copy with footnotes").click()
    page.get_by_role("button", name="Copied").first.wait_for()
    page.wait_for_function("async () => (await navigator.clipboard.read())[0].types.length === 2")
    noted, rich = (page.evaluate(COPIED, kind) for kind in ("text/plain", "text/html"))
    assert noted == copied  # where nothing can be raised, the notes stand apart by brackets
    assert f"<p><b>{SHIP}</b></p><p><b>about 200</b></p>" in rich
    assert f"{QUOTE}<sup>1</sup>" in rich
    assert not re.search(r"\\\\|\*\*|\[\^", copied + noted)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").click()
    saved = Path(download.value.path()).read_text("utf-8")
    assert saved.startswith(f"## {SHIP}")
    assert "[^1]: “" in saved
    page.context.clear_permissions()


def test_articles_are_added_deleted_and_put_back_in_the_library(
    page: Page, window: Window, tmp_path: Path
) -> None:
    upload = tmp_path / "heron.txt"
    upload.write_text("The heron\n\nThe heron of the harbour weighs 2 kg.\n", encoding="utf-8")
    tab(page, "Library")
    page.locator("#qa-files").set_input_files(upload)
    row = page.locator("table.qa-library tr", has_text="heron.txt")
    row.wait_for(timeout=LONG_MS)
    row.get_by_role("button", name="Delete heron.txt").click()
    row.wait_for(state="detached", timeout=LONG_MS)
    assert not (window.corpus / "heron.txt").exists()
    page.get_by_role("button", name="Undo").click()
    row.wait_for(timeout=LONG_MS)
    assert (window.corpus / "heron.txt").read_text("utf-8") == upload.read_text("utf-8")


def test_votes_replace_each_other_and_are_kept_with_the_answer(page: Page, window: Window) -> None:
    path = window.corpus.parent / "feedback.jsonl"
    before = len(path.read_text("utf-8").splitlines()) if path.exists() else 0
    ask(page, SHIP)
    calls = Calls(page)
    up = page.get_by_role("button", name="Helpful", exact=True)
    down = page.get_by_role("button", name="Not helpful", exact=True)
    down.click()
    assert down.get_attribute("aria-pressed") == "true"
    fits(page)
    resize(page, "phone")
    up.click()
    pressed = [vote.get_attribute("aria-pressed") for vote in (up, down)]
    assert pressed == ["true", "false"]
    page.get_by_label("A remark on this answer, optional").fill("Clear.")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("It is kept in a file on this machine").wait_for()
    fits(page)
    calls.until_over()
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()][before:]
    votes = [(line["vote"], line["remark"]) for line in lines]
    assert votes == [("down", ""), ("up", ""), ("up", "Clear.")]
    (named,) = {line["id"] for line in lines}
    assert page.locator(f".qa-final.qa-id-{named}").count() == 1
    tab(page, "History")  # a new name is stored, and the mark stays with it
    page.get_by_role("button", name=f"Rename: {SHIP}").click()
    page.get_by_label("New name").fill("The ferry")
    page.keyboard.press("Enter")
    page.locator(".qa-reopen", has_text="The ferry").wait_for(timeout=LONG_MS)
    page.reload()
    page.locator(".qa-final .qa-up[aria-pressed=true]").wait_for(timeout=LONG_MS)
    assert down.get_attribute("aria-pressed") == "false"
    tab(page, "History")
    page.get_by_role("button", name="Delete: The ferry").click()
    page.wait_for_function("id => !JSON.stringify(localStorage).includes(id)", arg=named)


def test_a_map_point_opens_its_passage_and_the_answers_are_lit(page: Page) -> None:
    ask(page, SHIP)
    tab(page, "Map")
    page.locator(".qa-times").wait_for(timeout=LONG_MS)
    assert page.locator("a.qa-lit").count() >= 2
    page.locator("svg.qa-map a.qa-point").first.focus()
    page.keyboard.press("Enter")
    page.locator("#qa-pane mark.qa-now").first.wait_for()


def test_thirty_people_ask_at_once_and_each_gets_their_own_answer(
    browser: Browser, window: Window
) -> None:
    """A few in browsers, the others through the endpoint: they stand in the same queue."""
    contexts = [browser.new_context() for _ in range(PEOPLE_IN_BROWSERS)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(window.address)
        page.get_by_label("Your question").wait_for()
    client = Client(window.address, verbose=False, httpx_kwargs={"timeout": LONG_MS / 1000})
    numbers = range(PEOPLE_IN_BROWSERS, PEOPLE)
    jobs = [client.submit(question=f"{SHIP} I am {n}.", api_name="/ask") for n in numbers]
    for number, page in enumerate(pages):
        page.get_by_label("Your question").fill(f"{SHIP} I am {number}.")
        page.keyboard.press("Enter")
    assert [job.result(LONG_MS)["question"] for job in jobs] == [
        f"{SHIP} I am {n}." for n in numbers
    ]
    for number, page in enumerate(pages):
        answered(page, 0)
        assert page.locator(".qa-question").all_inner_texts() == [f"{SHIP} I am {number}."]
    client.close()
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(page: Page, scheme: str) -> None:
    source = axe_source()
    pass_policy(page)
    page.evaluate(f"localStorage.setItem('qa-appearance', '{scheme.title()}')")
    page.reload()
    page.get_by_label("Your question").wait_for()
    ask(page, SHIP)
    page.locator("a.qa-marker").first.click()
    page.locator("#qa-pane mark.qa-now").first.wait_for()
    page.locator(".qa-final .qa-note").click()
    page.evaluate(source)
    for name in ("Ask", "Library", "Map", "Notes", "History", "Settings"):
        tab(page, name)
        if name == "Map":
            page.locator(".qa-times").wait_for(timeout=LONG_MS)
        if name == "Notes":
            page.locator(".qa-one-note").wait_for(timeout=LONG_MS)
        for size in SIZES.values():
            page.set_viewport_size({"width": size[0], "height": size[1]})
            still(page)
            found = page.evaluate("axe.run().then(r => r.violations)")
            serious = [
                (name, size, fault["id"], [node["html"][:120] for node in fault["nodes"]][:4])
                for fault in found
                if fault["impact"] in ("serious", "critical")
            ]
            assert serious == []
