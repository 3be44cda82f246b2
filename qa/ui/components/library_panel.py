"""The library: what is in the corpus, in what state, and the ways to change it.

drop files, delete, undo -> shelf -> the desk rebuilds -> the table again
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import gradio as gr

from qa.articles.corpus_folder import SUFFIXES, SetAside, Shelf
from qa.errors import QaError
from qa.ui.components.event_bus import Said, hear, quietly, text_of
from qa.ui.components.polling import Pulse
from qa.ui.html.escaping import count, show
from qa.ui.html.library_html import ORDERS, STATES, chosen, entries, library_html
from qa.ui.html.status_html import report_html
from qa.ui.service.service import Desk

EVERY_SOURCE = "All sources"
LOOK_EVERY_S = 1.5
Gone = tuple[SetAside, ...]  # what can be put back, the latest last


class Library:
    """The components of the library, and the events between them."""

    def __init__(self, desk: Desk, pulse: Pulse) -> None:
        self.desk = desk
        self.pulse = pulse
        self.timer = gr.Timer(LOOK_EVERY_S, active=False)  # while the tab is looked at
        self.shelf = Shelf(desk.settings.corpus, desk.settings.indexes / "deleted")
        self.gone: gr.State = gr.State(())
        self.generation = gr.State(-1)
        with gr.Row(elem_id="qa-library-tools"):
            self.search = gr.Textbox(
                label="Search the library",
                show_label=False,
                container=False,
                scale=3,
                placeholder="Title, author, source, file …",
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

    def listen(self, pane: gr.HTML) -> None:
        """Keep the table in step with the index and with what is asked of it."""
        asked = [self.search, self.order, self.state, self.source]
        for listener in (
            self.search.change,  # its `input` does not tell of what is pasted
            self.order.input,
            self.state.input,
            self.source.input,
        ):
            quietly(listener, self._table, inputs=asked, outputs=self.table, latest=True)
        quietly(
            self.timer.tick,
            self._follow,
            inputs=[*asked, self.generation],
            outputs=[self.table, self.source, self.generation, self.report],
        )
        after = [self.said, self.undo, self.gone, self.pulse.timer]
        self.upload.upload(
            self._add,
            self.upload,
            [self.upload, *after],
            api_visibility="private",
            show_progress="hidden",
            concurrency_id="library",
            trigger_mode="multiple",  # files that come while others are taken in are taken too
        )
        hear(pane, "remove", self._remove, inputs=[self.gone], outputs=after)
        quietly(self.undo.click, self._put_back, inputs=self.gone, outputs=after)

    def _table(self, search: str | None, order: str, state: str, source: str) -> str:
        index = self.desk.index
        if index is None:
            return library_html([], 0)
        listed = entries(index.articles(), index.files())
        kept = chosen(listed, search=search or "", order=order, state=state, source=source)
        return library_html(kept, len(listed))

    def _follow(
        self, search: str | None, order: str, state: str, source: str, seen: int
    ) -> tuple[object, object, object, object]:
        index = self.desk.index
        if index is None:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        index.refresh()
        now = index.stats().generation
        if now == seen:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        names = sorted({row.source for row in index.articles() if row.source})
        sources = gr.Dropdown([EVERY_SOURCE, *names])
        table = self._table(search, order, state, source)
        return table, sources, now, report_html(self.desk.state)

    def _add(self, uploads: list[str] | None) -> tuple[object, ...]:
        added, refused = [], []
        for upload in uploads or []:
            try:
                added.append(self.shelf.add(Path(upload), Path(upload).name))
            except QaError as error:
                refused.append(str(error))
        if added:
            self.desk.rebuild()
        said = [f"{count(len(added), 'file')} added."] if added else []
        answer = _said(" ".join([*said, *refused]))
        return None, answer, gr.Button(visible=False), (), self.pulse.as_needed()

    def _remove(self, said: list[Said], before: Gone) -> tuple[object, ...]:
        gone, failed = list(before), []
        for each in said:
            try:
                gone.append(self.shelf.remove(text_of(each, "relative", 1000)))
            except QaError as error:
                failed.append(str(error))
        return self._changed(tuple(gone), _gone_sentence(gone[len(before) :]), *failed)

    def _put_back(self, gone: Gone) -> tuple[object, ...]:
        """Put the latest deletion back; the ones before it can be put back after it."""
        if not gone:
            return (gr.skip(),) * 4
        try:
            self.shelf.put_back(gone[-1])
        except QaError as error:
            return self._changed(gone[:-1], str(error))
        back = f"{gone[-1].relative} is back."
        return self._changed(gone[:-1], back, _gone_sentence(gone[-2:-1]))

    def _changed(self, gone: Gone, *said: str) -> tuple[object, ...]:
        """What the library says after a change, and how the index comes to know of it."""
        self.desk.rebuild()
        told = _said(" ".join(filter(None, said)))
        return told, gr.Button(visible=bool(gone)), gone, self.pulse.awake()


def _gone_sentence(gone: Sequence[SetAside]) -> str:
    names = " and ".join(item.relative for item in gone)
    return f"{names} {'was' if len(gone) == 1 else 'were'} deleted." if gone else ""


def _said(sentence: str) -> str:
    return f'<p class="qa-said" role="status">{show(sentence)}</p>' if sentence else ""
