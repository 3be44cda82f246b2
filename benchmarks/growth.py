"""What everything costs as the pile grows: `python -m benchmarks.growth [--articles 250 1000]`.

Beside the memory benchmark, and with its random vectors: what is measured is the product's own
work, not the encoder's; answers are read by the packaged reader. For each size an index of
generated articles is built in a process of its own and used, and opened by another; each figure
is processor seconds, the least of a few, or the most memory that the process ever held. The
exponent is the slope of log cost over log n, so 0 is a cost that does not grow, and 1 one that
grows like the pile. Filtered recall is the share of the truly nearest ten passages of a scope that
a search in it finds. 100,000 articles (`--articles 100000`) take half an hour and 2 GB.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.common.generated import generated_words, write_articles
from benchmarks.common.table import Table, show
from benchmarks.memory import MODEL, RandomVectors
from qa.answering import Assistant
from qa.index import Index, ListQuery, build_index, scoped
from qa.index.engine.open_engine import open_engine
from qa.index.generations import generations
from qa.scope import Scope
from qa.settings import Settings

SEARCHES, REPEATS, RECALLS, ANSWERS = 15, 3, 15, 4
LIBRARY_PAGE = 500
MOST_ON_PATH, MOST_OF_BUILD = 0.1, 1.05
# Share of the articles that each scope holds.
SHARES = (0.001, 0.01, 0.1, 0.5, 0.9)


class SpreadVectors(RandomVectors):
    """Random unit vectors that depend on the text, so that each question has its own."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(texts) == 1 and texts[0].startswith("The envoy"):
            return super().encode(texts)
        seeds = [int.from_bytes(text.encode()[-12:], "little") for text in texts]
        rows = [np.random.default_rng(seed).standard_normal(self.dim) for seed in seeds]
        stacked = np.asarray(rows, dtype=np.float32).reshape(len(texts), self.dim)
        unit: NDArray[np.float32] = stacked / np.linalg.norm(stacked, axis=1, keepdims=True)
        return unit


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    found = [_run("inside", str(number)) for number in options.articles]
    show([costs(options.articles, found), recalls(options.articles, found)], as_json=options.json)


def costs(sizes: Sequence[int], found: Sequence[dict[str, float]]) -> Table:
    """A row for each cost: its figure at each size, and the exponent."""
    names = [name for name in found[0] if not name.startswith("recall")]
    rows = []
    for name in names:
        figures = [each[name] for each in found]
        rows.append((name, *(f"{figure:.4g}" for figure in figures), exponent(sizes, figures)))
    return Table("growth", ("cost", *(f"{size:,}" for size in sizes), "exponent"), tuple(rows))


def recalls(sizes: Sequence[int], found: Sequence[dict[str, float]]) -> Table:
    """Filtered recall@10 of each share of the articles at each size."""
    names = [name for name in found[0] if name.startswith("recall")]
    rows = [(name, *(f"{each[name]:.3f}" for each in found)) for name in names]
    return Table("recall", ("scope", *(f"{size:,}" for size in sizes)), tuple(rows))


def walk(folder: Path) -> int:
    """What a build cannot do without: the size and the times of each file; how many there are."""
    return sum(
        len([os.stat(os.path.join(inside, name)) for name in names])
        for inside, _, names in os.walk(folder)
    )


def exponent(sizes: Sequence[int], figures: Sequence[float]) -> str:
    """The slope of the line through (log size, log figure): [1, 2, 4], [3, 6, 12] -> "1.00"."""
    if len(sizes) < 2 or min(figures) <= 0:
        return ""
    x, y = [math.log(size) for size in sizes], [math.log(figure) for figure in figures]
    return f"{np.polyfit(x, y, 1)[0]:.2f}"


def inside(number: str) -> None:
    """Build and use an index of so many articles in this process; print the figures."""
    with tempfile.TemporaryDirectory(prefix="growth-") as folder:
        settings = _settings(folder)
        found = measure(settings, int(number))
        found["memory of the build, MB"] = _most_megabytes()
        print(json.dumps(found | _run("used", folder)))


def used(folder: str) -> None:
    """Open an index in this process, search and answer; print what that cost."""
    settings, model = _settings(folder), SpreadVectors()
    asked = [" ".join(generated_words(random.Random(n), 8)) for n in range(ANSWERS)]
    with Assistant.open(settings, embedder=model) as assistant:
        assistant.answer(asked[0])

        def answer(question: str) -> Callable[[], object]:
            return lambda: assistant.answer(question)

        found = {
            "an answer, s": sum(least(answer(each), 1) for each in asked[1:]) / (ANSWERS - 1),
            "how many articles there are, s": least(answer("How many articles are there?")),
        }
    found["memory of a reader, MB"] = _most_megabytes()
    print(json.dumps(found))


def _settings(folder: str) -> Settings:
    return Settings(
        corpus=Path(folder) / "corpus", indexes=Path(folder) / "indexes", embedding_model=MODEL
    )


