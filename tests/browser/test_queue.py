"""More people than places: who waits is told how many are before, and each is served in turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from gradio_client import Client
from gradio_client.utils import Status

from tests.browser.steps import LONG_MS, answered, until
from tests.window_process import Window

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHIP = "How many passengers can the ship take?"
BEFORE = 16
WATCH = """() => {
  window.places = [];
  new MutationObserver(() => {
    const told = document.querySelector('.qa-wait')?.innerText.match(/(\\d+) (?:person|people)/);
    if (told && window.places.at(-1) !== Number(told[1])) window.places.push(Number(told[1]));
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def test_a_waiting_person_sees_their_place_and_it_comes_nearer(page: Page, window: Window) -> None:
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    page.evaluate(WATCH)
    client = Client(window.address, verbose=False, httpx_kwargs={"timeout": LONG_MS / 1000})
    with ThreadPoolExecutor(1) as own:
        jobs = own.submit(
            lambda: [
                client.submit(question=f"{SHIP} I am {number}.", api_name="/ask")
                for number in range(BEFORE)
            ]
        ).result()
    until(page, lambda: all(job.status().code is not Status.STARTING for job in jobs))
    page.get_by_label("Your question").fill(SHIP)
    page.keyboard.press("Enter")
    answered(page, 0)
    places = page.evaluate("window.places")
    assert places
    assert places == sorted(places, reverse=True)
    assert 2 <= places[0] <= BEFORE
    assert "200" in page.locator(".qa-final").last.inner_text()
    answers = [job.result(timeout=LONG_MS / 1000) for job in jobs]
    assert [answer["question"] for answer in answers] == [
        f"{SHIP} I am {number}." for number in range(BEFORE)
    ]
    client.close()
