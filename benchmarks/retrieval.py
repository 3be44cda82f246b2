"""Is the right text found? python -m benchmarks.retrieval [--set nq] [--json].

Three public sets go through the product as files: read, split, embedded and indexed by
`qa.build_index`, then asked through `Index.candidates` and `fuse`, as a search does. A
document longer than a passage is split like any article, and ranks by its best passage.
So the figures are of documents, found by passages; they are of retrieval alone, before
any reader. Vectors and indexes are kept in .cache/: the first run embeds some 16,000
passages, later ones take a minute.

MiniLM was trained on Natural Questions: SQuAD and SciFact are the fairer rows.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from benchmarks.common.data import DEFAULT_DATA, LOADERS, Query, RetrievalSet
from benchmarks.common.indexes import index_folder, write_corpus
from benchmarks.common.metrics import hit_at, mean, ndcg_at, reciprocal_rank
from benchmarks.common.table import Cell, Table, show
from benchmarks.common.vectors import CachedEmbedder
from qa.errors import QaError
from qa.index import CANDIDATES, Index, Progress, build_index, fuse, load_embedder
from qa.records import Hit
from qa.settings import Settings

FIGURES: dict[str, Callable[[Sequence[str], frozenset[str]], float]] = {
    "hit@1": lambda ranked, relevant: hit_at(ranked, relevant, 1),
    "hit@4": lambda ranked, relevant: hit_at(ranked, relevant, 4),
    "hit@10": lambda ranked, relevant: hit_at(ranked, relevant, 10),
    "MRR": reciprocal_rank,
    "nDCG@10": lambda ranked, relevant: ndcg_at(ranked, relevant, 10),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What both retrievers returned for a query, best first."""

    query: Query
    dense: tuple[Hit, ...]
    lexical: tuple[Hit, ...]


def open_index(of: RetrievalSet, *, tell: Callable[[str], None] = lambda _: None) -> Index:
    """The product's index of a set, built first where that has not been done."""
    corpus = write_corpus(of.name, of.documents)
    settings = Settings(corpus=corpus, indexes=index_folder(of.name.lower(), corpus))
    embedder = CachedEmbedder(load_embedder(settings))

    def progress(step: Progress) -> None:
        if step.stage == "embed" and step.done % 2_048 < 64:
            tell(f"{of.name}: {step.done} of {step.total} passages embedded")

    report = build_index(settings, embedder=embedder, progress=progress)
    for failure in report.failures:
        tell(f"{of.name}: {failure.path} is not in the index: {failure.reason}")
    return Index.open(settings, embedder=embedder)


def ask(index: Index, queries: Sequence[Query], *, k: int = CANDIDATES) -> Iterator[Found]:
    """Both sides' k candidates for every query."""
    index.embedder.encode([query.question for query in queries])
    for query in queries:
        dense, lexical = index.candidates(query.question, k=k)
        yield Found(query, tuple(dense), tuple(lexical))


def documents(hits: Sequence[Hit]) -> list[str]:
    """The documents of some passages, each once, in the order of its best passage."""
    return list(dict.fromkeys(PurePosixPath(hit.passage.article.path).stem for hit in hits))


SYSTEMS: dict[str, Callable[[Found], Sequence[Hit]]] = {
    "BM25": lambda found: found.lexical,
    "dense": lambda found: found.dense,
    "fused": lambda found: fuse(found.dense, found.lexical),
}


def figures(rankings: Sequence[tuple[Sequence[str], frozenset[str]]]) -> list[float | None]:
    """The average of each figure over (ranked documents, relevant documents) pairs."""
    return [
        mean([figure(ranked, relevant) for ranked, relevant in rankings])
        for figure in FIGURES.values()
    ]


def rows_of(name: str, found: Iterable[Found]) -> list[tuple[Cell, ...]]:
    """A row per system. Hits are let go query by query: they hold whole articles."""
    rankings: dict[str, list[tuple[Sequence[str], frozenset[str]]]] = {key: [] for key in SYSTEMS}
    for item in found:
        for system, rank in SYSTEMS.items():
            rankings[system].append((documents(rank(item)), item.query.relevant))
    return [(name, system, len(own), *figures(own)) for system, own in rankings.items()]


def averages(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """A row per system with the mean over the sets, each set counting the same."""
    result: list[tuple[Cell, ...]] = []
    for system in SYSTEMS:
        own = [row for row in rows if row[1] == system]
        columns = zip(*(row[3:] for row in own), strict=True)
        means = [mean([cell for cell in column if isinstance(cell, float)]) for column in columns]
        total = sum(row[2] for row in own if isinstance(row[2], int))
        result.append(("average", system, total, *means))
    return result


def thinned(of: RetrievalSet, limit: int) -> tuple[Query, ...]:
    """`limit` of the queries, evenly chosen; 0 means all."""
    if not limit or limit >= len(of.queries):
        return of.queries
    return tuple(of.queries[index * len(of.queries) // limit] for index in range(limit))


def parser(prog: str, description: str | None) -> argparse.ArgumentParser:
    """The options that this benchmark and the sweep share."""
    arguments = argparse.ArgumentParser(prog=prog, description=description)
    arguments.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of public sets")
    arguments.add_argument("--set", action="append", choices=list(LOADERS), help="only these")
    arguments.add_argument("--limit", type=int, default=0, help="queries per set, evenly chosen")
    arguments.add_argument("--json", action="store_true", help="JSON instead of tables")
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 with a sentence on stderr if it cannot be run."""
    options = parser("benchmarks.retrieval", __doc__).parse_args(argv)

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    rows: list[tuple[Cell, ...]] = []
    try:
        for name in options.set or LOADERS:
            one = LOADERS[name](options.data)
            with open_index(one, tell=tell) as index:
                rows += rows_of(one.name, ask(index, thinned(one, options.limit)))
    except QaError as error:
        tell(str(error))
        return 2
    columns = ("set", "system", "queries", *FIGURES)
    show([Table("Retrieval", columns, (*rows, *averages(rows)))], as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
