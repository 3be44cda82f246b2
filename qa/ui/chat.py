"""The conversation: the questions' box, the growing answers, the examples to start from.

What an answer looks like is `answer_html`'s, what it says is the desk's. The conversation
is kept in the person's own session, on the server, and is never read back from the page.
"""

from __future__ import annotations

from collections.abc import Iterator

import gradio as gr
from gradio.events import Dependency

from qa.errors import QaError
from qa.ui.conversation import Conversation, ask, messages, stopped
from qa.ui.desk import Desk
from qa.ui.feedback import record
from qa.ui.filters import Filters
from qa.ui.listen import quietly, told
from qa.ui.scope import Scope
from qa.ui.source import opened
from qa.ui.welcome_html import follow_ups_html, welcome_html

MAX_QUESTION_CHARACTERS = 10_000


class Chat:
    """The components of the conversation, and the events between them.

    answered: what happens when an answer is complete, for others to follow on.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.conversation = gr.State(())
        self.asked = gr.State("")
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
        self.answered: list[Dependency] = []

    def render(self) -> None:
        """Put the conversation and the box where the page is being built."""
        self.messages.render()  # type: ignore[no-untyped-call]
        self.follow.render()  # type: ignore[no-untyped-call]
        self.filters.render_chips()
        self.box.render()  # type: ignore[no-untyped-call]
        self.filters.render_fields()

    def listen(self, pane: gr.HTML) -> None:
        """Answer what is typed and what is clicked; show the first source in the pane."""
        self.filters.listen(pane)
        taken = [self.box, self.asked, self.follow]
        self._answer_after(
            quietly(self.box.submit, _take_typed, inputs=self.box, outputs=taken), pane
        )
        quietly(pane.vote, self._voted, inputs=self.conversation, outputs=None)
        self._answer_after(quietly(pane.ask, _take_clicked, inputs=None, outputs=taken), pane)

    def _answer_after(self, taken: Dependency, pane: gr.HTML) -> None:
        answering = taken.then(
            self._answer,
            [self.asked, self.conversation, self.words, self.filters.scope],
            [self.messages, self.conversation, pane],
            api_visibility="private",
            show_progress="minimal",
            show_progress_on=self.messages,
            concurrency_limit=None,  # the desk's line says who is served
        )
        self.answered.append(quietly(answering.then, _over, inputs=None, outputs=self.box))
        quietly(answering.then, self._follow_up, inputs=self.conversation, outputs=self.follow)
        self.box.stop(
            _stop,
            self.conversation,
            [self.messages, self.conversation, self.box],
            cancels=[answering],
            queue=False,
            api_visibility="private",
            show_progress="hidden",
        )

    def _answer(
        self, question: str, before: Conversation, words: int | None, scope: Scope
    ) -> Iterator[tuple[object, ...]]:
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip()
            return
        grown: Conversation = before
        for grown in ask(self.desk, before, question, words=words, scope=scope):
            # The state goes along with each draft, so that stopping leaves what was there.
            yield messages(grown), grown, gr.skip()
        spans = grown[-1].spans
        shown = opened(self.desk, spans[0], spans) if spans else gr.skip()
        yield messages(grown), grown, shown

    def _follow_up(self, conversation: Conversation) -> str:
        answer = conversation[-1].answer if conversation else None
        if answer is None:
            return ""
        asked = [exchange.question for exchange in conversation]
        return follow_ups_html(self.desk.follow_ups(answer, asked))

    def _voted(self, conversation: Conversation, event: gr.EventData) -> None:
        at = told(event, "at")
        answer = (
            conversation[int(at)].answer if at.isdigit() and int(at) < len(conversation) else None
        )
        if answer is None:
            return
        path = self.desk.settings.feedback
        try:
            record(path, answer, vote=told(event, "vote"), remark=told(event, "remark"))
        except QaError as error:
            gr.Warning(str(error))


def _take_typed(question: str) -> tuple[gr.Textbox, str, str]:
    return gr.Textbox("", submit_btn=False, stop_btn="Stop"), question, ""


def _take_clicked(event: gr.EventData) -> tuple[gr.Textbox, str, str]:
    return gr.Textbox(submit_btn=False, stop_btn="Stop"), told(event, "question"), ""


def _stop(conversation: Conversation) -> tuple[object, Conversation, gr.Textbox]:
    left = stopped(conversation)
    return messages(left), left, _over()


def _over() -> gr.Textbox:
    return gr.Textbox(submit_btn="Ask", stop_btn=False)
