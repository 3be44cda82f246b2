"""The page: where its parts stand. What they do is in the modules of the parts.

header / tabs (conversation, library, map, history, settings) left, source right
"""

from __future__ import annotations

import gradio as gr

from qa.ui.components.chat_panel import Chat
from qa.ui.components.event_bus import quietly
from qa.ui.components.header import Header
from qa.ui.components.history import History
from qa.ui.components.library_panel import Library
from qa.ui.components.map_panel import Picture
from qa.ui.components.options import build_options
from qa.ui.components.polling import Pulse
from qa.ui.components.source_pane import build_source
from qa.ui.service.endpoints import build_endpoints
from qa.ui.service.service import Desk

TOOLS = (
    '<button type="button" class="qa-tool qa-fresh">New<span class="qa-wide"> conversation</span>'
    '</button><button type="button" class="qa-tool qa-save">Save<span class="qa-wide"> as Markdown'
    "</span></button>"
)


def build_page(desk: Desk) -> gr.Blocks:
    """The whole window over a desk. Nothing runs until it is launched."""
    page = gr.Blocks(title="Cited articles", analytics_enabled=False, fill_height=True)
    with page:
        pulse = Pulse(desk)
        chat = Chat(desk)
        header = Header(desk, chat, pulse)
        history = History(chat)
        with gr.Row(elem_id="qa-panes"):
            with gr.Column(elem_id="qa-left", scale=11):
                gr.HTML(TOOLS, elem_id="qa-tools", apply_default_css=False)
                with gr.Tabs(elem_id="qa-tabs") as tabs:
                    with gr.Tab("Ask", id="ask", elem_id="qa-tab-ask") as ask_tab:
                        chat.render()
                    with gr.Tab("Library", id="library", elem_id="qa-tab-library") as library_tab:
                        library = Library(desk, pulse)
                    with gr.Tab("Map", id="map", elem_id="qa-tab-map") as map_tab:
                        picture = Picture(desk)
                    with gr.Tab("History", id="history", elem_id="qa-tab-history") as history_tab:
                        history.list.render()  # type: ignore[no-untyped-call]
                    with gr.Tab("Settings", id="settings", elem_id="qa-tab-settings") as options:
                        build_options(desk.settings, chat)
            with gr.Column(elem_id="qa-right", scale=9):
                pane = build_source(desk)
        build_endpoints(desk)
        chat.listen(pane)
        header.listen(page, pane)
        library.listen(pane)
        history.listen(page, pane, tabs)
        picture.listen()
        timers = {library_tab: library.timer, map_tab: picture.timer}
        for tab in (ask_tab, library_tab, map_tab, history_tab, options):
            _beat_only(tab, timers)
    page.queue()
    return page


def _beat_only(tab: gr.Tab, timers: dict[gr.Tab, gr.Timer]) -> None:
    """Looking at a tab starts its timer and stops those of the others."""
    beating = tuple(own is tab for own in timers)
    quietly(
        tab.select,
        lambda: [gr.Timer(active=active) for active in beating],
        inputs=None,
        outputs=[*timers.values()],
    )
