"""Options panel: answer length and appearance, which are the person's own, and the way out."""

from __future__ import annotations

import gradio as gr

from qa.settings import Settings
from qa.ui.components.chat_panel import ChatPanel
from qa.ui.components.event_bus import listen

LENGTHS = {"Short": 0.5, "Standard": 1.0, "Long": 2.0}
APPEARANCES = ("As the system", "Light", "Dark")
SHORTEST_WORDS = 10
_APPEAR = "(choice) => { window.qaAppear(choice); return []; }"


def build_options(settings: Settings, chat: ChatPanel) -> None:
    """The tab's contents and its events."""
    standard = settings.answer_words
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
