"""The conversation panel: question box, streamed answers, example questions, votes.

Wires Gradio's events to the service. `answer_html` renders answers, the service makes them. The
conversation is kept in the person's own session, on the server, and is never read back from
the page.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Generator, Iterator
from contextlib import closing

import gradio as gr
from gradio.blocks import Block
from gradio.events import Dependency

from qa.answering.question.understand import MAX_QUESTION_CHARACTERS
from qa.errors import QaError
from qa.scope import Scope
from qa.ui.components.event_bus import (
    PageEvent,
    Update,
    collection_of,
    language_of,
    last_text,
    listen,
    subscribe,
    text_of,
)
from qa.ui.components.feedback import record
from qa.ui.components.filters import Filters
from qa.ui.html.escaping import show
from qa.ui.html.welcome_html import follow_ups_html, welcome_html
from qa.ui.interface_words import _, speaking
from qa.ui.service.collection_services import CollectionServices, request_to
from qa.ui.service.exchanges import (
    Conversation,
    answer_named,
    ask,
    asked_now,
    compare,
    messages,
    stopped,
)
from qa.ui.service.running import Grow, Growing, Running
from qa.ui.service.service import Service


class GenerationToken:
    """Which generation of an answer may still be shown in one session.

    Each new question and each stop renews it; a stream that started under an older number shows
    no further draft, however late its last one was ready.
    """

    def __init__(self) -> None:
        self.current = 0

    def renew(self) -> int:
        """Invalidate what is being generated; the number of the next generation."""
        self.current += 1
        return self.current


class ChatPanel:
    """The components of the conversation, and the events between them.

    What is shown of a growing answer, its end after "Stop" included, comes from one generator:
    two that draw the same messages would overtake each other on a slow machine.

    answered: what happens when an answer is complete, for others to follow on.
    """

    def __init__(self, services: CollectionServices) -> None:
        self.services = services
        self.conversation = gr.State(())
        self.asked = gr.State("")
        self.opened = gr.State("")  # the id of the conversation, from its first question on
        self.running = Running(services.own.background)
        self.address = gr.HTML(
            address_html(""), elem_id="qa-address", apply_default_css=False, render=False
        )
        self.token = gr.State(GenerationToken())
        self.filters = Filters(services)
        self.words: gr.State = gr.State(None)
        self.messages = gr.Chatbot(
            label=_("Conversation"),
            show_label=False,
            container=False,
            layout="panel",
            buttons=[],
            latex_delimiters=[],
            allow_tags=False,
            elem_id="qa-chat",
            placeholder=welcome_html(()),
            autoscroll=False,  # the page's script keeps the question in sight, not the end
            height="100%",
            render=False,
        )
        self.box = gr.Textbox(
            label=_("Your question"),
            show_label=False,
            placeholder=_("Ask the articles …"),
            lines=1,
            max_lines=6,
            submit_btn=_("Ask"),
            container=False,
            autofocus=True,
            elem_id="qa-box",
            render=False,
        )
        self.follow = gr.HTML("", elem_id="qa-follow", apply_default_css=False, render=False)
        self.answered: list[Dependency] = []

    @property
    def service(self) -> Service:
        """Of the page's collection, while a listener runs."""
        return self.services.current

    def _service_of(self, request: gr.Request) -> Service:
        """The same for what goes on in other threads after the listener has begun."""
        with request_to(collection_of(request)):
            return self.service

    def render(self) -> None:
        """Put the conversation and the box where the page is being built."""
        self.messages.render()  # type: ignore[no-untyped-call]
        self.follow.render()  # type: ignore[no-untyped-call]
        self.filters.render_chips()
        gr.HTML(
            f'<div class="qa-counter" role="status" data-most="{MAX_QUESTION_CHARACTERS}"></div>',
            elem_id="qa-counter-line",
            apply_default_css=False,
        )
        self.box.render()  # type: ignore[no-untyped-call]
        self.filters.render_fields()

    def bind_events(self, pane: gr.HTML) -> None:
        """Answer what is typed and what is clicked."""
        self.filters.bind_events(pane)
        taken = [self.box, self.asked, self.follow, self.opened, self.address]
        typed = [self.box, self.opened]
        self._answer_after(listen(self.box.submit, self._take_typed, inputs=typed, outputs=taken))
        clicked = subscribe(pane, "ask", self._take_clicked, inputs=[self.opened], outputs=taken)
        self._answer_after(clicked)
        wide = [*taken, *self.filters.fields, *self.filters.made]
        self._answer_after(
            subscribe(pane, "everywhere", self._take_everywhere, inputs=[self.opened], outputs=wide)
        )
        compared = subscribe(
            pane,
            "compare",
            self._take_compared,
            inputs=[self.conversation, self.opened],
            outputs=taken,
        )
        self.show_after(compared, self._compare, self._inputs())
        subscribe(pane, "vote", self._voted, inputs=[self.conversation])
        listen(self.box.stop, self.running.stop, inputs=self.opened, outputs=None)

    def _answer_after(self, taken: Dependency) -> None:
        self.show_after(taken, self._answer, self._inputs())

    def _inputs(self) -> list[Block]:
        """What an answer is made of."""
        said = [self.asked, self.conversation, self.words]
        return [*said, self.filters.scope, self.token, self.opened]

    def show_after(
        self, taken: Dependency, show: Callable[..., Iterator[object]], inputs: list[Block]
    ) -> None:
        """Once `taken` is done, show what grows, and after it what follows on an answer."""
        answering = taken.then(
            show,
            inputs,
            [self.messages, self.conversation],
            api_visibility="private",
            show_progress="minimal",
            show_progress_on=self.messages,
            concurrency_limit=None,  # the service's queue says who is served
            trigger_mode="multiple",  # a question that was taken is answered in any case
        )
        self.answered.append(
            listen(answering.then, self._rested, inputs=self.opened, outputs=self.box, latest=True)
        )
        listen(
            answering.then,
            self._follow_up,
            inputs=self.conversation,
            outputs=self.follow,
            latest=True,
        )

    def _answer(  # noqa: PLR0917 - Gradio passes inputs by position
        self,
        question: str,
        before: Conversation,
        words: int | None,
        scope: Scope,
        token: GenerationToken,
        opened: str,
        request: gr.Request,
    ) -> Iterator[tuple[object, object]]:
        if not (question.strip() and opened):  # it was left as soon as it was asked
            yield gr.skip(), gr.skip()
            return
        begun, service = stopped(before), self._service_of(request)

        def grow(left: Callable[[], bool]) -> Generator[Conversation, None, None]:
            return ask(service, begun, question, words=words, scope=scope, left=left)

        growing = self._started(opened, begun, question, grow, spoken=language_of(request))
        yield from self._shown(growing, token)

    def _compare(  # noqa: PLR0917 - as above
        self,
        name: str,
        before: Conversation,
        words: int | None,
        scope: Scope,
        token: GenerationToken,
        opened: str,
        request: gr.Request,
    ) -> Iterator[tuple[object, object]]:
        """The reader's answer beside the written one of that id."""
        written = answer_named(before, name)
        if written is None or not opened:
            yield gr.skip(), gr.skip()
            return
        begun, service = stopped(before), self._service_of(request)

        def grow(left: Callable[[], bool]) -> Generator[Conversation, None, None]:
            return compare(service, begun, written, words=words, scope=scope, left=left)

        spoken = language_of(request)
        growing = self._started(opened, begun, written.question, grow, spoken=spoken)
        yield from self._shown(growing, token)

    def _started(
        self, opened: str, begun: Conversation, question: str, grow: Grow, *, spoken: str
    ) -> Growing:
        """The answer as it grows in a thread of its own, where its person's language is spoken."""

        def spoken_to(left: Callable[[], bool]) -> Generator[Conversation, None, None]:
            with speaking(spoken), closing(grow(left)) as drafts:
                yield from drafts

        with speaking(spoken):
            return self.running.start(opened, (*begun, asked_now(question)), spoken_to)

    def resume(self, opened: str, token: GenerationToken) -> Iterator[tuple[object, object]]:
        """What grows under the id of a conversation, after its page was opened anew."""
        growing = self.running.get(opened)
        if growing is None:
            yield gr.skip(), gr.skip()
            return
        yield from self._shown(growing, token)

    def _shown(self, growing: Growing, token: GenerationToken) -> Iterator[tuple[object, object]]:
        mine = token.renew()
        with closing(growing.follow()) as following:
            for grown in following:
                if token.current != mine:
                    return
                # The state goes along with each draft, so that stopping leaves what was there.
                yield messages(grown), grown

    def _take_typed(self, question: str, opened: str) -> tuple[object, ...]:
        return self._taken(question, opened, {**busy(), "value": ""})

    def _take_clicked(self, events: list[PageEvent], opened: str) -> tuple[object, ...]:
        return self._taken(last_text(events, "question"), opened, busy())

    def _take_everywhere(self, events: list[PageEvent], opened: str) -> tuple[object, ...]:
        """The question once more, from all articles."""
        return (*self._take_clicked(events, opened), *self.filters.cleared())

    def _take_compared(
        self, events: list[PageEvent], conversation: Conversation, opened: str
    ) -> tuple[object, ...]:
        """The id of the answer that is to be compared, in the place of a question."""
        name = last_text(events, "answer")
        return self._taken(name if answer_named(conversation, name) else "", opened, busy())

    def _taken(self, question: str, opened: str, box: Update) -> tuple[object, ...]:
        """A conversation has its id from its first question on, so that a reload finds it."""
        if not question.strip():
            return gr.skip(), "", gr.skip(), gr.skip(), gr.skip()
        name = opened or secrets.token_hex(8)
        self.running.take(name)
        return box, question, "", name, address_html(name)

    def _rested(self, opened: str) -> object:
        """The box, unless the conversation has gone on meanwhile."""
        growing = self.running.get(opened)
        return gr.skip() if growing and not growing.over else rested()

    def _follow_up(self, conversation: Conversation) -> str:
        answer = conversation[-1].answer if conversation else None
        if answer is None:
            return ""
        asked = [exchange.question for exchange in conversation]
        return follow_ups_html(self.service.follow_ups(answer, asked), after=len(conversation))

    def _voted(self, events: list[PageEvent], conversation: Conversation) -> None:
        for vote in events:
            answer = answer_named(conversation, text_of(vote, "answer"))
            if answer is None:
                continue
            path = self.service.settings.feedback
            try:
                record(path, answer, vote=text_of(vote, "vote"), remark=text_of(vote, "remark"))
            except QaError as error:
                gr.Warning(str(error))


def address_html(name: str) -> str:
    """Which conversation is shown, for the page's script, which puts it into the address."""
    return f'<span class="qa-unshown" data-conversation="{show(name)}"></span>'


def busy() -> Update:
    """The box while something is being answered; what is typed in it stays."""
    return gr.update(submit_btn=False, stop_btn=_("Stop"))


def rested() -> Update:
    """The box while nothing is being answered."""
    return gr.update(submit_btn=_("Ask"), stop_btn=False)
