"""The source pane: what a click on a marker shows.

It keeps no state: the page's script says which span and which others, and the desk has the
article. Nothing else writes into the pane, so what is shown is what was chosen last.
"""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr

from qa.ui.assets import static
from qa.ui.components.event_bus import Said, hear, last_text, texts_of
from qa.ui.html import citation_address as cite
from qa.ui.html.article_html import EMPTY, article_html, missing_html
from qa.ui.service.service import Desk


def build_source(desk: Desk) -> gr.HTML:
    """The pane, with the page's script, whose events the other parts listen to as well."""
    script = static("page.js") + static("answer.js")
    pane = gr.HTML(EMPTY, elem_id="qa-pane", js_on_load=script, apply_default_css=False)

    def cited(said: list[Said]) -> object:
        if said and not last_text(said, "id"):
            return EMPTY
        current = cite.parse(last_text(said, "id"))
        if current is None:
            return gr.skip()
        spans = [cite.parse(item) for item in texts_of(said[-1], "all")]
        return opened(desk, current, [span for span in spans if span])

    hear(pane, "cite", cited, outputs=[pane])
    return pane


def opened(desk: Desk, current: cite.CitedSpan, spans: Sequence[cite.CitedSpan]) -> str:
    """The pane for a span: its article, or a sentence that it is gone."""
    article = desk.article(current.article_id)
    if article is None or current.end > len(article.text):
        return missing_html(current)
    return article_html(article, current, spans)
