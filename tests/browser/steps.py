"""Steps that several browser tests share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page, Request

LONG_MS = 90_000
QUIET_MS = 1_000
OFTEN_MS = 50
SIZES = {"desktop": (1360, 860), "phone": (390, 844)}
# Of a test that takes `page` or `talk`: it is run on a desktop and on a phone.
on_both = pytest.mark.parametrize("page", [*SIZES], indirect=True)


_REPORT = """document.addEventListener('securitypolicyviolation',
  (event) => qaViolated(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`))"""


def violations(context: BrowserContext) -> list[str]:
    """What the browser refuses from now on because the content security policy says so."""
    found: list[str] = []
    context.expose_binding("qaViolated", lambda _, said: found.append(said))
    context.add_init_script(_REPORT)
    return found


def pass_policy(page: Page) -> None:
    """Let a test's own scripts run on the page, which its content security policy would refuse."""
    tools = page.context.new_cdp_session(page)
    tools.send("Page.setBypassCSP", {"enabled": True})


def ask(page: Page, question: str) -> None:
    """Ask and wait for the checked answer."""
    before = page.locator(".qa-final").count()
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    answered(page, before)


def answered(page: Page, before: int) -> None:
    """Wait until there is one more checked answer than before."""
    page.wait_for_function(
        "n => document.querySelectorAll('.qa-final').length > n", arg=before, timeout=LONG_MS
    )


def tab(page: Page, name: str) -> None:
    """Look at one of the tabs."""
    page.get_by_role("tab", name=name).click()


def collections(page: Page) -> Locator:
    """The rail of collections; it is brought out where it is not."""
    page.locator("#qa-collections [aria-current]").wait_for(state="attached")
    name = page.locator(".qa-where")
    if name.get_attribute("aria-expanded") == "false":
        name.click()
    rail = page.locator("#qa-collections nav")
    rail.wait_for()
    return rail


def source_of(page: Page, marker: Locator) -> Locator:
    """Open the source of a marker; the words that are marked in it."""
    marker.click()
    now = page.locator("#qa-pane mark.qa-now").first
    now.wait_for(timeout=LONG_MS)
    return now


def shut_source(page: Page) -> None:
    """Go back to the conversation, where the source lies over it."""
    close = page.get_by_role("button", name="Close the source")
    if close.is_visible():
        close.click()
        page.locator("#qa-right.qa-open").wait_for(state="detached")


def fits(page: Page) -> None:
    """Nothing of the page is wider than it."""
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]


def resize(page: Page, size: str) -> None:
    """Go on as on a desktop or on a phone, for what a second page would only repeat."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    painted(page)


def painted(page: Page) -> None:
    """Wait until what was done has been laid out and painted: two frames."""
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def until(page: Page, true: Callable[[], bool]) -> None:
    """Wait until something beside the page is so."""
    for _ in range(LONG_MS // OFTEN_MS):
        if true():
            return
        page.wait_for_timeout(OFTEN_MS)
    pytest.fail("it never came to be")


def still(page: Page) -> None:
    """Wait until no transition and no animation runs that will end."""
    page.wait_for_function(
        "() => document.getAnimations().every(one => one.playState !== 'running'"
        " || one.effect?.getComputedTiming().endTime === Infinity)"
    )


class Calls:
    """The calls of a page's listeners that are under way."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._begun = 0
        self._under_way: set[Request] = set()
        page.on("request", self._begin)
        page.on("requestfinished", self._end)
        page.on("requestfailed", self._end)

    def _begin(self, request: Request) -> None:
        if "/gradio_api/" in request.url and request.method == "POST":
            self._begun += 1
            self._under_way.add(request)

    def _end(self, request: Request) -> None:
        self._under_way.discard(request)

    def until_over(self) -> None:
        """Wait until all were answered and no answer led to another call."""
        for _ in range(LONG_MS // QUIET_MS):
            before = self._begun
            self._page.wait_for_timeout(QUIET_MS)
            if not self._under_way and self._begun == before:
                return
        pytest.fail("the page went on calling")


def slow_down(page: Page, latency_ms: int = 500) -> Calls:
    """Let every request of the page take at least that long from now on; its calls."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    unlimited = {"downloadThroughput": -1, "uploadThroughput": -1}
    network.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": latency_ms, **unlimited},
    )
    return Calls(page)
