"""A program's question: its place in the queue, its drafts, and that leaving gives both up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa.errors import QuestionError
from qa.records import Answer
from qa.settings import Settings
from qa.ui.service.asking import Asked, NotReady, Waiting, drafts_only, in_turn, ready
from qa.ui.service.question_queue import QuestionQueue
from qa.ui.service.service import Service
from tests.ui.hostile import blind_service
from tests.ui.make import answer, answered


class FixedAssistant:
    """Gives two drafts to every question."""

    index = object()

    def stream(self, question: str, history: object, **_: object) -> Iterator[Answer]:
        if not question.strip():
            raise QuestionError("The question is empty.")
        yield answer(question=question)
        yield answered()


def served(places: int = 1) -> Service:
    service = Service(Settings(), queue=QuestionQueue(places))
    service._assistant = FixedAssistant()  # type: ignore[assignment]
    service._settled.set()
    return service


def test_the_drafts_come_in_order_and_the_place_is_given_up_after_them() -> None:
    service = served()
    told = list(in_turn(service, Asked("When?")))
    assert [each.text for each in drafts_only(iter(told))] == [
        "Not in these articles.",
        answered().text,
    ]
    assert len(service.queue) == 0


def test_whoever_waits_is_told_how_many_are_before() -> None:
    service = served()
    with service.queue.join():
        told = in_turn(service, Asked("When?"))
        assert next(told) == Waiting(before=1)
        told.close()
        assert len(service.queue) == 1


def test_leaving_between_two_drafts_gives_the_place_up() -> None:
    service = served()
    told = in_turn(service, Asked("When?"))
    assert isinstance(next(told), Answer)
    assert len(service.queue) == 1
    told.close()
    assert len(service.queue) == 0


def test_an_error_of_the_question_gives_the_place_up() -> None:
    service = served()
    with pytest.raises(QuestionError):
        list(in_turn(service, Asked(" ")))
    assert len(service.queue) == 0


def test_where_no_index_could_be_opened_the_reason_is_told(tmp_path: Path) -> None:
    service = Service(Settings(corpus=tmp_path / "none", indexes=tmp_path / "indexes"))
    with pytest.raises(NotReady, match="Loading the models"):
        ready(service, timeout_s=0)
    service._settled.set()
    with pytest.raises(NotReady):
        list(in_turn(service, Asked("When?")))


def test_two_hundred_questions_at_once_are_all_answered(tmp_path: Path) -> None:
    """They wait in one queue; none is lost, none gets another's answer, no thread is left."""
    service = blind_service(tmp_path)
    before = threading.active_count()
    questions = [f"How many passengers can ship number {number} take?" for number in range(200)]

    def asked(question: str) -> str:
        *_, last = drafts_only(in_turn(service, Asked(question)))
        return last.question

    with ThreadPoolExecutor(200) as crowd:
        assert list(crowd.map(asked, questions)) == questions
    assert threading.active_count() <= before + 4  # of the index's own
    service.background.close()
