"""The notes panel: saves answers, sentences and passages; orders, comments, deletes, exports them.

    page's events -> answer of the conversation, or article of the index -> notes -> list, file

What is saved is never taken from the page: an event names an answer and its sentences, or a span
of an article, and the words come from where they are kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

import gradio as gr

from qa.errors import QaError
from qa.records import Answer
from qa.ui.components.event_bus import (
    STORED,
    PageEvent,
    last_text,
    listen,
    subscribe,
    text_of,
    texts_of,
)
from qa.ui.components.kept_items import KeptItems, file_html
from qa.ui.html import citation_address as cite
from qa.ui.html.dossier_text import dossier_html, dossier_markdown, make_dossier
from qa.ui.html.dossier_word import dossier_word
from qa.ui.html.notes_html import notes_html
from qa.ui.interface_words import _
from qa.ui.kept import Note, NoteKind
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.exchanges import Conversation, answer_named
from qa.ui.service.saved_notes import (
    LONGEST_COMMENT,
    dump_note,
    load_notes,
    moved,
    new_note,
    of_passage,
    of_sentences,
    same_words,
)
from qa.ui.service.shelf import Shelf

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What each format is called as a file, its type, and how it is written.
FORMATS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "docx": (WORD, dossier_word),
    "md": ("text/markdown", lambda dossier: dossier_markdown(dossier).encode()),
    "html": ("text/html", lambda dossier: dossier_html(dossier).encode()),
}


class NotesPanel:
    """The list of notes, what keeps them, and the last one that was deleted."""

    def __init__(self, services: CollectionServices, shelf: Shelf) -> None:
        self._services = services
        self._where = shelf.where
        self.kept = KeptItems("notes", shelf)
        self.list = gr.HTML(
            notes_html([], where=_(shelf.where)),
            elem_id="qa-notes",
            apply_default_css=False,
            render=False,
        )
        self.gone: gr.State = gr.State(None)
        self.file = gr.HTML("", elem_classes="qa-stored", apply_default_css=False, render=False)

    def render(self) -> None:
        """Put what keeps the notes where the page is being built; the list goes into its tab."""
        self.kept.component.render()  # type: ignore[no-untyped-call]
        self.file.render()  # type: ignore[no-untyped-call]

    def bind_events(self, page: gr.Blocks, pane: gr.HTML, conversation: gr.State) -> None:
        """Listen to what the page's script tells."""
        kept = self.kept.component
        shown = [kept, self.list]
        listen(page.load, self._listed, inputs=kept, outputs=self.list, js=STORED)
        subscribe(pane, "note", self._save, inputs=[kept, conversation], outputs=shown)
        subscribe(pane, "comment", self._comment, inputs=[kept], outputs=[kept])
        subscribe(pane, "move", self._move, inputs=[kept], outputs=shown)
        subscribe(pane, "drop_note", self._drop, inputs=[kept], outputs=[*shown, self.gone])
        subscribe(
            pane,
            "put_back",
            self._put_back,
            inputs=[kept, self.gone],
            outputs=[*shown, self.gone],
        )
        subscribe(pane, "dossier", self._export, inputs=[kept], outputs=[self.file])

    def _notes(self, sent: object) -> list[Note]:
        return load_notes(self.kept.read(sent))

    def _shown(self, notes: list[Note], gone: str = "") -> str:
        return notes_html(notes, where=_(self._where), gone=gone, here=self._collection)

    @property
    def _collection(self) -> str:
        return self._services.current.settings.collection

    def _listed(self, sent: object) -> str:
        return self._shown(self._notes(sent))

    def _save(
        self, events: list[PageEvent], sent: object, conversation: Conversation
    ) -> tuple[object, object]:
        notes = self._notes(sent)
        new: list[Note] = []
        for event in events:
            try:
                kind, answer = self._chosen(event, conversation)
                after = [*notes, *new]
                new.append(new_note(kind, answer, after=after, collection=self._collection))
            except QaError as error:
                gr.Warning(str(error))
        if not new:
            return gr.skip(), gr.skip()
        return self.kept.change(put=list(map(dump_note, new))), self._shown([*notes, *new])

    def _chosen(self, event: PageEvent, conversation: Conversation) -> tuple[NoteKind, Answer]:
        """What an event names. Raises QaError if that is not there any more."""
        span = cite.parse(text_of(event, "span"))
        if span is not None:
            article = self._services.current.article(span.article_id)
            if article is None:
                raise QaError(_("This article is no longer in the index."))
            selected = text_of(event, "words", len(article.text))
            if selected and not same_words(article.text[span.start : span.end], selected):
                raise QaError(
                    _("These words could not be found in the article. Choose whole lines.")
                )
            return "passage", of_passage(article, span.start, span.end)
        answer = answer_named(conversation, text_of(event, "answer"))
        if answer is None:
            raise QaError(_("This answer is no longer in the conversation."))
        numbers = {int(n) for n in texts_of(event, "sentences") if n.isdecimal()}
        return ("sentence", of_sentences(answer, numbers)) if numbers else ("answer", answer)

    def _comment(self, events: list[PageEvent], sent: object) -> object:
        said = {text_of(each, "id"): text_of(each, "comment", LONGEST_COMMENT) for each in events}
        changed = [
            dump_note(note) | {"comment": said[note.id]}
            for note in self._notes(sent)
            if note.id in said
        ]
        return self.kept.change(put=changed)

    def _move(self, events: list[PageEvent], sent: object) -> tuple[str, str]:
        notes, changed = self._notes(sent), {}
        for event in events:
            for note in moved(notes, text_of(event, "id"), by=-1 if event.get("up") else 1):
                changed[note.id] = note
            notes = sorted((changed.get(note.id, note) for note in notes), key=lambda note: note.at)
        return self.kept.change(put=list(map(dump_note, changed.values()))), self._shown(notes)

    def _drop(self, events: list[PageEvent], sent: object) -> tuple[str, str, Note | None]:
        names = [text_of(event, "id") for event in events]
        notes = self._notes(sent)
        gone = next((note for note in notes if note.id == names[-1]), None) if names else None
        left = [note for note in notes if note.id not in names]
        return self.kept.change(gone=names), self._shown(left, gone.id if gone else ""), gone

    def _put_back(
        self, events: list[PageEvent], sent: object, gone: Note | None
    ) -> tuple[object, object, None]:
        if gone is None or gone.id != last_text(events, "id"):
            return gr.skip(), gr.skip(), None
        notes = sorted([*self._notes(sent), gone], key=lambda note: note.at)
        return self.kept.change(put=[dump_note(gone)]), self._shown(notes), None

    def _export(self, events: list[PageEvent], sent: object) -> object:
        suffix = last_text(events, "format")
        notes = self._notes(sent)
        if suffix not in FORMATS or not notes:
            return gr.skip()
        kind, write = FORMATS[suffix]
        written = write(make_dossier(notes, datetime.date.today()))
        return file_html(f"notes.{suffix}", kind, written)
