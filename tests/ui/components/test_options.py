"""The settings tab: the engine in use is told, and the length of answers is the person's own."""

from __future__ import annotations

from html import unescape

import gradio as gr
import pytest

from qa.settings import Settings
from qa.ui.components.chat_panel import ChatPanel
from qa.ui.components.options import build_options
from qa.ui.service.service import Service
from tests.ui.components.wiring import built, fire


def _build(settings: Settings) -> tuple[gr.Blocks, gr.Radio, str]:
    """The page, its choice of length, and all that it says."""
    with gr.Blocks() as page:
        chat = ChatPanel(Service(settings))
        build_options(settings, chat)
    blocks = page.blocks.values()
    (length,) = (
        each for each in blocks if isinstance(each, gr.Radio) and each.label == "Answer length"
    )
    return page, length, " ".join(str(getattr(each, "value", "")) for each in blocks)


@pytest.mark.parametrize(
    ("words", "choice", "wanted"),
    [(80, "Short", 40), (80, "Standard", 80), (80, "Long", 160), (12, "Short", 10), (80, "?", 80)],
)
def test_a_length_is_a_share_of_the_setting(words: int, choice: str, wanted: int) -> None:
    page, length, _ = built(lambda: _build(Settings(answer_words=words)))
    assert fire(page, length, "input", choice) == wanted
    assert length.info == f"Standard is about {words} words."


def test_the_engine_is_told_with_how_to_switch_it() -> None:
    *_, said = built(lambda: _build(Settings()))
    assert "<b>built-in reader</b>" in said
    *_, said = built(lambda: _build(Settings(chat_model="ollama:<b>x")))
    assert "ollama:<b>x" in unescape(said)
    assert "Start without QA_CHAT_MODEL" in said
