"""The page's pulse: it asks the server for news only while there may be some.

A page at rest makes no request. The pulse beats while models load, an index is built or
starting questions are looked for; whatever may begin such a time starts it again: a click on
rebuild, a change of the library, and a look at the page after it was out of sight.
"""

from __future__ import annotations

import gradio as gr

from qa.ui.service.service import Desk

BEATS_EVERY_S = 1.0


class Pulse:
    """The timer, and the two states that a listener can put it in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.timer = gr.Timer(BEATS_EVERY_S)

    def awake(self) -> gr.Timer:
        """Beating: something has begun."""
        return gr.Timer(active=True)

    def as_needed(self) -> gr.Timer:
        """Beating as long as the desk has something to tell."""
        return gr.Timer(active=self._desk.busy)
