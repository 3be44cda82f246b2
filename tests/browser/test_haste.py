"""A person who is faster than the network: no click, no key and no question is lost or mixed up.

The network of these pages is slow, so that each step is taken while the one before is under
way; nothing here waits for a time to pass.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Seat
from tests.browser.steps import LONG_MS, answered, ask, slow_down, tab
from tests.window_process import Window

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

SHIP = "How many passengers can the ship take?"
LINE = "How long is the line from Khasan to Rajin?"
WORKERS = "How many North Koreans hold a permit to work in Russia?"


@pytest.fixture
def page(seat: Seat, window: Window) -> Iterator[Page]:
    with seat.person(window.address) as opened:
        opened.goto(window.address)
        opened.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
        yield opened


def positions(page: Page) -> str:
    return page.locator("#qa-pane .qa-pos").inner_text()


def test_keys_that_come_before_the_source_is_there_are_all_heard(page: Page) -> None:
    ask(page, SHIP)
    page.get_by_text("Citation 1 of").wait_for()
    markers = page.locator(".qa-final a.qa-marker")
    assert markers.count() >= 2
    calls = slow_down(page)
    markers.first.focus()
    for key in ("Enter", "j", "k", "j"):
        page.keyboard.press(key)
    page.get_by_text("Citation 2 of").wait_for(timeout=LONG_MS)
    calls.until_over()
    assert positions(page).startswith("Citation 2 of")
    assert markers.nth(1).evaluate("e => e.matches('.qa-here')")
    page.keyboard.press("k")
    page.get_by_text("Citation 1 of").wait_for(timeout=LONG_MS)


def test_the_source_that_was_clicked_last_is_shown(page: Page) -> None:
    ask(page, SHIP)
    calls = slow_down(page)
    tab(page, "Library")
    rows = page.locator("a.qa-title")
    rows.first.wait_for(timeout=LONG_MS)
    for title in ("A ferry sails to Vladivostok", "Work permits double", "The line to Rajin"):
        page.locator("a.qa-title", has_text=title).click()
    page.locator("#qa-pane h2", has_text="The line to Rajin").wait_for(timeout=LONG_MS)
    calls.until_over()
    assert page.locator("#qa-pane h2").inner_text() == "The line to Rajin"


def test_a_source_that_is_being_read_is_left_open_when_the_next_answer_comes(page: Page) -> None:
    ask(page, SHIP)
    calls = slow_down(page)
    page.get_by_label("Your question").fill(WORKERS)
    page.keyboard.press("Enter")
    page.locator(".qa-question", has_text=WORKERS).wait_for(timeout=LONG_MS)
    page.locator("a.qa-marker").nth(1).click()
    answered(page, 1)
    calls.until_over()
    assert page.locator("#qa-pane h2").inner_text() == "A ferry sails to Vladivostok"
    page.locator(".qa-final").last.locator("a.qa-marker").first.click()
    page.locator("#qa-pane h2", has_text="Work permits double").wait_for(timeout=LONG_MS)


def test_a_question_that_is_asked_while_another_is_answered_is_asked_next(page: Page) -> None:
    slow_down(page)
    box = page.get_by_label("Your question")
    box.fill(SHIP)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Stop").wait_for(timeout=LONG_MS)
    box.fill(LINE)
    page.keyboard.press("Enter")
    assert box.input_value() == LINE
    assert page.locator("#qa-box[data-next]").count() == 1
    answered(page, 1)
    assert page.locator(".qa-question").all_inner_texts() == [SHIP, LINE]
    assert "200" in page.locator(".qa-final").first.inner_text()
    assert "54" in page.locator(".qa-final").last.inner_text()


def test_a_conversation_that_is_left_while_it_is_answered_does_not_come_back(page: Page) -> None:
    ask(page, SHIP)
    calls = slow_down(page)
    page.get_by_label("Your question").fill(LINE)
    page.keyboard.press("Enter")
    page.locator(".qa-question", has_text=LINE).wait_for(timeout=LONG_MS)
    page.get_by_role("button", name="New conversation").click()
    page.locator(".qa-welcome").wait_for(timeout=LONG_MS)
    page.locator(".qa-pane-empty").wait_for(timeout=LONG_MS)
    ask(page, WORKERS)
    calls.until_over()
    assert page.locator(".qa-question").all_inner_texts() == [WORKERS]
    assert page.locator("#qa-pane h2").inner_text() == "Work permits double"


def test_two_files_deleted_at_once_are_both_gone_and_both_put_back(
    page: Page, window: Window
) -> None:
    names = ("auk.txt", "bee.txt")
    for name in names:
        (window.corpus / name).write_text(f"On {name}\n\nThe {name} is small.\n", "utf-8")
    page.get_by_role("button", name="Rebuild the index").click()
    tab(page, "Library")
    rows = [page.locator("table.qa-library tr", has_text=name) for name in names]
    for row in rows:
        row.wait_for(timeout=LONG_MS)
    slow_down(page)
    for name in names:
        page.get_by_role("button", name=f"Delete {name}").click()
    for row in rows:
        row.wait_for(state="detached", timeout=LONG_MS)
    assert not any((window.corpus / name).exists() for name in names)
    said, undo = page.locator(".qa-said"), page.get_by_role("button", name="Undo")
    undo.click()
    said.get_by_text("bee.txt is back. auk.txt was deleted.").wait_for(timeout=LONG_MS)
    undo.click()
    said.get_by_text("auk.txt is back.").wait_for(timeout=LONG_MS)
    undo.wait_for(state="hidden")
    for row in rows:
        row.wait_for(timeout=LONG_MS)
    for name in names:
        (window.corpus / name).unlink()


def test_a_remark_that_is_sent_before_its_vote_has_arrived_is_kept(
    page: Page, window: Window
) -> None:
    path: Path = window.corpus.parent / "feedback.jsonl"
    before = len(path.read_text("utf-8").splitlines()) if path.exists() else 0
    ask(page, SHIP)
    calls = slow_down(page)
    page.get_by_role("button", name="Not helpful", exact=True).click()
    page.get_by_label("A remark on this answer, optional").fill("In haste.")
    page.keyboard.press("Enter")
    page.get_by_text("It is kept in a file on this machine").wait_for()
    calls.until_over()
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()][before:]
    assert [(line["vote"], line["remark"]) for line in lines] == [
        ("down", ""),
        ("down", "In haste."),
    ]


def test_days_that_are_picked_before_the_choices_are_there_stay(page: Page) -> None:
    calls = slow_down(page)
    page.get_by_role("button", name="Filter the articles").click()
    page.get_by_label("To", exact=True).fill("2017-04-30")
    page.get_by_label("From", exact=True).fill("2017-03-01")
    page.locator(".qa-chip", has_text="from 1 Mar 2017").wait_for(timeout=LONG_MS)
    page.wait_for_function("() => document.getElementById('qa-day-first').min === '2017-02-06'")
    calls.until_over()
    assert page.get_by_label("From", exact=True).input_value() == "2017-03-01"
    assert page.get_by_label("To", exact=True).input_value() == "2017-04-30"
    assert page.locator(".qa-chip").all_inner_texts() == ["from 1 Mar 2017", "to 30 Apr 2017"]


def test_files_that_are_dropped_while_others_are_taken_in_are_taken_too(
    page: Page, window: Window, tmp_path: Path
) -> None:
    tab(page, "Library")
    calls = slow_down(page)
    birds = ("stork", "crane", "egret")
    for bird in birds:
        text = f"The {bird}\n\nThe {bird} of the harbour weighs {len(bird)} kg.\n"
        (tmp_path / f"{bird}.txt").write_text(text, encoding="utf-8")
        page.locator("#qa-files").set_input_files(tmp_path / f"{bird}.txt")
    rows = [page.locator("table.qa-library tr", has_text=f"{bird}.txt") for bird in birds]
    for row in rows:
        row.wait_for(timeout=LONG_MS)
    calls.until_over()
    assert all((window.corpus / f"{bird}.txt").is_file() for bird in birds)
    for row in rows:
        row.get_by_role("button").click()
        row.wait_for(state="detached", timeout=LONG_MS)
