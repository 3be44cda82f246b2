"""The header: state, rebuild button and news of a build; the timer runs only while it is needed."""

from __future__ import annotations

import gradio as gr
import pytest

from qa.ui.components.chat_panel import ChatPanel
from qa.ui.components.header import Header
from qa.ui.components.polling import Polling
from qa.ui.components.source_pane import build_source
from qa.ui.html.welcome_html import welcome_html
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service
from tests.ui.components import wiring
from tests.ui.components.wiring import SKIPPED, fire

Built = tuple[gr.Blocks, Header, Polling, gr.HTML]


def _build(service: Service) -> Built:
    with gr.Blocks() as page:
        polling = Polling(CollectionServices(service))
        chat = ChatPanel(CollectionServices(service))
        header = Header(CollectionServices(service), chat, polling)
        chat.render()
        pane = build_source(CollectionServices(service))
        header.bind_events(page, pane)
    return page, header, polling, pane


@pytest.fixture
def built(service: Service) -> Built:
    return wiring.built(lambda: _build(service))


def _button(page: gr.Blocks) -> gr.Button:
    return next(
        each
        for each in page.blocks.values()
        if isinstance(each, gr.Button) and each.elem_id == "qa-rebuild"
    )


def test_at_rest_it_tells_the_facts_and_the_timer_stops(built: Built, service: Service) -> None:
    page, _, polling, _ = built
    status, report, button, welcome, shown, timer = fire(
        page, polling.timer, "tick", welcome_html(())
    )
    assert "3 articles" in status
    assert "3 added" in report  # the build has only just ended
    assert (button["value"], button["interactive"]) == ("Rebuild the index", True)
    assert shown == welcome_html(service.examples)
    assert (welcome == SKIPPED) == (service.examples == ())
    assert not timer["active"]
    assert fire(page, polling.timer, "tick", "")[0] == status


def test_a_rebuild_begins_with_a_click_and_starts_the_timer(built: Built, service: Service) -> None:
    page, *_ = built
    (service.settings.corpus / "crane.txt").write_text("The crane lifts 90 tonnes.")
    _, _, button, _, _, timer = fire(page, _button(page), "click", "")
    assert (button["value"], button["interactive"], timer["active"]) == (
        "Rebuilding …",
        False,
        True,
    )
    service.background.close(60)


def test_new_example_questions_replace_the_welcome(built: Built, service: Service) -> None:
    page, _, polling, _ = built
    old = welcome_html(("An old one?",))
    *_, welcome, shown, _ = fire(page, polling.timer, "tick", old)
    assert shown == welcome_html(service.examples)
    assert "An old one?" not in welcome["placeholder"]
