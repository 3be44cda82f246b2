"""Compares words and vectors with the catalog completely: every entry, every vector.

Beside the short look of `health`, for `qa check` and for a build after a reader had trouble.
It costs a pass over all that is stored, in pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from qa.errors import StoreError
from qa.index.condition import Condition, unit_rows
from qa.index.database import Database
from qa.index.engine.exact_search import EXACT_ROWS, Vector
from qa.index.engine.search_engine import SearchEngine

PAGE = 2_000
# The graph is asked for the best ten of so many vectors; it finds nearly all of them.
SEARCHES, BEST = 20, 10
LEAST_RECALL = 0.8


def whole_words(engine: SearchEngine, database: Database) -> Condition:
    """Whether there are words of exactly the passages of the catalog."""
    try:
        held = set(engine.entries())
    except StoreError as error:
        return Condition("damaged", str(error))
    with database.reading() as session:
        wanted = {(str(row[0]), str(row[1])) for row in session.each(_PASSAGES)}
    if held != wanted:
        said = f"{len(held & wanted):,} of {len(wanted):,} passages are in it"
        more = len(held - wanted)
        return Condition("lost", f"{said}, and {more:,} others" if more else said, len(held))
    return Condition("sound", found=len(held))


def whole_vectors(engine: SearchEngine, database: Database) -> Condition:
    """Whether every key that the catalog has as embedded has a vector that can be found."""
    wrong, held = 0, set[str]()
    best = _Best()
    try:
        for page in _pages(engine.keys()):
            rows = engine.get(page)
            stacked = np.stack(list(rows.values())) if rows else np.empty((0, 0), np.float32)
            good = unit_rows(stacked) if rows else np.empty(0, bool)
            held |= {key for key, fine in zip(rows, good, strict=True) if fine}
            wrong += len(page) - int(good.sum())
            best.see(list(rows), stacked)
        recall = best.recall(engine) if len(held) > EXACT_ROWS else 1.0
    except StoreError as error:
        return Condition("damaged", str(error))
    if wrong:
        return Condition("damaged", f"{wrong:,} vectors are wrong", len(held))
    if recall < LEAST_RECALL:
        return Condition("damaged", f"its graph finds {recall:.2f} of the nearest", len(held))
    with database.reading() as session:
        wanted = {str(row[0]) for row in session.each("SELECT key FROM embedded")}
    if missing := len(wanted - held):
        said = f"{len(wanted) - missing:,} of {len(wanted):,} are in it"
        return Condition("lost", said, len(wanted) - missing)
    return Condition("sound", found=len(held))


class _Best:
    """The truly nearest of a few vectors, page by page."""

    def __init__(self) -> None:
        self._asked: Vector | None = None
        self._near: list[list[tuple[float, str]]] = []

    def see(self, keys: list[str], rows: Vector) -> None:
        if not keys:
            return
        if self._asked is None:
            self._asked = rows[:SEARCHES]
            self._near = [[] for _ in self._asked]
        cosines: NDArray[np.float32] = self._asked @ rows.T
        for near, row in zip(self._near, cosines, strict=True):
            top = np.argsort(-row, kind="stable")[:BEST]
            near += [(float(row[at]), keys[at]) for at in top]
            near.sort(key=lambda pair: -pair[0])
            del near[BEST:]

    def recall(self, engine: SearchEngine) -> float:
        """The share of them that the engine's graph finds."""
        if self._asked is None:
            return 1.0
        found = 0
        for row, near in zip(self._asked, self._near, strict=True):
            told = {key for key, _ in engine.graph(row, k=BEST) or ()}
            found += len(told & {key for _, key in near})
        return found / sum(map(len, self._near))


def _pages(keys: Iterable[str]) -> Iterator[list[str]]:
    some = iter(keys)
    while page := list(islice(some, PAGE)):
        yield page


_PASSAGES = "SELECT id, article FROM passages"
