"""The switcher of collections in the header: opens, makes, deletes one, and undoes that.

    a name -> CollectionServices -> the list again, or the address of the new one

It is drawn for the page that asks, when the page is opened and after each change; while nothing
happens it asks for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from qa.collection_folders import DEFAULT, deleted
from qa.errors import QaError
from qa.index.collection_rows import collection_rows
from qa.ui.components.event_bus import PageEvent, last_text, listen, subscribe
from qa.ui.html.collections_html import address_of, collections_html, leave_html
from qa.ui.interface_words import _

if TYPE_CHECKING:
    from qa.ui.service.collection_services import CollectionServices


class Switcher:
    """The list, rendered where the page is being built."""

    def __init__(self, services: CollectionServices) -> None:
        self._services = services
        self.list = gr.HTML("", elem_id="qa-collections", apply_default_css=False)

    def bind_events(self, page: gr.Blocks, pane: gr.HTML) -> None:
        """Draw it when the page is opened or looked at again, and after each change."""
        listen(page.load, self._drawn, inputs=None, outputs=self.list)
        listen(pane.wake, self._drawn, inputs=None, outputs=self.list)
        subscribe(pane, "create", self._create, outputs=[self.list])
        subscribe(pane, "discard", self._discard, outputs=[self.list])
        subscribe(pane, "revive", self._revive, outputs=[self.list])

    def _drawn(self, refused: str = "") -> str:
        settings, current = self._services.settings, self._services.current
        name = (current.lost and _("No such collection")) or current.settings.collection or DEFAULT
        rows = collection_rows(settings)
        gone = deleted(settings.collections)
        return collections_html(rows, name, default=DEFAULT, deleted=gone, refused=refused)

    def _create(self, events: list[PageEvent]) -> object:
        if not events:
            return gr.skip()
        try:
            return leave_html(address_of(self._services.create(last_text(events, "name", 200))))
        except QaError as error:
            return self._drawn(str(error))

    def _discard(self, events: list[PageEvent]) -> object:
        if not events:
            return gr.skip()
        here = self._services.current.settings.collection
        try:
            gone = self._services.set_aside(last_text(events, "name", 200))
        except QaError as error:
            return self._drawn(str(error))
        return leave_html(address_of(DEFAULT)) if gone == here else self._drawn()

    def _revive(self, events: list[PageEvent]) -> object:
        if not events:
            return gr.skip()
        try:
            return leave_html(address_of(self._services.put_back(last_text(events, "kept", 300))))
        except QaError as error:
            return self._drawn(str(error))
