"""Answers a question about the collection from the catalog, in fixed sentences of ours.

    Intent + index -> State with statements, each pointing at the articles that it names

Counts, dates, sources and authors come from the articles' metadata, never from their text. Where
the catalog does not know (no author is given), None is returned and the question is read for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.collection.find import Selection, article_of, from_to, select_articles
from qa.answering.collection.intent import Intent
from qa.answering.english.dates import written
from qa.answering.english.words import one_line
from qa.answering.extraction.summarise import Encode, summary
from qa.answering.stages import Evidence, State, Statement
from qa.articles import sentence_spans
from qa.index import ArticleRow, Listing, SearchIndex
from qa.index.listing import Field
from qa.records import Article

MOST_LISTED = 10
# A summary may have so many times the words of an answer.
SUMMARY_SHARE = 2


def reply(
    intent: Intent, state: State, index: SearchIndex, *, encode: Encode, max_words: int
) -> State | None:
    """The state with what the catalog says; None where it does not know."""
    if intent.wanted in ("author", "date", "source", "summary"):
        return _of_one_article(intent, state, index, encode=encode, max_words=max_words)
    selection = select_articles(intent, state, index)
    count = selection.articles.count()
    # "What did Homer write?" may be a question to the articles after all.
    if intent.by and not count:
        return None
    if intent.wanted == "count":
        return _count(state, selection, index)
    if not count:
        return replace(state, status="not_found")
    return _from_list(intent, state, selection, index)


def _from_list(
    intent: Intent, state: State, selection: Selection, index: SearchIndex
) -> State | None:
    articles = selection.articles
    if intent.wanted in ("sources", "authors"):
        return _names(intent, state, selection)
    if intent.wanted == "period":
        return _said(
            state, _extent(articles) or "No article has a date.", short=_period(articles) or None
        )
    if intent.wanted == "topics":
        return _topics(state, selection, index)
    if intent.wanted in ("newest", "oldest", "added"):
        (first,) = articles.page(1)
        return _listed(state, [first], index, short=first.title)
    more = articles.count() - MOST_LISTED
    return _listed(state, articles.page(MOST_LISTED), index, more=more)


def _of_one_article(
    intent: Intent, state: State, index: SearchIndex, *, encode: Encode, max_words: int
) -> State | None:
    article = article_of(intent.about, state, index)
    if article is None:
        return replace(state, status="not_found") if intent.wanted == "summary" else None
    if intent.wanted == "summary":
        evidence = summary([article], encode, max_words=SUMMARY_SHARE * max_words)
        if not evidence:
            return None
        return replace(state, evidence=evidence, status="answered", shape="prose")
    told = {
        # What a source gives as author of all that it has tells nothing of who wrote this.
        "author": article.author if article.author != article.source else None,
        "date": written(article.date) if article.date else None,
        "source": article.source,
    }[intent.wanted]
    if not told:
        return None
    return _said(state, f"{describe(article)}.", short=told, about=(article,))


def _count(state: State, selection: Selection, index: SearchIndex) -> State:
    count = selection.articles.count()
    noun = "article" if count == 1 else "articles"
    verb = "is" if count == 1 else "are"
    which = f" {selection.which}" if selection.which else " in the collection"
    said = replace(
        _said(state, f"There {verb} {count:,} {noun}{which}."), short_answer=f"{count:,}"
    )
    if not selection.which:
        extent = _extent(selection.articles)
        return replace(said, statements=(*said.statements, Statement(extent))) if extent else said
    return replace(
        said,
        statements=(*said.statements, *_items(selection.articles.page(MOST_LISTED), index)),
        shape="list",
    )


def _names(intent: Intent, state: State, selection: Selection) -> State | None:
    field: Field = "source" if intent.wanted == "sources" else "author"
    counts = selection.articles.names(field)
    if not counts:
        return None
    listed = counts[:MOST_LISTED]
    statements = [Statement(f"{name}: {count:,}") for name, count in listed]
    if len(counts) > len(listed):
        statements.append(Statement(f"and {len(counts) - len(listed)} more"))
    head = f"The articles name {len(counts):,} {field}{'s' if len(counts) > 1 else ''}."
    return replace(
        state,
        statements=(Statement(head), *statements),
        short_answer=listed[0][0] if len(counts) == 1 else None,
        status="answered",
        shape="list",
    )


def _topics(state: State, selection: Selection, index: SearchIndex) -> State:
    """How many, from when, from where, and some of the articles, spread over the time."""
    count = selection.articles.count()
    sources = selection.articles.names("source")[:3]
    of = f" from {'; '.join(name for name, _ in sources)}" if sources else ""
    noun = "article" if count == 1 else "articles"
    head = f"The collection holds {count:,} {noun}{of}. {_extent(selection.articles)}"
    shown = selection.articles.spread(MOST_LISTED)
    statements = [Statement(head.strip()), *_items(shown, index)]
    if count > len(shown):
        statements.append(Statement(f"and {count - len(shown):,} more"))
    return replace(state, statements=tuple(statements), status="answered", shape="list")


def _listed(
    state: State,
    rows: Sequence[ArticleRow],
    index: SearchIndex,
    *,
    more: int = 0,
    short: str | None = None,
) -> State:
    statements = list(_items(rows, index))
    if more > 0:
        statements.append(Statement(f"and {more:,} more"))
    return replace(
        state,
        statements=tuple(statements),
        short_answer=one_line(short) if short else None,
        status="answered",
        shape="list" if len(statements) > 1 else "prose",
    )


def _items(rows: Sequence[ArticleRow], index: SearchIndex) -> list[Statement]:
    articles = [index.article(row.id) for row in rows]
    return [Statement(describe(article), (opening(article),)) for article in articles]


def _said(
    state: State, text: str, *, short: str | None = None, about: Sequence[Article] = ()
) -> State:
    statement = Statement(text, tuple(opening(article) for article in about))
    return replace(state, statements=(statement,), short_answer=short, status="answered")


def describe(article: Article) -> str:
    """The article in one line: its title, author, source and date, as far as they are known."""
    author = article.author if article.author != article.source else None
    day = written(article.date) if article.date else None
    parts = (f"“{one_line(article.title)}”", author, article.source, day)
    return ", ".join(part for part in parts if part)


def opening(article: Article) -> Evidence:
    """The article's first sentence, which a statement about the article points at."""
    start, end = next(iter(sentence_spans(article.text, article.language)), (0, len(article.text)))
    return Evidence(article, start, end, 1.0)


def _extent(articles: Listing) -> str:
    period = _period(articles)
    return f"They are dated {period}." if period else ""


def _period(articles: Listing) -> str:
    span = articles.span()
    return from_to(*span) if span else ""
