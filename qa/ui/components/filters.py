"""Filter fields of the conversation (sources, dates, articles) and the chip that shows them.

The choices are those of the index, looked up when the filter is opened. Days are picked with
the browser's own date fields, which need no script and no typing, and take the keyboard. Each
person has a filter of their own.
"""

from __future__ import annotations

import datetime
from collections import Counter

import gradio as gr
from gradio.blocks import Block

from qa.errors import QaError
from qa.scope import EVERYTHING, Scope, parse_day
from qa.ui.components.event_bus import PageEvent, last_text, listen, subscribe, text_of
from qa.ui.html.escaping import clip, count, short_day, show
from qa.ui.service.service import Service

MOST_CHOICES = 1000
Days = tuple[str, str]
Span = tuple[datetime.date, datetime.date]
Choices = list[tuple[str, str | int | float]]
NO_DAYS: Days = ("", "")


class Filters:
    """The components, and the scope that they make.

    fields: those that are emptied and filled; made: what the scope is told by.
    """

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
            self.sources = gr.CheckboxGroup([], label="Sources", elem_id="qa-sources")
            self.articles = gr.Dropdown([], multiselect=True, label="Articles")
            self.dates = gr.HTML(days_html(NO_DAYS), elem_id="qa-days", apply_default_css=False)
        self.fields: list[Block] = [self.sources, self.articles, self.dates]
        self.made: list[Block] = [self.days, self.scope, self.chips]

    def bind_events(self, pane: gr.HTML) -> None:
        """Narrow the scope with each change; the page's script tells of days, chips, clearing."""
        chosen, told = [self.sources, self.articles], [self.scope, self.chips]
        for changed in (self.sources.change, self.articles.change):
            listen(changed, self._narrow, inputs=[*chosen, self.days], outputs=told, latest=True)
        subscribe(pane, "days", self._dated, inputs=chosen, outputs=self.made)
        listen(self.fold.expand, self._choices, inputs=self.days, outputs=self.fields)
        both = [*self.fields, *self.made]
        listen(pane.widen, self.cleared, inputs=None, outputs=both)
        subscribe(pane, "only", self._only, outputs=both)
        subscribe(pane, "drop", self._dropped, inputs=[*chosen, self.days], outputs=both)

    def cleared(self) -> tuple[object, ...]:
        """What fields and scope become without any limit; outputs: `fields` and `made`."""
        return self._set([], [], NO_DAYS)

    def _choices(self, days: Days) -> tuple[gr.CheckboxGroup, gr.Dropdown, str]:
        names, titled, span = self._known()
        return gr.CheckboxGroup(choices=names), gr.Dropdown(choices=titled), days_html(days, span)

    def _known(self) -> tuple[Choices, Choices, Span | None]:
        """The sources with their counts, the titles with their ids, the span of days."""
        index = self.service.index
        rows = index.articles() if index else []
        counts = Counter(row.source for row in rows if row.source)
        names: Choices = [(f"{name} ({counts[name]:,})", name) for name in sorted(counts)]
        titled: Choices = [(row.title, row.id) for row in rows[:MOST_CHOICES]]
        days = [row.date for row in rows if row.date]
        return names, titled, (min(days), max(days)) if days else None

    def _set(self, sources: list[str], articles: list[str], days: Days) -> tuple[object, ...]:
        """The fields filled with these, and the scope that they make."""
        names, titled, span = self._known()
        listed = {article for _, article in titled}
        titled += [(self._title(each), each) for each in articles if each not in listed]
        # Updates, for components made here would know no choices, and warn of them.
        fields = (
            gr.update(choices=[*names], value=sources),
            gr.update(choices=[*titled], value=articles),
            days_html(days, span),
        )
        return (*fields, days, *self._narrow(sources, articles, days))

    def _only(self, events: list[PageEvent]) -> tuple[object, ...]:
        """The filter on one article alone, whatever else it was on."""
        article = self.service.article(last_text(events, "article", 64))
        if article is None:
            return (gr.skip(),) * 6
        return self._set([], [article.id], NO_DAYS)

    def _dropped(
        self,
        events: list[PageEvent],
        sources: list[str] | None,
        articles: list[str] | None,
        days: Days,
    ) -> tuple[object, ...]:
        """The filter without those parts whose chips were taken away."""
        gone = {text_of(each, "part", 20) for each in events}
        first, last = days
        return self._set(
            [] if "sources" in gone else [*(sources or [])],
            [] if "articles" in gone else [*(articles or [])],
            ("" if "first" in gone else first, "" if "last" in gone else last),
        )

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
        title = self._title(scope.articles[0]) if len(scope.articles) == 1 else ""
        return scope, chips_html(scope, title=title)

    def _title(self, article_id: str) -> str:
        article = self.service.article(article_id)
        return article.title if article else ""


def days_html(days: Days, span: Span | None = None) -> str:
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


def chips(scope: Scope, *, title: str = "") -> list[tuple[str, str]]:
    """What the conversation is limited to: part and words; [] for all articles.

    title: of the one article, where it is limited to one.
    """
    said = [("sources", clip(", ".join(scope.sources), 40))] if scope.sources else []
    if scope.articles:
        named = clip(title, 50) if title else count(len(scope.articles), "chosen article")
        said.append(("articles", named))
    if scope.first:
        said.append(("first", f"from {short_day(scope.first)}"))
    if scope.last:
        said.append(("last", f"to {short_day(scope.last)}"))
    return said


def chips_html(scope: Scope, *, title: str = "") -> str:
    """What the conversation is limited to, and how to be rid of it; "" for all articles."""
    said = "".join(
        f'<span class="qa-chip">{show(words)}<button class="qa-drop" type="button" '
        f'data-part="{part}" aria-label="Do not limit to {show(words)}"></button></span>'
        for part, words in chips(scope, title=title)
    )
    if not said:
        return ""
    return (
        f'<div class="qa-chips" role="status"><span class="qa-only">Only</span>{said}'
        '<button class="qa-clear" type="button" aria-label="Clear the filter">Clear</button></div>'
    )
