"""Many answers in one process: `python -m benchmarks.soak [--answers 2000] [--every 100]`.

Beside the memory benchmark. One assistant over the example articles answers questions that are
all different, with and without a conversation before them, at once and streamed, as a window
does for weeks. Memory, open handles and threads are looked at on the way: after the first quarter,
when all is loaded and the allocators have settled, none of them may grow. The same questions over
and over would find no cache that keeps too much, so each names two words of the articles that no
other question names.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.common.table import Table, show
from qa.answering import Assistant
from qa.index import build_index
from qa.records import Turn
from qa.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
KINDS = (
    "Who spoke of {} and {}?",
    "What happened to the {} after the {}?",
    "How many {} has the {}?",
    "When was the {} told of the {}?",
    "Where is the {} of the {}?",
    "Which articles mention {} and {}?",
    "What do the articles say about {} and {}?",
    "Why did the {} refuse the {}?",
)
FOLLOW_UPS = ("And after that?", "Who said so?", "And the {} of {}?")
HELD = ("megabytes", "handles", "threads")
# Of what was held after the first quarter: the allocator's own slack. The figures of 500 answers,
# 2026-11-26: 1,043 MB after 100, 1,116 after 200, then between 1,235 and 1,262.
MOST_GROWTH, SETTLED = 1.1, 4

Row = tuple[int, int, int, int, int]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--answers", type=int, default=2_000)
    parser.add_argument("--every", type=int, default=100, help="answers between two looks")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        settings = Settings(corpus=ROOT / "corpus", indexes=Path(folder))
        build_index(settings)
        with Assistant.open(settings) as assistant:
            rows = soak(assistant, options.answers, every=options.every, look=_tell)
    columns = ("answers", "seconds", *HELD)
    show([Table("soak", columns, tuple(rows))], as_json=options.json)
    grown = growth(rows, of=options.answers)
    print(*grown or ("Nothing grew.",), sep="\n", file=sys.stderr)
    return int(bool(grown))


def soak(
    assistant: Assistant, answers: int, *, every: int, look: Callable[[Row], None] = lambda _: None
) -> list[Row]:
    """Answers so far, seconds, and what the process holds, every so many answers."""
    begun, rows = time.monotonic(), []
    words = _words(assistant)
    before: list[Turn] = []
    for number, question in enumerate(questions(words, answers), start=1):
        if number % 3:
            before = []
        if number % 2:
            answer = assistant.answer(question, before)
        else:
            *_, answer = assistant.stream(question, before)
        before = [*before[-3:], Turn(question, answer.text)]
        if number % every == 0 or number == answers:
            rows.append((number, round(time.monotonic() - begun), *held()))
            look(rows[-1])
    return rows


def growth(rows: Sequence[Row], *, of: int) -> list[str]:
    """What grew by more than a tenth since the first quarter of the answers, in words."""
    settled = [row for row in rows if SETTLED * row[0] >= of] or rows
    return [
        f"{name} grew from {then} to {now}"
        for name, then, now in zip(HELD, settled[0][2:], rows[-1][2:], strict=True)
        if now > MOST_GROWTH * then
    ]


def questions(words: Sequence[str], number: int) -> Iterator[str]:
    """That many questions of all kinds; every third follows up on the one before it."""
    chance = random.Random(14)
    for each in range(1, number + 1):
        kinds = KINDS if each % 3 else FOLLOW_UPS
        yield kinds[each // 3 % len(kinds)].format(*chance.sample(list(words), 2))


def _words(assistant: Assistant) -> list[str]:
    """The longer words of the articles, sorted."""
    index = assistant.index
    texts = (index.article(row.id).text for row in index.articles())
    return sorted({word for text in texts for word in re.findall(r"[A-Za-z]{5,20}", text)})


def _tell(row: Row) -> None:
    named = zip(("answers", "seconds", *HELD), row, strict=True)
    print(", ".join(f"{number} {name}" for name, number in named), file=sys.stderr, flush=True)


def held() -> tuple[int, int, int]:
    """Megabytes of memory, open files and sockets, and threads of this process (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    megabytes = pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    tasks = len(os.listdir("/proc/self/task"))
    return megabytes, len(os.listdir("/proc/self/fd")), max(tasks, threading.active_count())


if __name__ == "__main__":
    sys.exit(main())
