"""The source pane: what a click on a marker shows.

It keeps no state: the click says which span and which others, and the desk has the article.
"""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr

from qa.ui import cite
from qa.ui.article_html import EMPTY, article_html, missing_html
from qa.ui.assets import static
from qa.ui.desk import Desk
from qa.ui.listen import quietly, told, told_list


def build_source(desk: Desk) -> gr.HTML:
    """The pane, with the page's script, whose events the other parts listen to as well."""
    pane = gr.HTML(EMPTY, elem_id="qa-pane", js_on_load=static("page.js"), apply_default_css=False)

    def cited(event: gr.EventData) -> object:
        current = cite.parse(told(event, "id"))
        spans = [cite.parse(item) for item in told_list(event, "all")]
        if current is None:
            return gr.skip()
        return opened(desk, current, [span for span in spans if span])

    quietly(pane.cite, cited, inputs=None, outputs=pane, latest=True)
    return pane


def opened(desk: Desk, current: cite.CitedSpan, spans: Sequence[cite.CitedSpan]) -> str:
    """The pane for a span: its article, or a sentence that it is gone."""
    article = desk.article(current.article_id)
    if article is None or current.end > len(article.text):
        return missing_html()
    return article_html(article, current, spans)
