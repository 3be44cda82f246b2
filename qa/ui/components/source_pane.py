"""The source pane: shows the article of the clicked citation with its quote marked.

It keeps no state: the page's script says which span and which others, and the service has the
article. Nothing else writes into the pane, so what is shown is what was chosen last.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import gradio as gr

from qa.ui.assets import static
from qa.ui.components.event_bus import PageEvent, last_text, subscribe, texts_of
from qa.ui.html import citation_address as cite
from qa.ui.html.article_html import article_html, empty_html, missing_html
from qa.ui.html.render import render
from qa.ui.interface_words import language, words_of_script
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service

SCRIPTS = (
    "page.js",
    "filter.js",
    "answer.js",
    "store.js",
    "notes.js",
    "find.js",
    "addresses.js",
    "keys.js",
    "adding.js",
    "rail.js",
)


def build_source(services: CollectionServices) -> gr.HTML:
    """The pane, with the page's script, whose events the other parts listen to as well."""
    script = "".join(map(static, SCRIPTS))
    words = json.dumps(words_of_script(script), ensure_ascii=False)
    first = render("page", "words", language=language(), words=words) + empty_html()
    pane = gr.HTML(first, elem_id="qa-pane", js_on_load=script, apply_default_css=False)

    def cited(events: list[PageEvent]) -> object:
        if events and not last_text(events, "id"):
            return empty_html()
        current = cite.parse(last_text(events, "id"))
        if current is None:
            return gr.skip()
        spans = [cite.parse(item) for item in texts_of(events[-1], "all")]
        return opened(services.current, current, [span for span in spans if span])

    subscribe(pane, "cite", cited, outputs=[pane])
    return pane


def opened(service: Service, current: cite.CitedSpan, spans: Sequence[cite.CitedSpan]) -> str:
    """The pane for a span: its article, or a sentence that it is gone."""
    article = service.article(current.article_id)
    if article is None or current.end > len(article.text):
        return missing_html(current)
    return article_html(article, current, spans)
