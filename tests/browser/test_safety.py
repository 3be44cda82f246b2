"""Text of articles, of file names and of links is shown and never run; nothing leaves the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.browser.conftest import Seat
from tests.browser.steps import LONG_MS, answered, ask, painted, tab, until
from tests.conftest import write_corpus
from tests.window_process import Window

if TYPE_CHECKING:
    from playwright.sync_api import Page

BAIT = "http://192.0.2.1"  # an address for documentation: nobody answers, a request is seen
INJECTIONS = [
    "<script>window.pwned=1</script>",
    f'<img src="{BAIT}/i.png" onerror="window.pwned=1">',
    "<svg onload=window.pwned=1><animate onbegin=window.pwned=1 attributeName=x>",
    '<a href="javascript:window.pwned=1">link</a> [md](javascript:window.pwned=1)',
    f"![image]({BAIT}/m.png) [link]({BAIT}/l) <{BAIT}/auto>",
    f'<iframe src="{BAIT}"></iframe><object data="{BAIT}"></object><embed src="{BAIT}">',
    f'<style>body{{background:url({BAIT}/c.png)}}</style><link rel=stylesheet href="{BAIT}">',
    f'<div style="background:url({BAIT}/d.png)" onmouseover="window.pwned=1">hover</div>',
    "</div></article></mark>'\"><b>broken <form action=x><input autofocus onfocus=window.pwned=1>",
    "${window.pwned=1} {{window.pwned=1}} `${window.pwned=1}` {{#each value}}{{/each}}",
    f"data:text/html,<script>window.pwned=1</script> {BAIT}/auto www.example.invalid",
    "$$\\href{javascript:window.pwned=1}{x}$$ &lt;script&gt;window.pwned=1&lt;/script&gt;",
    "<details open ontoggle=window.pwned=1><math><mtext><img src=x onerror=window.pwned=1>",
]


@pytest.fixture(scope="module")
def evil_window(window: Window) -> Window:
    """A named collection of the window, with hostile articles beside the three."""
    corpus = write_corpus(window.corpus.parent / "collections" / "evil" / "corpus")
    for number, text in enumerate(INJECTIONS):
        head = [
            "---",
            f"title: 'Kestrel {number} <img src=x onerror=window.pwned=1>'",
            "author: '<b onclick=window.pwned=1>x</b>'",
            f"url: 'javascript:window.pwned={number}'",
            "---",
        ]
        body = f"Kestrel number {number} was seen at the tower in May. It said {text} twice."
        path = corpus / f"kestrel {number} <img src=x onerror=window.pwned=1>.txt"
        path.write_text("\n".join([*head, "", body, ""]), encoding="utf-8")
    return Window(f"{window.address}?collection=evil", corpus)


@pytest.fixture
def evil(seat: Seat, window: Window, evil_window: Window) -> Iterator[Page]:
    asked: list[str] = []
    with seat.person(evil_window.address) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
        page.goto(evil_window.address)
        page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
        yield page
        painted(page)
        assert page.evaluate("window.pwned") is None
    kept = [url for url in asked if not url.startswith((window.address, "data:", "blob:"))]
    assert kept == []
    assert seat.violated == []


def test_nothing_of_a_hostile_article_runs_or_is_fetched(evil: Page) -> None:
    for number in range(len(INJECTIONS)):
        ask(evil, f"What did kestrel number {number} say?")
        answer = evil.locator(".qa-final").last
        answer.locator("a.qa-marker, a.qa-near").first.click()
        evil.locator("#qa-pane mark.qa-now").first.wait_for()
        kinds = ":is(script, img, iframe, svg, form, style, a:not(.qa-ask-only))"
        assert evil.locator(f"#qa-pane {kinds}").count() == 0
    chat = evil.locator("#qa-chat")
    assert chat.locator(".qa-answer :is(script, img, iframe, svg, form, input, style)").count() == 0
    links = evil.locator("#qa-chat .qa-answer a").evaluate_all("all => all.map(a => a.hash)")
    assert all(link.startswith(("#cite-", "#only-")) for link in links)


def test_library_and_map_show_hostile_names_as_text(evil: Page) -> None:
    tab(evil, "Library")
    evil.locator("table.qa-library tbody tr").first.wait_for(timeout=LONG_MS)
    assert evil.locator("#qa-library-table :is(script, img, svg)").count() == 0
    tab(evil, "Map")
    evil.locator(".qa-times, .qa-none").last.wait_for(timeout=LONG_MS)
    assert evil.locator("#qa-picture :is(script, img, foreignObject)").count() == 0


def test_a_link_to_a_hostile_question_shows_it_as_text(evil: Page, evil_window: Window) -> None:
    question = INJECTIONS[1] + INJECTIONS[3] + INJECTIONS[4]
    evil.goto(f"{evil_window.address}&q={quote(question)}")
    answered(evil, 0)
    assert evil.locator(".qa-question").inner_text() == question
    assert evil.locator("#qa-chat :is(script, img, iframe)").count() == 0
    assert "q=" not in evil.url


RUNS = {
    "a handler": "at.innerHTML = '<img src=x onerror=\"window.pwned=1\">'",
    "a script": "at.append(Object.assign(document.createElement('script'), {text: 'pwned=1'}))",
    "a link": "at.innerHTML = '<a href=\"javascript:window.pwned=1\">x</a>'; at.firstChild.click()",
    "a frame": "at.innerHTML = '<iframe srcdoc=\"<script>parent.pwned=1</script>\">'",
    "eval": "(() => { try { eval('window.pwned=1') } catch {} })()",
    "a function of a text": "(() => { try { Function('window.pwned=1')() } catch {} })()",
    "a function's constructor": "(() => { try { at.click.constructor('pwned=1')() } catch {} })()",
    "an image elsewhere": f"at.innerHTML = '<img src=\"{BAIT}/x.png\">'",
    "a request elsewhere": f"fetch('{BAIT}').catch(() => {{}})",
    "a form": f"at.innerHTML = '<form action=\"{BAIT}\"></form>'; at.firstChild.submit()",
}


@pytest.mark.parametrize("way", RUNS)
def test_a_script_that_got_into_the_page_does_not_run(
    seat: Seat, evil_window: Window, way: str
) -> None:
    """What no article can do, done from outside: the policy is the second wall."""
    with seat.person(evil_window.address) as page:
        page.goto(evil_window.address)
        page.get_by_label("Your question").wait_for()
        # As a script of the page, and later, because the debugger's own calls are above the policy.
        page.evaluate(
            """([nonce, code]) => { const made = document.createElement("script");
            made.nonce = nonce; made.text =
            `setTimeout(() => { const at = document.querySelector("#qa-pane"); ${code} })`;
            document.head.append(made); }""",
            [page.evaluate("document.querySelector('script[nonce]').nonce"), RUNS[way]],
        )
        until(page, lambda: bool(seat.violated))
        assert page.evaluate("window.pwned") is None
        assert page.url.startswith(evil_window.address)
