"""The library panel: lists the corpus with each file's state, takes uploads, deletes, undoes.

upload, delete, undo -> CorpusFolder -> the service rebuilds the index -> the table again
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from qa.articles.corpus_folder import SUFFIXES, CorpusFolder, CorpusFolderError, SetAside
from qa.errors import QaError
from qa.scope import EVERYTHING, Scope
from qa.ui.components.event_bus import PageEvent, listen, subscribe, text_of
from qa.ui.components.polling import Polling
from qa.ui.html.escaping import count, show
from qa.ui.html.library_html import ORDERS, STATES, chosen, entries, library_html
from qa.ui.html.status_html import report_html
from qa.ui.html.text_search_html import found_html, with_every_word
from qa.ui.service.service import Service
from qa.ui.service.uploads import discard

if TYPE_CHECKING:
    from qa.index import Index

EVERY_SOURCE = "All sources"
LONGEST_SEARCH = 200
MOST_FOUND = 200  # passages that are looked through for all words of a search
LOOK_EVERY_S = 1.5
Gone = tuple[SetAside, ...]  # what can be put back, the latest last


class LibraryPanel:
    """The components of the library, and the events between them."""

    def __init__(self, service: Service, polling: Polling) -> None:
        self.service = service
        self.polling = polling
        self.timer = gr.Timer(LOOK_EVERY_S, active=False)  # while the tab is looked at
        self.folder = CorpusFolder(service.settings.corpus, service.settings.indexes / "deleted")
        self.gone: gr.State = gr.State(())
        self.generation = gr.State(-1)
        with gr.Row(elem_id="qa-library-tools"):
            self.search = gr.Textbox(
                label="Search the library",
                show_label=False,
                container=False,
                scale=3,
                placeholder="Title, author, source, file, or words of the text …",
                elem_id="qa-library-search",
            )
            self.order = gr.Dropdown(
                list(ORDERS),
                value=ORDERS[0],
                label="Order",
                show_label=False,
                container=False,
                scale=1,
                min_width=130,
            )
            self.state = gr.Dropdown(
                list(STATES),
                value=STATES[0],
                label="State",
                show_label=False,
                container=False,
                scale=1,
                min_width=100,
            )
            self.source = gr.Dropdown(
                [EVERY_SOURCE],
                value=EVERY_SOURCE,
                label="Source",
                show_label=False,
                container=False,
                scale=1,
                min_width=140,
            )
        self.upload = gr.File(
            label="Drop articles here, or click to choose files",
            file_count="multiple",
            file_types=list(SUFFIXES),
            elem_id="qa-upload",
            height=84,
        )
        with gr.Row(elem_id="qa-library-said"):
            self.said = gr.HTML("", apply_default_css=False)
            self.undo = gr.Button("Undo", visible=False, size="sm", elem_id="qa-undo")
        self.report = gr.HTML("", elem_id="qa-library-report", apply_default_css=False)
        self.table = gr.HTML("", elem_id="qa-library-table", apply_default_css=False)

    def bind_events(self, pane: gr.HTML) -> None:
        """Keep the table in step with the index and with what is asked of it."""
        asked = [self.search, self.order, self.state, self.source]
        for listener in (
            self.search.change,  # its `input` does not tell of what is pasted
            self.order.input,
            self.state.input,
            self.source.input,
        ):
            listen(listener, self._table, inputs=asked, outputs=self.table, latest=True)
        listen(
            self.timer.tick,
            self._follow,
            inputs=[*asked, self.generation],
            outputs=[self.table, self.source, self.generation, self.report],
        )
        after = [self.said, self.undo, self.gone, self.polling.timer]
        self.upload.upload(
            self._add,
            self.upload,
            [self.upload, *after],
            api_visibility="private",
            show_progress="hidden",
            concurrency_id="library",
            trigger_mode="multiple",  # files that come while others are taken in are taken too
        )
        removed = [*after, self.table]
        subscribe(pane, "remove", self._remove, inputs=[self.gone, *asked], outputs=removed)
        listen(self.undo.click, self._put_back, inputs=self.gone, outputs=after)

    def _table(self, search: str | None, order: str, state: str, source: str) -> str:
        index = self.service.index
        if index is None:
            return library_html([], 0)
        listed = entries(index.articles(), index.files())
        kept = chosen(listed, search=search or "", order=order, state=state, source=source)
        return library_html(kept, len(listed)) + self._in_texts(index, search or "", source)

    def _in_texts(self, index: Index, search: str, source: str) -> str:
        """The passages with the words of a search, which the table looks for in heads only."""
        if not search.strip():
            return ""
        scope = Scope(sources=(source,)) if source not in ("", EVERY_SOURCE) else EVERYTHING
        try:
            hits = index.by_words(search[:LONGEST_SEARCH], k=MOST_FOUND, scope=scope)
        except QaError as error:
            return _said(str(error))
        return found_html(with_every_word(hits, search[:LONGEST_SEARCH]), search[:LONGEST_SEARCH])

    def _follow(
        self, search: str | None, order: str, state: str, source: str, seen: int
    ) -> tuple[object, object, object, object]:
        index = self.service.index
        if index is None:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        index.refresh()
        now = index.stats().generation
        if now == seen:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        names = sorted({row.source for row in index.articles() if row.source})
        sources = gr.Dropdown([EVERY_SOURCE, *names])
        table = self._table(search, order, state, source)
        return table, sources, now, report_html(self.service.state)

    def _add(self, uploads: list[str] | None) -> tuple[object, ...]:
        added, refused = [], []
        for upload in uploads or []:
            try:
                added.append(self.folder.add(Path(upload), Path(upload).name))
            except QaError as error:
                refused.append(str(error))
            finally:
                discard(Path(upload))
        if added:
            self.service.rebuild()
        said = [f"{count(len(added), 'file')} added."] if added else []
        answer = _said(" ".join([*said, *refused]))
        return None, answer, gr.Button(visible=False), (), self.polling.as_needed()

    def _remove(
        self,
        events: list[PageEvent],
        before: Gone,
        *asked: str,
    ) -> tuple[object, ...]:
        """Delete files; the page has hidden their rows, so what failed is shown again."""
        gone, failed = list(before), []
        index = self.service.index
        listed = {row.path for row in index.files()} if index is not None else set()
        for each in events:
            try:
                relative = text_of(each, "relative", 1000)
                if relative not in listed:
                    raise CorpusFolderError("Only a file of the library can be deleted.")
                gone.append(self.folder.remove(relative))
            except QaError as error:
                failed.append(str(error))
        changed = self._changed(tuple(gone), _gone_sentence(gone[len(before) :]), *failed)
        return *changed, self._table(*asked) if failed else gr.skip()

    def _put_back(self, gone: Gone) -> tuple[object, ...]:
        """Put the latest deletion back; the ones before it can be put back after it."""
        if not gone:
            return (gr.skip(),) * 4
        try:
            self.folder.put_back(gone[-1])
        except QaError as error:
            return self._changed(gone[:-1], str(error))
        back = f"{gone[-1].relative} is back."
        return self._changed(gone[:-1], back, _gone_sentence(gone[-2:-1]))

    def _changed(self, gone: Gone, *said: str) -> tuple[object, ...]:
        """What the library says after a change, and how the index comes to know of it."""
        self.service.rebuild()
        told = _said(" ".join(filter(None, said)))
        return told, gr.Button(visible=bool(gone)), gone, self.polling.started()


def _gone_sentence(gone: Sequence[SetAside]) -> str:
    names = " and ".join(item.relative for item in gone)
    return f"{names} {'was' if len(gone) == 1 else 'were'} deleted." if gone else ""


def _said(sentence: str) -> str:
    return f'<p class="qa-said" role="status">{show(sentence)}</p>' if sentence else ""
