"""The records: places of an article, an answer as a turn, and that none can be changed."""

from __future__ import annotations

import dataclasses
import inspect

import pytest

from qa import records
from qa.records import Answer, Article, Citation, Place

PAGED = Article("a", "a.pdf", "A", "x" * 100, "", places=(Place(0, "p. 1"), Place(40, "p. 2")))


@pytest.mark.parametrize(
    ("offset", "label"), [(0, "p. 1"), (39, "p. 1"), (40, "p. 2"), (99, "p. 2")]
)
def test_an_offset_stands_on_the_last_page_that_began(offset: int, label: str) -> None:
    assert PAGED.place_at(offset) == label


def test_without_marks_or_before_the_first_there_is_no_place() -> None:
    assert dataclasses.replace(PAGED, places=()).place_at(5) is None
    assert dataclasses.replace(PAGED, places=(Place(10, "p. 1"),)).place_at(5) is None


def test_an_answer_as_a_turn_names_each_cited_article_once_in_order() -> None:
    other = dataclasses.replace(PAGED, id="b", title="B")
    cited = tuple(
        Citation(n, article, "x", 0, 1, 1.0) for n, article in enumerate((other, PAGED, other), 1)
    )
    answer = Answer("It?", "The line?", "54 km [1]", "54 km", (), cited, "answered", (), "x", 0.1)
    turn = answer.as_turn()
    assert (turn.question, turn.answer) == ("It?", "54 km [1]")
    assert (turn.standalone_question, turn.direct) == ("The line?", "54 km")
    assert turn.cited == ("B", "A")


def test_records_are_frozen_and_compare_by_value() -> None:
    kinds = [kind for _, kind in inspect.getmembers(records, dataclasses.is_dataclass)]
    assert [kind for kind in kinds if not kind.__dataclass_params__.frozen] == []
    assert Place(1, "p. 1") == Place(1, "p. 1")
    with pytest.raises(dataclasses.FrozenInstanceError):
        PAGED.title = "B"  # type: ignore[misc]
