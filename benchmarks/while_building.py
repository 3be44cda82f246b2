"""How much longer an answer takes while 1,000 articles are being indexed, for `benchmarks.window`.

The same questions at a window at rest, at one that builds, and at one beside which `qa build`
runs. The articles are paragraphs of the example corpus, drawn anew for each.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

ROOT = Path(__file__).parents[1]
ARTICLES = 1_000
PARAGRAPHS = 10
LONG_S = 300.0
Window = Callable[[Path, Path], AbstractContextManager[str]]


def measure(window: Window, questions: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Seconds of each whole answer under the name of what went on meanwhile."""
    from qa.index import build_index
    from qa.settings import Settings

    with tempfile.TemporaryDirectory(prefix="building-") as folder:
        corpus, indexes = Path(folder, "corpus"), Path(folder, "indexes")
        shutil.copytree(ROOT / "corpus", corpus)
        build_index(Settings(corpus=corpus, indexes=indexes))
        with window(corpus, indexes) as address:
            _until(address, lambda state: state["phase"] == "ready" and not state["building"])
            _answer(address, questions[0])
            time.sleep(3)  # starting questions are being looked for
            for question in questions:
                yield "answer, at rest", _answer(address, question)
            _write(corpus)
            _post(f"{address}api/v1/build", {})
            _until(address, _embeds)
            for question in questions:
                yield "answer, the window builds", _answer(address, question)
        with window(corpus, indexes) as address:
            yield from _beside(address, corpus, indexes, questions)


def _beside(
    address: str, corpus: Path, indexes: Path, questions: Sequence[str]
) -> Iterator[tuple[str, float]]:
    """Answers of a window that was refused the build, because another process has it."""
    environment = os.environ | {"QA_CORPUS": str(corpus), "QA_INDEXES": str(indexes)}
    _until(address, lambda state: state["phase"] == "ready")
    process = subprocess.Popen(
        [sys.executable, "-m", "qa.cli", "build"],
        env=environment | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        time.sleep(20)  # its models are loaded and it embeds
        _answer(address, questions[0])
        for question in questions:
            seconds = _answer(address, question)
            if process.poll() is None:
                yield "answer, beside qa build", seconds
    finally:
        process.terminate()
        process.wait(60)


def _write(corpus: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(corpus.glob("*.md"))]
    paragraphs = [part for text in texts for part in text.split("\n\n")[1:] if len(part) > 200]
    draw = random.Random(18)
    for number in range(ARTICLES):
        drawn = draw.sample(paragraphs, min(PARAGRAPHS, len(paragraphs)))
        body = "\n\n".join(f"{part} Report {number}.{place}." for place, part in enumerate(drawn))
        (corpus / f"report-{number}.txt").write_text(f"Report {number}\n\n{body}\n", "utf-8")


def _embeds(state: dict[str, object]) -> bool:
    return str(state["message"]).startswith("Learning")


def _until(address: str, true: Callable[[dict[str, object]], bool]) -> None:
    until = time.monotonic() + LONG_S
    while time.monotonic() < until:
        with urllib.request.urlopen(f"{address}api/v1/status") as reply:
            if true(json.load(reply)):
                return
        time.sleep(0.2)
    sys.exit("The window never came so far.")


def _answer(address: str, question: str) -> float:
    begun = time.perf_counter()
    _post(f"{address}api/v1/ask", {"question": question})
    return time.perf_counter() - begun


def _post(address: str, body: dict[str, object]) -> None:
    request = urllib.request.Request(
        address, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=LONG_S) as reply:
        reply.read()
