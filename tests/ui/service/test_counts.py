"""Questions are counted once, by how they ended."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

import pytest

from qa.errors import ChatModelError, QuestionError
from qa.records import Answer
from qa.ui.service.counts import LIMITS_S, OUTCOMES, Counts
from tests.ui.make import answer, answered


def drafts(*given: Answer, fails: Exception | None = None) -> Generator[Answer, None, None]:
    yield from given
    if fails:
        raise fails


def test_the_last_draft_says_how_a_question_ended_and_how_long_it_took() -> None:
    counts = Counts()
    silent = replace(answer(status="not_found"), seconds=0.5)
    slow = replace(answered(), seconds=500.0)
    for last in (answered(), silent, slow):
        assert list(counts.counting(drafts(answer(status="partial"), last)))[-1] == last
    now = counts.now()
    assert now.outcomes == dict.fromkeys(OUTCOMES, 0) | {"answered": 2, "not_found": 1}
    assert now.seconds == pytest.approx(500.6)
    # A limit is the most that counts below it.
    assert now.by_seconds == (1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1)
    assert len(now.by_seconds) == len(LIMITS_S) + 1


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (QuestionError("Ask in words."), "refused"),
        (ChatModelError("It is away."), "failed"),
        (KeyError("x"), "failed"),
    ],
)
def test_an_error_is_counted_and_passed_on(error: Exception, outcome: str) -> None:
    counts = Counts()
    with pytest.raises(type(error)):
        list(counts.counting(drafts(answered(), fails=error)))
    assert counts.now().outcomes[outcome] == sum(counts.now().outcomes.values()) == 1
    assert sum(counts.now().by_seconds) == 0


def test_a_question_that_is_refused_before_it_is_asked_is_counted_once() -> None:
    counts = Counts()
    with counts.judging():
        pass
    with pytest.raises(QuestionError), counts.judging():
        raise QuestionError("Ask in words.")
    assert counts.now().outcomes == dict.fromkeys(OUTCOMES, 0) | {"refused": 1}


def test_who_leaves_ends_the_answering_and_is_counted() -> None:
    counts, ended = Counts(), []

    def endless() -> Generator[Answer, None, None]:
        try:
            while True:
                yield answered()
        finally:
            ended.append(True)

    told = counts.counting(endless())
    next(told)
    told.close()
    assert (ended, counts.now().outcomes["given_up"]) == ([True], 1)


def test_no_answer_at_all_is_a_failure() -> None:
    counts = Counts()
    assert list(counts.counting(drafts())) == []
    assert counts.now().outcomes["failed"] == 1
