"""The window in German: no English word of the interface is left, wherever one looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from qa.ui.interface_words import messages_of
from tests.browser.conftest import Seat
from tests.browser.steps import LONG_MS, ask, collections, fits, painted, tab, until
from tests.ui.catalogue import UI
from tests.window_process import Window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHIP = "How many passengers can the ship take?"
# What is shown, read out or offered as a hint; answers, articles and names are not the interface's.
WORDS = """() => {
  const own = ".qa-question, .qa-text, .qa-direct, .qa-body, .qa-head h2, "
    + ".qa-card, .qa-near, .qa-example, .qa-title, .qa-point, .qa-legend, .qa-topic, "
    + ".qa-unshown, .qa-about, #qa-name, .qa-one-note, #qa-collections li, .qa-where, "
    + "script, style";
  const said = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement.closest(own)) said.add(node.data);
  for (const node of document.querySelectorAll("[title], [placeholder], [aria-label]"))
    if (!node.closest(own)) for (const name of ["title", "placeholder", "aria-label"])
      said.add(node.getAttribute(name) ?? "");
  for (const field of document.querySelectorAll("input[role=listbox], input[type=text]"))
    said.add(field.value);
  return [...said].map(text => text.trim()).filter(Boolean);
}"""


def _english() -> list[re.Pattern[str]]:
    """The messages that German says otherwise, as patterns of what they are with their values."""
    found = messages_of((UI / "locale" / "de.po").read_text("utf-8"))
    found.pop("")
    return [
        re.compile(re.sub(r"\\{\w+\\}", "(.+)", re.escape(part).replace(r"\{n\}", r"[\d.,]+")))
        for message, translated in found.items()
        for part in message.split("\0")
        if translated.split("\0")[0] != part
        and re.search("[A-Za-z]{2}", re.sub(r"{\w+}", "", part))
    ]


@pytest.fixture(scope="module")
def german_seat(browser: Browser) -> Iterator[Seat]:
    with Seat.of(browser, locale="de-DE") as only:
        yield only


@pytest.fixture
def german(german_seat: Seat, window: Window) -> Iterator[Page]:
    with german_seat.person(window.address) as page:
        page.goto(window.address)
        page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
        yield page


def left_in_english(page: Page, patterns: list[re.Pattern[str]]) -> list[str]:
    words: list[str] = page.evaluate(WORDS)
    return [said for said in words if any(one.fullmatch(said) for one in patterns)]


def test_a_german_browser_is_shown_no_english_word_of_the_interface(
    german: Page, window: Window
) -> None:
    english = _english()
    assert german.locator("html").get_attribute("lang") == "de"
    assert (
        german.get_by_label("Ihre Frage").get_attribute("placeholder") == "Fragen Sie die Artikel …"
    )
    german.get_by_label("Ihre Frage").fill("x" * 2_001)
    german.get_by_text("2.001 von 2.000 Zeichen: zu lang").wait_for()
    german.get_by_label("Ihre Frage").fill(SHIP)
    german.keyboard.press("Enter")
    german.locator(".qa-final").wait_for(timeout=LONG_MS)
    assert "200" in german.locator(".qa-final").inner_text()  # in the article's own words
    german.locator(".qa-final .qa-note").click()
    german.get_by_text("Beleg 1 von").wait_for()
    assert german.locator("#qa-pane .qa-about").inner_text().endswith("20. Mai 2017")
    assert left_in_english(german, english) == []
    german.get_by_role("button", name="Artikel filtern").click()
    german.get_by_label("Von", exact=True).fill("2017-03-01")
    german.locator(".qa-chip", has_text="ab 1. März 2017").wait_for()
    for name in ("Bibliothek", "Karte", "Notizen", "Verlauf", "Optionen"):
        tab(german, name)
        if name == "Karte":
            german.locator(".qa-times").wait_for(timeout=LONG_MS)
        if name == "Bibliothek":
            german.locator("table.qa-library").wait_for(timeout=LONG_MS)
        if name == "Notizen":
            german.locator(".qa-one-note").wait_for(timeout=LONG_MS)
        until(german, lambda: not left_in_english(german, english))
    german.locator("#qa-name").click()
    german.keyboard.press("?")
    german.get_by_role("dialog", name="Tasten").wait_for()
    assert left_in_english(german, english) == []


def test_a_german_browser_is_told_in_german_that_nothing_was_found(german: Page) -> None:
    german.get_by_label("Ihre Frage").fill("Who won the 2018 World Cup?")
    german.keyboard.press("Enter")
    german.locator(".qa-final.qa-not_found").wait_for(timeout=LONG_MS)
    said = german.locator(".qa-final").inner_text()
    assert "Die Artikel beantworten das offenbar nicht." in said
    assert "Durchsucht: 3 Artikel, vom 6. Februar 2017 bis zum 20. Mai 2017." in said
    assert left_in_english(german, _english()) == []


def test_an_english_browser_beside_it_is_shown_english(page: Page, german: Page) -> None:
    ask(page, SHIP)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("tab", name="Library").is_visible()
    assert page.locator(".qa-final .qa-label").first.inner_text().endswith(("source", "sources"))
    assert german.get_by_role("tab", name="Bibliothek").is_visible()


def test_in_neither_language_a_tab_is_covered_or_cut(page: Page, german: Page) -> None:
    widths = [(width, False) for width in (1600, 1360, 1200, 1024, 900, 821)]
    for width, railed in widths + [(width, True) for width in (1920, 1640, 1460, 1360, 1280)]:
        for each in (page, german):
            each.set_viewport_size({"width": width, "height": 800})
            if railed:
                collections(each)
            painted(each)
            tools = each.locator("#qa-tools .qa-fresh").bounding_box()
            last = each.locator("#qa-tab-settings-button").bounding_box()
            assert tools is not None
            assert last is not None
            assert last["x"] + last["width"] < tools["x"], width
    for width, each in ((390, page), (390, german), (360, german), (320, german), (320, page)):
        each.set_viewport_size({"width": width, "height": 800})
        painted(each)
        tabs = each.locator("#qa-tabs .tab-container button[role=tab]")
        assert tabs.count() == 6
        last = tabs.last.bounding_box()
        assert last is not None
        assert last["x"] + last["width"] <= width - (16 if width > 345 else 8), width
        fits(each)
