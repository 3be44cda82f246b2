"""The page: where its parts stand. What they do is in the modules of the parts.

header / tabs (conversation, library, map, history, settings) left, source right
"""

from __future__ import annotations

import gradio as gr

from qa.ui.chat import Chat
from qa.ui.desk import Desk
from qa.ui.endpoints import build_endpoints
from qa.ui.header import build_header
from qa.ui.history import History
from qa.ui.library import Library
from qa.ui.options import build_options
from qa.ui.picture import Picture
from qa.ui.source import build_source

# Questions answered at the same time. The models use every core for one question, so two
# at once finish later than one after the other; the second place hides the waiting on disks.
ANSWERED_AT_ONCE = 2
TOOLS = (
    '<button type="button" class="qa-tool qa-fresh">New conversation</button>'
    '<button type="button" class="qa-tool qa-save">Save as Markdown</button>'
)


def build_page(desk: Desk) -> gr.Blocks:
    """The whole window over a desk. Nothing runs until it is launched."""
    page = gr.Blocks(title="Cited articles", analytics_enabled=False, fill_height=True)
    with page:
        build_header(desk, page)
        chat = Chat(desk)
        history = History(chat)
        with gr.Row(elem_id="qa-panes"):
            with gr.Column(elem_id="qa-left", scale=11):
                gr.HTML(TOOLS, elem_id="qa-tools", apply_default_css=False)
                with gr.Tabs(elem_id="qa-tabs") as tabs:
                    with gr.Tab("Ask", id="ask", elem_id="qa-tab-ask"):
                        chat.render()
                    with gr.Tab("Library", id="library", elem_id="qa-tab-library"):
                        library = Library(desk)
                    with gr.Tab("Map", id="map", elem_id="qa-tab-map") as map_tab:
                        picture = Picture(desk)
                    with gr.Tab("History", id="history", elem_id="qa-tab-history"):
                        history.list.render()  # type: ignore[no-untyped-call]
                    with gr.Tab("Settings", id="settings", elem_id="qa-tab-settings"):
                        build_options(desk.settings, chat)
            with gr.Column(elem_id="qa-right", scale=9):
                pane = build_source(desk)
        build_endpoints(desk)
        chat.listen(pane)
        library.listen(pane)
        history.listen(page, pane, tabs)
        picture.listen(map_tab)
    page.queue(default_concurrency_limit=ANSWERED_AT_ONCE)
    return page
