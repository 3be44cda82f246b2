"""Index panel of the settings tab: verify, show what was found, repair.

Repairing is a build, so it is refused while one is under way, in a sentence. What is shown to
be damaged is told with every answer too; nobody needs to come here to be warned.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import gradio as gr

from qa.errors import QaError
from qa.ui.components.event_bus import listen
from qa.ui.html.escaping import show
from qa.ui.interface_words import _
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service

if TYPE_CHECKING:
    from qa.index import Finding


def build_index_panel(services: CollectionServices) -> None:
    """The part of the tab, and its events."""
    told = _("Looks whether every part of the index is whole and agrees with the others.")
    title = f'<h2 class="qa-set">{_("Index")}</h2><p class="qa-told">{told}</p>'
    gr.HTML(title, elem_id="qa-index-title", apply_default_css=False)
    with gr.Row(elem_id="qa-index-acts"):
        check = _build_button(_("Check the index"), elem_id="qa-check-index")
        repair = _build_button(_("Repair"), elem_id="qa-repair-index", visible=False)
    found = gr.HTML("", elem_id="qa-index-findings", apply_default_css=False)
    outputs = [found, repair]
    listen(check.click, lambda: _look(services.current, repair=False), inputs=None, outputs=outputs)
    listen(repair.click, lambda: _look(services.current, repair=True), inputs=None, outputs=outputs)


def _build_button(words: str, *, elem_id: str, visible: bool = True) -> gr.Button:
    return gr.Button(words, size="sm", visible=visible, elem_id=elem_id, elem_classes="qa-quiet")


def findings_html(found: Sequence[Finding]) -> str:
    """A line for each part, in the order of the flow."""
    lines = [
        f"<li><b>{show(each.part.capitalize())}</b> {show(each.state)}: {show(each.told)}</li>"
        for each in found
    ]
    return f'<ul class="qa-told" role="status">{"".join(lines)}</ul>'


def _look(service: Service, *, repair: bool) -> tuple[str, object]:
    from qa.answering.check_everything import check_everything  # noqa: PLC0415 - loads models

    try:
        with service.background.working():
            found = check_everything(service.settings, repair=repair, embedder=service.embedder)
    except QaError as error:
        return f'<p class="qa-told" role="status">{show(str(error))}</p>', gr.skip()
    damaged = any(each.state == "damaged" for each in found)
    return findings_html(found), gr.update(visible=damaged)
