"""Builds killed and indexes damaged: `python -m benchmarks.faults [--points 50] [--only damages]`.

Beside the speed benchmark. A corpus is indexed, changed (files added, edited, renamed,
deleted, copied, and a line of many articles made furniture by that) and built again by a
process that is killed with SIGKILL at a random moment of that build. Then: while nothing
repairs it, the index must answer and show no article that the catalog does not hold; after
the next build the catalog must equal, row for row, the one of a build that was never
killed, and so must words, vectors and results.

Then an index is damaged in every way that its files can be (`damages`): tried, told, repaired.

The encoder here hashes words, so that thousands of builds would be affordable; the
catalog, Chroma, tantivy and the lock are the real ones.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.common.table import Table, show
from benchmarks.damages import Tried, try_all
from qa.index import Index, build_index
from qa.index.snapshot import Snapshot, snapshot
from qa.settings import Settings

MODEL = "hashed-words"
ROOT = Path(__file__).resolve().parent.parent
NOUNS = "bridge harbour council engine treaty school orchard comet ferry museum".split()  # noqa: SIM905
# Split into 1,100 passages: Chroma writes its graph to files from 1,000 vectors on.
DAMAGED_ARTICLES = 180
TRIES = 8  # to catch a build before it ends
NOTICE = "District notices for readers"
SAME_SCORE = 1e-5  # closer scores are equal: sums of float32 in another order
QUESTIONS = ("Who opened the bridge?", "What did the council say of the comet?", "ferry museum 17")

Scored = list[tuple[str, float]]
COPY = "a-copy.md"  # the file of a changed corpus that is the same as another


class HashedWords:
    """Words hashed into 64 dimensions."""

    name, dim, max_tokens = MODEL, 64, 100

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.full((len(texts), self.dim), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[hashlib.sha256(word.encode()).digest()[0] % self.dim] += 1.0
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


@dataclass(frozen=True, slots=True)
class Outcome:
    """One killed build.

    after_s: when it was killed; finished: it had ended before; problems: what was wrong.
    """

    after_s: float
    finished: bool
    problems: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--points", type=int, default=50, help="how many builds to kill")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("kills", "damages"), help="one of the two tables")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    tables, problems = [], []
    if options.only != "damages":
        outcomes = run(options.points, articles=options.articles, seed=options.seed)
        bad = [outcome for outcome in outcomes if outcome.problems]
        killed = sum(not outcome.finished for outcome in outcomes)
        row = (len(outcomes), killed, len(outcomes) - len(bad), len(bad))
        tables.append(Table("faults", ("builds", "killed", "made good", "not"), (row,)))
        problems += [f"killed after {o.after_s:.3f} s: {'; '.join(o.problems)}" for o in bad]
    if options.only != "kills":
        tried = damage(articles=DAMAGED_ARTICLES)
        tables.append(damage_table(tried))
        problems += [f"{t.name}: told {t.told!r}, {t.problem}" for t in tried if not t.good]
    show(tables, as_json=options.json)
    print(*problems, sep="\n", file=sys.stderr)
    return 1 if problems else 0


def damage(*, articles: int, only: Callable[[str], bool] = lambda _: True) -> list[Tried]:
    """Damage copies of an index of that many articles in every way, or in some."""
    with tempfile.TemporaryDirectory(prefix="damages-") as folder:
        home = Path(folder)
        base = _settings(home / "base").model_copy(update={"passage_tokens": 32})
        write_corpus(base.corpus, range(articles), edition=0)
        build_index(base, embedder=HashedWords())
        return try_all(
            base, home, embedder=HashedWords, question=QUESTIONS[0], dump=snapshot, only=only
        )


def damage_table(tried: Sequence[Tried]) -> Table:
    """How many damages of each part were tried, told and repaired."""
    parts = dict.fromkeys(each.name.partition(":")[0] for each in tried)
    rows = []
    for part in parts:
        own = [each for each in tried if each.name.startswith(f"{part}:")]
        told, repaired = sum(bool(t.told) for t in own), sum(t.repaired for t in own)
        rows.append((part, len(own), told, repaired))
    return Table("damages", ("part", "tried", "told", "repaired"), tuple(rows))


def run(points: int, *, articles: int, seed: int) -> list[Outcome]:
    """Kill `points` builds of a corpus of that many articles."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        home = Path(folder)
        base = _settings(home / "base")
        write_corpus(base.corpus, range(articles), edition=0)
        build_index(base, embedder=HashedWords())
        changed = _settings(home / "changed")
        shutil.copytree(home / "base", home / "changed")
        change_corpus(changed.corpus, articles)
        trial = _copy(changed, home / "timed")
        length_s = _killed(trial, after_s=3600.0)[0]
        build_index(changed, embedder=HashedWords())
        wanted, (results, _) = snapshot(changed), search_all(changed)
        outcomes = []
        for number in range(points):
            settings = _settings(home / f"point{number}")
            for _ in range(TRIES):
                # The same change of the same base, each time from its own copy.
                shutil.rmtree(home / f"point{number}", ignore_errors=True)
                shutil.copytree(base.indexes, settings.indexes)
                shutil.copytree(changed.corpus, settings.corpus)
                after_s, finished = _killed(settings, after_s=chance.random() * length_s)
                if not finished:
                    break
                # The machine was busier before; what ended by itself shows nothing.
                length_s = min(length_s, after_s)
            problems = [*between(settings), *_after(settings, wanted, results)]
            outcomes.append(Outcome(after_s, finished, tuple(problems)))
            # Said at once: a long run may be ended by hand.
            print(number + 1, *problems or ("as wanted",), sep="; ", file=sys.stderr, flush=True)
            shutil.rmtree(home / f"point{number}")
    return outcomes


