"""Filter fields of the conversation (sources, dates, articles) and the chip that shows them.

The choices are those of the index, looked up when the filter is opened. Days are picked with
the browser's own date fields, which need no script and no typing, and take the keyboard. Each
person has a filter of their own.
"""

from __future__ import annotations

import datetime

import gradio as gr

from qa.errors import QaError
from qa.scope import EVERYTHING, Scope, parse_day
from qa.ui.components.event_bus import PageEvent, last_text, listen, subscribe
from qa.ui.html.escaping import clip, count, short_day, show
from qa.ui.service.service import Service

MOST_CHOICES = 1000
Days = tuple[str, str]
NO_DAYS: Days = ("", "")


class Filters:
    """The components, and the scope that they make."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.scope: gr.State = gr.State(EVERYTHING)
        self.days: gr.State = gr.State(NO_DAYS)

    def render_chips(self) -> None:
        """Put what the conversation is limited to where the page is being built."""
        with gr.Row(elem_id="qa-filter-line"):
            self.chips = gr.HTML(
                chips_html(EVERYTHING), elem_id="qa-chips", apply_default_css=False
            )

    def render_fields(self) -> None:
        """Put the fields where the page is being built."""
        with gr.Accordion("Filter the articles", open=False, elem_id="qa-filter") as self.fold:
            with gr.Row():
                self.sources = gr.Dropdown([], multiselect=True, label="Sources")
                self.articles = gr.Dropdown([], multiselect=True, label="Articles")
            self.dates = gr.HTML(days_html(NO_DAYS), elem_id="qa-days", apply_default_css=False)

    def bind_events(self, pane: gr.HTML) -> None:
        """Narrow the scope with each change; the page's script tells of days and of clearing."""
        fields, made = [self.sources, self.articles], [self.scope, self.chips]
        for changed in (self.sources.change, self.articles.change):
            listen(changed, self._narrow, inputs=[*fields, self.days], outputs=made, latest=True)
        subscribe(pane, "days", self._dated, inputs=fields, outputs=[self.days, *made])
        choices = [*fields, self.dates]
        listen(self.fold.expand, self._choices, inputs=self.days, outputs=choices)
        listen(pane.widen, self._cleared, inputs=None, outputs=[*choices, self.days, *made])

    def _choices(self, days: Days) -> tuple[gr.Dropdown, gr.Dropdown, str]:
        index = self.service.index
        rows = index.articles() if index else []
        names = sorted({row.source for row in rows if row.source})
        titled = [(row.title, row.id) for row in rows[:MOST_CHOICES]]
        known = [row.date for row in rows if row.date]
        span = (min(known), max(known)) if known else None
        return gr.Dropdown(choices=[*names]), gr.Dropdown(choices=[*titled]), days_html(days, span)

    def _dated(
        self, events: list[PageEvent], sources: list[str] | None, articles: list[str] | None
    ) -> tuple[object, object, object]:
        if not events:
            return gr.skip(), gr.skip(), gr.skip()
        days = (last_text(events, "first", 10), last_text(events, "last", 10))
        return (days, *self._narrow(sources, articles, days))

    def _narrow(
        self, sources: list[str] | None, articles: list[str] | None, days: Days
    ) -> tuple[object, str]:
        try:
            first, last = parse_day(days[0], name="From"), parse_day(days[1], name="To")
            scope = Scope(
                articles=tuple(articles or ()), sources=tuple(sources or ()), first=first, last=last
            )
        except QaError as error:
            return gr.skip(), f'<span class="qa-chip qa-chip-bad">{show(str(error))}</span>'
        return scope, chips_html(scope)

    def _cleared(self) -> tuple[object, ...]:
        choices = self._choices(NO_DAYS)
        # An update, for a component made here would know no choices, and warn of them.
        fields = (gr.update(value=[]), gr.update(value=[]), choices[-1])
        return (*fields, NO_DAYS, EVERYTHING, chips_html(EVERYTHING))


def days_html(days: Days, span: tuple[datetime.date, datetime.date] | None = None) -> str:
    """Two date fields, held to the days that the articles have."""
    limits = f' min="{span[0].isoformat()}" max="{span[1].isoformat()}"' if span else ""
    fields = "".join(
        f'<label><span>{name}</span><input type="date" class="qa-day" id="qa-day-{key}" '
        f'value="{show(value)}"{limits}></label>'
        for name, key, value in (("From", "first", days[0]), ("To", "last", days[1]))
    )
    return (
        f'<div class="qa-days">{fields}<button class="qa-clear" type="button">Clear</button></div>'
    )


def chips(scope: Scope) -> list[str]:
    """What the conversation is limited to, in words; [] for all articles."""
    said = [clip(", ".join(scope.sources), 40)] if scope.sources else []
    if scope.articles:
        said.append(count(len(scope.articles), "chosen article"))
    if scope.first:
        said.append(f"from {short_day(scope.first)}")
    if scope.last:
        said.append(f"to {short_day(scope.last)}")
    return said


def chips_html(scope: Scope) -> str:
    """What the conversation is limited to, and how to be rid of it; "" for all articles."""
    said = "".join(f'<span class="qa-chip">{show(text)}</span>' for text in chips(scope))
    if not said:
        return ""
    return (
        f'<div class="qa-chips" role="status"><span class="qa-only">Only</span>{said}'
        '<button class="qa-clear" type="button" aria-label="Clear the filter">Clear</button></div>'
    )
