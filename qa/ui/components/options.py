"""Options panel: answer length and appearance, which are the person's own, and the way out."""

from __future__ import annotations

import gradio as gr

from qa.settings import Settings
from qa.ui.components.chat_panel import ChatPanel
from qa.ui.components.event_bus import listen
from qa.ui.interface_words import N_, _

LENGTHS = {N_("Short"): 0.5, N_("Standard"): 1.0, N_("Long"): 2.0}
APPEARANCES = (N_("As the system"), N_("Light"), N_("Dark"))
SHORTEST_WORDS = 10
_APPEAR = "(choice) => { window.qaAppear(choice); return []; }"


def build_options(settings: Settings, chat: ChatPanel) -> None:
    """The tab's contents and its events."""
    standard = settings.answer_words
    length = gr.Radio(
        [(_(name), name) for name in LENGTHS],
        value="Standard",
        label=_("Answer length"),
        info=_("Standard is about {n} words.", n=standard),
        elem_classes="qa-choice",
    )
    appearance = gr.Radio(
        [(_(name), name) for name in APPEARANCES],
        value=APPEARANCES[0],
        label=_("Appearance"),
        elem_id="qa-appearance",
        elem_classes="qa-choice",
    )

    def set_length(choice: str) -> int:
        return max(SHORTEST_WORDS, round(standard * LENGTHS.get(choice, 1.0)))

    if settings.auth or settings.token:
        gr.HTML(
            '<form method="post" action="logout">'
            f'<button class="qa-logout">{_("Log out")}</button></form>',
            apply_default_css=False,
        )
    listen(length.input, set_length, inputs=length, outputs=chat.words)
    appearance.input(
        None, appearance, None, js=_APPEAR, api_visibility="private", show_progress="hidden"
    )
