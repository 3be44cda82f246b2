"""The header: name, status of index and engine, and the rebuild button.

Shows the service's polled state, so a build that another person started shows here too. The
example questions come the same way, because they are found after the page is up.
"""

from __future__ import annotations

import gradio as gr

from qa.ui.components.chat_panel import ChatPanel
from qa.ui.components.event_bus import listen
from qa.ui.components.polling import Polling
from qa.ui.html.status_html import report_html, status_html
from qa.ui.html.welcome_html import welcome_html
from qa.ui.service.service import Service

# A report is news for that long; the page's script puts it away after the same time.
REPORT_FOR_S = 20.0
Told = tuple[str, str, gr.Button, object, tuple[str, ...], gr.Timer]


class Header:
    """The header row and the line under it that tells how a build ended."""

    def __init__(self, service: Service, chat: ChatPanel, polling: Polling) -> None:
        self._service = service
        self._polling = polling
        self._examples: gr.State = gr.State(service.examples)
        with gr.Row(elem_id="qa-header"):
            gr.HTML("<h1>Cited articles</h1>", elem_id="qa-name", apply_default_css=False)
            status = gr.HTML(
                status_html(service.state, service.facts()),
                elem_id="qa-status-line",
                apply_default_css=False,
            )
            self._rebuild = gr.Button("Rebuild the index", elem_id="qa-rebuild", size="sm")
        report = gr.HTML("", elem_id="qa-report-line", apply_default_css=False)
        self._shown = [status, report, self._rebuild, chat.messages, self._examples, polling.timer]

    def bind_events(self, page: gr.Blocks, pane: gr.HTML) -> None:
        """Show the state at each tick, on opening the page and on coming back to it."""
        seen = self._examples
        listen(self._polling.timer.tick, self._tell, inputs=seen, outputs=self._shown)
        listen(self._rebuild.click, self._start, inputs=seen, outputs=self._shown)
        listen(page.load, self._tell, inputs=seen, outputs=self._shown)
        listen(pane.wake, self._tell, inputs=seen, outputs=self._shown)

    def _tell(self, seen: tuple[str, ...]) -> Told:
        polling = self._polling.as_needed()  # before the rest, so that nothing is missed by it
        state, examples = self._service.state, self._service.examples
        button = gr.Button(
            "Rebuilding …" if state.building else "Rebuild the index",
            interactive=not state.building,
        )
        said = report_html(state) if self._service.settled_for_s() < REPORT_FOR_S else ""
        welcome = gr.skip() if examples == seen else gr.Chatbot(placeholder=welcome_html(examples))
        return status_html(state, self._service.facts()), said, button, welcome, examples, polling

    def _start(self, seen: tuple[str, ...]) -> Told:
        self._service.rebuild()
        return self._tell(seen)
