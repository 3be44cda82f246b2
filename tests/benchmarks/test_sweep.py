import numpy as np
import pytest

from benchmarks import sweep
from benchmarks.common.data import Query
from benchmarks.retrieval import Found, averages, documents, figures
from qa.records import Article, Hit, Passage

LACKS = np.nan


def hit(key: str, *, file: str, score: float) -> Hit:
    article = Article(id=file, path=f"{file}.md", title="", text="Text.", digest="")
    return Hit(Passage(key, article, 0, 5, "Text."), score=score)


def test_least_to_greatest() -> None:
    scores = sweep.least_to_greatest(np.array([2.0, 6.0, 4.0, LACKS]))
    assert scores.tolist() == [0.0, 1.0, 0.5, 0.0]
    assert sweep.least_to_greatest(np.array([3.0, LACKS, 3.0])).tolist() == [1.0, 0.0, 1.0]


def test_share_of_greatest() -> None:
    scores = sweep.share_of_greatest(np.array([2.0, 8.0, LACKS, -1.0]))
    assert scores.tolist() == [0.25, 1.0, 0.0, 0.0]


def test_reciprocal_rank() -> None:
    scores = sweep.reciprocal_rank(np.array([2.0, 6.0, LACKS]))
    assert scores.tolist() == [1 / 62, 1 / 61, 0.0]


def test_a_pool_joins_both_sides_and_documents_count_once() -> None:
    found = Found(
        Query("q", "What?", frozenset({"b"})),
        dense=(hit("p1", file="a", score=0.9), hit("p2", file="b", score=0.5)),
        lexical=(hit("p3", file="b", score=8.0), hit("p2", file="b", score=4.0)),
    )
    pool = sweep.pool(found, 10)
    assert pool.documents == ("a", "b", "b")
    assert np.array_equal(pool.dense, [0.9, 0.5, LACKS], equal_nan=True)
    assert np.array_equal(pool.lexical, [LACKS, 4.0, 8.0], equal_nan=True)
    # Share of greatest: p1 .5, p2 .5 * (.556 + .5) = .528, p3 .5.
    assert sweep.ranked(pool, sweep.share_of_greatest, weight=0.5) == ["b", "a"]
    assert sweep.ranked(pool, sweep.least_to_greatest, weight=1.0) == ["a", "b"]


def test_a_side_without_hits_has_no_say() -> None:
    query = Query("q", "?", frozenset({"a"}))
    found = Found(query, dense=(hit("p", file="a", score=0.3),), lexical=())
    assert sweep.ranked(sweep.pool(found, 5), sweep.least_to_greatest, weight=0.5) == ["a"]
    nothing = Found(query, dense=(), lexical=())
    assert sweep.ranked(sweep.pool(nothing, 5), sweep.least_to_greatest, weight=0.5) == []


def test_documents_rank_by_their_best_passage() -> None:
    hits = [hit("1", file="b", score=3), hit("2", file="a", score=2), hit("3", file="b", score=1)]
    assert documents(hits) == ["b", "a"]


def test_figures_and_their_average_over_sets() -> None:
    relevant = frozenset({"a"})
    assert figures([(["a", "b"], relevant), (["b", "a"], relevant)]) == pytest.approx(
        [0.5, 1.0, 1.0, 0.75, (1 + 1 / np.log2(3)) / 2]
    )
    rows = [
        (name, system, 2, value)
        for name, value in (("x", 0.4), ("y", 0.8))
        for system in ("BM25", "dense", "fused")
    ]
    assert averages(rows)[0] == ("average", "BM25", 4, pytest.approx(0.6))
