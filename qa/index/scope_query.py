"""Translates a scope into SQL conditions on the catalog's indexed columns.

    Scope -> a condition on `articles a` -> ids, keys, days

Beside the catalog. Every look-up is bounded by what is asked for, not by how many articles
there are. It searches nothing.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence

from qa.index import tallies
from qa.index.database import Session, Value
from qa.scope import Scope

# For a join from passages or stories to the articles of a scope: without statistics SQLite would
# rather go through all that are shown, of a source, or of some days.
BY_ID = "INDEXED BY articles_by_id"


def condition(scope: Scope) -> tuple[str, list[Value]]:
    """What holds of `articles a` in the scope, and the values of its placeholders."""
    parts, values = ["a.shown = 1"], list[Value]()
    if scope.articles:
        parts.append("a.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(scope.articles))
    if scope.sources:
        named = ["a.source IN (SELECT value FROM json_each(?))"]
        values.append(json.dumps(scope.sources))
        if "" in scope.sources:
            named.append("a.source IS NULL")
        if scope.also:
            named.append("a.id IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(scope.also))
        parts.append(f"({' OR '.join(named)})")
    if scope.first:
        parts.append("a.date >= ?")
        values.append(scope.first.isoformat())
    if scope.last:
        parts.append("a.date <= ?")
        values.append(scope.last.isoformat())
    return " AND ".join(parts), values


def holds_any(session: Session, scope: Scope) -> bool:
    """Whether any article is in the scope."""
    where, values = condition(scope)
    return session.one(f"SELECT 1 FROM articles a WHERE {where} LIMIT 1", values) is not None


def passages_in(session: Session, scope: Scope, *, most: int) -> list[tuple[str, str]] | None:
    """Article and vector key of each passage in the scope; None where they are more than most."""
    where, values = condition(scope)
    rows = session.rows(
        "SELECT p.article, p.key FROM articles a JOIN passages p ON p.article = a.id "
        f"WHERE {where} LIMIT ?",
        [*values, most + 1],
    )
    return None if len(rows) > most else [(str(row[0]), str(row[1])) for row in rows]


def within(session: Session, scope: Scope, column: str, values: Sequence[str]) -> set[str]:
    """Those of some passages, named by `id` or by `key`, that are in the scope."""
    where, given = condition(scope)
    rows = session.rows(
        f"SELECT DISTINCT p.{column} FROM passages p "
        f"CROSS JOIN articles a {BY_ID} ON a.id = p.article WHERE {where} "
        f"AND p.{column} IN (SELECT value FROM json_each(?))",
        [*given, json.dumps(values)],
    )
    return {str(row[0]) for row in rows}


def days(session: Session, scope: Scope) -> list[datetime.date]:
    """The days on which articles of the scope were published, in order."""
    if tallies.tells([scope]):
        return tallies.days(session, [scope])
    where, values = condition(scope)
    rows = session.rows(
        f"SELECT DISTINCT a.date FROM articles a WHERE {where} AND a.date IS NOT NULL "
        "ORDER BY a.date",
        values,
    )
    return [datetime.date.fromisoformat(str(row[0])) for row in rows]


def of_day(session: Session, day: datetime.date, scope: Scope, *, most: int) -> list[str]:
    """Ids of the articles of a day, the greatest first, at most so many."""
    where, values = condition(scope)
    rows = session.rows(
        f"SELECT DISTINCT a.id FROM articles a WHERE {where} AND a.date = ? "
        "ORDER BY a.id DESC LIMIT ?",
        [*values, day.isoformat(), most],
    )
    return [str(row[0]) for row in rows]
