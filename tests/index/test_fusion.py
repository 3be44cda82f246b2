"""The weighted sum, worked by hand."""

from __future__ import annotations

import pytest

from qa.index import fuse
from qa.records import Article, Hit, Passage


def passage(key: str) -> Passage:
    article = Article("0" * 16, "a.txt", "A", "text", "d")
    return Passage(key, article, 0, 4, "text")


def dense(**scores: float) -> list[Hit]:
    return [Hit(passage(key), score=s, dense=s) for key, s in scores.items()]


def lexical(**scores: float) -> list[Hit]:
    return [Hit(passage(key), score=s, lexical=s) for key, s in scores.items()]


def ranking(hits: list[Hit]) -> list[tuple[str, float]]:
    return [(hit.passage.id, hit.score) for hit in hits]


def test_worked_example() -> None:
    # dense -> a 1, b .5, c 0; lexical -> b 1, d 0; c and d are 0 on the side that lacks them
    hits = fuse(dense(a=0.75, b=0.5, c=0.25), lexical(b=8.0, d=2.0), dense_weight=0.5)
    assert ranking(hits) == [("b", 0.75), ("a", 0.5), ("c", 0.0), ("d", 0.0)]
    assert (hits[0].dense, hits[0].lexical) == (0.5, 8.0)
    assert (hits[1].dense, hits[1].lexical) == (0.75, None)
    assert (hits[3].dense, hits[3].lexical) == (None, 2.0)


@pytest.mark.parametrize(("weight", "first"), [(0.0, "b"), (1.0, "a")])
def test_the_weight_decides_between_the_sides(weight: float, first: str) -> None:
    hits = fuse(dense(a=0.9, b=0.1), lexical(a=1.0, b=9.0), dense_weight=weight)
    assert hits[0].passage.id == first


def test_an_empty_side_has_no_say() -> None:
    assert ranking(fuse([], lexical(a=4.0, b=2.0), dense_weight=0.9)) == [("a", 1.0), ("b", 0.0)]
    assert ranking(fuse(dense(a=0.4), [], dense_weight=0.1)) == [("a", 1.0)]
    assert fuse([], []) == []


def test_equal_scores_sort_by_id_and_are_all_one() -> None:
    hits = fuse(dense(b=0.5, a=0.5), [], dense_weight=0.5)
    assert ranking(hits) == [("a", 1.0), ("b", 1.0)]


def test_a_weight_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"between 0 and 1, got 1\.5"):
        fuse([], [], dense_weight=1.5)
