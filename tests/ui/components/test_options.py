"""The settings tab: the length of answers is the person's own."""

from __future__ import annotations

import gradio as gr
import pytest

from qa.settings import Settings
from qa.ui.components.chat_panel import ChatPanel
from qa.ui.components.options import build_options
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service
from tests.ui.components.wiring import built, fire


def _build(settings: Settings) -> tuple[gr.Blocks, gr.Radio]:
    """The page and its choice of length."""
    with gr.Blocks() as page:
        chat = ChatPanel(CollectionServices(Service(settings)))
        build_options(settings, chat)
    blocks = page.blocks.values()
    (length,) = (
        each for each in blocks if isinstance(each, gr.Radio) and each.label == "Answer length"
    )
    return page, length


@pytest.mark.parametrize(
    ("words", "choice", "wanted"),
    [(80, "Short", 40), (80, "Standard", 80), (80, "Long", 160), (12, "Short", 10), (80, "?", 80)],
)
def test_a_length_is_a_share_of_the_setting(words: int, choice: str, wanted: int) -> None:
    page, length = built(lambda: _build(Settings(answer_words=words)))
    assert fire(page, length, "input", choice) == wanted
    assert length.info == f"Standard is about {words} words."
