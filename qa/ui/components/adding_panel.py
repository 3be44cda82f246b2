"""Takes in what is dropped, chosen or pasted anywhere on the page, and says what came of it.

    the page's script -> add | paste | example -> service.adding -> one line under the header

The library and the empty conversation only have the buttons; the script sends, and this answers.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import gradio as gr

from qa.articles.corpus_folder import MAX_UPLOAD_BYTES, SUFFIXES
from qa.collection_folders import DEFAULT
from qa.ui.components.event_bus import PageEvent, listen, subscribe, text_of, texts_of
from qa.ui.html.escaping import clip
from qa.ui.html.render import render
from qa.ui.interface_words import N_, _, count, number
from qa.ui.service.adding import LONGEST_PASTE, Added, add_example, add_pasted, add_uploads

if TYPE_CHECKING:
    from qa.ui.components.polling import Polling
    from qa.ui.service.collection_services import CollectionServices

_OTHER_KINDS = N_("{files} of other kinds, or too large, left out: {names}.")
NAMED = 3  # of the files that are of no kind that is read


class AddingPanel:
    """The line, and what the page's script has to know before it sends anything."""

    def __init__(self, services: CollectionServices, polling: Polling) -> None:
        self._services = services
        self._polling = polling
        self.said = gr.HTML("", elem_id="qa-added-line", apply_default_css=False)
        self.limits = gr.HTML("", elem_id="qa-adding-limits", apply_default_css=False)

    def bind_events(self, page: gr.Blocks, pane: gr.HTML) -> None:
        """Take in what comes, in the order in which it comes."""
        outputs = [self.said, self._polling.timer]
        listen(page.load, self._limits, inputs=None, outputs=self.limits)
        subscribe(pane, "uploaded", self._add, outputs=outputs)
        subscribe(pane, "pasted", self._paste, outputs=outputs)
        subscribe(pane, "sample", self._example, outputs=outputs)

    def _limits(self) -> str:
        name = self._services.current.settings.collection or DEFAULT
        return render(
            "adding", "limits", suffixes=" ".join(SUFFIXES), most=MAX_UPLOAD_BYTES, name=name
        )

    def _add(self, events: list[PageEvent]) -> tuple[object, object]:
        paths = [path for each in events for path in texts_of(each, "paths")]
        added = add_uploads(self._services.current, paths)
        out = [name for each in events for name in texts_of(each, "out", 10_000)]
        if out:
            named = ", ".join(clip(name, 60) for name in out[:NAMED])
            if len(out) > NAMED:
                named = _("{names} and {n} more", names=named, n=number(len(out) - NAMED))
            left = count(len(out), "file")
            added.refused.append(_(_OTHER_KINDS, files=left, names=named))
        added.refused += [
            _("Files could not be sent ({why}). Try again.", why=clip(why, 80))
            for each in events
            if (why := text_of(each, "failed"))
        ]
        return self._told(added)

    def _paste(self, events: list[PageEvent]) -> tuple[object, object]:
        texts = [text_of(each, "text", LONGEST_PASTE + 1) for each in events]
        parts = [add_pasted(self._services.current, text) for text in texts]
        names = [name for part in parts for name in part.names]
        return self._told(Added(names, [why for part in parts for why in part.refused]))

    def _example(self, events: list[PageEvent]) -> tuple[object, object]:
        return self._told(add_example(self._services.current) if events else Added())

    def _told(self, added: Added) -> tuple[object, object]:
        if not (added.names or added.refused):
            return gr.skip(), gr.skip()
        promise, refused = added.promised(), added.told_refused()
        line = render(
            "status",
            "report",
            kind="" if not refused else "kept" if promise else "bad",
            sentence=promise or refused,
            failures=(),
            refused=refused if promise else "",
        )
        # The number makes two equal reports two values: an equal one would not be drawn.
        return f"{line}<!-- {secrets.token_hex(4)} -->", self._polling.started()
