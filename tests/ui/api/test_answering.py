"""Asking from an event loop: many wait without holding the page up, and who leaves is let go."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from qa.records import Answer
from qa.ui.api.answering import MOST_WAITING, CallerGone, Desk
from qa.ui.service.asking import Asked, NotReady, Waiting
from tests.ui.api.make import StubAssistant, doors
from tests.ui.make import answer, answered


def desk(assistant: StubAssistant) -> Desk:
    made = doors(assistant)
    return made.desk


def run(work: object) -> object:
    with ThreadPoolExecutor(1) as own:  # Playwright may hold a loop in this thread
        return own.submit(lambda: asyncio.run(work)).result()  # type: ignore[arg-type]


def test_the_last_draft_is_the_answer() -> None:
    made = desk(StubAssistant(drafts=[answer(), answered()]))
    assert run(made.answer(Asked("When?"))) == answered()


def test_who_is_gone_gives_the_place_up() -> None:
    made = desk(StubAssistant())

    async def gone() -> bool:
        return True

    with pytest.raises(CallerGone):
        run(made.answer(Asked("When?"), gone))
    assert len(made.services.own.queue) == 0


def test_a_stream_that_is_left_gives_the_place_up() -> None:
    made = desk(StubAssistant(drafts=[answer(), answered()]))

    async def leaving() -> Answer | Waiting:
        told = made.stream(Asked("When?"))
        first = await anext(told)
        await told.aclose()
        return first

    assert run(leaving()) == answer()
    assert len(made.services.own.queue) == 0


def test_a_cancelled_caller_gives_the_place_up() -> None:
    made = desk(StubAssistant())

    async def cancelled() -> None:
        with (
            made.services.own.queue.join(),
            made.services.own.queue.join(),
        ):  # so that it has to wait
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(made.answer(Asked("When?")), 0.1)
            assert len(made.services.own.queue) == 2

    run(cancelled())


def test_when_too_many_wait_the_next_is_told_at_once() -> None:
    made = desk(StubAssistant())
    tickets = [made.services.own.queue.join() for _ in range(MOST_WAITING)]
    with pytest.raises(NotReady, match="Too many"):
        run(made.answer(Asked("When?")))
    assert len(tickets) == len(made.services.own.queue)
