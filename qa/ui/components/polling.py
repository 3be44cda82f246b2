"""Polls the service's state from the page, only while it may change.

A page at rest makes no request. The timer runs while models load, an index is built or
example questions are looked for; whatever may begin such a time starts it again: a click on
rebuild, a change of the library, and a return to a page that was out of sight.
"""

from __future__ import annotations

import gradio as gr

from qa.ui.components.event_bus import Update
from qa.ui.service.collection_services import CollectionServices

POLL_EVERY_S = 1.0


class Polling:
    """The timer, and the two states that an event handler can put it in."""

    def __init__(self, services: CollectionServices) -> None:
        self._services = services
        self.timer = gr.Timer(POLL_EVERY_S)

    def started(self) -> Update:
        """The timer running, because something has begun."""
        return gr.update(active=True)

    def as_needed(self) -> Update:
        """Running as long as the service is busy."""
        return gr.update(active=self._services.current.busy)
