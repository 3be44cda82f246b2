"""A hidden component by which the page's script and the server pass kept items to each other.

    local storage -> input of a listener (`STORED`) -> Shelf -> changes as HTML -> local storage

Its value is one empty element that names the kind of items. As an input, the script puts the
items that the browser has in its place; as an output, its attribute says what is to change.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Sequence

import gradio as gr

from qa.ui.html.escaping import show
from qa.ui.service.shelf import Changes, Item, Shelf


class KeptItems:
    """The items of one kind. component: to be given to listeners as input and as output."""

    def __init__(self, kind: str, shelf: Shelf) -> None:
        self._kind = kind
        self.shelf = shelf
        self.component = gr.HTML(
            self._told(Changes()),
            elem_classes="qa-stored",
            apply_default_css=False,
            render=False,
        )

    def read(self, sent: object) -> list[object]:
        """All items; whoever reads them checks their shape."""
        return self.shelf.items(self._kind, sent)

    def change(self, *, put: Sequence[Item] = (), gone: Sequence[str] = ()) -> str:
        """Keep and forget items; the new value of the component."""
        return self._told(self.shelf.change(self._kind, Changes(put, gone)))

    def _told(self, changes: Changes) -> str:
        said = json.dumps({"put": list(changes.put), "gone": list(changes.gone)})
        return (
            f'<span data-store="{self._kind}" data-number="{_number()}" '
            f'data-changes="{show(said)}"></span>'
        )


def file_html(name: str, kind: str, data: bytes) -> str:
    """A file that the page's script hands to the browser to be stored."""
    return (
        f'<span data-name="{show(name)}" data-number="{_number()}" data-type="{show(kind)}" '
        f'data-download="{base64.b64encode(data).decode()}"></span>'
    )


def _number() -> str:
    """Makes two equal values two, because one that is equal is not drawn again."""
    return secrets.token_hex(4)
