"""The head of the page: name, what is indexed and what answers, and the rebuild button.

A timer asks the desk for its state; a build that another person started shows here too.
"""

from __future__ import annotations

import gradio as gr

from qa.ui.desk import Desk
from qa.ui.listen import quietly
from qa.ui.status_html import report_html, status_html

STATUS_EVERY_S = 1.0
REPORT_FOR_S = 20.0


def build_header(desk: Desk, page: gr.Blocks) -> None:
    """The header row and the line under it that tells how a build ended."""
    with gr.Row(elem_id="qa-header"):
        gr.HTML("<h1>Cited articles</h1>", elem_id="qa-name", apply_default_css=False)
        status = gr.HTML(
            status_html(desk.state, desk.facts()), elem_id="qa-status-line", apply_default_css=False
        )
        rebuild = gr.Button("Rebuild the index", elem_id="qa-rebuild", size="sm")
    report = gr.HTML("", elem_id="qa-report-line", apply_default_css=False)

    def tell() -> tuple[str, str, gr.Button]:
        state = desk.state
        button = gr.Button(
            "Rebuilding …" if state.building else "Rebuild the index",
            interactive=not state.building,
        )
        said = report_html(state) if desk.settled_for_s() < REPORT_FOR_S else ""
        return status_html(state, desk.facts()), said, button

    def start() -> tuple[str, str, gr.Button]:
        desk.rebuild()
        return tell()

    shown = [status, report, rebuild]
    quietly(gr.Timer(STATUS_EVERY_S).tick, tell, inputs=None, outputs=shown)
    quietly(rebuild.click, start, inputs=None, outputs=shown)
    quietly(page.load, tell, inputs=None, outputs=shown)
