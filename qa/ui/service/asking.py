"""A question of a program: checked, put into the queue, answered in growing drafts.

    what was sent -> Asked -> queue -> Waiting, Waiting, … -> Answer, Answer, … (the last: checked)

Every door for programs asks through here, so that they wait in one queue with the people at the
window and give one answer. It shows nothing and knows no protocol.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from qa.errors import QaError
from qa.records import Answer, Turn
from qa.scope import EVERYTHING, Scope
from qa.ui.service.question_queue import Ticket
from qa.ui.service.service import Service

PATIENCE_S = 600.0
# How long one look at the queue takes; whoever is to send something meanwhile may do so after it.
LOOK_S = 1.0


class NotReady(QaError):
    """There is no index to ask yet, or no longer: `str` says why, and that it may pass."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the turns before it, how long the answer is to be, and its articles.

    collection: of whose articles; "" is the window's own.
    """

    question: str
    history: Sequence[Turn] = ()
    words: int | None = None
    scope: Scope = EVERYTHING
    collection: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing to show yet; before: how many people are ahead in the queue."""

    before: int


def in_turn(service: Service, asked: Asked) -> Generator[Waiting | Answer, None, None]:
    """Drafts of the answer when it is one's turn, and `Waiting` about each second until then.

    To close the iterator gives the place in the queue up and ends the answering.
    Raises QaError as `Assistant.stream` does, and NotReady where there is nothing to ask.
    """
    with service.queue.join() as ticket:
        yield from _until_served(service, ticket)
        drafts = service.stream(asked.question, asked.history, words=asked.words, scope=asked.scope)
        with closing(drafts):
            yield from drafts


def drafts_only(told: Iterator[Waiting | Answer]) -> Iterator[Answer]:
    """The drafts of `in_turn` without what is said before them."""
    for each in told:
        if isinstance(each, Answer):
            yield each


def ready(service: Service, *, timeout_s: float = PATIENCE_S) -> Service:
    """The service once it can be asked. Raises NotReady with what is the matter."""
    if not service.wait(timeout_s) or service.index is None:
        raise NotReady(service.state.error or service.state.message)
    return service


def _until_served(service: Service, ticket: Ticket) -> Iterator[Waiting]:
    waited = 0.0
    while not ticket.wait(LOOK_S) or not service.wait(LOOK_S):
        waited += LOOK_S
        if waited > PATIENCE_S:
            raise NotReady("Too many questions are before this one. Ask again later.")
        yield Waiting(ticket.before)
    ready(service, timeout_s=0)
