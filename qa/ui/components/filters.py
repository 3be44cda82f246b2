"""Filter fields of the conversation (sources, dates, articles) and the chip that shows them.

The choices are those of the index, looked up when the filter is opened. Days are picked with
the browser's own date fields, which need no script and no typing, and take the keyboard. Each
person has a filter of their own.
"""

from __future__ import annotations

import datetime

import gradio as gr
from gradio.blocks import Block

from qa.errors import QaError
from qa.index.listing import ListQuery
from qa.index.rows import ArticleRow
from qa.scope import EVERYTHING, Scope, parse_day
from qa.ui.components.event_bus import PageEvent, last_text, listen, subscribe, text_of
from qa.ui.html.escaping import clip, each_once, show
from qa.ui.interface_words import _, count, number, short_day
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service

MOST_BOXES = 60  # of articles; more are found by words
Days = tuple[str, str]
Span = tuple[datetime.date, datetime.date]
Choices = list[tuple[str, str | int | float]]
NO_DAYS: Days = ("", "")


class Filters:
    """The components, and the scope that they make.

    fields: those that are emptied and filled; made: what the scope is told by.
    """

    def __init__(self, services: CollectionServices) -> None:
        self.services = services
        self.scope: gr.State = gr.State(EVERYTHING)
        self.days: gr.State = gr.State(NO_DAYS)

    @property
    def service(self) -> Service:
        """Of the page's collection, while a request is handled."""
        return self.services.current

    def render_chips(self) -> None:
        """Put what the conversation is limited to where the page is being built."""
        with gr.Row(elem_id="qa-filter-line"):
            self.chips = gr.HTML(
                chips_html(EVERYTHING), elem_id="qa-chips", apply_default_css=False
            )

    def render_fields(self) -> None:
        """Put the fields where the page is being built."""
        with gr.Accordion(_("Filter the articles"), open=False, elem_id="qa-filter") as self.fold:
            self.sources = gr.CheckboxGroup([], label=_("Sources"), elem_id="qa-sources")
            self.find = gr.Textbox(
                label=_("Articles"),
                placeholder=_("Find an article by title, source or day …"),
                elem_id="qa-find-article",
                max_lines=1,
            )
            self.articles = gr.CheckboxGroup(
                [], label=_("Articles found"), show_label=False, elem_id="qa-articles"
            )
            self.dates = gr.HTML(days_html(NO_DAYS), elem_id="qa-days", apply_default_css=False)
        self.fields: list[Block] = [self.sources, self.articles, self.dates]
        self.made: list[Block] = [self.days, self.scope, self.chips]

    def bind_events(self, pane: gr.HTML) -> None:
        """Narrow the scope with each change; the page's script tells of days, chips, clearing."""
        chosen, told = [self.sources, self.articles], [self.scope, self.chips]
        for changed in (self.sources.change, self.articles.change):
            listen(changed, self._narrow, inputs=[*chosen, self.days], outputs=told, latest=True)
        subscribe(pane, "days", self._dated, inputs=chosen, outputs=self.made)
        opened = [self.articles, self.days]
        listen(self.fold.expand, self._choices, inputs=opened, outputs=self.fields)
        listen(
            self.find.change,
            self._found,
            inputs=[self.find, self.articles],
            outputs=self.articles,
            latest=True,
        )
        both = [*self.fields, *self.made]
        listen(pane.widen, self.cleared, inputs=None, outputs=both)
        subscribe(pane, "only", self._only, outputs=both)
        subscribe(pane, "drop", self._dropped, inputs=[*chosen, self.days], outputs=both)

    def cleared(self) -> tuple[object, ...]:
        """What fields and scope become without any limit; outputs: `fields` and `made`."""
        return self._set([], [], NO_DAYS)

    def _choices(self, chosen: list[str] | None, days: Days) -> tuple[object, object, str]:
        names, span = self._known()
        few = self._boxes(chosen or [])
        return gr.update(choices=[*names]), gr.update(choices=[*few]), days_html(days, span)

    def _found(self, words: str, chosen: list[str] | None) -> object:
        """The articles that have all the words, as boxes; those that are ticked stay."""
        boxes = self._boxes(chosen or [], tuple(words.lower().split()))
        return gr.update(choices=[*boxes], value=[*(chosen or [])])

    def _known(self) -> tuple[Choices, Span | None]:
        """The sources with their counts, and the span of days."""
        index = self.service.index
        if index is None:
            return [], None
        every = index.listed(ListQuery())
        names: Choices = [
            (f"{name} ({number(n)})", name) for name, n in sorted(every.names("source"))
        ]
        return names, every.span()

    def _boxes(self, ticked: list[str], words: tuple[str, ...] = ()) -> Choices:
        """The titles of what is ticked, then of some others that have the words, with their ids."""
        index = self.service.index
        if index is None:
            return []
        chosen = ListQuery(scopes=(Scope(articles=tuple(ticked)),))
        first = index.listed(chosen).page(len(ticked)) if ticked else []
        found = index.listed(ListQuery(words=words)).page(MOST_BOXES + len(ticked))
        rest = [row for row in found if row.id not in ticked][:MOST_BOXES]
        return [(_told(row), row.id) for row in (*first, *rest)]

    def _set(self, sources: list[str], articles: list[str], days: Days) -> tuple[object, ...]:
        """The fields filled with these, and the scope that they make."""
        names, span = self._known()
        titled = self._boxes(articles)
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
            first, last = parse_day(days[0], name=_("From")), parse_day(days[1], name=_("To"))
            # What is ticked is searched: of no source all articles are, so single ones narrow.
            single = {"also" if sources else "articles": tuple(articles or ())}
            scope = Scope(sources=tuple(sources or ()), first=first, last=last, **single)
        except QaError as error:
            return gr.skip(), f'<span class="qa-chip qa-chip-bad">{show(str(error))}</span>'
        title = self._title(articles[0]) if articles and len(articles) == 1 else ""
        return scope, chips_html(scope, title=title)

    def _title(self, article_id: str) -> str:
        article = self.service.article(article_id)
        return article.title if article else ""


