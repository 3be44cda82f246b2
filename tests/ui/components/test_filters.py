"""The filter: its choices are the index's, each change narrows the scope, clearing widens it."""

from __future__ import annotations

import datetime
from html import unescape

import gradio as gr
import pytest

from qa.index.listing import ListQuery
from qa.scope import EVERYTHING, Scope
from qa.ui.components.filters import NO_DAYS, Filters, chips_html, days_html
from qa.ui.components.source_pane import build_source
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service
from tests.ui.components import wiring
from tests.ui.components.wiring import SKIPPED, fire, told

MAY = datetime.date(2017, 5, 1)


def _build(service: Service) -> tuple[gr.Blocks, Filters, gr.HTML]:
    with gr.Blocks() as page:
        filters = Filters(CollectionServices(service))
        filters.render_chips()
        filters.render_fields()
        pane = build_source(CollectionServices(service))
        filters.bind_events(pane)
    return page, filters, pane


@pytest.fixture
def built(service: Service) -> tuple[gr.Blocks, Filters, gr.HTML]:
    return wiring.built(lambda: _build(service))


def test_the_choices_are_sources_titles_and_the_span_of_days(
    built: tuple[gr.Blocks, Filters, gr.HTML], service: Service
) -> None:
    page, filters, _ = built
    sources, articles, days = fire(page, filters.fold, "expand", None, NO_DAYS)
    assert sources["choices"] == [("Test desk (1)", "Test desk")]
    assert service.index is not None
    ids = {row.path: row.id for row in service.index.articles()}
    assert sorted(articles["choices"]) == [
        ("A ferry sails to Vladivostok · 20 May 2017", ids["ferry.txt"]),
        ("The line to Rajin · Test desk · 6 Feb 2017", ids["rail/line.md"]),
        ("Work permits double · 28 Mar 2017", ids["workers.html"]),
    ]
    assert 'min="2017-02-06" max="2017-05-20"' in days
    _, articles, _ = fire(page, filters.fold, "expand", [ids["rail/line.md"]], NO_DAYS)
    assert articles["choices"][0][1] == ids["rail/line.md"]  # what is ticked keeps its box


def test_sources_articles_and_days_make_a_scope(
    built: tuple[gr.Blocks, Filters, gr.HTML],
) -> None:
    page, filters, pane = built
    scope, chips = fire(page, filters.sources, "change", ["Test desk"], None, NO_DAYS)
    assert scope == Scope(sources=("Test desk",))
    assert "Test desk" in chips
    days = told({"first": "2017-01-01"}, {"first": "2017-05-01", "last": ""})
    kept, scope, chips = fire(page, pane, "days", days, ["Test desk"], ["a", "b"])
    assert kept == ("2017-05-01", "")
    assert scope == Scope(sources=("Test desk",), also=("a", "b"), first=MAY)
    assert "2 chosen articles" in chips
    assert "from 1 May 2017" in chips


def test_what_is_ticked_is_searched_articles_beside_those_of_the_sources(
    built: tuple[gr.Blocks, Filters, gr.HTML], service: Service
) -> None:
    page, filters, _ = built
    assert service.index is not None
    ids = {row.path: row.id for row in service.index.articles()}
    ferry = [ids["ferry.txt"]]
    scope, chips = fire(page, filters.articles, "change", ["Test desk"], ferry, NO_DAYS)
    held = service.index.listed(ListQuery(scopes=(scope,))).page(9)
    assert sorted(row.path for row in held) == ["ferry.txt", "rail/line.md"]
    assert "A ferry sails" in chips
    scope, _chips = fire(page, filters.articles, "change", [], ferry, NO_DAYS)
    assert scope == Scope(articles=tuple(ferry))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2017-05-02", "2017-05-01", "The first day is after the last."),
        ("yesterday", "", "From must be a day like 2017-10-07"),
    ],
)
def test_days_that_are_none_are_told_and_change_nothing(
    built: tuple[gr.Blocks, Filters, gr.HTML], first: str, last: str, said: str
) -> None:
    page, _, pane = built
    kept, scope, chips = fire(page, pane, "days", told({"first": first, "last": last}), [], [])
    assert (kept, scope) == ((first[:10], last), SKIPPED)
    assert said in unescape(chips)


def test_what_the_page_did_not_say_changes_nothing(
    built: tuple[gr.Blocks, Filters, gr.HTML],
) -> None:
    page, _, pane = built
    assert fire(page, pane, "days", "{", [], []) == (SKIPPED,) * 3


def test_clearing_brings_back_every_article(built: tuple[gr.Blocks, Filters, gr.HTML]) -> None:
    page, _, pane = built
    sources, articles, days, kept, scope, chips = fire(page, pane, "widen")
    assert (sources["value"], articles["value"]) == ([], [])
    assert 'value=""' in days
    assert (kept, scope, chips) == (NO_DAYS, EVERYTHING, "")


def test_one_article_alone_is_named_by_its_title(
    built: tuple[gr.Blocks, Filters, gr.HTML], service: Service
) -> None:
    page, _, pane = built
    assert service.index is not None
    [row] = [each for each in service.index.articles() if each.path == "rail/line.md"]
    made = fire(page, pane, "only", told({"article": row.id}))
    sources, articles, days, kept, scope, chips = made
    assert (sources["value"], articles["value"], kept) == ([], [row.id], NO_DAYS)
    assert ("The line to Rajin · Test desk · 6 Feb 2017", row.id) == articles["choices"][0]
    assert scope == Scope(articles=(row.id,))
    assert "The line to Rajin" in chips
    assert 'data-part="articles"' in chips
    assert 'value=""' in days


def test_articles_are_found_by_words_and_ticked_ones_stay(
    built: tuple[gr.Blocks, Filters, gr.HTML], service: Service
) -> None:
    page, filters, _ = built
    assert service.index is not None
    ids = {row.path: row.id for row in service.index.articles()}
    found = fire(page, filters.find, "change", "2017 FERRY", [ids["workers.html"]])
    assert [article for _, article in found["choices"]] == [ids["workers.html"], ids["ferry.txt"]]
    assert found["value"] == [ids["workers.html"]]
    none = fire(page, filters.find, "change", "zeppelin", None)
    assert (none["choices"], none["value"]) == ([], [])


@pytest.mark.parametrize("article", ["0" * 16, "", "../x", 7])
def test_an_article_that_is_not_there_changes_nothing(
    built: tuple[gr.Blocks, Filters, gr.HTML], article: object
) -> None:
    page, _, pane = built
    assert fire(page, pane, "only", told({"article": article})) == (SKIPPED,) * 6


def test_each_chip_takes_its_part_away(built: tuple[gr.Blocks, Filters, gr.HTML]) -> None:
    page, _, pane = built
    now = (["Test desk"], [], ("2017-05-01", "2017-06-01"))
    *_, days, scope, chips = fire(page, pane, "drop", told({"part": "first"}), *now)
    assert days == ("", "2017-06-01")
    assert scope == Scope(sources=("Test desk",), last=datetime.date(2017, 6, 1))
    assert "from" not in chips
    parts = told({"part": "sources"}, {"part": "last"}, {"part": "nonsense"})
    *_, scope, chips = fire(page, pane, "drop", parts, *now)
    assert scope == Scope(first=MAY)


def test_text_of_articles_is_escaped() -> None:
    assert "<img" not in chips_html(Scope(sources=("<img src=x>",)))
    assert '"><script>' not in days_html(('"><script>', ""))
