"""Lists articles by filter and order, with their counts, names and days: the interface, in memory.

    ListQuery -> Listing  <- RowListing (rows in memory), CatalogListing (SQL, `catalog_listing`)

For the library, filters, endpoints and questions about the collection. A Listing looks up what it
is asked for and no more. RowListing says what each part means, and serves an index that keeps its
articles in memory. It reads no text.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from qa.index.rows import ArticleRow
from qa.index.tallies import Span
from qa.scope import Scope

# newest, oldest: those without a date last; added: as their files were read last, newest first.
Order = Literal["path", "newest", "oldest", "title", "source", "added"]
Field = Literal["source", "author"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """Which articles, in which order; an empty field excludes none.

    scopes: all of which hold them. words: each of which stands in title, author, source, path or
    day (2017-10-07, 7 Oct 2017), letter case apart. title: theirs, letter case apart.
    names: one of which is that of author or source; () excludes all, None none. without: files
    whose articles are not listed.
    """

    scopes: tuple[Scope, ...] = ()
    words: tuple[str, ...] = ()
    title: str = ""
    names: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    order: Order = "path"


class Listing(Protocol):
    """The articles of a query; each method looks at the index as it is then."""

    def count(self) -> int:
        """How many there are."""

    def page(self, limit: int, offset: int = 0) -> list[ArticleRow]:
        """At most so many of them in their order, from that place on."""

    def spread(self, most: int) -> list[ArticleRow]:
        """At most so many of them in their order, at even distances."""

    def names(self, field: Field) -> list[tuple[str, int]]:
        """The sources or authors, each with its number of articles, the most frequent first."""

    def span(self) -> Span | None:
        """The days of the oldest and the newest that has a date."""


class RowListing:
    """A `Listing` of rows that are selected and ordered."""

    def __init__(self, rows: Sequence[ArticleRow]) -> None:
        self._rows = tuple(rows)

    def count(self) -> int:
        """As in `Listing`."""
        return len(self._rows)

    def page(self, limit: int, offset: int = 0) -> list[ArticleRow]:
        """As in `Listing`."""
        return [*self._rows[offset : offset + limit]]

    def spread(self, most: int) -> list[ArticleRow]:
        """As in `Listing`."""
        return [self._rows[at] for at in spread_over(len(self._rows), most)]

    def names(self, field: Field) -> list[tuple[str, int]]:
        """As in `Listing`."""
        counts = Counter(name for row in self._rows if (name := getattr(row, field)))
        return by_frequency(counts.items())

    def span(self) -> Span | None:
        """As in `Listing`."""
        days = [row.date for row in self._rows if row.date]
        return (min(days), max(days)) if days else None


def listed(
    rows: Sequence[ArticleRow], query: ListQuery, *, added: Mapping[str, str] | None = None
) -> RowListing:
    """The listing of a query over rows in the order of their paths.

    added: when the file of each path was read last, for the order of that name.
    """
    when = added or {}
    kept = [row for row in rows if _fits(row, query)]
    if query.order == "title":
        kept.sort(key=lambda row: row.title.lower())
    elif query.order == "source":
        kept.sort(key=lambda row: ((row.source or "").lower(), row.title.lower()))
    elif query.order != "path":
        dated = [row for row in kept if row.date]
        newest = query.order != "oldest"
        dated.sort(key=lambda row: row.date or datetime.date.min, reverse=newest)
        kept = [*dated, *(row for row in kept if not row.date)]
    if query.order == "added":
        kept.sort(key=lambda row: when.get(row.path.partition("#")[0], ""), reverse=True)
    return RowListing(kept)


def _fits(row: ArticleRow, query: ListQuery) -> bool:
    if query.title and row.title.lower() != query.title.lower():
        return False
    if query.names is not None and not {row.author, row.source} & {*query.names}:
        return False
    if row.path.partition("#")[0] in query.without:
        return False
    day = row.date.isoformat() if row.date else None
    told = said_of(row.title, row.author, row.source, row.path, day)
    return all(scope.holds(row) for scope in query.scopes) and all(w in told for w in query.words)


def said_of(*parts: str | None) -> str:
    """What words are looked for in, of heads and, last, the day; in small letters."""
    *heads, day = parts
    date = datetime.date.fromisoformat(day) if day else None
    spoken = f"{date.day} {date:%b %Y}" if date else None
    return " ".join(part for part in (*heads, day, spoken) if part).lower()


def spread_over(count: int, most: int) -> list[int]:
    """Places at even distances: 10, 4 -> [0, 2, 4, 6]; all where there are no more."""
    return [*range(0, count, max(count // most, 1))][:most]


def by_frequency(counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Names with their numbers, the greatest first, equals by name."""
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))
