"""The line: order, places told, and room made by those who leave."""

from __future__ import annotations

import threading

from qa.ui.service.exchanges import queue_sentence
from qa.ui.service.question_queue import QuestionQueue


def test_who_comes_first_is_served_first_and_the_others_see_their_place() -> None:
    line = QuestionQueue(2)
    first, second, third, fourth = (line.join() for _ in range(4))
    assert [place.before for place in (first, second, third, fourth)] == [0, 0, 2, 3]
    assert [place.wait(0) for place in (first, second, third, fourth)] == [True, True, False, False]
    with second:
        pass
    assert [place.before for place in (first, third, fourth)] == [0, 0, 2]
    assert third.wait(0)
    assert len(line) == 3


def test_who_gives_up_waiting_makes_room() -> None:
    line = QuestionQueue(1)
    served, patient = line.join(), line.join()
    with line.join():
        pass
    with served:
        assert patient.before == 1
    assert patient.wait(0)
    line.leave(served)  # a second time, which changes nothing
    assert len(line) == 1


def test_no_more_are_served_at_once_than_there_are_places() -> None:
    line = QuestionQueue(3)
    at_once, most, served = 0, 0, 0
    counting = threading.Lock()

    def come() -> None:
        nonlocal at_once, most, served
        with line.join() as place:
            assert place.wait(30)
            with counting:
                at_once += 1
                most = max(most, at_once)
            threading.Event().wait(0.01)
            with counting:
                at_once -= 1
                served += 1

    people = [threading.Thread(target=come) for _ in range(20)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert (served, len(line)) == (20, 0)
    assert 1 <= most <= 3


def test_a_place_is_told_in_a_sentence() -> None:
    assert queue_sentence(1) == "1 person is before you."
    assert queue_sentence(12) == "12 people are before you."


def test_a_question_is_being_read_from_its_first_draft_to_its_end() -> None:
    queue = QuestionQueue(1)
    drafts = queue.reading(iter([1, 2]))
    assert queue.quiet(0)
    assert next(drafts) == 1
    assert not queue.quiet(0)
    assert list(drafts) == [2]
    assert queue.quiet(0)
    left = queue.reading(iter([1, 2]))
    next(left)
    left.close()  # type: ignore[attr-defined]
    assert queue.quiet(0)
