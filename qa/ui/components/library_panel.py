"""The library panel: lists the corpus with each file's state, deletes, undoes.

delete, undo -> CorpusFolder -> the service rebuilds the index -> the table again
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import gradio as gr

from qa.articles.corpus_folder import CorpusFolderError, SetAside
from qa.errors import QaError
from qa.index.listing import ListQuery
from qa.scope import EVERYTHING, Scope
from qa.ui.components.event_bus import PageEvent, listen, subscribe, text_of
from qa.ui.components.polling import Polling
from qa.ui.html.escaping import show
from qa.ui.html.library_html import (
    MOST_ROWS,
    ORDERS,
    STATES,
    chosen,
    entries,
    library_html,
    order_of,
    shows_articles,
)
from qa.ui.html.render import render
from qa.ui.html.text_search_html import found_html, with_every_word
from qa.ui.interface_words import N_, _
from qa.ui.service.adding import corpus_folder
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service

if TYPE_CHECKING:
    from qa.index import Index

EVERY_SOURCE = N_("All sources")
LONGEST_SEARCH = 200
MOST_FOUND = 200  # passages that are looked through for all words of a search
LOOK_EVERY_S = 1.5
Gone = tuple[SetAside, ...]  # what can be put back, the latest last


class LibraryPanel:
    """The components of the library, and the events between them."""

    def __init__(self, services: CollectionServices, polling: Polling) -> None:
        self.services = services
        self.polling = polling
        self.timer = gr.Timer(LOOK_EVERY_S, active=False)  # while the tab is looked at
        self.gone: gr.State = gr.State(())
        self.generation = gr.State(-1)
        with gr.Row(elem_id="qa-library-tools"):
            self.search = gr.Textbox(
                label=_("Search the library"),
                show_label=False,
                container=False,
                scale=3,
                placeholder=_("Search titles, files and texts …"),
                elem_id="qa-library-search",
            )
            self.order = gr.Dropdown(
                [(_(order), order) for order in ORDERS],
                value=ORDERS[0],
                label=_("Order"),
                show_label=False,
                container=False,
                scale=1,
                min_width=150,
            )
            self.state = gr.Dropdown(
                [(_(state), state) for state in STATES],
                value=STATES[0],
                label=_("State"),
                show_label=False,
                container=False,
                scale=1,
                min_width=130,
            )
            self.source = gr.Dropdown(
                [(_(EVERY_SOURCE), EVERY_SOURCE)],
                value=EVERY_SOURCE,
                label=_("Source"),
                show_label=False,
                container=False,
                scale=1,
                min_width=140,
            )
        gr.HTML(render("adding", "ways"), elem_id="qa-ways", apply_default_css=False)
        with gr.Row(elem_id="qa-library-said"):
            self.said = gr.HTML("", apply_default_css=False)
            self.undo = gr.Button(_("Undo"), visible=False, size="sm", elem_id="qa-undo")
        self.table = gr.HTML("", elem_id="qa-library-table", apply_default_css=False)

    @property
    def service(self) -> Service:
        """Of the page's collection, while a request is handled."""
        return self.services.current

    def bind_events(self, pane: gr.HTML) -> None:
        """Keep the table in step with the index and with what is asked of it."""
        asked = [self.search, self.order, self.state, self.source]
        for listener in (
            self.search.change,  # its `input` does not tell of what is pasted
            self.order.input,
            self.state.input,
            self.source.input,
        ):
            listen(
                listener, self._table, inputs=[*asked, self.gone], outputs=self.table, latest=True
            )
        listen(
            self.timer.tick,
            self._follow,
            inputs=[*asked, self.generation, self.gone],
            outputs=[self.table, self.source, self.generation],
        )
        after = [self.said, self.undo, self.gone, self.polling.timer]
        removed = [*after, self.table]
        subscribe(pane, "remove", self._remove, inputs=[self.gone, *asked], outputs=removed)
        listen(self.undo.click, self._put_back, inputs=[self.gone, *asked], outputs=removed)

    def _table(
        self, search: str | None, order: str, state: str, source: str, gone: Gone = ()
    ) -> str:
        """The table without the files that were deleted, although the index may have them yet."""
        index = self.service.index
        if index is None:
            return library_html([], 0)
        away = tuple(item.relative for item in gone)
        every = ListQuery(without=away)
        words = tuple((search or "").lower().split())
        fitting = replace(every, words=words, scopes=_scopes(source), order=order_of(order))
        left_out = [file for file in index.left_out() if file.path not in away]
        of_articles = index.listed(fitting)
        rows = of_articles.page(MOST_ROWS) if shows_articles(state) else []
        kept = chosen(
            entries(rows, left_out), search=search or "", order=order, state=state, source=source
        )
        more = of_articles.count() - len(rows) if shows_articles(state) else 0
        total = index.listed(every).count() + len(left_out)
        texts = self._in_texts(index, search or "", source)
        if texts and not kept:  # "Nothing fits." would be said above what does
            return texts
        return library_html(kept, total, fitting=len(kept) + more) + texts

    def _in_texts(self, index: Index, search: str, source: str) -> str:
        """The passages with the words of a search, which the table looks for in heads only."""
        if not search.strip():
            return ""
        (scope,) = _scopes(source) or (EVERYTHING,)
        try:
            hits = index.by_words(search[:LONGEST_SEARCH], k=MOST_FOUND, scope=scope)
        except QaError as error:
            return _said(str(error))
        return found_html(with_every_word(hits, search[:LONGEST_SEARCH]), search[:LONGEST_SEARCH])

    def _follow(  # noqa: PLR0917 - Gradio passes inputs by position
        self, search: str | None, order: str, state: str, source: str, seen: int, gone: Gone
    ) -> tuple[object, object, object]:
        index = self.service.index
        if index is None:
            return (library_html([], 0), gr.skip(), -2) if seen == -1 else (gr.skip(),) * 3
        index.refresh()
        now = index.stats().generation
        if now == seen:
            return gr.skip(), gr.skip(), gr.skip()
        names = sorted(name for name, _n in index.listed(ListQuery()).names("source"))
        choices = [(_(EVERY_SOURCE), EVERY_SOURCE), *((name, name) for name in names)]
        return self._table(search, order, state, source, gone), gr.update(choices=choices), now

    def _remove(
        self,
        events: list[PageEvent],
        before: Gone,
        *asked: str,
    ) -> tuple[object, ...]:
        """Delete files; their rows and their counts go at once, the index follows."""
        gone, failed = list(before), []
        index = self.service.index
        for each in events:
            try:
                relative = text_of(each, "relative", 1000)
                if index is None or not index.holds_file(relative):
                    raise CorpusFolderError(_("Only a file of the library can be deleted."))
                gone.append(corpus_folder(self.service).remove(relative))
            except QaError as error:
                failed.append(str(error))
        changed = self._changed(tuple(gone), _gone_sentence(gone[len(before) :]), *failed)
        return *changed, self._table(asked[0], asked[1], asked[2], asked[3], tuple(gone))

    def _put_back(self, gone: Gone, *asked: str) -> tuple[object, ...]:
        """Put the latest deletion back; the ones before it can be put back after it."""
        if not gone:
            return (gr.skip(),) * 5
        table = self._table(asked[0], asked[1], asked[2], asked[3], gone[:-1])
        try:
            corpus_folder(self.service).put_back(gone[-1])
        except QaError as error:
            return *self._changed(gone[:-1], str(error)), table
        back = _("{name} is back.", name=gone[-1].relative)
        return *self._changed(gone[:-1], back, _gone_sentence(gone[-2:-1])), table

    def _changed(self, gone: Gone, *said: str) -> tuple[object, ...]:
        """What the library says after a change, and how the index comes to know of it."""
        self.service.rebuild()
        told = _said(" ".join(filter(None, said)))
        return told, gr.update(visible=bool(gone)), gone, self.polling.started()


def _scopes(source: str) -> tuple[Scope, ...]:
    return (Scope(sources=(source,)),) if source not in ("", EVERY_SOURCE) else ()


def _gone_sentence(gone: Sequence[SetAside]) -> str:
    names = [item.relative for item in gone]
    if len(names) > 1:
        return _("{names} were deleted.", names=_(" and ").join(names))
    return _("{name} was deleted.", name=names[0]) if names else ""


def _said(sentence: str) -> str:
    return f'<p class="qa-said" role="status">{show(sentence)}</p>' if sentence else ""