def _most_megabytes() -> float:
    import resource  # there is none on Windows

    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def measure(settings: Settings, number: int) -> dict[str, float]:
    """All figures at one size."""
    write_articles(settings.corpus, range(number))
    model = SpreadVectors()

    def build() -> None:
        build_index(settings, embedder=model)

    found = {"first build, s an article": least(build, 1) / number}
    found["build without change, s"] = least(build)
    found["bare walk of the files, s"] = least(lambda: walk(settings.corpus))
    changed = iter(range(REPEATS))

    def update() -> None:
        write_articles(settings.corpus, [0], edition=1 + next(changed))
        build()

    found["update of one article, s"] = least(update)
    with Index.open(settings, embedder=model) as index:
        found |= _of_index(index)
        found |= _recalls(index, settings)
    size = sum(path.stat().st_size for path in settings.indexes.rglob("*") if path.is_file())
    return found | {"disk, kB an article": size / number / 1000}


def _of_index(index: Index) -> dict[str, float]:
    chance = random.Random(5)
    questions = [" ".join(generated_words(chance, 8)) for _ in range(SEARCHES)]
    index.search("warm", k=10)
    day = index.newest_day()
    assert day is not None
    week = Scope(first=day - datetime.timedelta(days=6), last=day)
    source = Scope(sources=("Paper 1",))

    def ask(scope: Scope | None) -> Callable[[], object]:
        return lambda: [scoped(index, scope).search(each, k=10) for each in questions]

    plain = [f"How did the {question} go, and what was the end of it?" for question in questions]
    per = float(SEARCHES)
    return {
        "search, s": least(ask(None)) / per,
        "search, question of stop words, s": least(
            lambda: [index.search(each, k=10) for each in plain]
        )
        / per,
        "search in a week, s": least(ask(week)) / per,
        "search in a source, s": least(ask(source)) / per,
        "news of a week, s": least(
            lambda: [index.of_day(each, most=10) for each in index.days(week)]
        ),
        "counts, s": least(index.stats),
        "newest day, s": least(index.newest_day),
        "look for changes, s": least(index.refresh),
        "a page of the library, s": least(
            lambda: index.listed(ListQuery(order="newest")).page(LIBRARY_PAGE)
        ),
        "sources and their counts, s": least(lambda: index.listed(ListQuery()).names("source")),
        "how many in a source, s": least(lambda: index.count(source)),
        "from when to when, s": least(index.listed(ListQuery(scopes=(source,))).span),
        "map of 2,000, s": least(lambda: index.embedded(most=2_000)),
    }


def _recalls(index: Index, settings: Settings) -> dict[str, float]:
    """recall@10 by meaning, of scopes of several sizes, against all vectors one by one."""
    rows = sorted(index.articles(), key=lambda row: row.id)
    keys, vectors, articles = _stored(settings)
    chance = random.Random(7)
    found = {}
    for share in SHARES:
        chosen = tuple(row.id for row in chance.sample(rows, max(1, round(share * len(rows)))))
        inside_scope = np.isin(articles, chosen)
        hits = wanted = 0
        for _ in range(RECALLS):
            question = " ".join(generated_words(chance, 8))
            vector = index.embedder.encode([question])[0]
            cosines = np.where(inside_scope, vectors @ vector, -2.0)
            best = {keys[at] for at in np.argsort(-cosines)[:10] if cosines[at] > -2.0}
            dense, _ = index.candidates(question, k=10, scope=Scope(articles=chosen))
            hits += len(best & {hit.passage.id for hit in dense})
            wanted += len(best)
        found[f"recall@10 in {share:.1%} of the articles"] = hits / wanted
    return found


def _stored(settings: Settings) -> tuple[list[str], NDArray[np.float32], NDArray[np.str_]]:
    """Ids, vectors and articles of all passages."""
    kept = generations(settings)
    folder = kept.current()
    assert folder is not None
    database = kept.open(folder)
    with database.reading() as session:
        rows = session.rows("SELECT id, key, article FROM passages ORDER BY id")
    engine = open_engine(settings, folder, database)
    engine.open("vectors")
    held: dict[str, NDArray[np.float32]] = {}
    for start in range(0, len(rows), 2_000):
        held |= engine.get([row[1] for row in rows[start : start + 2_000]])
    engine.close()
    database.close()
    stacked = np.stack([held[row[1]] for row in rows])
    return [row[0] for row in rows], stacked, np.array([row[2] for row in rows])


def least(work: Callable[[], object], times: int = REPEATS) -> float:
    """Processor seconds of this process for the work, the least of some times."""
    spent = []
    for _ in range(times):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return max(min(spent), 1e-6)


def _run(step: str, argument: str) -> dict[str, float]:
    """A function of this module in a process of its own."""
    code = f"from benchmarks.growth import {step}; import sys; {step}(*sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, argument], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
