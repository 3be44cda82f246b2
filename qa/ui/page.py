"""The page: where its parts stand. What they do is in the modules of the parts.

header / conversation left, source right
"""

from __future__ import annotations

import gradio as gr

from qa.ui.chat import Chat
from qa.ui.desk import Desk
from qa.ui.header import build_header
from qa.ui.source import build_source

# Questions answered at the same time. The models use every core for one question, so two
# at once finish later than one after the other; the second place hides the waiting on disks.
ANSWERED_AT_ONCE = 2


def build_page(desk: Desk) -> gr.Blocks:
    """The whole window over a desk. Nothing runs until it is launched."""
    page = gr.Blocks(title="Cited articles", analytics_enabled=False, fill_height=True)
    with page:
        build_header(desk, page)
        with gr.Row(elem_id="qa-panes"):
            with gr.Column(elem_id="qa-left", scale=11):
                chat = Chat(desk)
            with gr.Column(elem_id="qa-right", scale=9):
                pane = build_source(desk)
        chat.listen(pane)
    page.queue(default_concurrency_limit=ANSWERED_AT_ONCE)
    return page
