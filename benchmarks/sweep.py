"""Which fusion constants? python -m benchmarks.sweep [--set squad] [--json].

Takes both retrievers' candidates for every query of the open sets, once, and fuses them
in every way of the grid: how scores are made comparable, the weight of the dense side,
how many candidates each side gives. Prints a row per way with each set's figure and how
far the worst set falls short of the better of its two parts. It changes no constant:
what is chosen from it is written into qa/index/fusion.py by hand, with the figures.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.common.data import LOADERS
from benchmarks.common.metrics import hit_at, mean, ndcg_at
from benchmarks.common.table import Cell, Table, show
from benchmarks.retrieval import Found, ask, documents, open_index, parser, thinned
from qa.errors import QaError
from qa.records import Hit

Scores = NDArray[np.float64]

CANDIDATES = (50, 100)
WEIGHTS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
RECIPROCAL_RANK_K = 60
# The figure of each set that the project is held to.
WANTED: dict[str, Callable[[Sequence[str], frozenset[str]], float]] = {
    "NQ": lambda ranked, relevant: hit_at(ranked, relevant, 1),
    "SQuAD": lambda ranked, relevant: hit_at(ranked, relevant, 1),
    "SciFact": lambda ranked, relevant: ndcg_at(ranked, relevant, 10),
}


def least_to_greatest(scores: Scores) -> Scores:
    """[2, 6, 4, nan] -> [0, 1, .5, 0]: the list's own range; what a side lacks gets 0."""
    low, high = np.nanmin(scores), np.nanmax(scores)
    return np.nan_to_num((scores - low) / (high - low) if high > low else scores / scores)


def share_of_greatest(scores: Scores) -> Scores:
    """[2, 6, 4, nan] -> [.33, 1, .67, 0]: how near to the best; what a side lacks gets 0."""
    high = np.nanmax(scores)
    return np.nan_to_num(np.maximum(scores, 0.0) / high if high > 0 else scores * 0.0)


def reciprocal_rank(scores: Scores) -> Scores:
    """[2, 6, 4, nan] -> [1/63, 1/61, 1/62, 0], as in reciprocal rank fusion."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(-np.nan_to_num(scores, nan=-np.inf), kind="stable")] = np.arange(len(scores))
    return np.where(np.isnan(scores), 0.0, 1.0 / (RECIPROCAL_RANK_K + 1.0 + ranks))


WAYS: dict[str, Callable[[Scores], Scores]] = {
    "least to greatest": least_to_greatest,
    "share of greatest": share_of_greatest,
    "reciprocal rank": reciprocal_rank,
}


@dataclass(frozen=True, slots=True)
class Pool:
    """A query's candidates of both sides, by passage; NaN where a side lacks the passage."""

    documents: tuple[str, ...]
    dense: Scores
    lexical: Scores
    relevant: frozenset[str]


def pool(found: Found, candidates: int) -> Pool:
    """The first `candidates` of each side as two columns of scores."""
    dense, lexical = found.dense[:candidates], found.lexical[:candidates]
    of_passage: dict[str, Hit] = {hit.passage.id: hit for hit in (*dense, *lexical)}
    place = {key: number for number, key in enumerate(of_passage)}
    columns = np.full((2, len(place)), np.nan)
    for column, hits in zip(columns, (dense, lexical), strict=True):
        for hit in hits:
            column[place[hit.passage.id]] = hit.score
    names = tuple(documents([hit])[0] for hit in of_passage.values())
    return Pool(names, columns[0], columns[1], found.query.relevant)


def ranked(of: Pool, way: Callable[[Scores], Scores], *, weight: float) -> list[str]:
    """The first ten documents, each by its best passage; weight is that of the dense side."""
    if not of.documents:
        return []
    sides = [
        (share, scores)
        for share, scores in ((weight, of.dense), (1.0 - weight, of.lexical))
        if not np.isnan(scores).all()
    ]
    total = sum((share * way(scores) for share, scores in sides), np.zeros(len(of.documents)))
    names = dict.fromkeys(of.documents[place] for place in np.argsort(-total, kind="stable"))
    return list(names)[:10]


def figure(name: str, pools: Sequence[Pool], way: str, weight: float) -> float:
    """The wanted figure of a set, averaged over its queries."""
    values = [WANTED[name](ranked(one, WAYS[way], weight=weight), one.relevant) for one in pools]
    return mean(values) or 0.0


def sweep(pooled: dict[int, dict[str, list[Pool]]]) -> list[tuple[Cell, ...]]:
    """A row per way, candidates and weight: each set's figure, the mean, the worst shortfall.

    pooled: candidates -> name of the set -> a Pool per query.
    """
    rows: list[tuple[Cell, ...]] = []
    for candidates, pools in pooled.items():
        parts = {
            name: max(figure(name, own, "least to greatest", weight) for weight in (0.0, 1.0))
            for name, own in pools.items()
        }
        rows.append(
            ("better part", candidates, None, *parts.values(), mean([*parts.values()]), 0.0)
        )
        for way in WAYS:
            for weight in WEIGHTS if way != "reciprocal rank" else (0.5,):
                own = {name: figure(name, pools[name], way, weight) for name in pools}
                short = max(parts[name] - own[name] for name in own)
                rows.append((way, candidates, weight, *own.values(), mean([*own.values()]), short))
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    """Run the sweep; 2 with a sentence on stderr if it cannot be run."""
    options = parser("benchmarks.sweep", __doc__).parse_args(argv)

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    pooled: dict[int, dict[str, list[Pool]]] = {number: {} for number in CANDIDATES}
    try:
        for name in options.set or LOADERS:
            one = LOADERS[name](options.data)
            with open_index(one, tell=tell) as index:
                for found in ask(index, thinned(one, options.limit), k=max(CANDIDATES)):
                    for number, pools in pooled.items():
                        pools.setdefault(one.name, []).append(pool(found, number))
    except QaError as error:
        tell(str(error))
        return 2
    columns = (
        "normalised by",
        "candidates",
        "dense weight",
        *pooled[CANDIDATES[0]],
        "mean",
        "worst shortfall",
    )
    show([Table("Fusion", columns, tuple(sweep(pooled)))], as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
