"""The notes panel: saves answers, sentences and passages; orders, comments, deletes, exports them.

    page's events -> answer of the conversation, or article of the index -> notes -> list, file

What is saved is never taken from the page: an event names an answer and its sentences, or a span
of an article, and the words come from where they are kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import gradio as gr

from qa.errors import QaError
from qa.records import Answer
from qa.ui.components.event_bus import (
    STORED,
    PageEvent,
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
        listen(page.load, self._listed, inputs=kept, outputs=self.list, js=STORED)
        # One listener, because what is done next reads what was kept by what was done before.
        subscribe(
            pane,
            "notes",
            self._done,
            inputs=[kept, conversation, self.gone],
            outputs=[kept, self.list, self.gone, self.file],
        )

    def _notes(self, sent: object) -> list[Note]:
        return load_notes(self.kept.read(sent))

    def _shown(self, notes: list[Note], gone: str = "") -> str:
        return notes_html(notes, where=_(self._where), gone=gone, here=self._collection)

    @property
    def _collection(self) -> str:
        return self._services.current.settings.collection

    def _listed(self, sent: object) -> str:
        return self._shown(self._notes(sent))

    def _done(
        self, events: list[PageEvent], sent: object, conversation: Conversation, gone: Note | None
    ) -> tuple[object, ...]:
        """What comes of the events, one after the other. gone: the note that can be put back."""
        before = notes = self._notes(sent)
        could_be_put_back, file = gone, gr.skip()
        for event in events:
            act, name = text_of(event, "do"), text_of(event, "id")
            if act == "comment":  # the page shows it already
                said = text_of(event, "comment", LONGEST_COMMENT)
                notes = [replace(n, comment=said) if n.id == name else n for n in notes]
            elif act == "move":
                notes, gone = moved(notes, name, by=-1 if event.get("up") else 1), None
            elif act == "save":
                notes, gone = [*notes, *self._new(event, notes, conversation)], None
            elif act == "drop":
                gone = next((note for note in notes if note.id == name), gone)
                notes = [note for note in notes if note.id != name]
            elif act == "put_back" and gone is not None and gone.id == name:
                notes, gone = sorted([*notes, gone], key=lambda note: note.at), None
            elif act == "export":
                file = self._export(text_of(event, "format"), notes)
        drawn = gone is not could_be_put_back or _ids(notes) != _ids(before)
        listed = self._shown(notes, gone.id if gone else "") if drawn else gr.skip()
        return self._change(before, notes), listed, gone, file

    def _change(self, before: list[Note], after: list[Note]) -> object:
        """What is kept anew and what is not kept any more."""
        were = {note.id: note for note in before}
        put = [dump_note(note) for note in after if were.get(note.id) is not note]
        gone = list(were.keys() - _ids(after))
        return self.kept.change(put=put, gone=gone) if put or gone else gr.skip()

    def _new(self, event: PageEvent, notes: list[Note], conversation: Conversation) -> list[Note]:
        """The note that an event asks for; [] where that is refused, which is said."""
        try:
            kind, answer = self._chosen(event, conversation)
            return [new_note(kind, answer, after=notes, collection=self._collection)]
        except QaError as error:
            gr.Warning(str(error))
            return []

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

    def _export(self, suffix: str, notes: list[Note]) -> object:
        if suffix not in FORMATS or not notes:
            return gr.skip()
        kind, write = FORMATS[suffix]
        written = write(make_dossier(notes, datetime.date.today()))
        return file_html(f"notes.{suffix}", kind, written)


def _ids(notes: list[Note]) -> list[str]:
    return [note.id for note in notes]
