"""Workers of joined builds killed: `python -m benchmarks.joined_faults CATALOG [--points 20]`.

CATALOG is the address of a PostgreSQL database; with `--search milvus://…` words and vectors are
on a Milvus server. At each point a corpus is built by `qa build --join`, at every second point for
the first time and else after changes, and a worker is killed with SIGKILL at a random moment: one
of two, who begin at once, or the only one. What is left must finish (the other worker, or one that
comes later), and then the index must hold the rows, words and keys of vectors of one that a single
build made in files. A killed one that had ended before is tried again, and earlier. No file stands
twice, for which of two is the article is decided by which was read first.

The encoder hashes words, as in `benchmarks.faults`; PostgreSQL, leases and engines are real.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common.table import Table, show
from benchmarks.common.workers import begun_at_once
from benchmarks.faults import (
    COPY,
    MODEL,
    QUESTIONS,
    HashedWords,
    between,
    change_corpus,
    write_corpus,
)
from qa.index import Index, build_index
from qa.index.cleanup import delete_others
from qa.index.generations import generations
from qa.index.join import join_build
from qa.index.snapshot import Snapshot, snapshot
from qa.settings import Settings

LEASE_S = 0.5
# Of a try the moment is drawn from the length of a build; what ended before shows nothing.
TRIES = 8


@dataclass(frozen=True, slots=True)
class Killed:
    """One build whose worker was killed.

    kind: "first" or "update"; workers: how many began; after_s: when it was killed, or ended by
    itself; finished: that it had; problems: what was wrong in the end.
    """

    kind: str
    workers: int
    after_s: float
    finished: bool
    problems: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.joined_faults", description=__doc__)
    parser.add_argument("catalog", help="postgresql://…, a database of which schemas are made")
    parser.add_argument("--search", help="milvus://…; default: words and vectors in files")
    parser.add_argument("--points", type=int, default=20, help="how many workers to kill")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args(arguments)
    outcomes = run(
        given.points,
        catalog=given.catalog,
        search=given.search,
        articles=given.articles,
        seed=given.seed,
    )
    rows = []
    for kind, workers in dict.fromkeys((each.kind, each.workers) for each in outcomes):
        own = [each for each in outcomes if (each.kind, each.workers) == (kind, workers)]
        killed, bad = (sum(not o.finished for o in own), sum(bool(o.problems) for o in own))
        rows.append((kind, workers, len(own), killed, len(own) - bad, bad))
    columns = ("build", "workers", "builds", "killed", "made good", "not")
    show([Table("joined builds", columns, tuple(rows))], as_json=given.json)
    return 1 if any(each.problems for each in outcomes) else 0


def run(points: int, *, catalog: str, search: str | None, articles: int, seed: int) -> list[Killed]:
    """Kill a worker at so many points."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="joined-faults-") as folder:
        home = Path(folder)
        alone = Settings(corpus=home / "corpus", indexes=home / "alone", embedding_model=MODEL)
        write_corpus(alone.corpus, range(articles), edition=0)
        shutil.copytree(alone.corpus, home / "before")
        change_corpus(alone.corpus, articles)
        (alone.corpus / COPY).unlink()  # of two same files the one read first is the article
        build_index(alone, embedder=HashedWords())
        wanted, length_s = snapshot(alone), dict[str, float]()
        outcomes = []
        for number in range(points):
            kind, workers = ("first", "update")[number % 2], 2 - number // 2 % 2
            for attempt in range(TRIES):
                settings = _settings(home, f"{seed}-{number}-{attempt}", catalog, search)
                if kind == "update":
                    shutil.copytree(home / "before", settings.corpus)
                    build_index(settings, embedder=HashedWords())
                    shutil.rmtree(settings.corpus)
                shutil.copytree(alone.corpus, settings.corpus)
                longest_s = length_s.get(kind, 3600.0)
                share = 1.0 if kind not in length_s else chance.random()
                outcome = _point(settings, kind, workers, wanted, after_s=share * longest_s)
                _forget(settings)
                # The first one is timed.
                length_s[kind] = min(longest_s, outcome.after_s) if outcome.finished else longest_s
                if outcome.problems or not outcome.finished:
                    break
            outcomes.append(outcome)
            said = outcome.problems or ("as wanted",)
            at = f"{number + 1}: {kind}, {workers} workers, {outcome.after_s:.2f} s"
            print(at, *said, sep="; ", file=sys.stderr, flush=True)
    return outcomes


def _settings(home: Path, name: str, catalog: str, search: str | None) -> Settings:
    """A collection of its own in the database, whose folder is still to be made."""
    (home / "collections" / name).mkdir(parents=True)
    return Settings(
        collections=home / "collections",
        collection=name,
        embedding_model=MODEL,
        catalog_url=catalog,
        search_url=search,
    )


def _point(
    settings: Settings, kind: str, workers: int, wanted: Snapshot, *, after_s: float
) -> Killed:
    """Have workers build, kill the first, and compare what comes of it."""
    began = begun_at_once(settings, workers, _CHILD)
    first, *others = began
    begun = time.monotonic()
    try:
        first.wait(after_s)
    except subprocess.TimeoutExpired:
        first.send_signal(signal.SIGKILL)
    first.wait()
    lived_s = time.monotonic() - begun
    with generations(settings) as kept:
        problems = [] if others or kept.current() is None else between(settings)
    codes = [process.wait() for process in others]
    if any(codes) or first.returncode not in (0, -signal.SIGKILL):
        problems.append(f"the workers ended with {[first.returncode, *codes]}")
    for process in began:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
    try:
        if not others:
            join_build(settings, embedder=HashedWords(), lease_s=LEASE_S)
        problems += _differing(settings, wanted)
    except Exception as error:
        problems.append(f"{type(error).__name__}: {error}")
    return Killed(kind, workers, lived_s, first.returncode == 0, tuple(problems))


def _differing(settings: Settings, wanted: Snapshot) -> list[str]:
    found = snapshot(settings)
    problems = [f"{name} differ" for name in wanted if found[name] != wanted[name]]
    with Index.open(settings, embedder=HashedWords()) as index:
        hits = [index.candidates(question, k=10) for question in QUESTIONS]
        if not all(dense and lexical for dense, lexical in hits):
            problems.append("a side finds nothing")
        problems += [f"trouble is told: {told}"] if (told := index.trouble()) else []
    with generations(settings) as kept:
        problems += [f"left behind: {each.name}" for each in kept.others(kept.current())]
    return problems


def _forget(settings: Settings) -> None:
    """Delete what servers and folders hold of a point."""
    with generations(settings) as kept:
        delete_others(settings, kept, None)
    shutil.rmtree(settings.collections / settings.collection)


_CHILD = f"""
import sys
from pathlib import Path
import chromadb, onnxruntime
from benchmarks.faults import MODEL, HashedWords
from qa.index.join import join_build
from qa.settings import Settings
settings = Settings(
    collections=Path(sys.argv[1]), collection=sys.argv[2], embedding_model=MODEL
)
print("ready", flush=True)
sys.stdin.readline()
join_build(settings, embedder=HashedWords(), lease_s={LEASE_S})
"""

if __name__ == "__main__":
    sys.exit(main())
