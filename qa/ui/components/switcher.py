"""The switcher of collections: their rail, and the name in the header that brings it out.

    a name -> CollectionServices -> the list again, or the address of the new one

It opens, makes and deletes one, and undoes that. The list is drawn for the page that asks: with the
page, each time it comes out, when a build has ended while it is out, and after each change; nobody
sees its counts at another time. While nothing happens it asks for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from qa.collection_folders import DEFAULT, deleted
from qa.errors import QaError
from qa.index.collection_rows import collection_rows
from qa.ui.components.event_bus import PageEvent, listen, subscribe, text_of
from qa.ui.html.collections_html import address_of, collections_html, leave_html, opener_html
from qa.ui.interface_words import _

if TYPE_CHECKING:
    from qa.ui.service.collection_services import CollectionServices


class Switcher:
    """The name, rendered where the page is being built, and the list, rendered by the page.

    Its first list marks none as open, because that is told by the address of the page that asks;
    it is there from the beginning, so that nothing makes way for it later.
    """

    def __init__(self, services: CollectionServices) -> None:
        self._services = services
        self._name = gr.HTML(opener_html(""), elem_id="qa-collection", apply_default_css=False)
        self.list = gr.HTML(
            self._listed(""), elem_id="qa-collections", apply_default_css=False, render=False
        )

    def bind_events(self, page: gr.Blocks, pane: gr.HTML) -> None:
        """Draw it with the page, when it is looked at, and after each change."""
        listen(page.load, self._opened, inputs=None, outputs=[self._name, self.list])
        subscribe(pane, "collections", self._told, outputs=[self.list])

    def _opened(self) -> tuple[str, str]:
        return opener_html(self._current), self._listed(self._current)

    @property
    def _current(self) -> str:
        current = self._services.current
        return (current.lost and _("No such collection")) or current.settings.collection or DEFAULT

    def _listed(self, current: str, refused: str = "") -> str:
        settings = self._services.settings
        gone = deleted(settings.collections)
        rows = collection_rows(settings)
        return collections_html(rows, current, default=DEFAULT, deleted=gone, refused=refused)

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
        return self._listed(self._current, refused) if events else gr.skip()

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
