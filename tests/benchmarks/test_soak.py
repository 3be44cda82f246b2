"""The short form of `python -m benchmarks.soak`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.soak import FOLLOW_UPS, growth, questions, soak

if TYPE_CHECKING:
    from qa.answering import Assistant

WORDS = ("harbour", "ferry", "council", "bridge")
FLAT = [(500, 9, 900, 20, 9), (1000, 50, 960, 22, 9), (2000, 99, 980, 21, 9)]


@pytest.mark.skipif(sys.platform != "linux", reason="it reads /proc")
def test_answers_of_all_kinds_are_given_and_what_is_held_is_looked_at(
    assistant: Assistant,
) -> None:
    looks: list[int] = []
    rows = soak(assistant, 4, every=2, look=lambda row: looks.append(row[0]))
    assert [row[0] for row in rows] == looks == [2, 4]
    assert all(
        megabytes > 10 and handles > 2 and threads > 0 for *_, megabytes, handles, threads in rows
    )


def test_no_two_questions_are_alike_but_for_short_follow_ups() -> None:
    asked = list(questions([f"word{n}" for n in range(400)], 300))
    assert len(asked) == 300
    whole = [question for question in asked if question not in FOLLOW_UPS]
    assert len(set(whole)) == len(whole)


def test_growth_is_counted_from_the_first_quarter_on() -> None:
    assert growth([(100, 5, 500, 20, 9), *FLAT], of=2000) == []
    assert growth([*FLAT[:-1], (2000, 99, 991, 23, 9)], of=2000) == [
        "megabytes grew from 900 to 991",
        "handles grew from 20 to 23",
    ]
