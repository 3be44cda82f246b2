"""How fast the window is to a person: from the start of its process to words on the page.

    python -m benchmarks.window [--runs 3] [--no-browser] [--no-build] [--json]

Beside `speed`, which measures the rooms below. Starts app.py on the example corpus with an
index that is there already, as a person would, and asks through the real server: with
gradio_client, and in Chromium where there is one. Then it asks while 1,000 articles are being
indexed, and gives the median as so many times that of a window at rest. Figures are of this
machine as it is at the moment; run it on an idle one.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from benchmarks import while_building
from benchmarks.common.table import Table, show

ROOT = Path(__file__).parents[1]
QUESTIONS = (
    "How many North Koreans have permits to work in Russia?",
    "How many passengers can the ship take?",
    "Who rebuilt the line to Rajin?",
    "When did the United Nations Security Council adopt Resolution 2397?",
    "How long is the line from Khasan to Rajin?",
    "Who won South Korea's presidential election?",
)
LONG_S = 180.0
AT_REST = "answer, at rest"
TARGETS = {
    "process to serving": "< 6",
    "process to first answer": "",
    "first words, by endpoint": "< 0.7",
    "whole answer, by endpoint": "",
    "first paint": "< 2",
    "first words, on the page": "< 0.7",
}
FIRST_WORDS = """() => {
  window.first = 0;
  new MutationObserver(() => {
    const words = document.querySelectorAll('.qa-draft .qa-text, .qa-final');
    if (!window.first && words.length > window.before) window.first = performance.now();
  }).observe(document.body, { childList: true, subtree: true });
}"""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.window", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="starts of the process")
    parser.add_argument(
        "--no-browser", action="store_true", help="only the server and its endpoint"
    )
    parser.add_argument(
        "--no-build", action="store_true", help="do not ask while 1,000 articles are indexed"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    figures: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="window-") as folder:
        _build(Path(folder))
        for run in range(options.runs):
            for name, seconds in measure(Path(folder), browser=not options.no_browser):
                figures.setdefault(name, []).append(seconds)
            print(f"run {run + 1} of {options.runs} done", file=sys.stderr, flush=True)
    if not options.no_build:
        for name, seconds in while_building.measure(_window_over, QUESTIONS):
            figures.setdefault(name, []).append(seconds)
    rows = tuple(
        (name, statistics.median(found), max(found), len(found), TARGETS.get(name, ""))
        for name, found in figures.items()
    )
    columns = ("seconds", "median", "worst", "n", "target")
    tables = [Table("window", columns, rows)]
    rest = figures.get(AT_REST)
    if rest:
        usual = statistics.median(rest)
        building = tuple(
            (name, statistics.median(figures[name]) / usual, len(figures[name]), "<= 1.5")
            for name in figures
            if name.startswith("answer, ") and name != AT_REST
        )
        tables.append(
            Table("while building", ("meanwhile", "times at rest", "n", "target"), building)
        )
    show(tables, as_json=options.json)


def measure(indexes: Path, *, browser: bool) -> Iterator[tuple[str, float]]:
    """One start of the process and everything that is asked of it."""
    begun = time.perf_counter()
    with window(indexes) as address:
        yield "process to serving", time.perf_counter() - begun
        yield from _by_endpoint(address, begun)
        if browser:
            yield from _on_the_page(address)


def _window_over(corpus: Path, indexes: Path) -> AbstractContextManager[str]:
    return window(indexes, corpus=corpus)


@contextmanager
def window(indexes: Path, *, corpus: Path = ROOT / "corpus") -> Iterator[str]:
    """app.py in a process of its own; the address once a request is answered."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py")],
        cwd=ROOT,
        env=os.environ | {"QA_PORT": "0", "QA_CORPUS": str(corpus), "QA_INDEXES": str(indexes)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = (re.search(r"open at (http://\S+)", line) for line in process.stdout)
        address = next((match.group(1) for match in found if match), None)
        if address is None:
            sys.exit("The window did not open.")
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _build(indexes: Path) -> None:
    from qa.index import build_index
    from qa.settings import Settings

    build_index(Settings(corpus=ROOT / "corpus", indexes=indexes))


def _by_endpoint(address: str, begun: float) -> Iterator[tuple[str, float]]:
    from gradio_client import Client

    client = Client(address, verbose=False, httpx_kwargs={"timeout": LONG_S})
    client.predict(question=QUESTIONS[0], api_name="/ask")
    yield "process to first answer", time.perf_counter() - begun
    time.sleep(3)  # starting questions are being looked for
    for question in QUESTIONS:
        asked = time.perf_counter()
        job = client.submit(question=question, api_name="/ask")
        next(iter(job))
        yield "first words, by endpoint", time.perf_counter() - asked
        job.result(timeout=LONG_S)
        yield "whole answer, by endpoint", time.perf_counter() - asked
    client.close()


def _on_the_page(address: str) -> Iterator[tuple[str, float]]:
    """First paint, and the time from pressing Enter to the first words of an answer."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        print("no Chromium: the page was not measured", file=sys.stderr)
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        page = browser.new_page()
        page.goto(address)
        page.get_by_label("Your question").wait_for()
        paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000"
        yield "first paint", float(page.evaluate(paint))
        page.locator(".qa-status-ready").wait_for(timeout=LONG_S * 1000)
        page.evaluate(FIRST_WORDS)
        words = ".qa-draft .qa-text, .qa-final"
        for question in QUESTIONS:
            page.evaluate(
                f"() => {{ window.before = document.querySelectorAll('{words}').length; "
                "window.first = 0; }"
            )
            page.get_by_label("Your question").fill(question)
            asked = float(page.evaluate("performance.now()"))
            page.keyboard.press("Enter")
            page.wait_for_function("() => window.first > 0", timeout=LONG_S * 1000, polling=50)
            yield "first words, on the page", (float(page.evaluate("window.first")) - asked) / 1000
            page.locator(".qa-draft").wait_for(state="detached", timeout=LONG_S * 1000)
            page.wait_for_timeout(1500)  # follow-up questions are being looked for
        browser.close()


if __name__ == "__main__":
    main()
