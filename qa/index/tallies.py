"""Counts articles by day, source, author and language, and files by state, by triggers.

Beside the counts of `bookkeeping`. What lists, filters and questions about the collection ask
(how many, from when to when, whose) is a sum over days or names, so it costs as much as there are
of these, however many articles there are. Only articles that are shown count. It searches
nothing.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence

from qa.index.database import Session, Value
from qa.scope import Scope

Span = tuple[datetime.date, datetime.date]

# kind, name and day of what an article adds to; "" stands for none.
_ROWS = (
    "('all', '', coalesce({0}.date, ''))",
    "('source', coalesce({0}.source, ''), coalesce({0}.date, ''))",
    "('author', coalesce({0}.author, ''), '')",
    "('language', {0}.language, '')",
)
_FILE_ROWS = ("('file', {0}.state, '')",)


def _more(of: str, rows: Sequence[str] = _ROWS) -> str:
    values = ", ".join(row.format(of)[:-1] + ", 1)" for row in rows)
    added = f"INSERT INTO tallies VALUES {values} "
    return added + "ON CONFLICT (kind, name, day) DO UPDATE SET n = tallies.n + 1;"


def _less(of: str, rows: Sequence[str] = _ROWS) -> str:
    named = f"(kind, name, day) IN (VALUES {', '.join(row.format(of) for row in rows)})"
    return (
        f"UPDATE tallies SET n = n - 1 WHERE {named}; DELETE FROM tallies WHERE n = 0 AND {named};"
    )


def _counted(rows: Sequence[str], table: str) -> Iterator[str]:
    for row in rows:
        columns = row.format("t")[1:-1]
        yield f"INSERT INTO tallies SELECT {columns}, count(*) FROM {table} GROUP BY 1, 2, 3"


STATEMENTS = (
    """CREATE TABLE tallies (
        kind TEXT NOT NULL, name TEXT NOT NULL, day TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (kind, name, day)
    ) WITHOUT ROWID""",
    f"CREATE TRIGGER tally_in AFTER INSERT ON articles WHEN new.shown = 1 BEGIN {_more('new')} END",
    f"CREATE TRIGGER tally_out AFTER DELETE ON articles WHEN old.shown = 1 "
    f"BEGIN {_less('old')} END",
    "CREATE TRIGGER tally_lost AFTER UPDATE OF shown, date, source, author, language ON articles "
    f"WHEN old.shown = 1 BEGIN {_less('old')} END",
    "CREATE TRIGGER tally_got AFTER UPDATE OF shown, date, source, author, language ON articles "
    f"WHEN new.shown = 1 BEGIN {_more('new')} END",
    f"CREATE TRIGGER tally_file_in AFTER INSERT ON files BEGIN {_more('new', _FILE_ROWS)} END",
    f"CREATE TRIGGER tally_file_out AFTER DELETE ON files BEGIN {_less('old', _FILE_ROWS)} END",
    "CREATE TRIGGER tally_file_changed AFTER UPDATE OF state ON files "
    f"BEGIN {_less('old', _FILE_ROWS)} {_more('new', _FILE_ROWS)} END",
    # What is there already when the tallies are made.
    *_counted(_ROWS, "articles t WHERE t.shown = 1"),
    *_counted(_FILE_ROWS, "files t"),
)


def tells(scopes: Sequence[Scope]) -> bool:
    """Whether tallies know what is in all of some scopes: they hold days and sources only."""
    return not any(scope.articles or scope.also for scope in scopes)


def count(session: Session, scopes: Sequence[Scope]) -> int:
    """How many articles are in all of some scopes, which `tells` says."""
    where, values = _where(scopes)
    row = session.one(f"SELECT coalesce(sum(n), 0) FROM tallies WHERE {where}", values)
    return int(row[0]) if row else 0


def span(session: Session, scopes: Sequence[Scope] = ()) -> Span | None:
    """The days of their oldest and newest article that has a date."""
    where, values = _where(scopes)
    # Two queries, each of which looks at one end of the index where no source is named.
    ends = [
        session.rows(f"SELECT {which}(day) FROM tallies WHERE {where} AND day > ''", values)[0][0]
        for which in ("min", "max")
    ]
    return as_span(*ends)


def as_span(first: str | None, last: str | None) -> Span | None:
    """Two days as they are stored."""
    if not first or not last:
        return None
    return datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)


def days(session: Session, scopes: Sequence[Scope] = ()) -> list[datetime.date]:
    """The days on which they were published, in order."""
    where, values = _where(scopes)
    rows = session.rows(
        f"SELECT DISTINCT day FROM tallies WHERE {where} AND day > '' ORDER BY day", values
    )
    return [datetime.date.fromisoformat(row[0]) for row in rows]


def by_day(session: Session, scopes: Sequence[Scope] = ()) -> list[tuple[str, int]]:
    """How many there are of each day, the newest first, and in the end of none ("")."""
    where, values = _where(scopes)
    sql = f"SELECT day, sum(n) FROM tallies WHERE {where} GROUP BY day ORDER BY day DESC"
    return [(str(day), int(n)) for day, n in session.rows(sql, values)]


def sources(session: Session, scopes: Sequence[Scope] = ()) -> list[tuple[str, int]]:
    """Their sources by name, each with the number of its articles."""
    where, values = _where(scopes, kind="source")
    return [
        (str(name), int(n))
        for name, n in session.rows(
            f"SELECT name, sum(n) FROM tallies WHERE {where} AND name > '' GROUP BY name", values
        )
    ]


def authors(session: Session) -> list[tuple[str, int]]:
    """All authors by name, each with the number of their articles."""
    sql = "SELECT name, n FROM tallies WHERE kind = 'author' AND name > '' ORDER BY name"
    return [(str(name), int(n)) for name, n in session.rows(sql)]


def holds_language(session: Session, language: str) -> bool:
    """Whether any article is in a language."""
    sql = "SELECT 1 FROM tallies WHERE kind = 'language' AND name = ?"
    return session.one(sql, (language,)) is not None


def file_states(session: Session) -> dict[str, int]:
    """How many files are in each state."""
    rows = session.rows("SELECT name, n FROM tallies WHERE kind = 'file'")
    return {str(name): int(n) for name, n in rows}


def are_right(session: Session) -> bool:
    """Whether the tallies are those of the rows, counted one by one, for a check."""
    queries = [line.partition(" tallies ")[2] for line in STATEMENTS if "tallies SELECT" in line]
    rows = sorted(row for query in queries for row in session.rows(query))
    return rows == session.rows("SELECT * FROM tallies ORDER BY kind, name, day")


def _where(scopes: Sequence[Scope], kind: str = "all") -> tuple[str, list[Value]]:
    parts, values = [], list[Value]()
    for scope in scopes:
        if scope.sources:
            kind = "source"
            parts.append("name IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(scope.sources))
        if scope.first or scope.last:
            parts.append("day BETWEEN ? AND ?")  # "" is before every day
            first = scope.first or datetime.date.min
            values += [first.isoformat(), (scope.last or datetime.date.max).isoformat()]
    named = ["name = ''"] if kind == "all" else []  # so that the index begins with the day
    return " AND ".join([f"kind = '{kind}'", *named, *parts]), values
