"""Finds the articles that a question about the collection means, by metadata and by search.

    Intent -> Selection (rows of the catalog, in order)      "the storm" -> one Article

A topic selects by the words of title and opening, or by a passage that is near in meaning; time,
author and source by the articles' metadata.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answering.collection.intent import Intent
from qa.answering.english.dates import TimeFilter, fit, parse_time_filter
from qa.answering.english.words import content_stems, coverage
from qa.answering.stages import State
from qa.index import ArticleRow, SearchIndex
from qa.records import Article, Hit

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
_TOPIC = re.compile(r"(?:about|on) (?P<topic>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of the catalog; which: the filter in words, "by Ann Lee", or "" for all."""

    rows: tuple[ArticleRow, ...]
    which: str = ""


def select_rows(intent: Intent, state: State, index: SearchIndex) -> Selection | None:
    """The rows that an intent means, in order; None if its filter is not understood."""
    rows = _in_order(index.articles(), oldest=intent.wanted in ("oldest", "period"))
    if intent.about:
        return Selection(_about(intent.about, rows, index), f"about {intent.about}")
    if intent.by:
        return Selection(_named(intent.by, rows, ("author", "source")), f"by {intent.by}")
    if intent.rest:
        return _filtered(intent.rest, rows, state, index)
    if intent.wanted == "added":
        return Selection(_last_added(rows, index))
    return Selection(rows)


def article_of(about: str, state: State, index: SearchIndex) -> Article | None:
    """The one article that "the article about the storm" means; None if none fits well enough.

    about: its topic; "" means the article that the last answer cited first.
    """
    if not about:
        cited = state.history[-1].cited if state.history else ()
        title = cited[0] if cited else None
        row = next((row for row in index.articles() if row.title == title), None)
        return index.article(row.id) if row else None
    wanted = content_stems(about)
    best: tuple[float, Article] | None = None
    for hit in index.search(about, k=CANDIDATES):
        article = hit.passage.article
        named = coverage(wanted, content_stems(f"{article.title} {article.text[:OPENING]}"))
        score = hit.score + coverage(wanted, content_stems(article.title)) + named
        if (named >= NAMED or _near(hit)) and (best is None or score > best[0]):
            best = score, article
    return best[1] if best else None


def _about(topic: str, rows: Sequence[ArticleRow], index: SearchIndex) -> tuple[ArticleRow, ...]:
    """The articles about a topic, best first."""
    wanted = content_stems(topic)
    by_id = {row.id: row for row in rows}
    found: dict[str, float] = {}
    for hit in index.search(topic, k=CANDIDATES):
        article = hit.passage.article
        titled = coverage(wanted, content_stems(article.title))
        named = coverage(wanted, content_stems(f"{article.title} {article.text[:OPENING]}"))
        if titled == 1.0 or _near(hit) or (named == 1.0 and _near(hit, NEAR_NAMED)):
            score = titled + named + hit.score
            found[article.id] = max(found.get(article.id, 0.0), score)
    ranked = sorted(found, key=lambda key: (-found[key], key))
    return tuple(by_id[key] for key in ranked if key in by_id)


def _near(hit: Hit, least: float = NEAR) -> bool:
    return hit.dense is not None and hit.dense >= least


def _filtered(
    rest: str, rows: Sequence[ArticleRow], state: State, index: SearchIndex
) -> Selection | None:
    period = parse_time_filter(rest, today=state.today)
    if period.first is not None:
        return Selection(tuple(row for row in rows if _dated(row.date, period)), rest)
    if topic := _TOPIC.fullmatch(rest):
        return Selection(_about(topic["topic"], rows, index), rest)
    if named := _BY_OR_FROM.fullmatch(rest):
        return Selection(_named(named["name"], rows, ("author", "source")), rest)
    return None


def _dated(date: datetime.date | None, period: TimeFilter) -> bool:
    """Whether an article was published in the period itself, not merely near it."""
    if date is None or period.first is None or period.last is None:
        return False
    if period.relation in ("before", "after"):
        return fit(period, date) == 1.0
    return (period.relation == "until" or period.first <= date) and date <= period.last


def _named(name: str, rows: Sequence[ArticleRow], fields: Sequence[str]) -> tuple[ArticleRow, ...]:
    wanted = content_stems(name)
    return tuple(
        row
        for row in rows
        if wanted and any(wanted <= content_stems(getattr(row, field) or "") for field in fields)
    )


def _last_added(rows: Sequence[ArticleRow], index: SearchIndex) -> tuple[ArticleRow, ...]:
    added = {file.path: file.indexed_at for file in index.files()}
    return tuple(
        sorted(rows, key=lambda row: added.get(row.path.partition("#")[0], ""), reverse=True)
    )


def _in_order(rows: Sequence[ArticleRow], *, oldest: bool) -> tuple[ArticleRow, ...]:
    """By date, newest (or oldest) first, those without one last; then by path."""
    dated = sorted((row for row in rows if row.date), key=lambda row: row.path)
    dated.sort(key=lambda row: row.date or datetime.date.min, reverse=not oldest)
    return (*dated, *(row for row in rows if not row.date))
