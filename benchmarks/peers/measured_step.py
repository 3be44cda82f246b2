"""One step of one peer, measured: `PYTHON measured_step.py JOB.json` in its own environment.

    job -> load the peer's module -> start | build | again | update | delete | ask -> one JSON line

It needs nothing but the standard library. Processor seconds are those of this process and of all
that it started; memory is the most that any of them held.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

# Passages that are asked for, to have ten articles of them.
PASSAGES = 30
Found = list[tuple[str, str]]


class Peer(Protocol):
    """A way to search a folder of texts. Each method is called in a process of its own."""

    def start(self) -> None:
        """Import all and embed one text: what every run costs."""

    def build(self) -> None:
        """Make the store from the folder of texts; there is none yet."""

    def again(self) -> None:
        """Bring the store into step with a folder of which nothing is known."""

    def update(self, name: str) -> None:
        """One file was changed."""

    def delete(self, name: str) -> None:
        """One file is gone."""

    def opened(self) -> Callable[[str, int], Found]:
        """Open the store; the function gives file names and texts of the k best passages."""


def main(job: dict[str, str]) -> dict[str, object]:
    """Run the step; what it cost and found."""
    begun, spent = time.perf_counter(), processor_s()
    peer = load(Path(job["module"]))(Path(job["texts"]), Path(job["store"]), job["model"])
    result: object = None
    if job["step"] == "ask":
        result = ask(peer, json.loads(Path(job["questions"]).read_text(encoding="utf-8")))
    elif job["step"] in {"update", "delete"}:
        getattr(peer, job["step"])(job["name"])
    else:
        getattr(peer, job["step"])()
    return {
        "processor_s": processor_s() - spent,
        "wall_s": time.perf_counter() - begun,
        "megabytes": megabytes(),
        "result": result,
    }


def ask(peer: Peer, questions: list[str]) -> object:
    """For each question its passages, and the processor seconds that finding them took."""
    find = peer.opened()
    find(questions[0], PASSAGES)
    told = []
    for question in questions:
        before = processor_s()
        found = find(question, PASSAGES)
        told.append({"found": found, "processor_s": processor_s() - before})
    return told


def load(path: Path) -> Callable[[Path, Path, str], Peer]:
    """The class `Peer` of a module that is found by its path."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Callable[[Path, Path, str], Peer]", module.Peer)


def processor_s() -> float:
    """Processor seconds of this process and its ended children so far."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


def megabytes() -> float:
    """The most memory that this process or a child of it held."""
    unit = 1e6 if sys.platform == "darwin" else 1e3
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in both) / unit


if __name__ == "__main__":
    print(json.dumps(main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))))
