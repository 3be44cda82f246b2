"""The short look at the stores: what a graph of neighbours misses by chance is no damage."""

from __future__ import annotations

import numpy as np
import pytest

from qa.index.catalog import Catalog
from qa.index.condition import Condition
from qa.index.database import Database
from qa.index.engine.embedded import EmbeddedEngine
from qa.index.engine.exact_search import Vector
from qa.index.health import vectors_condition
from qa.settings import Settings

KEYS = [f"{n:032x}" for n in range(4)]
ROWS = np.eye(4, dtype=np.float32)


class Graph(EmbeddedEngine):
    """Its graph cannot reach some of the vectors that are stored."""

    unreached: frozenset[str] = frozenset()

    def graph(self, vector: Vector, *, k: int) -> list[tuple[str, float]] | None:
        found = self.dense(vector, k=len(KEYS))
        return [hit for hit in found if hit[0] not in self.unreached][:k]


@pytest.fixture
def catalog(database: Database) -> Database:
    with database.writing() as session:
        session.run_many("INSERT INTO embedded VALUES (?)", [(key,) for key in KEYS])
    return database


def condition(
    catalog: Database, *, unreached: int, kind: type[EmbeddedEngine] = Graph
) -> Condition:
    folder = catalog.path.parent
    settings = Settings(corpus=folder, indexes=folder)
    engine = kind(settings, folder, catalog, Catalog(catalog).manifest())
    engine.open_to_write("vectors")
    engine.add(KEYS, ROWS)
    if isinstance(engine, Graph):
        engine.unreached = frozenset(KEYS[:unreached])
    try:
        return vectors_condition(engine, catalog, settled=True)
    finally:
        engine.close()


def test_few_vectors_are_compared_and_no_search_asks_a_graph(catalog: Database) -> None:
    found = condition(catalog, unreached=4, kind=EmbeddedEngine)
    assert found == Condition("sound", found=4)


# Of keys that all begin alike the first two are looked at.
@pytest.mark.parametrize("unreached", [0, 1])
def test_a_graph_that_misses_a_few_is_sound(unreached: int, catalog: Database) -> None:
    assert condition(catalog, unreached=unreached) == Condition("sound", found=4)


@pytest.mark.parametrize("unreached", [2, 4])
def test_a_graph_that_misses_most_is_damaged(unreached: int, catalog: Database) -> None:
    said = "its graph finds 0.00 of what is in it"
    assert condition(catalog, unreached=unreached) == Condition("damaged", said, 4)
