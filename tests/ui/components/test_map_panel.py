"""The map: drawn once for each state of the index, beside the page, and then at rest."""

from __future__ import annotations

import time
from pathlib import Path

import gradio as gr

from qa.settings import Settings
from qa.ui.components.map_panel import MapPanel, draw
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service
from tests.ui.components.wiring import SKIPPED, built, fire


def _build(service: Service) -> tuple[gr.Blocks, MapPanel]:
    with gr.Blocks() as page:
        panel = MapPanel(CollectionServices(service))
        panel.bind_events()
    return page, panel


def test_it_is_drawn_in_the_background_and_shown_once(service: Service) -> None:
    page, panel = built(lambda: _build(service))
    shown, seen, timer = fire(page, panel.timer, "tick", -1)
    assert (shown, seen, timer["active"]) == (SKIPPED, SKIPPED, True)
    until = time.monotonic() + 60
    while shown == SKIPPED and time.monotonic() < until:
        time.sleep(0.02)
        shown, seen, timer = fire(page, panel.timer, "tick", -1)
    assert "Passages by meaning" in shown
    assert service.index is not None
    assert seen == service.index.stats().generation
    again = fire(page, panel.timer, "tick", seen)
    assert again[:2] == (SKIPPED, SKIPPED)
    assert not again[2]["active"]


def test_each_passage_is_a_dot_and_each_dated_article_stands_in_time(service: Service) -> None:
    index = service.index
    assert index is not None
    html = draw(index)["en"]
    assert html.count("<circle") == index.stats().passages
    assert "Articles over time" in html


def test_without_an_index_nothing_is_drawn() -> None:
    page, panel = built(lambda: _build(Service(Settings(corpus=Path("nowhere")))))
    assert fire(page, panel.timer, "tick", -1) == (SKIPPED,) * 3
