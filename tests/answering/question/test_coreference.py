"""What the pronouns of a follow-up stand for, in the last turns."""

from __future__ import annotations

import pytest

from qa.answering.question.coreference import place, time
from qa.records import Turn


def test_without_a_place_nothing_is_said() -> None:
    assert place([]) is None


def test_there_is_the_named_place_with_its_preposition() -> None:
    assert place([Turn("Where was it signed?", "It was signed in Vienna. [1]")]) == "in Vienna"


@pytest.mark.parametrize(
    ("asked", "when"),
    [
        ("What happened in March 2017?", "in March 2017"),
        ("What happened on 5 August 2019?", "on 5 August 2019"),
        ("What happened between 2010 and 2015?", None),
    ],
)
def test_then_is_the_one_date_of_the_question(asked: str, when: str | None) -> None:
    assert time([Turn(asked, "Much. [1]")]) == when
