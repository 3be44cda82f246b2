"""Builds, asks, changes the same texts with each peer: `python -m benchmarks.peers [SET]`.

    python -m benchmarks.peers --set-up langchain      makes .cache/peers/langchain, pinned
    python -m benchmarks.peers SET                     a set of `benchmarks.make_set`
    python -m benchmarks.peers --generated 1000        articles of 400 generated words

Without a set the articles of corpus/ are asked for by their titles. Every step runs in a process
of its own, in the peer's environment, with the packaged weights; a peer without an environment is
left out and named. Each step's processor seconds are those of its whole process; "start" is one
that imports all, loads the weights and embeds one text. Ratios are to ours: 2.0 is twice as much.
Peers are told which file was changed or deleted, ours finds out. `OMP_WAIT_POLICY=PASSIVE` is set,
else threads that wait count.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.common.data import CACHE
from benchmarks.common.table import Cell, Table, show
from benchmarks.peers.texts import Asked, generated, of_set, of_titles
from qa.index import packaged_path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENVIRONMENTS = CACHE.parent / "peers"
OURS = "ours"
PEERS = ("langchain", "txtai", "llamaindex", "haystack")
WORDS = 400
BEST = (1, 4, 10)
EVIDENCE_WORDS = 600
STEPS = ("start", "build", "again", "update", "delete")


@dataclass(frozen=True, slots=True)
class Told:
    """What one peer cost and found; costs by step."""

    name: str
    costs_s: dict[str, float]
    megabytes: float
    disk_mb: float
    hits: tuple[float, ...]
    evidence: float
    search_ms: float


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("set", type=Path, nargs="?", help="a folder with corpus/, questions.jsonl")
    parser.add_argument("--generated", type=int, metavar="N", help="N articles of 400 words")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=[*PEERS])
    parser.add_argument("--set-up", choices=PEERS, help="make the environment of a peer")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    if options.set_up:
        set_up(options.set_up)
        return
    with tempfile.TemporaryDirectory(prefix="peers-") as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        asked = _asked(options.set, options.generated, texts)
        present = [name for name in options.peers if python_of(name).exists()]
        for name in sorted({*options.peers} - {*present}):
            print(f"{name}: no environment; make it with --set-up {name}", file=sys.stderr)
        found = [measure(OURS, texts, asked, Path(folder))]
        for name in present:
            try:
                found.append(measure(name, texts, asked, Path(folder)))
            except subprocess.CalledProcessError:
                print(f"{name}: a step failed, see above", file=sys.stderr)
    show([absolute(found), ratios(found)], as_json=options.json)


def _asked(folder: Path | None, number: int | None, texts: Path) -> list[Asked]:
    if folder:
        return of_set(folder, texts)
    return generated(number, WORDS, texts) if number else of_titles(ROOT / "corpus", texts)


def set_up(name: str) -> None:
    """Make the environment of a peer from its pinned requirements."""
    venv.create(ENVIRONMENTS / name, with_pip=True, clear=True)
    pinned = HERE / f"requirements-{name}.txt"
    subprocess.run([python_of(name), "-m", "pip", "install", "-r", pinned], check=True)


def python_of(name: str) -> Path:
    """The interpreter that a peer runs in."""
    if name == OURS:
        return Path(sys.executable)
    return ENVIRONMENTS / name / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def measure(name: str, texts: Path, asked: Sequence[Asked], folder: Path) -> Told:
    """All steps of one peer, in the order of its life."""
    store = folder / f"store-{name}"
    questions = folder / "questions.json"
    questions.write_text(json.dumps([each.question for each in asked]), encoding="utf-8")

    def step(what: str, file: str = "") -> dict[str, Any]:
        return run(name, what, texts=texts, store=store, questions=questions, file=file)

    done = {"start": step("start"), "build": step("build")}
    disk = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    done["again"] = step("again")
    answers = step("ask")
    changed = sorted(texts.iterdir())[0]
    before = changed.read_text(encoding="utf-8")
    changed.write_text(f"{before}\nA line that was added by an editor.\n", encoding="utf-8")
    done["update"] = step("update", changed.name)
    changed.unlink()
    done["delete"] = step("delete", changed.name)
    changed.write_text(before, encoding="utf-8")
    told = answers["result"]
    return Told(
        name,
        {what: float(each["processor_s"]) for what, each in done.items()},
        max(float(each["megabytes"]) for each in (*done.values(), answers)),
        disk / 1e6,
        tuple(share_found(asked, told, k) for k in BEST),
        share_of_evidence(asked, told),
        1000 * statistics.median(float(each["processor_s"]) for each in told),
    )


def run(
    name: str, what: str, *, texts: Path, store: Path, questions: Path, file: str
) -> dict[str, Any]:
    """One step in a process of its own."""
    job = store.parent / "job.json"
    job.write_text(
        json.dumps(
            {
                "module": str(HERE / f"peer_{name}.py"),
                "step": what,
                "texts": str(texts),
                "store": str(store),
                "model": str(packaged_path()),
                "questions": str(questions),
                "name": file,
            }
        ),
        encoding="utf-8",
    )
    print(f"{name}: {what}", file=sys.stderr, flush=True)
    offline = {"HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False", "PYTHONPATH": ""}
    if name == OURS:
        offline["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [python_of(name), HERE / "measured_step.py", job],
        env={**os.environ, "OMP_WAIT_POLICY": "PASSIVE", **offline},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def share_found(asked: Sequence[Asked], told: Sequence[dict[str, Any]], k: int) -> float:
    """The share of the questions with an article that answers among the first k articles."""
    right = 0
    for each, found in zip(asked, told, strict=True):
        articles = list(dict.fromkeys(name for name, _ in found["found"]))
        right += bool(each.articles & {*articles[:k]})
    return right / max(len(asked), 1)


def share_of_evidence(asked: Sequence[Asked], told: Sequence[dict[str, Any]]) -> float:
    """The share of those with evidence for which it stands in the first words of the passages."""
    right = []
    for each, found in zip(asked, told, strict=True):
        if each.evidence:
            words = " ".join(text for _, text in found["found"]).lower().split()
            read = " ".join(words[:EVIDENCE_WORDS])
            right.append(any(" ".join(e.lower().split()) in read for e in each.evidence))
    return sum(right) / max(len(right), 1)


def absolute(found: Sequence[Told]) -> Table:
    """The figures themselves."""
    rows: list[tuple[Cell, ...]] = [
        (
            each.name,
            *(each.costs_s[step] for step in STEPS),
            each.search_ms,
            each.megabytes,
            each.disk_mb,
            *each.hits,
            each.evidence,
        )
        for each in found
    ]
    columns = ("", *(f"{step} s" for step in STEPS), "search ms")
    hits = tuple(f"hit@{k}" for k in BEST)
    return Table("peers", (*columns, "MB", "disk MB", *hits, "in 600 words"), tuple(rows))


def ratios(found: Sequence[Told]) -> Table:
    """Each peer's costs, divided by ours."""
    ours = found[0]
    rows: list[tuple[Cell, ...]] = [
        (
            each.name,
            *(each.costs_s[step] / ours.costs_s[step] for step in STEPS),
            _net(each) / _net(ours),
            each.search_ms / ours.search_ms,
            each.megabytes / ours.megabytes,
            each.disk_mb / ours.disk_mb,
        )
        for each in found[1:]
    ]
    columns = ("peer / ours", *STEPS, "build less start", "search")
    return Table("ratios", (*columns, "memory", "disk"), tuple(rows))


def _net(each: Told) -> float:
    return max(each.costs_s["build"] - each.costs_s["start"], 0.01)


if __name__ == "__main__":
    main()
