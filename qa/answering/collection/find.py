"""Finds the articles that a question about the collection means, by metadata and by search.

    Intent -> Selection (a listing of the catalog)      "the storm" -> one Article

A topic selects by the words of title and opening, or by a passage that is near in meaning; time,
author and source by the articles' metadata.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from qa.answering.collection.intent import Intent, Wanted
from qa.answering.english.dates import TimeFilter, written
from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.months import MONTHS
from qa.answering.english.words import content_stems, coverage
from qa.answering.question.understand import time_filter_of
from qa.answering.stages import State
from qa.index import ArticleRow, Listing, ListQuery, SearchIndex
from qa.index.listing import Field, Order, RowListing
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
# Passages that are looked through for a word that articles are to have.
MENTIONING = 400
_MENTIONS = re.compile(r"\b(?:mention|name[sd]?|contain|appear|refer|quote)", re.IGNORECASE)
_BARE_MONTH = re.compile(rf"(?<!in )(?<!of )(?<!\d )\b{one_of(capitalised(MONTHS))}\b(?= [a-z])")
_FIELDS: tuple[Field, Field] = ("author", "source")
_ORDERS: dict[Wanted, Order] = {
    "newest": "newest",
    "oldest": "oldest",
    "period": "oldest",
    "added": "added",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Articles in order; which: the filter in words, "by Ann Lee", or "" for all."""

    articles: Listing
    which: str = ""


def select_articles(intent: Intent, state: State, index: SearchIndex) -> Selection:
    """The articles that an intent means, in order."""
    order = _ORDERS.get(intent.wanted, "newest")
    # "the April pieces": of an article's day a bare month is told like one with "in" before it
    told = _BARE_MONTH.sub(r"in \g<0>", intent.rest)
    period = _period(time_filter_of(told, index.newest_day, today=state.today))
    query = ListQuery(
        scopes=(period,) if period else (),
        names=_names(intent.by, index) if intent.by else None,
        order=order,
    )
    which = [f"by or from {intent.by}"] if intent.by else []
    which += [f"dated {_days(period)}"] if period else []
    if not intent.about:
        return Selection(index.listed(query), " and ".join(which))
    mentions = bool(_MENTIONS.search(intent.rest))
    found = (_mentioning if mentions else _about)(intent.about, index)
    rows = [row for key in found for row in _rows_of(key, query, index)]
    if mentions or intent.wanted in _ORDERS:
        rows.sort(key=lambda row: row.date or datetime.date.min, reverse=order == "newest")
    which.insert(0, f"{'that mention' if mentions else 'about'} {intent.about}")
    return Selection(RowListing(rows), " and ".join(which))


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


def _about(topic: str, index: SearchIndex) -> list[str]:
    """Ids of the articles about a topic, best first."""
    wanted = content_stems(topic)
    found: dict[str, float] = {}
    for hit in index.search(topic, k=CANDIDATES):
        article = hit.passage.article
        titled = coverage(wanted, content_stems(article.title))
        named = coverage(wanted, content_stems(f"{article.title} {article.text[:OPENING]}"))
        if titled == 1.0 or _near(hit) or (named == 1.0 and _near(hit, NEAR_NAMED)):
            score = titled + named + hit.score
            found[article.id] = max(found.get(article.id, 0.0), score)
    return sorted(found, key=lambda key: (-found[key], key))


def _mentioning(words: str, index: SearchIndex) -> list[str]:
    """Ids of the articles of which a passage has all these words, best first."""
    wanted = content_stems(words)
    _, hits = index.candidates(words, k=MENTIONING)
    passages = [hit.passage for hit in hits]
    holding = [item for item in passages if wanted and wanted <= content_stems(item.text)]
    return list(dict.fromkeys(item.article.id for item in holding))


def _rows_of(article_id: str, query: ListQuery, index: SearchIndex) -> list[ArticleRow]:
    """The article's row if the query lets it through."""
    scopes = (*query.scopes, Scope(articles=(article_id,)))
    return index.listed(replace(query, scopes=scopes)).page(1)


def _near(hit: Hit, least: float = NEAR) -> bool:
    return hit.dense is not None and hit.dense >= least


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


def from_to(first: datetime.date, last: datetime.date) -> str:
    """ "1 May 2019 to 31 May 2019", or the one day."""
    return written(first) if first == last else f"{written(first)} to {written(last)}"


def _days(period: Scope) -> str:
    """ "1 May 2019 to 31 May 2019", "from 1 May 2019", "until 31 May 2019"."""
    if period.first and period.last:
        return from_to(period.first, period.last)
    if period.first:
        return f"from {written(period.first)}"
    return f"until {written(period.last)}" if period.last else ""


def _names(name: str, index: SearchIndex) -> tuple[str, ...]:
    """The authors and sources that have all words of a name."""
    wanted = content_stems(name)
    every = index.listed(ListQuery())
    known = {each for field in _FIELDS for each, _ in every.names(field)}
    return tuple(sorted(each for each in known if wanted and wanted <= content_stems(each)))