def _told(row: ArticleRow) -> str:
    """An article beside its box: title, source, day."""
    return " · ".join(each_once(row.title, row.source or "", short_day(row.date)))


def days_html(days: Days, span: Span | None = None) -> str:
    """Two date fields, held to the days that the articles have."""
    limits = f' min="{span[0].isoformat()}" max="{span[1].isoformat()}"' if span else ""
    fields = "".join(
        f'<label><span>{name}</span><input type="date" class="qa-day" id="qa-day-{key}" '
        f'value="{show(value)}"{limits}></label>'
        for name, key, value in ((_("From"), "first", days[0]), (_("To"), "last", days[1]))
    )
    return (
        f'<div class="qa-days">{fields}'
        f'<button class="qa-clear" type="button">{_("Clear")}</button></div>'
    )


def chips(scope: Scope, *, title: str = "") -> list[tuple[str, str]]:
    """What the conversation is limited to: part and words; [] for all articles.

    title: of the one article, where it is limited to one.
    """
    said = [("sources", clip(", ".join(scope.sources), 40))] if scope.sources else []
    if single := scope.articles + scope.also:
        named = clip(title, 50) if title else count(len(single), "chosen article")
        said.append(("articles", named))
    if scope.first:
        said.append(("first", _("from {day}", day=short_day(scope.first))))
    if scope.last:
        said.append(("last", _("to {day}", day=short_day(scope.last))))
    return said


def chips_html(scope: Scope, *, title: str = "") -> str:
    """What the conversation is limited to, and how to be rid of it; "" for all articles."""
    said = "".join(
        f'<span class="qa-chip">{show(words)}<button class="qa-drop" type="button" '
        f'data-part="{part}" aria-label="{show(_("Do not limit to {words}", words=words))}">'
        "</button></span>"
        for part, words in chips(scope, title=title)
    )
    if not said:
        return ""
    return (
        f'<div class="qa-chips" role="status"><span class="qa-only">{_("Only")}</span>{said}'
        f'<button class="qa-clear" type="button" aria-label="{_("Clear the filter")}">'
        f"{_('Clear')}</button></div>"
    )
