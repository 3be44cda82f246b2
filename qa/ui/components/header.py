"""The header: name, status of index and engine, and the rebuild button.

Shows the service's polled state, so a build that another person started shows here too. The
example questions come the same way, because they are found after the page is up.
"""

from __future__ import annotations

import gradio as gr

from qa.ui.components.chat_panel import ChatPanel
from qa.ui.components.event_bus import Update, listen
from qa.ui.components.polling import Polling
from qa.ui.components.switcher import Switcher
from qa.ui.html.status_html import report_html, status_html
from qa.ui.html.welcome_html import first_run_html, welcome_html
from qa.ui.interface_words import _, told
from qa.ui.service.adding import example_told
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.progress_line import SECONDS_PER_ARTICLE, duration
from qa.ui.service.service import Service

# A report is news for that long; the page's script puts it away after the same time.
REPORT_FOR_S = 20.0
Told = tuple[str, str, Update, object, str, Update]


class Header:
    """The header row and the line under it that tells how a build ended."""

    def __init__(self, services: CollectionServices, chat: ChatPanel, polling: Polling) -> None:
        service = services.own
        self._services = services
        self._polling = polling
        self._welcome: gr.State = gr.State("")
        with gr.Row(elem_id="qa-header"):
            gr.HTML("<h1>Cited articles</h1>", elem_id="qa-name", apply_default_css=False)
            self.switcher = Switcher(services)
            status = gr.HTML(
                status_html(service.state, service.facts()),
                elem_id="qa-status-line",
                apply_default_css=False,
            )
            self._rebuild = gr.Button(_("Rebuild the index"), elem_id="qa-rebuild", size="sm")
        report = gr.HTML("", elem_id="qa-report-line", apply_default_css=False)
        self._shown = [status, report, self._rebuild, chat.messages, self._welcome, polling.timer]

    def bind_events(self, page: gr.Blocks, pane: gr.HTML) -> None:
        """Show the state at each tick, on opening the page and on coming back to it."""
        self.switcher.bind_events(page, pane)
        seen = self._welcome
        listen(self._polling.timer.tick, self._tell, inputs=seen, outputs=self._shown)
        listen(self._rebuild.click, self._start, inputs=seen, outputs=self._shown)
        listen(page.load, self._tell, inputs=seen, outputs=self._shown)
        listen(pane.wake, self._tell, inputs=seen, outputs=self._shown)

    def _tell(self, seen: str) -> Told:
        polling = self._polling.as_needed()  # before the rest, so that nothing is missed by it
        service = self._services.current
        state = service.state
        button = gr.update(
            value=_("Rebuilding …") if state.building else _("Rebuild the index"),
            interactive=not state.building,
            visible=state.phase != "empty",
        )
        said = report_html(state) if service.settled_for_s() < REPORT_FOR_S else ""
        now = _welcome(service)
        welcome = gr.skip() if now == seen else gr.update(placeholder=now)
        return status_html(state, service.facts()), said, button, welcome, now, polling

    def _start(self, seen: str) -> Told:
        self._services.current.rebuild()
        return self._tell(seen)


def _welcome(service: Service) -> str:
    """The empty conversation: questions to start from, or how articles are added first."""
    if service.state.phase != "empty":
        return welcome_html(service.examples)
    hundred = told(duration(100 * SECONDS_PER_ARTICLE))
    folder = str(service.settings.corpus)
    private = service.settings.chat_model is None
    example = example_told(service)
    return first_run_html(folder, private=private, example=example, seconds=hundred)
