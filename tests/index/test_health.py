"""The short look at the stores: what a graph of neighbours misses by chance is no damage."""

from __future__ import annotations

import numpy as np
import pytest

from qa.index.condition import Condition
from qa.index.database import Database
from qa.index.dense import Vectors
from qa.index.exact_search import Vector
from qa.index.health import vectors_condition

KEYS = [f"{n:032x}" for n in range(4)]
ROWS = np.eye(4, dtype=np.float32)


class Graph(Vectors):
    """Its graph cannot reach some of the vectors that are stored."""

    unreached: frozenset[str] = frozenset()

    def query_graph(self, vector: Vector, *, k: int) -> list[tuple[str, float]]:
        found = super().query_graph(vector, k=len(KEYS))
        return [hit for hit in found if hit[0] not in self.unreached][:k]


@pytest.fixture
def catalog(database: Database) -> Database:
    with database.writing() as session:
        session.run_many("INSERT INTO embedded VALUES (?)", [(key,) for key in KEYS])
    return database


def condition(catalog: Database, *, unreached: int, exact: int) -> Condition:
    vectors = Graph(catalog.path.parent / "vectors", "vectors-test", create=True, exact=exact)
    vectors.add(KEYS, ROWS)
    vectors.unreached = frozenset(KEYS[:unreached])
    try:
        return vectors_condition(vectors, catalog, settled=True)
    finally:
        vectors.close()


@pytest.mark.parametrize("unreached", [0, 1, 4])
def test_few_vectors_are_sound_whatever_the_graph_finds_that_no_search_asks(
    unreached: int, catalog: Database
) -> None:
    assert condition(catalog, unreached=unreached, exact=4) == Condition("sound", found=4)


# Of keys that all begin alike the first two are looked at.
@pytest.mark.parametrize("unreached", [0, 1])
def test_a_graph_that_misses_a_few_is_sound(unreached: int, catalog: Database) -> None:
    assert condition(catalog, unreached=unreached, exact=3) == Condition("sound", found=4)


@pytest.mark.parametrize("unreached", [2, 4])
def test_a_graph_that_misses_most_is_damaged(unreached: int, catalog: Database) -> None:
    said = "its graph finds 0.00 of what is in it"
    assert condition(catalog, unreached=unreached, exact=3) == Condition("damaged", said, 4)
