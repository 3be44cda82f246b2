"""Finds the articles that a question about the collection means, by metadata and by search.

    Intent -> Selection (a listing of the catalog)      "the storm" -> one Article

A topic selects by the words of title and opening, or by a passage that is near in meaning; time,
author and source by the articles' metadata.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from qa.answering.collection.intent import Intent
from qa.answering.english.dates import TimeFilter, parse_time_filter
from qa.answering.english.words import content_stems, coverage
from qa.answering.stages import State
from qa.index import ArticleRow, Listing, ListQuery, SearchIndex
from qa.index.listing import Field, RowListing
from qa.records import Article, Hit
from qa.scope import Scope

# Passages that are looked through for a topic.
CANDIDATES = 60
# Characters in which an article says what it is about.
OPENING = 400
# A passage is near a topic from this cosine on; between all-MiniLM-L6-v2's of unrelated news
# passages (under .2) and of those that name the topic (over .5).
NEAR = 0.5
# … and from this on, if its article's title or opening has all words of the topic.
NEAR_NAMED = 0.25
# Of a topic's words an article must have this share to be the one that is meant.
NAMED = 0.5
_BY_OR_FROM = re.compile(
    r"^(?:written |published )?(?P<how>by|from|in)\s+(?P<name>.+)$", re.IGNORECASE
)
_FIELDS: tuple[Field, Field] = ("author", "source")
_TOPIC = re.compile(r"(?:about|on) (?P<topic>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Selection:
    """Articles in order; which: the filter in words, "by Ann Lee", or "" for all."""

    articles: Listing
    which: str = ""


def select_articles(intent: Intent, state: State, index: SearchIndex) -> Selection | None:
    """The articles that an intent means, in order; None if its filter is not understood."""
    if intent.about:
        return Selection(_about(intent.about, index), f"about {intent.about}")
    if intent.by:
        return Selection(_named(intent.by, index), f"by {intent.by}")
    if intent.rest:
        return _filtered(intent.rest, state, index)
    if intent.wanted == "added":
        return Selection(index.listed(ListQuery(order="added")))
    oldest = intent.wanted in ("oldest", "period")
    return Selection(index.listed(ListQuery(order="oldest" if oldest else "newest")))


def article_of(about: str, state: State, index: SearchIndex) -> Article | None:
    """The one article that "the article about the storm" means; None if none fits well enough.

    about: its topic; "" means the article that the last answer cited first.
    """
    if not about:
        cited = state.history[-1].cited if state.history else ()
        titled = index.listed(ListQuery(title=cited[0])).page(1) if cited and cited[0] else []
        return index.article(titled[0].id) if titled else None
    wanted = content_stems(about)
    best: tuple[float, Article] | None = None
    for hit in index.search(about, k=CANDIDATES):
        article = hit.passage.article
        named = coverage(wanted, content_stems(f"{article.title} {article.text[:OPENING]}"))
        score = hit.score + coverage(wanted, content_stems(article.title)) + named
        if (named >= NAMED or _near(hit)) and (best is None or score > best[0]):
            best = score, article
    return best[1] if best else None


def _about(topic: str, index: SearchIndex) -> Listing:
    """The articles about a topic, best first."""
    wanted = content_stems(topic)
    found: dict[str, float] = {}
    for hit in index.search(topic, k=CANDIDATES):
        article = hit.passage.article
        titled = coverage(wanted, content_stems(article.title))
        named = coverage(wanted, content_stems(f"{article.title} {article.text[:OPENING]}"))
        if titled == 1.0 or _near(hit) or (named == 1.0 and _near(hit, NEAR_NAMED)):
            score = titled + named + hit.score
            found[article.id] = max(found.get(article.id, 0.0), score)
    ranked = sorted(found, key=lambda key: (-found[key], key))
    return RowListing([row for key in ranked for row in _rows_of(key, index)])


def _rows_of(article_id: str, index: SearchIndex) -> list[ArticleRow]:
    return index.listed(ListQuery(scopes=(Scope(articles=(article_id,)),))).page(1)


def _near(hit: Hit, least: float = NEAR) -> bool:
    return hit.dense is not None and hit.dense >= least


def _filtered(rest: str, state: State, index: SearchIndex) -> Selection | None:
    if period := _period(parse_time_filter(rest, today=state.today)):
        return Selection(index.listed(ListQuery(scopes=(period,), order="newest")), rest)
    if topic := _TOPIC.fullmatch(rest):
        return Selection(_about(topic["topic"], index), rest)
    if named := _BY_OR_FROM.fullmatch(rest):
        return Selection(_named(named["name"], index), rest)
    return None


def _period(named: TimeFilter) -> Scope | None:
    """The days of the period itself, not merely near it; None where none is named."""
    if named.first is None or named.last is None:
        return None
    if named.relation == "before":
        return Scope(last=named.first - datetime.timedelta(days=1))
    if named.relation == "after":
        return Scope(first=named.first)
    if named.relation == "until":
        return Scope(last=named.last)
    return Scope(first=named.first, last=named.last)


def _named(name: str, index: SearchIndex) -> Listing:
    """The articles whose author or source has all words of a name, newest first."""
    wanted = content_stems(name)
    every = index.listed(ListQuery())
    known = {each for field in _FIELDS for each, _ in every.names(field)}
    fitting = tuple(sorted(each for each in known if wanted and wanted <= content_stems(each)))
    return index.listed(ListQuery(names=fitting, order="newest"))
