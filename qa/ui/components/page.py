"""Lays out the page: header, rail, tabs and source pane.

header / collections, tabs (conversation, library, map, notes, history, settings), source
"""

from __future__ import annotations

import gradio as gr

from qa.ui.components.adding_panel import AddingPanel
from qa.ui.components.chat_panel import ChatPanel
from qa.ui.components.engine_panel import EnginePanel
from qa.ui.components.event_bus import listen
from qa.ui.components.header import Header
from qa.ui.components.history import History
from qa.ui.components.index_panel import build_index_panel
from qa.ui.components.library_panel import LibraryPanel
from qa.ui.components.map_panel import MapPanel
from qa.ui.components.notes_panel import NotesPanel
from qa.ui.components.options import build_options
from qa.ui.components.polling import Polling
from qa.ui.components.source_pane import build_source
from qa.ui.html.render import render
from qa.ui.interface_words import _
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.endpoints import build_endpoints
from qa.ui.service.shelf import open_shelf


def build_page(services: CollectionServices) -> gr.Blocks:
    """The whole window over the services. Nothing runs until it is launched."""
    page = gr.Blocks(title="Cited articles", analytics_enabled=False, fill_height=True)
    with page:
        polling = Polling(services)
        chat = ChatPanel(services)
        header = Header(services, chat, polling)
        shelf = open_shelf(services.settings.keep)
        history = History(chat, shelf)
        notes = NotesPanel(services, shelf)
        adding = AddingPanel(services, polling)
        with gr.Row(elem_id="qa-panes"):
            header.switcher.list.render()  # type: ignore[no-untyped-call]
            with gr.Column(elem_id="qa-left", scale=11):
                gr.HTML(render("page", "tools"), elem_id="qa-tools", apply_default_css=False)
                history.render_hidden()
                notes.render()
                with gr.Tabs(elem_id="qa-tabs") as tabs:
                    with gr.Tab(_("Ask"), id="ask", elem_id="qa-tab-ask") as ask_tab:
                        chat.render()
                    with gr.Tab(
                        _("Library"), id="library", elem_id="qa-tab-library"
                    ) as library_tab:
                        library = LibraryPanel(services, polling)
                    with gr.Tab(_("Map"), id="map", elem_id="qa-tab-map") as map_tab:
                        picture = MapPanel(services)
                    with gr.Tab(_("Notes"), id="notes", elem_id="qa-tab-notes") as notes_tab:
                        notes.list.render()  # type: ignore[no-untyped-call]
                    with gr.Tab(
                        _("History"), id="history", elem_id="qa-tab-history"
                    ) as history_tab:
                        history.render()
                    with gr.Tab(_("Settings"), id="settings", elem_id="qa-tab-settings") as options:
                        EnginePanel(services.own, polling).build(options)
                        build_options(services.settings, chat)
                        build_index_panel(services)
            with gr.Column(elem_id="qa-right", scale=9):
                pane = build_source(services)
        build_endpoints(services)
        chat.bind_events(pane)
        header.bind_events(page, pane)
        adding.bind_events(page, pane)
        library.bind_events(pane)
        history.bind_events(page, pane, tabs)
        notes.bind_events(page, pane, chat.conversation)
        picture.bind_events()
        timers = {library_tab: library.timer, map_tab: picture.timer}
        for tab in (ask_tab, library_tab, map_tab, notes_tab, history_tab, options):
            _poll_only(tab, timers)
    return page


def _poll_only(tab: gr.Tab, timers: dict[gr.Tab, gr.Timer]) -> None:
    """Looking at a tab starts its timer and stops those of the others."""
    polled = tuple(own is tab for own in timers)
    listen(
        tab.select,
        lambda: [gr.update(active=active) for active in polled],
        inputs=None,
        outputs=[*timers.values()],
    )
