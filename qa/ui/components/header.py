"""The head of the page: name, what is indexed and what answers, and the rebuild button.

The pulse asks the desk for its state; a build that another person started shows here too. The
starting questions come the same way, because they are found after the page is up.
"""

from __future__ import annotations

import gradio as gr

from qa.ui.components.chat_panel import Chat
from qa.ui.components.event_bus import quietly
from qa.ui.components.polling import Pulse
from qa.ui.html.status_html import report_html, status_html
from qa.ui.html.welcome_html import welcome_html
from qa.ui.service.service import Desk

# A report is news for that long; the page's script puts it away after the same time.
REPORT_FOR_S = 20.0
Told = tuple[str, str, gr.Button, object, tuple[str, ...], gr.Timer]


class Header:
    """The header row and the line under it that tells how a build ended."""

    def __init__(self, desk: Desk, chat: Chat, pulse: Pulse) -> None:
        self._desk = desk
        self._pulse = pulse
        self._examples: gr.State = gr.State(desk.examples)
        with gr.Row(elem_id="qa-header"):
            gr.HTML("<h1>Cited articles</h1>", elem_id="qa-name", apply_default_css=False)
            status = gr.HTML(
                status_html(desk.state, desk.facts()),
                elem_id="qa-status-line",
                apply_default_css=False,
            )
            self._rebuild = gr.Button("Rebuild the index", elem_id="qa-rebuild", size="sm")
        report = gr.HTML("", elem_id="qa-report-line", apply_default_css=False)
        self._shown = [status, report, self._rebuild, chat.messages, self._examples, pulse.timer]

    def listen(self, page: gr.Blocks, pane: gr.HTML) -> None:
        """Tell the state with each beat, on opening the page and on coming back to it."""
        seen = self._examples
        quietly(self._pulse.timer.tick, self._tell, inputs=seen, outputs=self._shown)
        quietly(self._rebuild.click, self._start, inputs=seen, outputs=self._shown)
        quietly(page.load, self._tell, inputs=seen, outputs=self._shown)
        quietly(pane.wake, self._tell, inputs=seen, outputs=self._shown)

    def _tell(self, seen: tuple[str, ...]) -> Told:
        pulse = self._pulse.as_needed()  # before the rest, so that nothing is missed by it
        state, examples = self._desk.state, self._desk.examples
        button = gr.Button(
            "Rebuilding …" if state.building else "Rebuild the index",
            interactive=not state.building,
        )
        said = report_html(state) if self._desk.settled_for_s() < REPORT_FOR_S else ""
        welcome = gr.skip() if examples == seen else gr.Chatbot(placeholder=welcome_html(examples))
        return status_html(state, self._desk.facts()), said, button, welcome, examples, pulse

    def _start(self, seen: tuple[str, ...]) -> Told:
        self._desk.rebuild()
        return self._tell(seen)
