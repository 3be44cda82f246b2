"""What a second worker adds to a build: `python -m benchmarks.joined_workers CATALOG`.

CATALOG is the address of a PostgreSQL database; with `--search milvus://…` words and vectors are
on a Milvus server. The same generated articles are built by one process of `qa build --join` and by
two who begin at once, each with one thread and the packaged encoder, in turn and several times;
libraries are imported and the encoder is loaded before the clock starts. It wants two idle cores.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.common.generated import write_articles
from benchmarks.common.table import Table, show
from benchmarks.common.workers import begun_at_once
from qa.index.cleanup import delete_others
from qa.index.generations import generations
from qa.settings import Settings

WANTED = 0.85


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.joined_workers", description=__doc__
    )
    parser.add_argument("catalog", help="postgresql://…, a database of which schemas are made")
    parser.add_argument("--search", help="milvus://…; default: words and vectors in files")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args(arguments)
    seconds = run(given.articles, given.runs, catalog=given.catalog, search=given.search)
    one, two = (given.articles / median(seconds[workers]) for workers in (1, 2))
    rows = (
        ("one worker, articles a second", f"{one:.2f}", ""),
        ("two workers, articles a second", f"{two:.2f}", ""),
        ("two, of twice one", f"{two / one / 2:.2f}", f">= {WANTED}"),
    )
    show([Table("joined workers", ("throughput", "", "target"), rows)], as_json=given.json)


def run(articles: int, runs: int, *, catalog: str, search: str | None) -> dict[int, list[float]]:
    """Seconds of each build, by how many workers there were."""
    seconds: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory(prefix="joined-workers-") as folder:
        for number in range(runs):
            for workers, found in seconds.items():
                settings = Settings(
                    collections=Path(folder), collection=f"w{workers}-{number}",
                    catalog_url=catalog, search_url=search, threads=1,
                )  # fmt: skip
                write_articles(settings.corpus, range(articles))
                found.append(_build(settings, workers))
                with generations(settings) as kept:
                    delete_others(settings, kept, None)
                print(f"{workers} of them: {found[-1]:.1f} s", file=sys.stderr, flush=True)
    return seconds


def _build(settings: Settings, workers: int) -> float:
    """From the word to begin until all have ended."""
    began = begun_at_once(settings, workers, _CHILD)
    begun = time.perf_counter()
    codes = [process.wait() for process in began]
    spent = time.perf_counter() - begun
    for process in began:
        process.communicate()
    if any(codes):
        raise SystemExit(f"The workers ended with {codes}.")
    return spent


_CHILD = """
import sys
from pathlib import Path
import chromadb
from qa.index import load_embedder
from qa.index.join import join_build
from qa.settings import Settings
settings = Settings(collections=Path(sys.argv[1]), collection=sys.argv[2], threads=1)
embedder = load_embedder(settings)
embedder.encode(["The first words load the model."])
print("ready", flush=True)
sys.stdin.readline()
join_build(settings, embedder=embedder)
"""

if __name__ == "__main__":
    main()
