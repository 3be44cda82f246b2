"""What a million to a billion passages take on many machines: `python -m benchmarks.scale`.

A calculation, no measurement of a cluster. What a passage takes is measured here, over the
example articles, with random vectors: bytes of its catalog, of its row, of its words. Rates and
prices are assumptions with their sources (`ASSUMED`, `--help`), for a reader to put their own in.
How long a search takes, and how many a second go, comes from a simulation: questions arrive at
random, each has to look through every segment, segments lie evenly on the query nodes, and a
node's cores take them in turn. It knows no network, no cache and no compaction.
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
import random
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from benchmarks.common.table import Table, show
from benchmarks.memory import MODEL, RandomVectors
from qa.index import build_index
from qa.index.engine.milvus_rows import passage_row
from qa.index.generations import generations
from qa.index.location import CATALOG_NAME
from qa.index.rows import ARTICLE_FIELDS, article_from
from qa.index.sync import word_entries
from qa.settings import Settings

SIZES = (1_000_000, 100_000_000, 1_000_000_000)
GB, DAY_S, MONTH_H = 1e9, 86_400, 730
# Passages of so many words are of about 160 of the encoder's tokens.
WORDS = 120
QUESTIONS, WARM = 400, 40


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is not measured here; each may be given as an option."""

    dim: int = 384
    edges: int = 30  # M of HNSW, as in Milvus' sizing tool
    bytes_an_edge: int = 16  # ScyllaDB, "Sizing and Capacity Planning": m x 16
    headroom: float = (
        1.2  # the same page; with M=30 it gives the sizing tool's 1.1 GiB for 1M x 128
    )
    bytes_a_word: float = 12.0  # of a sparse vector: 4 its number, 4 its weight, half for lists
    pq_share: float = 0.125  # of the vectors that DiskANN keeps in memory (its PQCodeBudgetGBRatio)
    segment_gb: float = 1.0  # Milvus' dataCoord.segment.maxSize, 1,024 MB
    segment_ms: float = 1.0  # a search of one segment on one core, 100 wanted: see the page
    disk_factor: float = 4.0  # the same by DiskANN, whose vectors come from an SSD: a guess
    build_a_core: float = 700.0  # vectors a second that HNSW takes: see the page
    embed_a_core: float = 26.0  # docs/results.md: 53 passages a second on two cores
    read_a_core: float = 390.0  # docs/operations-growth.md: .0051 s an article of two passages
    node_cores: int = 16  # the node: AWS m7g.4xlarge, 16 cores and 64 GB
    node_gb: float = 64.0
    used: float = 0.75  # of a node's memory
    node_hour: float = 0.6528  # dollars on demand in us-east-1: 8 x m7g.large at .0816, June 2026
    disk_month: float = 0.08  # dollars a GB and month of gp3
    postgres: float = 1.5  # bytes of PostgreSQL for one of SQLite
    builders: int = 4  # nodes that read and embed
    questions_a_second: float = 5.0


