"""State of one person's conversation: its exchanges in order and the draft that grows.

    question + earlier turns -> queue -> service -> drafts -> messages of the page

A conversation is a frozen value that the page keeps per session; nothing here is shared
between people, and no text is shown that did not pass `escaping.show`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from qa.errors import QaError
from qa.records import Answer, Turn
from qa.scope import EVERYTHING, Scope
from qa.ui.html.answer_html import (
    answer_html,
    answer_id,
    compared_html,
    error_html,
    question_html,
    stopped_html,
    waiting_html,
)
from qa.ui.html.citation_address import CitedSpan, of_citation
from qa.ui.interface_words import N_, _, count, told
from qa.ui.service.question_queue import Ticket
from qa.ui.service.service import Service

TURNS_REMEMBERED = 6
LOOK_EVERY_S = 0.3
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what is shown for it; `answer` is None until it is final.

    draft: what there is of it until then. over: it will not grow any more.
    """

    question: str
    html: str
    answer: Answer | None = None
    turn: Turn | None = None
    spans: tuple[CitedSpan, ...] = ()
    draft: Answer | None = None
    over: bool = False


Conversation = tuple[Exchange, ...]


def messages(conversation: Conversation) -> list[dict[str, str]]:
    """The conversation in the shape that a chat component takes."""
    shown = []
    for exchange in conversation:
        shown.append({"role": "user", "content": question_html(exchange.question)})
        shown.append({"role": "assistant", "content": exchange.html})
    return shown


def answer_named(conversation: Conversation, name: str) -> Answer | None:
    """The answer of that id (`answer_id`), if the conversation has it."""
    answers = (exchange.answer for exchange in conversation if exchange.answer)
    return next((answer for answer in answers if answer_id(answer) == name), None)


def history(conversation: Conversation) -> tuple[Turn, ...]:
    """The turns that the next question may refer to, oldest first."""
    turns = tuple(exchange.turn for exchange in conversation if exchange.turn)
    return turns[-TURNS_REMEMBERED:]


def ask(
    service: Service,
    conversation: Conversation,
    question: str,
    *,
    words: int | None = None,
    scope: Scope | None = None,
    left: Callable[[], bool] = lambda: False,
) -> Generator[Conversation, None, None]:
    """The conversation with the question added, again and again while its answer grows.

    words: about how long the answer is; None: as the settings say.
    scope: the articles that it may come from; None: all.
    left: whether nobody waits for it any more; it then leaves the queue without an answer.

    An error becomes the answer's text, in one sentence; it never leaves this function.
    """
    try:
        with service.queue.join() as ticket:
            for sentence in _waits(service, ticket, left):
                yield (*conversation, Exchange(question, waiting_html(sentence)))
            if left():
                return
            last: Answer | None = None
            for draft in service.stream(question, history(conversation), words=words, scope=scope):
                last = draft
                html = answer_html(draft, final=False)
                yield (*conversation, Exchange(question, html, draft=draft))
        if last is None:
            raise QaError(_("The answer came out empty; ask again."))
        yield (*conversation, finished(last, searched=service.searched(scope or EVERYTHING)))
    except QaError as error:
        shown = error_html(str(error), nothing_fits=_holds_none(service, scope))
        yield (*conversation, Exchange(question, shown, over=True))
    except Exception:
        _log.exception("a question failed")
        yield (*conversation, Exchange(question, error_html(_(_FAILED)), over=True))


def compare(
    service: Service,
    conversation: Conversation,
    written: Answer,
    *,
    words: int | None = None,
    scope: Scope | None = None,
    left: Callable[[], bool] = lambda: False,
) -> Generator[Conversation, None, None]:
    """The conversation with the reader's answer to a question beside the one that was written.

    The question is understood from what was said before it was asked. As `ask` otherwise.
    """
    question = written.question
    before = next(
        (n for n, each in enumerate(conversation) if each.answer == written), len(conversation)
    )
    try:
        with service.queue.join() as ticket:
            for sentence in _waits(service, ticket, left):
                yield (*conversation, Exchange(question, waiting_html(sentence)))
            if left():
                return
            turns = history(conversation[:before])
            with service.background.working():
                answer = service.reading().answer(question, turns, words=words, scope=scope)
        html = compared_html((answer, written))
        yield (*conversation, replace(finished(answer), html=html))
    except QaError as error:
        shown = error_html(str(error), nothing_fits=_holds_none(service, scope))
        yield (*conversation, Exchange(question, shown, over=True))
    except Exception:
        _log.exception("a comparison failed")
        yield (*conversation, Exchange(question, error_html(_(_FAILED)), over=True))


def asked_now(question: str) -> Exchange:
    """A question for which nothing was done yet."""
    return Exchange(question, waiting_html(_(_AT_WORK)))


def stopped(conversation: Conversation) -> Conversation:
    """The conversation after a person stopped its newest answer: it keeps what there was."""
    newest = conversation[-1] if conversation else None
    if newest is None or newest.over:
        return conversation
    return (*conversation[:-1], replace(newest, html=stopped_html(newest.draft), over=True))


def finished(answer: Answer, *, searched: tuple[int, int] | None = None) -> Exchange:
    """The exchange of a final answer. searched: how many articles, of how many; None: all."""
    spans = tuple(of_citation(citation) for citation in answer.citations)
    html = answer_html(answer, final=True, searched=searched)
    return Exchange(answer.question, html, answer, answer.as_turn(), spans, over=True)


def _waits(service: Service, ticket: Ticket, left: Callable[[], bool]) -> Iterator[str]:
    """What to say, as it changes, until the models are there and it is one's turn."""
    said = ""
    while not (ticket.wait(0) and service.wait(timeout_s=0)) and not left():
        now = queue_sentence(ticket.before) if ticket.before else _waiting(service)
        if now != said:
            said = now
            yield now
        if ticket.wait(LOOK_EVERY_S):
            service.wait(LOOK_EVERY_S)
    yield _waiting(service)


def _holds_none(service: Service, scope: Scope | None) -> bool:
    """Whether a scope leaves no article, so that all of them may be searched in its place."""
    with suppress(QaError):
        held = service.searched(scope or EVERYTHING)
        return held is not None and held[0] == 0 < held[1]
    return False


def queue_sentence(before: int) -> str:
    """How many are ahead in the queue: "3 people are before you."."""
    return count(before, "person is before you.", "people are before you.")


def _waiting(service: Service) -> str:
    state = service.state
    if state.phase == "ready":
        return _(_AT_WORK)
    doing = told(state.message)
    return _("{doing} The answer follows as soon as that is done.", doing=doing)


_AT_WORK = N_("Reading the articles.")
_FAILED = N_("This question could not be answered; the terminal that opened the window says why.")