class _Heard(logging.Handler):
    """Keeps what the index logs: the reasons of its trouble, which people are not told."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def search_all(settings: Settings) -> tuple[list[Scored], str]:
    """The best ten for each question by each side alone, path and offset with score; trouble told.

    Told by the index that was searched: it looks at vectors when they are first searched.
    """
    heard, log = _Heard(), logging.getLogger("qa.index")
    log.addHandler(heard)
    try:
        with Index.open(settings, embedder=HashedWords()) as index:
            lists = [hits for question in QUESTIONS for hits in index.candidates(question, k=10)]
            told = index.trouble()
    finally:
        log.removeHandler(heard)
    told = " ".join((told, *heard.lines)).strip()
    return [
        [(f"{h.passage.article.path}:{h.passage.start}", h.score) for h in hits] for hits in lists
    ], told


def alike(wanted: Scored, found: Scored) -> bool:
    """Whether two lists of hits are the same but for the order of equals.

    Of the hits that are equal to the last any may have been cut off.
    """
    pairs = zip(wanted, found, strict=False)
    if len(wanted) != len(found) or any(abs(a[1] - b[1]) > SAME_SCORE for a, b in pairs):
        return False
    least = max((hits[-1][1] for hits in (wanted, found) if hits), default=0.0) + SAME_SCORE
    scores = dict(found)
    return all(
        abs(scores.get(name, -1.0) - score) <= SAME_SCORE for name, score in wanted if score > least
    )


def _killed(settings: Settings, *, after_s: float) -> tuple[float, bool]:
    """Build in a process and kill it; seconds that it lived, and whether it ended by itself."""
    command = [sys.executable, "-c", _CHILD, str(settings.corpus), str(settings.indexes)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()  # it has imported everything and begins to build
    begun = time.monotonic()
    try:
        process.wait(after_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    code = process.wait()
    process.stdout.close()
    if code not in (0, -signal.SIGKILL):
        raise RuntimeError(f"The build ended with {code}.")
    return time.monotonic() - begun, code == 0


def between(settings: Settings) -> list[str]:
    """Nothing has repaired the index yet: it answers, and shows only what the catalog holds."""
    try:
        with Index.open(settings, embedder=HashedWords()) as index:
            held = {row.id for row in index.articles()}
            shown = {h.passage.article.id for q in QUESTIONS for h in index.search(q, k=20)}
    except Exception as error:
        return [f"reading before the repair: {type(error).__name__}: {error}"]
    return [f"showed articles that are gone: {sorted(shown - held)}"] if shown - held else []


def _after(settings: Settings, wanted: Snapshot, results: list[Scored]) -> list[str]:
    try:
        build_index(settings, embedder=HashedWords())
        found = snapshot(settings)
        problems = [f"{name} differ" for name in wanted if found[name] != wanted[name]]
        problems += _differing(settings, results)
    except Exception as error:
        return [f"the next build: {type(error).__name__}: {error}"]
    return problems


def _differing(settings: Settings, results: list[Scored]) -> list[str]:
    """Lists of hits that are not as wanted, and what the index says of itself."""
    found, told = search_all(settings)
    if all(map(alike, results, found)):
        return [f"trouble told without any: {told}"] if told else []
    pairs = zip(results, found, strict=True)
    lists = [f"list {at}: {b} for {a}" for at, (a, b) in enumerate(pairs) if not alike(a, b)]
    return [f"search results differ ({told or 'no trouble told'}): {'; '.join(lists)}"]


def _settings(home: Path) -> Settings:
    return Settings(corpus=home / "corpus", indexes=home / "indexes", embedding_model=MODEL)


def _copy(settings: Settings, home: Path) -> Settings:
    shutil.copytree(settings.corpus.parent, home)
    return _settings(home)


def write_corpus(corpus: Path, numbers: Sequence[int], *, edition: int) -> None:
    corpus.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        chance = random.Random(number * 1000 + edition)
        lines = [
            f"The {chance.choice(NOUNS)} of district {chance.randrange(99)} was opened to the "
            f"public by {chance.choice(NOUNS)} committee number {chance.randrange(99)}."
            for _ in range(12)
        ]
        head = f"---\ntitle: Report {number}\ndate: 2020-01-{1 + number % 28:02}\n---\n\n"
        # In a quarter of the articles it is theirs, in more it is furniture and goes.
        notice = f"{NOTICE}\n\n" if edition or number % 4 == 3 else ""
        text = f"{head}{notice}{' '.join(lines)}\n"
        (corpus / f"{number:04}.md").write_text(text, encoding="utf-8")


def change_corpus(corpus: Path, articles: int) -> None:
    """Every kind of change, about a third of the files."""
    fifth = articles // 5
    write_corpus(corpus, range(articles, articles + fifth), edition=1)
    write_corpus(corpus, range(0, fifth), edition=1)
    for number in range(fifth, fifth + fifth // 2):
        (corpus / f"{number:04}.md").unlink()
    for number in range(2 * fifth, 2 * fifth + fifth // 2):
        (corpus / f"{number:04}.md").rename(corpus / f"moved-{number:04}.md")
    shutil.copy(corpus / f"{3 * fifth:04}.md", corpus / COPY)
    (corpus / "empty.md").write_bytes(b"")


_CHILD = """
import sys
from pathlib import Path
import chromadb, onnxruntime
from benchmarks.faults import HashedWords, _settings
from qa.index import build_index
settings = _settings(Path(sys.argv[1]).parent)
print("ready", flush=True)
build_index(settings, embedder=HashedWords())
"""

if __name__ == "__main__":
    sys.exit(main())
