"""Answers that outlive their page: followed, left, picked up again, stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator

import pytest

from qa.ui.service.background import Background
from qa.ui.service.exchanges import Conversation, Exchange, finished
from qa.ui.service.running import GIVEN_UP_S, KEPT_S, Running
from tests.ui.make import answered

BEGUN: Conversation = (Exchange("Why?", "…"),)
DONE: Conversation = (finished(answered()),)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Steps:
    """Drafts that come when they are let; gone: set when the generator was closed."""

    def __init__(self, *drafts: Conversation) -> None:
        self.drafts = drafts
        self.let = threading.Semaphore(0)
        self.gone = threading.Event()

    def __call__(self, left: Callable[[], bool]) -> Generator[Conversation, None, None]:
        try:
            for draft in self.drafts:
                while not self.let.acquire(timeout=0.01):
                    if left():
                        return
                yield draft
        finally:
            self.gone.set()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def running(clock: Clock) -> Iterator[Running]:
    background = Background()
    yield Running(background, clock=clock)
    assert background.close()


def test_whoever_follows_sees_each_draft_and_the_end(running: Running) -> None:
    draft: Conversation = (Exchange("Why?", "Because"),)
    steps = Steps(draft, DONE)
    following = running.start("a", BEGUN, steps).follow()
    assert next(following) == BEGUN
    steps.let.release()
    assert next(following) == draft
    steps.let.release()
    assert list(following)[-1] == DONE


def test_an_answer_goes_on_without_its_page_and_is_picked_up(running: Running) -> None:
    steps = Steps(DONE)
    following = running.start("a", BEGUN, steps).follow()
    next(following)
    following.close()  # the page is reloaded
    steps.let.release()
    again = running.get("a")
    assert again is not None
    assert list(again.follow())[-1] == DONE
    assert running.get("b") is None


def test_an_answer_that_nobody_picks_up_is_given_up(running: Running, clock: Clock) -> None:
    steps = Steps(DONE)
    growing = running.start("a", BEGUN, steps)
    following = growing.follow()
    next(following)
    clock.now = 2 * GIVEN_UP_S
    assert not growing.is_left()  # somebody follows it
    following.close()
    clock.now += GIVEN_UP_S / 2
    assert not growing.is_left()
    clock.now += GIVEN_UP_S
    assert steps.gone.wait(10)
    assert list(growing.follow())[-1][0].over


def test_stop_ends_it_at_once_for_all_who_follow(running: Running) -> None:
    steps = Steps(DONE)
    growing = running.start("a", BEGUN, steps)
    following = growing.follow()
    next(following)
    running.stop("a")
    (left,) = following
    assert "You stopped this answer" in left[-1].html
    assert steps.gone.wait(10)
    assert growing.latest == left


def test_a_new_answer_ends_the_one_before_of_the_same_id(running: Running) -> None:
    first, second = Steps(DONE), Steps(DONE)
    before = running.start("a", BEGUN, first)
    running.start("a", BEGUN, second)
    assert first.gone.wait(10)
    assert before.over
    second.let.release()
    found = running.get("a")
    assert found is not None
    assert list(found.follow())[-1] == DONE


def test_what_is_complete_is_kept_for_some_minutes(running: Running, clock: Clock) -> None:
    steps = Steps(DONE)
    steps.let.release()
    list(running.start("a", BEGUN, steps).follow())
    clock.now = KEPT_S - 1
    assert running.get("a") is not None
    clock.now = KEPT_S + 1
    assert running.get("a") is None


def test_a_window_that_closes_begins_nothing_and_ends_what_grows(clock: Clock) -> None:
    background = Background()
    running = Running(background, clock=clock)
    steps = Steps(DONE)
    growing = running.start("a", BEGUN, steps)
    assert background.close(10)
    assert growing.over
    assert list(running.start("b", BEGUN, Steps(DONE)).follow())[-1][0].over


def test_what_was_taken_and_stopped_is_not_begun(running: Running) -> None:
    steps = Steps(DONE)
    running.take("a")
    running.stop("a")
    growing = running.start("a", BEGUN, steps)
    assert growing.over
    assert "You stopped this answer" in growing.latest[-1].html
    running.stop("a")  # nothing is due any more
    again = running.start("a", BEGUN, steps)
    steps.let.release()
    assert [*again.follow()][-1] == DONE


def test_leaving_waits_for_what_is_on_its_way_to_a_page(running: Running) -> None:
    following = running.start("a", BEGUN, Steps(DONE)).follow()
    next(following)
    left = threading.Event()
    leaving = threading.Thread(target=lambda: (running.leave("a"), left.set()))
    leaving.start()
    assert not left.wait(0.05)
    assert "You stopped this answer" in next(following)[-1].html
    assert not left.is_set()
    assert list(following) == []
    assert left.wait(60)
    leaving.join()


def test_what_is_dropped_ends_and_is_not_kept_for_a_page_that_comes_later(
    running: Running,
) -> None:
    steps = Steps(DONE)
    following = running.start("a", BEGUN, steps).follow()
    next(following)
    running.drop("a")
    assert running.get("a") is None
    assert list(following)[-1][-1].over
    assert steps.gone.wait(10)
    running.drop("b")
