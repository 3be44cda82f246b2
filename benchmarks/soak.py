"""Many answers in one process: `python -m benchmarks.soak [--answers 2000]`.

Beside the memory benchmark. One assistant over the index of the settings answers the same few
questions again and again, as a window does for weeks. Memory, open files and threads are
looked at on the way: after the first tenth, when all is loaded, none of them may grow.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from benchmarks.common.table import Table, show
from qa.answering import Assistant
from qa.settings import Settings

QUESTIONS = (
    "Who was there?",
    "What happened last week?",
    "How many people were hurt?",
    "What did the minister say about the railway?",
    "Where was the meeting held?",
)
LOOKS = 10
# Of what was held after the first tenth: the allocator's own slack.
MOST_GROWTH = 1.1


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--answers", type=int, default=2_000)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    with Assistant.open(Settings()) as assistant:
        rows = soak(assistant, options.answers)
    columns = ("answers", "seconds", "megabytes", "files", "threads")
    show([Table("soak", columns, tuple(rows))], as_json=options.json)
    first, last = rows[0][2:], rows[-1][2:]
    return int(any(now > MOST_GROWTH * then for then, now in zip(first, last, strict=True)))


def soak(assistant: Assistant, answers: int) -> list[tuple[int, int, int, int, int]]:
    """Answers so far, seconds, and what the process holds, at ten moments."""
    begun, rows = time.monotonic(), []
    step = max(1, answers // LOOKS)
    for number, question in enumerate(islice(cycle(QUESTIONS), answers), start=1):
        assistant.answer(question)
        if number % step == 0:
            rows.append((number, round(time.monotonic() - begun), *held()))
    return rows


def held() -> tuple[int, int, int]:
    """Megabytes of memory, open files and threads of this process (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    megabytes = pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    return megabytes, len(os.listdir("/proc/self/fd")), threading.active_count()


if __name__ == "__main__":
    sys.exit(main())
