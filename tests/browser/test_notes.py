"""Notes: saved from answers and articles, kept over a reload and between tabs, exported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.steps import (
    LONG_MS,
    ask,
    fits,
    on_both,
    painted,
    resize,
    shut_source,
    slow_down,
    source_of,
    tab,
    until,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHIP = "How many passengers can the ship take?"
SELECT = """([selector, start, end]) => {
  const text = document.querySelector(selector);
  const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const range = new Range();
  let passed = 0;
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const next = passed + node.length;
    if (start >= passed && start < next) range.setStart(node, start - passed);
    if (end > passed && end <= next) range.setEnd(node, end - passed);
    passed = next;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return range.toString();
}"""


def kept(page: Page) -> list[dict[str, object]]:
    """What the browser has of notes, in their order."""
    stored = page.evaluate("() => localStorage.getItem('cited-articles:notes') ?? '{}'")
    return sorted(json.loads(stored).values(), key=lambda note: str(note["at"]))


def answered(page: Page) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    ask(page, SHIP)
    page.locator("#qa-pane mark.qa-now").first.wait_for(state="attached", timeout=LONG_MS)


@on_both
def test_answer_sentence_and_passage_are_saved_commented_moved_and_exported(
    page: Page, tmp_path: Path
) -> None:
    answered(page)
    page.locator(".qa-final .qa-note").click()
    until(page, lambda: len(kept(page)) == 1)
    page.evaluate(SELECT, [".qa-final .qa-s", 2, 9])
    page.locator("#qa-note-selection").click()
    until(page, lambda: len(kept(page)) == 2)
    source_of(page, page.locator(".qa-final a.qa-marker").first)
    chosen = page.evaluate(SELECT, ["#qa-pane .qa-body p", 4, 20])
    page.locator("#qa-note-selection", has_text="Save to notes").click()
    until(page, lambda: len(kept(page)) == 3)
    shut_source(page)
    assert [note["kind"] for note in kept(page)] == ["answer", "sentence", "passage"]
    answer = kept(page)[2]["answer"]
    assert isinstance(answer, dict)
    (citation,) = answer["citations"]
    assert citation["quote"] == chosen.strip()
    assert citation["end"] - citation["start"] == len(chosen.strip())

    tab(page, "Notes")
    page.locator(".qa-comment").nth(2).fill("Ask the harbour.")
    until(page, lambda: kept(page)[2]["comment"] == "Ask the harbour.")
    page.locator(".qa-note-up").nth(2).click()
    page.wait_for_function("() => document.querySelectorAll('.qa-comment')[1].value !== ''")
    page.reload()
    tab(page, "Notes")
    page.locator(".qa-one-note").nth(2).wait_for(timeout=LONG_MS)
    assert page.locator(".qa-comment").nth(1).input_value() == "Ask the harbour."
    cited = source_of(page, page.locator(".qa-one-note").nth(1).locator("a.qa-note-cited"))
    assert cited.inner_text() == chosen.strip()
    shut_source(page)
    fits(page)
    with page.expect_download() as exported:
        page.get_by_role("button", name="Markdown", exact=True).click()
    exported.value.save_as(tmp_path / "notes.md")
    written = (tmp_path / "notes.md").read_text(encoding="utf-8")
    assert "*Comment:* Ask the harbour." in written
    assert f"> {chosen.strip()}" in written
    for kind, begins in (("Word", b"PK"), ("HTML", b"<!doctype html>")):
        with page.expect_download() as exported:
            page.get_by_role("button", name=kind, exact=True).click()
        assert exported.value.path().read_bytes().startswith(begins)


def test_a_deleted_note_can_be_put_back_and_two_tabs_lose_nothing(page: Page) -> None:
    answered(page)
    second = page.context.new_page()
    resize(second, "phone")
    second.goto(page.url.partition("/c/")[0])
    second.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    source_of(page, page.locator(".qa-final a.qa-marker").first)
    page.locator(".qa-note-quote").click()
    shut_source(page)
    until(page, lambda: len(kept(page)) == 1)
    answered(second)  # it was opened before the first note was there
    second.locator(".qa-final .qa-note").click()
    until(second, lambda: len(kept(second)) == 2)
    second.close()
    resize(page, "phone")
    page.reload()
    tab(page, "Notes")
    page.locator(".qa-note-drop").first.click()
    until(page, lambda: len(kept(page)) == 1)
    page.get_by_role("button", name="Undo").click()
    until(page, lambda: len(kept(page)) == 2)
    assert page.locator(".qa-one-note").count() == 2


def comments(page: Page) -> list[str]:
    """What stands in the fields, from above."""
    values = page.locator(".qa-comment").evaluate_all("all => all.map(field => field.value)")
    return [str(value) for value in values]


@on_both
def test_a_comment_stays_with_its_note_however_soon_something_else_is_done(page: Page) -> None:
    answered(page)
    for number in range(1, 4):
        page.locator(".qa-final .qa-note").click()
        until(page, lambda: len(kept(page)) == number)  # noqa: B023 - waited for at once
    tab(page, "Notes")
    page.locator(".qa-one-note").nth(2).wait_for(timeout=LONG_MS)
    calls = slow_down(page, 300)

    def settled(*expected: str) -> None:
        calls.until_over()
        assert comments(page) == [note["comment"] for note in kept(page)] == [*expected]

    page.locator(".qa-comment").first.fill("Ask the harbour.")
    page.locator(".qa-note-down").first.click()  # before the comment is told
    settled("", "Ask the harbour.", "")
    page.locator(".qa-comment").nth(0).fill("Not yet.")
    until(page, lambda: kept(page)[0]["comment"] == "Not yet.")
    page.locator(".qa-note-down").first.click()  # when it was told and stored
    settled("Ask the harbour.", "Not yet.", "")
    page.keyboard.press("Enter")  # the arrow that was pressed is still that of its note
    settled("Ask the harbour.", "", "Not yet.")
    page.locator(".qa-note-up").nth(2).click()
    page.locator(".qa-comment").nth(2).focus()  # while the rows change places
    page.keyboard.press("End")
    page.keyboard.type(" Now.")
    settled("Ask the harbour.", "Not yet. Now.", "")
    assert page.locator(".qa-comment").nth(1).evaluate("e => e === document.activeElement")
    with page.expect_download() as exported:
        page.locator(".qa-comment").nth(2).fill("Call the pier.")
        page.get_by_role("button", name="Markdown", exact=True).click()
    assert "*Comment:* Call the pier." in exported.value.path().read_text("utf-8")
    with page.expect_download():  # the same once more
        page.get_by_role("button", name="Markdown", exact=True).click()


def test_notes_fit_a_phone_and_the_button_of_a_selection_stays_on_it(page: Page) -> None:
    answered(page)
    page.set_viewport_size({"width": 390, "height": 780})
    page.evaluate(SELECT, [".qa-final .qa-s", 0, 9])
    page.locator("#qa-note-selection").wait_for()
    box = page.locator("#qa-note-selection").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.locator("#qa-note-selection").click()
    until(page, lambda: len(kept(page)) == 1)
    tab(page, "Notes")
    page.locator(".qa-one-note").wait_for()
    painted(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    name = page.locator(".qa-note-drop").get_attribute("aria-label")
    assert name == f"Delete the note: {SHIP}"
