"""Lists articles out of the catalog by SQL: a page costs its rows, counts come from the tallies.

    ListQuery -> conditions and an index's order -> rows        counts, names, days -> `tallies`

The catalog's side of `listing`. Where words are looked for, or articles are chosen one by one,
SQLite goes through heads of articles, never through their texts.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Protocol, TypeVar

from qa.index import tallies
from qa.index.database import Session, Value
from qa.index.listing import Field, ListQuery, by_frequency, said_of, spread_over
from qa.index.rows import ArticleRow, article_row_from
from qa.index.scope_query import condition
from qa.index.tallies import Span

STATEMENTS = (
    "CREATE INDEX articles_by_path ON articles (shown, file, ordinal)",
    "CREATE INDEX articles_by_title ON articles (shown, title COLLATE NOCASE)",
    "CREATE INDEX articles_by_author ON articles (shown, author)",
    "CREATE INDEX files_by_time ON files (indexed_at)",
    "CREATE INDEX files_left_out ON files (state, path) WHERE state <> 'indexed'",
)
Found = TypeVar("Found")

_ROW = """
    a.id, a.path, a.title, a.date, a.author, a.source, a.url, a.language, length(a.text),
    (SELECT count(*) FROM passages p WHERE p.article = a.id), a.cleaned,
    json_array_length(a.left_out), a.ocr
"""
_PLACE = "a.file, a.ordinal"
_TIMED = " CROSS JOIN files f ON f.path = a.file"
_ORDERS = {
    "path": _PLACE,
    "newest": f"a.date DESC NULLS LAST, {_PLACE}",
    "oldest": f"a.date, {_PLACE}",
    "title": f"a.title COLLATE NOCASE, {_PLACE}",
    "source": f"lower(a.source) NULLS FIRST, lower(a.title), {_PLACE}",
    "added": f"f.indexed_at DESC, a.date DESC NULLS LAST, {_PLACE}",
}


class Looks(Protocol):
    """What runs a query over one state of a catalog."""

    def look(self, query: Callable[[Session], Found]) -> Found:
        """The result of the query."""


class CatalogListing:
    """A `Listing` of a catalog."""

    def __init__(self, query: ListQuery, catalog: Looks) -> None:
        self._query = query
        self._catalog = catalog

    def count(self) -> int:
        """As in `Listing`."""
        return self._catalog.look(lambda session: count(session, self._query))

    def page(self, limit: int, offset: int = 0) -> list[ArticleRow]:
        """As in `Listing`."""
        return self._catalog.look(lambda session: page(session, self._query, limit, offset))

    def spread(self, most: int) -> list[ArticleRow]:
        """As in `Listing`."""
        return self._catalog.look(lambda session: spread(session, self._query, most))

    def names(self, field: Field) -> list[tuple[str, int]]:
        """As in `Listing`."""
        return self._catalog.look(lambda session: names(session, self._query, field))

    def span(self) -> Span | None:
        """As in `Listing`."""
        return self._catalog.look(lambda session: span(session, self._query))


def count(session: Session, query: ListQuery) -> int:
    """How many articles there are."""
    if _is_tallied(query):
        return tallies.count(session, query.scopes)
    where, values = _where(session, query)
    row = session.one(f"SELECT count(*) FROM articles a WHERE {where}", values)
    return int(row[0]) if row else 0


def page(session: Session, query: ListQuery, limit: int, offset: int = 0) -> list[ArticleRow]:
    """Rows of articles in their order."""
    if query.order != "oldest":
        return _rows(session, query, limit, offset)
    # The database has those without a date first.
    dated = _rows(session, query, limit, offset, more="a.date IS NOT NULL")
    if len(dated) == limit:
        return dated
    where, values = _where(session, query)
    all_dated = f"SELECT count(*) FROM articles a WHERE {where} AND a.date IS NOT NULL"
    passed = max(0, offset - int(session.rows(all_dated, values)[0][0]))
    return dated + _rows(session, query, limit - len(dated), passed, more="a.date IS NULL")


def spread(session: Session, query: ListQuery, most: int) -> list[ArticleRow]:
    """Rows at even distances; from day to day where these are counted."""
    places = spread_over(count(session, query), most)
    if query.order != "newest" or not _is_tallied(query):
        return [row for at in places for row in page(session, query, 1, at)]
    found: list[ArticleRow] = []
    passed = 0
    for day, number in tallies.by_day(session, query.scopes):
        more = f"a.date = '{datetime.date.fromisoformat(day)}'" if day else "a.date IS NULL"
        for at in (at - passed for at in places if passed <= at < passed + number):
            found += _rows(session, query, 1, at, more=more)
        passed += number
    return found


def names(session: Session, query: ListQuery, field: Field) -> list[tuple[str, int]]:
    """Sources or authors with the numbers of their articles."""
    if _is_tallied(query) and field == "source":
        return by_frequency(tallies.sources(session, query.scopes))
    if _is_tallied(query) and not query.scopes:
        return by_frequency(tallies.authors(session))
    where, values = _where(session, query)
    rows = session.rows(
        f"SELECT a.{field}, count(*) FROM articles a WHERE {where} AND a.{field} > '' GROUP BY 1",
        values,
    )
    return by_frequency((str(name), int(n)) for name, n in rows)


def span(session: Session, query: ListQuery) -> Span | None:
    """The days of the oldest and the newest."""
    if _is_tallied(query):
        return tallies.span(session, query.scopes)
    where, values = _where(session, query)
    row = session.rows(f"SELECT min(a.date), max(a.date) FROM articles a WHERE {where}", values)[0]
    return tallies.as_span(*row)


def _is_tallied(query: ListQuery) -> bool:
    plain = not (query.words or query.title or query.without) and query.names is None
    return plain and tallies.tells(query.scopes)


def _rows(
    session: Session, query: ListQuery, limit: int, offset: int, *, more: str = ""
) -> list[ArticleRow]:
    where, values = _where(session, query)
    table = "articles a"
    if query.order == "added":  # from the index of times, and not from all articles
        table = "files f CROSS JOIN articles a ON a.file = f.path"
    # First the places in the order of an index, then what stands there.
    order = _ORDERS[query.order]
    rows = session.rows(
        f"SELECT {_ROW} FROM (SELECT a.rowid AS place FROM {table} WHERE {where} "
        f"{f'AND {more} ' if more else ''}ORDER BY {order} LIMIT ? OFFSET ?) places "
        f"CROSS JOIN articles a ON a.rowid = place{_TIMED if table != 'articles a' else ''} "
        f"ORDER BY {order}",
        [*values, limit, offset],
    )
    return [article_row_from(row) for row in rows]


def _where(session: Session, query: ListQuery) -> tuple[str, list[Value]]:
    """What holds of `articles a` of a query, and the values of its placeholders."""
    parts, values = ["a.shown = 1"], list[Value]()
    for scope in query.scopes:
        part, more = condition(scope)
        parts.append(part)
        values += more
    if query.title:
        parts.append("a.title COLLATE NOCASE = ? COLLATE NOCASE")
        values.append(query.title)
    if query.names is not None:
        some = "IN (SELECT value FROM json_each(?))"
        parts.append(f"(a.author {some} OR a.source {some})")
        values += [json.dumps(query.names)] * 2
    if query.without:
        parts.append("a.file NOT IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(query.without))
    if query.words:
        session.define("said_of", 5, said_of)
        said = "instr(said_of(a.title, a.author, a.source, a.path, a.date), ?) > 0"
        parts += [said] * len(query.words)
        values += query.words
    return " AND ".join(parts), values
