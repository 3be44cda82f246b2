"""The filter of a conversation: its fields, and the chip that says that it is on.

The choices are those of the index, looked up when the filter is opened. Each person has a
filter of their own.
"""

from __future__ import annotations

import gradio as gr

from qa.errors import QaError
from qa.ui.desk import Desk
from qa.ui.listen import quietly
from qa.ui.scope import EVERYTHING, Scope, parse_day
from qa.ui.text import show

MOST_CHOICES = 1000


class Filters:
    """The components, and the scope that they make."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.scope: gr.State = gr.State(EVERYTHING)

    def render(self) -> None:
        """Put the filter where the page is being built, with its events."""
        with gr.Row(elem_id="qa-filter-line"):
            chips = gr.HTML(chips_html(EVERYTHING), elem_id="qa-chips", apply_default_css=False)
        with gr.Accordion("Filter", open=False, elem_id="qa-filter") as fold:
            with gr.Row():
                sources = gr.Dropdown([], multiselect=True, label="Sources")
                articles = gr.Dropdown([], multiselect=True, label="Articles")
            with gr.Row():
                first = gr.Textbox(label="From", placeholder="2017-01-31", max_lines=1)
                last = gr.Textbox(label="To", placeholder="2017-12-31", max_lines=1)
                clear = gr.Button("Clear", size="sm", elem_id="qa-filter-clear")
        fields = [sources, articles, first, last]
        for changed in (sources.change, articles.change, first.change, last.change):
            quietly(changed, self._narrow, inputs=fields, outputs=[self.scope, chips])
        quietly(fold.expand, self._choices, inputs=None, outputs=[sources, articles])
        quietly(clear.click, lambda: ([], [], "", ""), inputs=None, outputs=fields)

    def _choices(self) -> tuple[gr.Dropdown, gr.Dropdown]:
        index = self.desk.index
        rows = index.articles() if index else []
        names = sorted({row.source for row in rows if row.source})
        titled = [(row.title, row.id) for row in rows[:MOST_CHOICES]]
        return gr.Dropdown(choices=[*names]), gr.Dropdown(choices=[*titled])

    def _narrow(
        self,
        sources: list[str] | None,
        articles: list[str] | None,
        first: str | None,
        last: str | None,
    ) -> tuple[object, str]:
        try:
            scope = Scope(
                tuple(sources or ()),
                tuple(articles or ()),
                parse_day(first or "", name="From"),
                parse_day(last or "", name="To"),
            )
        except QaError as error:
            return gr.skip(), f'<span class="qa-chip qa-chip-bad">{show(str(error))}</span>'
        return scope, chips_html(scope)


def chips_html(scope: Scope) -> str:
    """What the conversation is limited to; "" for all articles."""
    chips = "".join(f'<span class="qa-chip">{show(text)}</span>' for text in scope.chips())
    return f'<div role="status"><span class="qa-only">Only</span>{chips}</div>' if chips else ""
