"""The source pane: a cited span opens its article, a span that is gone says so."""

from __future__ import annotations

import gradio as gr
import pytest

from qa.ui.components.source_pane import build_source
from qa.ui.html.article_html import empty_html
from qa.ui.html.citation_address import CitedSpan, key
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service
from tests.ui.components import wiring
from tests.ui.components.wiring import SKIPPED, fire, told

Built = tuple[gr.Blocks, gr.HTML, CitedSpan]


def _build(service: Service) -> Built:
    with gr.Blocks() as page:
        pane = build_source(CollectionServices(service))
    index = service.index
    assert index is not None
    row = next(row for row in index.articles() if row.path == "ferry.txt")
    text = index.article(row.id).text
    start = text.index("The ship can take")
    return page, pane, CitedSpan(row.id, start, text.index("passengers.") + len("passengers."), 1)


@pytest.fixture
def built(service: Service) -> Built:
    return wiring.built(lambda: _build(service))


def test_the_cited_words_are_marked_in_their_article(built: Built) -> None:
    page, pane, span = built
    shown = fire(page, pane, "cite", told({"id": key(span), "all": [key(span)]}))
    assert "A ferry sails to Vladivostok" in shown
    marked = shown.partition("<mark")[2].partition("</mark>")[0]
    assert "The ship can take about 200" in marked


def test_the_last_click_wins_and_none_empties_the_pane(built: Built) -> None:
    page, pane, span = built
    clicks = told({"id": key(span), "all": []}, {"id": ""})
    assert fire(page, pane, "cite", clicks) == empty_html()


def test_a_span_of_an_article_that_is_gone_says_so(built: Built) -> None:
    page, pane, span = built
    gone = CitedSpan("0" * 16, span.start, span.end, 1)
    beyond = CitedSpan(span.article_id, span.start, 100_000, 1)
    for each in (gone, beyond):
        shown = fire(page, pane, "cite", told({"id": key(each), "all": []}))
        assert "<mark" not in shown
        assert "This article is no longer in the index" in shown


def test_an_address_that_is_none_changes_nothing(built: Built) -> None:
    page, pane, _ = built
    assert fire(page, pane, "cite", told({"id": "../../etc/passwd", "all": []})) == SKIPPED
    assert fire(page, pane, "cite", "[]") == SKIPPED
