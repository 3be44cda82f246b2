"""Options panel: answer length, appearance and the engine in use.

Length and appearance are the person's own; the engine belongs to the server and is only
told here, with how to switch it.
"""

from __future__ import annotations

import gradio as gr

from qa.settings import Settings
from qa.ui.components.chat_panel import ChatPanel
from qa.ui.components.event_bus import listen
from qa.ui.html.escaping import show

LENGTHS = {"Short": 0.5, "Standard": 1.0, "Long": 2.0}
APPEARANCES = ("As the system", "Light", "Dark")
SHORTEST_WORDS = 10
_APPEAR = "(choice) => { window.qaAppear(choice); return []; }"


def build_options(settings: Settings, chat: ChatPanel) -> None:
    """The tab's contents and its events."""
    standard = settings.answer_words
    gr.HTML(
        f'<h2 class="qa-set">Engine</h2><p class="qa-told">{_engine(settings)}</p>',
        apply_default_css=False,
    )
    length = gr.Radio(
        list(LENGTHS),
        value="Standard",
        label="Answer length",
        info=f"Standard is about {standard} words.",
        elem_classes="qa-choice",
    )
    appearance = gr.Radio(
        list(APPEARANCES),
        value=APPEARANCES[0],
        label="Appearance",
        elem_id="qa-appearance",
        elem_classes="qa-choice",
    )

    def set_length(choice: str) -> int:
        return max(SHORTEST_WORDS, round(standard * LENGTHS.get(choice, 1.0)))

    if settings.auth or settings.token:
        gr.HTML(
            '<form method="post" action="logout"><button class="qa-logout">Log out</button></form>',
            apply_default_css=False,
        )
    listen(length.input, set_length, inputs=length, outputs=chat.words)
    appearance.input(
        None, appearance, None, js=_APPEAR, api_visibility="private", show_progress="hidden"
    )


def _engine(settings: Settings) -> str:
    if settings.chat_model:
        return (
            f"Answers are written by <b>{show(settings.chat_model)}</b> from numbered passages, "
            "and every sentence is checked. Start without QA_CHAT_MODEL to use the built-in reader."
        )
    return (
        "Answers are made by the <b>built-in reader</b> from the articles’ own sentences, on this "
        "machine. To have a chat model write them, start with QA_CHAT_MODEL=provider:model, "
        "for example ollama:qwen3:4b."
    )