@dataclass(frozen=True, slots=True)
class Passage:
    """Bytes of a passage, the mean over the example articles."""

    catalog: float
    row: float
    words: float
    files: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What one size takes."""

    passages: int
    index: str
    memory_gb: float
    disk_gb: float
    query_nodes: int
    other_nodes: int
    embed_hours: float
    index_hours: float
    p50_ms: float
    p95_ms: float
    build_dollars: float
    month_dollars: float


def measured(corpus: Path = Path("corpus")) -> Passage:
    """Build the example articles without an encoder, and weigh what came of it."""
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        settings = Settings(
            corpus=corpus, indexes=Path(name), embedding_model=MODEL, passage_tokens=WORDS
        )
        count = build_index(settings, embedder=RandomVectors()).passages
        rows = words = 0
        with generations(settings) as kept:
            folder = kept.current()
            assert folder is not None
            sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
            with closing(kept.open(folder)) as database, database.reading() as session:
                for row in session.each(f"SELECT {ARTICLE_FIELDS} FROM articles WHERE shown = 1"):
                    for entry in word_entries(session, article_from(row)):
                        made = passage_row(entry, None, dim=0)
                        rows += len(json.dumps(made, ensure_ascii=False).encode())
                        words += len(set(made["text"].split()))
    catalog = sum(size for path, size in sizes.items() if path.name.startswith(CATALOG_NAME))
    files = sum(sizes.values())
    return Passage(catalog / count, rows / count, words / count, files / count)


def plan(passages: int, each: Passage, given: Assumed, *, on_disk: bool) -> Plan:
    """Nodes, memory, disk, hours and rent of a size; on_disk: by DiskANN in place of HNSW."""
    raw = 4 * given.dim
    graph = given.edges * given.bytes_an_edge
    vector = raw * given.pq_share if on_disk else raw + graph
    memory = passages * (vector + each.words * given.bytes_a_word) * given.headroom / GB
    fast_disk = passages * (raw + graph) * given.headroom / GB if on_disk else 0.0
    stored = passages * (raw + each.row + vector) / GB + fast_disk
    disk = stored + passages * each.catalog * given.postgres / GB
    segments = max(1, math.ceil(passages * (raw + each.row) / GB / given.segment_gb))
    least = max(1, math.ceil(memory / (given.node_gb * given.used)))
    slower = given.disk_factor if on_disk else 1.0
    given = replace(given, segment_ms=given.segment_ms * slower)
    nodes, times = _enough(least, segments, given)
    # One machine holds all of a small one; else the proxies, coordinators and writers of Milvus,
    # its etcd, PostgreSQL and two windows.
    others = 0 if nodes == 1 and passages <= 5_000_000 else 4 + math.ceil(passages / 250_000_000)
    cores = given.builders * given.node_cores
    embed = passages * (1 / given.embed_a_core + 1 / given.read_a_core) / cores / 3600
    index = passages / given.build_a_core / cores / 3600
    month = MONTH_H * (nodes + others) * given.node_hour + disk * given.disk_month
    return Plan(
        passages,
        "DiskANN" if on_disk else "HNSW",
        memory,
        disk,
        nodes,
        others,
        embed,
        index,
        1000 * times[len(times) // 2],
        1000 * times[int(0.95 * len(times))],
        (embed + index) * given.builders * given.node_hour,
        month,
    )


def _enough(least: int, segments: int, given: Assumed) -> tuple[int, list[float]]:
    """Query nodes that keep up with the questions, and the sorted times of these in seconds."""
    work = given.questions_a_second * segments * given.segment_ms / 1000
    nodes = max(least, math.ceil(work / 0.7 / given.node_cores))
    return nodes, waits(nodes, segments, given)


def waits(nodes: int, segments: int, given: Assumed, *, seed: int = 1) -> list[float]:
    """Seconds of each question until its last segment is done, least first."""
    chance = random.Random(seed)
    share = [segments // nodes + (at < segments % nodes) for at in range(nodes)]
    cores = [[0.0] * given.node_cores for _ in range(nodes)]
    now, found = 0.0, []
    for _ in range(QUESTIONS + WARM):
        now += chance.expovariate(given.questions_a_second)
        ended = now
        for node, held in enumerate(share):
            free = cores[node]
            for _ in range(held):
                begin = max(now, heapq.heappop(free))
                end = begin + given.segment_ms / 1000 * chance.lognormvariate(0.0, 0.3)
                heapq.heappush(free, end)
                ended = max(ended, end)
        found.append(ended - now)
    return sorted(found[WARM:])


def graphs(sizes: Sequence[int], *, edges: int = 18, dim: int = 384) -> Table:
    """Build a graph of made vectors and search it on one core: what `segment_ms` is drawn from."""
    import faiss  # comes with milvus-lite

    faiss.omp_set_num_threads(1)
    chance, rows = np.random.default_rng(0), []
    for size in sizes:
        centres = 0.7 * chance.standard_normal((200, dim), dtype=np.float32)
        made = centres[chance.integers(0, 200, size)]
        made += chance.standard_normal((size, dim), dtype=np.float32)
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        graph = faiss.IndexHNSWFlat(dim, edges, faiss.METRIC_INNER_PRODUCT)
        graph.hnsw.efConstruction, graph.hnsw.efSearch = 240, 100
        begun = time.process_time()
        graph.add(made)
        built = time.process_time()
        graph.search(made[:200], 100)
        ended = time.process_time()
        rows.append((size, size / (built - begun), 1000 * (ended - built) / min(size, 200)))
    names = "vectors", "built a second", "ms a search"
    return Table("HNSW on one core", names, tuple(rows))


def table(plans: Sequence[Plan]) -> Table:
    """A row for each plan."""
    names = tuple(field.name.replace("_", " ") for field in fields(Plan))
    rows = [
        tuple(
            f"{value:,}" if isinstance(value, int) else _rounded(value)
            for value in (getattr(one, field.name) for field in fields(Plan))
        )
        for one in plans
    ]
    return Table("scale", names, tuple(rows))


def _rounded(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if value >= 20 else f"{value:.1f}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="passages")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="articles to weigh")
    parser.add_argument("--graphs", type=int, nargs="*", help="vectors of graphs to measure too")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    for field in fields(Assumed):
        name, kind = field.name.replace("_", "-"), type(field.default)
        parser.add_argument(f"--{name}", type=kind, default=field.default)
    options = vars(parser.parse_args(arguments))
    given = replace(Assumed(), **{field.name: options[field.name] for field in fields(Assumed)})
    each = measured(options["corpus"])
    weighed = tuple((name.name, getattr(each, name.name)) for name in fields(Passage))
    plans = [
        plan(size, each, given, on_disk=on_disk)
        for size in options["sizes"]
        for on_disk in (False, True)
        if size > 10_000_000 or not on_disk
    ]
    shown = [Table("bytes of a passage; words: how many", ("what", "mean"), weighed), table(plans)]
    if options["graphs"]:
        shown.append(graphs(options["graphs"]))
    show(shown, as_json=options["json"])


if __name__ == "__main__":
    main()
