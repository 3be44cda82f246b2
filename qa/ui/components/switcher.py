"""The switcher of collections in the header: opens, makes, deletes one, and undoes that.

    a name -> CollectionServices -> the list again, or the address of the new one

It is drawn for the page that asks: with the page, each time it is unfolded or the status changes
while it is, and after each change; nobody sees its counts at another time. While nothing happens it
asks for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from qa.collection_folders import DEFAULT, deleted
from qa.errors import QaError
from qa.index.collection_rows import collection_rows
from qa.ui.components.event_bus import PageEvent, listen, subscribe, text_of
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
        """Draw it with the page, when it is looked at, and after each change."""
        listen(page.load, self._drawn, inputs=None, outputs=self.list)
        subscribe(pane, "collections", self._told, outputs=[self.list])

    def _drawn(self, refused: str = "") -> str:
        settings, current = self._services.settings, self._services.current
        name = (current.lost and _("No such collection")) or current.settings.collection or DEFAULT
        rows = collection_rows(settings)
        gone = deleted(settings.collections)
        return collections_html(rows, name, default=DEFAULT, deleted=gone, refused=refused)

    def _told(self, events: list[PageEvent]) -> object:
        """What the page's events lead to, in their order: the list as it is then, or an address.

        One listener for all of them: of two, the older answer might come last and be shown.
        """
        refused = ""
        for event in events:
            try:
                address = self._done(text_of(event, "do"), text_of(event, "name", 300))
            except QaError as error:
                refused = str(error)
                continue
            if address:
                return leave_html(address)
        return self._drawn(refused) if events else gr.skip()

    def _done(self, do: str, name: str) -> str:
        """Do what was asked for; the address that the page goes to after it, "" if it stays."""
        if do == "create":
            return address_of(self._services.create(name))
        if do == "revive":
            return address_of(self._services.put_back(name))
        if do == "discard":
            here = self._services.current.settings.collection
            return address_of(DEFAULT) if self._services.set_aside(name) == here else ""
        return ""  # it is only looked at
