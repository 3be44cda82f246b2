"""The conversation: the questions' box, the growing answers, the examples to start from.

What an answer looks like is `answer_html`'s, what it says is the desk's. The conversation
is kept in the person's own session, on the server, and is never read back from the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import gradio as gr
from gradio.events import Dependency

from qa.errors import QaError
from qa.scope import Scope
from qa.ui.components.event_bus import Said, hear, last_text, quietly, text_of
from qa.ui.components.feedback import record
from qa.ui.components.filters import Filters
from qa.ui.html.welcome_html import follow_ups_html, welcome_html
from qa.ui.service.conversation import Conversation, ask, messages, stopped
from qa.ui.service.service import Desk

MAX_QUESTION_CHARACTERS = 10_000


class Floor:
    """Who has the word in one person's conversation: the newest question, until it is stopped.

    An answer that has lost it says nothing more, however late its last draft was ready.
    """

    def __init__(self) -> None:
        self.holder = 0

    def take(self) -> int:
        """Take it from whoever has it."""
        self.holder += 1
        return self.holder


class Chat:
    """The components of the conversation, and the events between them.

    answering: what ends when the conversation is left for another.
    answered: what happens when an answer is complete, for others to follow on.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.conversation = gr.State(())
        self.asked = gr.State("")
        self.floor = gr.State(Floor())
        self.filters = Filters(desk)
        self.words: gr.State = gr.State(None)
        self.messages = gr.Chatbot(
            label="Conversation",
            show_label=False,
            container=False,
            layout="panel",
            buttons=[],
            latex_delimiters=[],
            allow_tags=False,
            elem_id="qa-chat",
            placeholder=welcome_html(desk.examples),
            autoscroll=False,  # the page's script keeps the question in sight, not the end
            height="100%",
            render=False,
        )
        self.box = gr.Textbox(
            label="Your question",
            show_label=False,
            placeholder="Ask the articles …",
            lines=1,
            max_lines=6,
            max_length=MAX_QUESTION_CHARACTERS,
            submit_btn="Ask",
            container=False,
            autofocus=True,
            elem_id="qa-box",
            render=False,
        )
        self.follow = gr.HTML("", elem_id="qa-follow", apply_default_css=False, render=False)
        self.answering: list[Dependency] = []
        self.answered: list[Dependency] = []

    def render(self) -> None:
        """Put the conversation and the box where the page is being built."""
        self.messages.render()  # type: ignore[no-untyped-call]
        self.follow.render()  # type: ignore[no-untyped-call]
        self.filters.render_chips()
        self.box.render()  # type: ignore[no-untyped-call]
        self.filters.render_fields()

    def listen(self, pane: gr.HTML) -> None:
        """Answer what is typed and what is clicked."""
        self.filters.listen(pane)
        taken = [self.box, self.asked, self.follow]
        self._answer_after(quietly(self.box.submit, _take_typed, inputs=self.box, outputs=taken))
        self._answer_after(hear(pane, "ask", _take_clicked, outputs=taken))
        hear(pane, "vote", self._voted, inputs=[self.conversation])
        quietly(
            self.box.stop,
            _stop,
            inputs=[self.conversation, self.floor],
            outputs=[self.messages, self.conversation, self.box],
            cancels=self.answering,
        )

    def _answer_after(self, taken: Dependency) -> None:
        answering = taken.then(
            self._answer,
            [self.asked, self.conversation, self.words, self.filters.scope, self.floor],
            [self.messages, self.conversation],
            api_visibility="private",
            show_progress="minimal",
            show_progress_on=self.messages,
            concurrency_limit=None,  # the desk's line says who is served
        )
        self.answering.append(answering)
        self.answered.append(
            quietly(answering.then, rested, inputs=None, outputs=self.box, latest=True)
        )
        quietly(
            answering.then,
            self._follow_up,
            inputs=self.conversation,
            outputs=self.follow,
            latest=True,
        )

    def _answer(
        self,
        question: str,
        before: Conversation,
        words: int | None,
        scope: Scope,
        floor: Floor,
    ) -> Iterator[tuple[object, object]]:
        if not question.strip():
            yield gr.skip(), gr.skip()
            return
        mine = floor.take()
        growing = ask(self.desk, stopped(before), question, words=words, scope=scope)
        with closing(growing):
            for grown in growing:
                if floor.holder != mine:
                    return
                # The state goes along with each draft, so that stopping leaves what was there.
                yield messages(grown), grown

    def _follow_up(self, conversation: Conversation) -> str:
        answer = conversation[-1].answer if conversation else None
        if answer is None:
            return ""
        asked = [exchange.question for exchange in conversation]
        return follow_ups_html(self.desk.follow_ups(answer, asked), after=len(conversation))

    def _voted(self, said: list[Said], conversation: Conversation) -> None:
        for vote in said:
            at = text_of(vote, "at")
            known = at.isdecimal() and int(at) < len(conversation)
            answer = conversation[int(at)].answer if known else None
            if answer is None:
                continue
            path = self.desk.settings.feedback
            try:
                record(path, answer, vote=text_of(vote, "vote"), remark=text_of(vote, "remark"))
            except QaError as error:
                gr.Warning(str(error))


def _take_typed(question: str) -> tuple[object, object, object]:
    if not question.strip():
        return gr.skip(), "", gr.skip()
    return gr.Textbox("", submit_btn=False, stop_btn="Stop"), question, ""


def _take_clicked(said: list[Said]) -> tuple[object, object, object]:
    question = last_text(said, "question")
    if not question.strip():
        return gr.skip(), "", gr.skip()
    return gr.Textbox(submit_btn=False, stop_btn="Stop"), question, ""


def _stop(conversation: Conversation, floor: Floor) -> tuple[object, Conversation, gr.Textbox]:
    floor.take()
    left = stopped(conversation)
    return messages(left), left, rested()


def rested() -> gr.Textbox:
    """The box while nothing is being answered."""
    return gr.Textbox(submit_btn="Ask", stop_btn=False)
