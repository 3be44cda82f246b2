"""A newsroom of dated articles, one of them a PDF: what needs more than three articles to be seen.

Answers over time, pages of a PDF, filters by source and article, the library's search and
order, files that fail, follow-up questions, settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.articles import make
from tests.browser.conftest import Seat
from tests.browser.steps import (
    LONG_MS,
    SIZES,
    answered,
    ask,
    collections,
    fits,
    painted,
    resize,
    shut_source,
    tab,
)
from tests.window_process import Window

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

on_both = pytest.mark.parametrize("desk", [*SIZES], indirect=True)
HISTORY = "What is known about Harrow Bridge?"
STORY = "Summarise the story of Harrow Bridge."
LAMP = "From how far away can the lamp of the lighthouse be seen?"
TWO = "How many vehicles cross Harrow Bridge every day, and when was the bridge opened?"
COMPARED = "Compare Harrow Bridge and the lighthouse of Norden."
COST = "How much did the repair of Harrow Bridge cost?"
BRIDGE = {
    "closed": (
        "Harrow Bridge closed after cracks are found",
        "2023-11-20",
        "Kelling Gazette",
        "Harrow Bridge, which carries the coast road over the river Ell, was closed on Monday "
        "after inspectors found cracks in two of its four steel girders.\n\nThe county's chief "
        "engineer, Lena Marsh, said the bridge would stay closed for at least four months. "
        "About 9,000 vehicles cross it every day.\n\nThe bridge was opened in 1962.",
    ),
    "repair": (
        "Repair of Harrow Bridge to cost twice the estimate",
        "2024-02-08",
        "Kelling Gazette",
        "The repair of Harrow Bridge will cost 7.4 million pounds, about twice the first "
        "estimate, county councillors were told on Thursday.\n\nDivers found that the foot of "
        "the eastern pier had been scoured by last winter's floods. Lena Marsh, the chief "
        "engineer, said work on the pier could not begin before May, when the salmon run ends.",
    ),
    "open": (
        "Harrow Bridge reopens to traffic",
        "2024-10-02",
        "The Northern Ledger",
        "Harrow Bridge reopened on Wednesday, ten months after cracks were found in its "
        "girders. The first vehicle across was the school bus from Upper Ell.\n\nThe work cost "
        "8.1 million pounds in the end, and a weight limit of 26 tonnes remains until the deck "
        "is replaced in 2027.\n\nShopkeepers in Kelling said trade had fallen by a third while "
        "the bridge was closed.",
    ),
}
LIGHTHOUSE = (
    ("The lighthouse of Norden", "The tower was built of red brick in 1887."),
    ("The lamp", "The lamp of the lighthouse can be seen from 38 kilometres away."),
)


@pytest.fixture(scope="module")
def newsroom(window: Window) -> Window:
    """A named collection of the window, with articles of its own."""
    corpus = window.corpus.parent / "collections" / "newsroom" / "corpus"
    corpus.mkdir(parents=True)
    for name, (title, date, source, text) in BRIDGE.items():
        head = f"title: {title}\ndate: {date}\nsource: {source}\nauthor: Sam Okafor\n"
        link = f"url: https://example.org/{name}\n"
        (corpus / f"bridge-{name}.md").write_text(f"---\n{head}{link}---\n\n{text}\n", "utf-8")
    pages = [make.column([*lines], x=60, top=700) for lines in LIGHTHOUSE]
    (corpus / "lighthouse.pdf").write_bytes(make.pdf(pages))
    return Window(f"{window.address}?collection=newsroom", corpus)


@pytest.fixture
def desk(request: pytest.FixtureRequest, seat: Seat, newsroom: Window) -> Iterator[Page]:
    width, height = SIZES[getattr(request, "param", "desktop")]
    with seat.person(newsroom.address, width=width, height=height) as page:
        page.goto(newsroom.address)
        page.locator(".qa-status-ready", has_text="4 articles").wait_for(timeout=LONG_MS)
        yield page


def size(words: Locator) -> float:
    return float(words.evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))


def top(words: Locator) -> float:
    return float(words.evaluate("e => e.getBoundingClientRect().top"))


def test_the_page_of_a_pdf_is_named_at_the_marker_on_the_card_and_in_the_source(
    desk: Page,
) -> None:
    ask(desk, LAMP)
    answer = desk.locator(".qa-final").last
    assert "38 kilometres" in answer.inner_text()
    answer.locator("a.qa-marker").first.hover()
    assert desk.locator("#qa-preview").inner_text().endswith("p. 2")
    assert answer.locator(".qa-card .qa-card-about").first.inner_text().endswith("p. 2")
    desk.locator("#qa-pane mark.qa-now", has_text="38 kilometres").wait_for()
    assert desk.locator("#qa-pane .qa-about").inner_text().endswith("p. 2")
    assert "lighthouse.pdf" in desk.locator("#qa-pane .qa-links").inner_text()


def test_the_short_answer_comes_first_and_larger_than_the_sentences(desk: Page) -> None:
    ask(desk, LAMP)
    direct, text = desk.locator(".qa-direct"), desk.locator(".qa-final .qa-text")
    assert direct.inner_text().startswith("38 kilometres")
    assert size(direct) > 1.3 * size(text)
    assert top(direct) < top(text)


def test_three_dated_articles_are_laid_out_in_time_and_each_day_opens_its_source(
    desk: Page,
) -> None:
    ask(desk, STORY)
    answer = desk.locator(".qa-final").last
    assert answer.locator(".qa-card").count() == 3
    assert answer.locator(".qa-card-about", has_text="Kelling Gazette · 8 February 2024").count()
    assert answer.locator(".qa-time").all_inner_texts() == ["20 Nov 2023", "2 Oct 2024"]
    ticks = answer.locator("a.qa-tick")
    places = ticks.evaluate_all("all => all.map(e => parseFloat(e.style.left))")
    assert places[0] == 0
    assert 20 < places[1] < 30
    assert places[2] == 100
    for tick, title in zip(
        ticks.all(), ("closed after", "twice the estimate", "reopens"), strict=True
    ):
        tick.click()
        desk.locator("#qa-pane h2", has_text=title).wait_for()


def test_an_answer_without_a_source_leaves_none_beside_it(desk: Page) -> None:
    ask(desk, LAMP)
    desk.locator("#qa-pane mark.qa-now").first.wait_for()
    ask(desk, "Who won the 2018 World Cup?")
    assert desk.locator(".qa-final").last.locator(".qa-notfound").count() == 1
    desk.locator(".qa-pane-empty").wait_for()


def test_other_citations_of_the_answer_are_lighter_and_the_buttons_lead_to_them(
    desk: Page,
) -> None:
    ask(desk, TWO)
    desk.locator("#qa-pane .qa-pos", has_text="Citation 1 of").wait_for()
    now, also = desk.locator("mark.qa-now").first, desk.locator("mark.qa-also").first
    colour = "e => getComputedStyle(e).backgroundColor"
    assert now.evaluate(colour) != also.evaluate(colour)
    shown = desk.locator("#qa-pane mark.qa-now").all_inner_texts()
    desk.get_by_role("button", name="Next citation").click()
    desk.locator("#qa-pane .qa-pos", has_text="Citation 2 of").wait_for()
    assert desk.locator("#qa-pane mark.qa-now").all_inner_texts() != shown
    desk.get_by_role("button", name="Previous citation").click()
    desk.locator("#qa-pane .qa-pos", has_text="Citation 1 of").wait_for()
    link = desk.locator("#qa-pane a.qa-original")
    assert str(link.get_attribute("href")).startswith("https://example.org/")
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"


def test_the_newest_question_is_in_sight_and_a_scroll_is_left_alone(desk: Page) -> None:
    for question in (HISTORY, LAMP, COST):
        ask(desk, question)
    newest = desk.locator(".qa-question").last
    desk.wait_for_function(
        "() => { const all = document.querySelectorAll('.qa-question');"
        " const q = all[all.length - 1].getBoundingClientRect(),"
        " c = document.querySelector('#qa-chat').getBoundingClientRect();"
        " return q.top >= c.top - 1 && q.bottom < c.bottom; }"
    )
    box = newest.bounding_box()
    assert box is not None
    assert box["y"] < 500
    desk.locator("#qa-chat").hover()
    desk.mouse.wheel(0, -4000)
    desk.wait_for_function("() => document.querySelector('#qa-chat .panel-wrap').scrollTop === 0")
    desk.keyboard.press("j")
    painted(desk)
    assert desk.evaluate("document.querySelector('#qa-chat .panel-wrap').scrollTop") == 0


def test_sources_and_chosen_articles_limit_the_answers_and_are_shown_as_chips(
    desk: Page,
) -> None:
    desk.get_by_role("button", name="Filter the articles").click()
    desk.wait_for_function("() => document.getElementById('qa-day-first').min === '2023-11-20'")
    sources = desk.locator("#qa-sources")
    sources.get_by_role("checkbox", name="The Northern Ledger").check()
    desk.locator(".qa-chip", has_text="The Northern Ledger").wait_for()
    ask(desk, COST)
    assert "8.1 million" in desk.locator(".qa-final").last.inner_text()
    assert desk.locator(".qa-final").last.locator(".qa-card").count() == 1
    desk.locator(".qa-chips").get_by_role("button", name="Clear the filter").click()
    desk.locator(".qa-chip").wait_for(state="detached")
    articles = desk.locator("#qa-articles")
    articles.get_by_role("checkbox", name="Repair of Harrow Bridge to cost twice").check()
    desk.locator(".qa-chip", has_text="Repair of Harrow Bridge").wait_for()
    ask(desk, COST)
    assert "7.4 million" in desk.locator(".qa-final").last.inner_text()


@pytest.mark.parametrize("desk", ["phone"], indirect=True)
def test_a_comparison_has_room_between_its_columns_and_divides_no_word(desk: Page) -> None:
    ask(desk, COMPARED)
    table = desk.locator(".qa-final .qa-table")
    table.wait_for()
    styles = table.locator("tbody td").first.evaluate(
        "e => { const s = getComputedStyle(e); return [s.paddingRight, s.borderRightWidth,"
        " s.overflowWrap, s.wordBreak]; }"
    )
    assert float(styles[0].removesuffix("px")) > 10
    assert styles[1:] == ["0px", "normal", "normal"]
    assert table.evaluate("e => getComputedStyle(e).overflowX") == "auto"
    fits(desk)


@on_both
def test_the_library_is_searched_ordered_and_narrowed(desk: Page) -> None:
    tab(desk, "Library")
    titles = desk.locator("table.qa-library .qa-title")
    desk.locator(".qa-fits", has_text="4 entries").wait_for(timeout=LONG_MS)
    assert titles.first.inner_text() == "Harrow Bridge reopens to traffic"
    row = desk.locator("table.qa-library tbody tr").first
    assert row.locator(".qa-card-about").inner_text() == (
        "The Northern Ledger · Sam Okafor · bridge-open.md"
    )
    assert row.locator(".qa-when").inner_text() == "2 Oct 2024"
    assert row.locator(".qa-num").inner_text() == "1"
    search = desk.get_by_label("Search the library")
    search.fill("gazette repair")
    desk.locator(".qa-fits", has_text="1 entry of 4").wait_for()
    assert titles.all_inner_texts() == ["Repair of Harrow Bridge to cost twice the estimate"]
    search.fill("")
    desk.locator(".qa-fits", has_text="4 entries").wait_for()
    desk.get_by_role("combobox", name="Order", exact=True).click()
    desk.get_by_role("option", name="Oldest first").click()
    desk.locator("tbody tr:first-child .qa-title", has_text="closed after cracks").wait_for()
    desk.get_by_role("combobox", name="Source", exact=True).click()
    desk.get_by_role("option", name="Kelling Gazette").click()
    desk.locator(".qa-fits", has_text="2 entries of 4").wait_for()
    titles.first.click()
    desk.locator("#qa-pane h2", has_text="closed after cracks").wait_for()
    shut_source(desk)
    fits(desk)


def test_a_file_that_fails_or_is_refused_is_told_with_its_reason(
    desk: Page, newsroom: Window, tmp_path: Path
) -> None:
    broken, odd = tmp_path / "broken.pdf", tmp_path / "program.exe"
    broken.write_bytes(b"%PDF-1.4 not more than that")
    odd.write_bytes(b"MZ")
    tab(desk, "Library")
    desk.locator("#qa-files").set_input_files([broken])
    row = desk.locator("table.qa-library tr", has_text="broken.pdf")
    row.locator(".qa-state-failed").wait_for(timeout=LONG_MS)
    assert "The PDF is damaged and cannot be opened" in row.inner_text()
    desk.locator("#qa-report-line", has_text="1 failed").wait_for(timeout=LONG_MS)
    row.get_by_role("button", name="Delete broken.pdf").click()
    row.wait_for(state="detached", timeout=LONG_MS)
    desk.locator("#qa-files").set_input_files([odd])
    desk.locator("#qa-added-line").get_by_text("program.exe").wait_for()
    assert not (newsroom.corpus / "program.exe").exists()


@on_both
def test_starting_and_follow_up_questions_are_answered_when_they_are_clicked(desk: Page) -> None:
    examples = desk.locator(".qa-welcome .qa-example")
    examples.first.wait_for(timeout=LONG_MS)
    examples.first.click()
    answered(desk, 0)
    assert desk.locator(".qa-final").last.locator("a.qa-marker").count() >= 1
    desk.get_by_role("button", name="New conversation").click()
    desk.locator(".qa-welcome").wait_for()
    ask(desk, HISTORY)
    follow = desk.locator(".qa-follow .qa-example")
    follow.first.wait_for(timeout=LONG_MS)
    asked = follow.first.inner_text()
    follow.first.click()
    answered(desk, 1)
    assert desk.locator(".qa-question").all_inner_texts() == [HISTORY, asked]
    assert desk.locator(".qa-final").last.locator(".qa-notfound").count() == 0


def test_a_question_is_asked_again_and_edited(desk: Page) -> None:
    ask(desk, LAMP)
    desk.get_by_role("button", name="Ask again").click()
    answered(desk, 1)
    assert desk.locator(".qa-question").all_inner_texts() == [LAMP, LAMP]
    desk.get_by_role("button", name="Edit question").last.click()
    box = desk.get_by_label("Your question")
    assert box.input_value() == LAMP
    assert box.evaluate("e => e === document.activeElement")


def test_the_length_of_answers_and_the_engine_are_in_the_settings(desk: Page) -> None:
    lengths = {}
    for name, screen in zip(("Short", "Long"), SIZES, strict=True):
        resize(desk, screen)
        tab(desk, "Settings")
        desk.get_by_label(name, exact=True).check()
        desk.get_by_role("button", name="New conversation").click()
        desk.locator(".qa-welcome").wait_for()
        ask(desk, HISTORY)
        lengths[name] = len(desk.locator(".qa-final .qa-text").inner_text().split())
    assert lengths["Short"] < lengths["Long"]
    tab(desk, "Settings")
    told = desk.locator("#qa-tab-settings .qa-told").first.inner_text()
    assert "built-in reader" in told
    assert "A chat model can write them instead" in told


def test_dark_and_light_are_chosen_and_kept(desk: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = desk.evaluate(ground)
    tab(desk, "Settings")
    desk.get_by_label("Dark", exact=True).check()
    desk.locator("body.dark").wait_for()
    assert desk.evaluate(ground) != light
    desk.reload()
    desk.locator("body.dark").wait_for()
    resize(desk, "phone")
    desk.emulate_media(color_scheme="dark")
    tab(desk, "Settings")
    desk.get_by_label("Light", exact=True).check()
    desk.locator("body:not(.dark)").wait_for()


def test_a_note_of_a_collection_leads_back_to_it_from_another_one(
    desk: Page, window: Window
) -> None:
    ask(desk, LAMP)
    desk.locator(".qa-final .qa-note").click()
    tab(desk, "Notes")
    desk.locator(".qa-one-note a.qa-note-cited").first.click()
    desk.locator("#qa-pane mark.qa-now", has_text="38 kilometres").wait_for()
    assert desk.locator(".qa-one-note .qa-card-about", has_text="Collection").count() == 0
    collections(desk).locator("a").first.click()  # the window's own, from within a conversation
    desk.wait_for_url(lambda url: "collection=newsroom" not in url and "/c/" not in url)
    desk.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    tab(desk, "Notes")
    note = desk.locator(".qa-one-note")
    assert note.locator(".qa-card-about").first.inner_text() == "Collection: newsroom"
    note.locator("a.qa-note-cited").first.click()
    desk.wait_for_url("**collection=newsroom#cite-**")
    desk.locator("#qa-pane mark.qa-now", has_text="38 kilometres").wait_for(timeout=LONG_MS)


@on_both
def test_the_dots_of_time_and_meaning_open_their_articles(desk: Page) -> None:
    tab(desk, "Map")
    times = desk.locator(".qa-times")
    times.wait_for(timeout=LONG_MS)
    assert times.locator(".qa-lane-name").all_inner_texts() == [
        "Kelling Gazette",
        "The Northern Ledger",
    ]
    times.locator("a.qa-point").last.click()
    desk.locator("#qa-pane h2", has_text="Harrow Bridge reopens to traffic").wait_for()
    assert desk.locator("a.qa-lit").count() == 0
    shut_source(desk)
    fits(desk)
    point = desk.locator("svg.qa-map a.qa-point").first
    point.focus()
    desk.keyboard.press("Enter")
    desk.locator("#qa-pane mark.qa-now").first.wait_for()
