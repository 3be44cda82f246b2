"""What a conversation is about: all articles, or those of some sources, dates or titles.

Pure: it decides which rows of the catalog fit. A date that is wished for leaves articles
without a date out, because nothing tells that they fit.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from qa.errors import QaError
from qa.index.rows import ArticleRow
from qa.ui.html.escaping import clip, count, short_day


@dataclass(frozen=True, slots=True)
class Scope:
    """The wishes; empty ones let everything through. `first` and `last` are included."""

    sources: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    first: datetime.date | None = None
    last: datetime.date | None = None

    def fits(self, row: ArticleRow) -> bool:
        """Whether an article is in it."""
        if self.sources and (row.source or "") not in self.sources:
            return False
        if self.articles and row.id not in self.articles:
            return False
        if self.first is None and self.last is None:
            return True
        if row.date is None:
            return False
        return (self.first or row.date) <= row.date <= (self.last or row.date)

    def chosen(self, rows: Iterable[ArticleRow]) -> frozenset[str]:
        """The ids of the articles that are in it."""
        return frozenset(row.id for row in rows if self.fits(row))

    def chips(self) -> list[str]:
        """What is wished for, in words; [] for everything."""
        said = [clip(", ".join(self.sources), 40)] if self.sources else []
        if self.articles:
            said.append(count(len(self.articles), "chosen article"))
        if self.first:
            said.append(f"from {short_day(self.first)}")
        if self.last:
            said.append(f"to {short_day(self.last)}")
        return said


EVERYTHING = Scope()


def parse_day(text: str, *, name: str) -> datetime.date | None:
    """A day as 2017-10-07, or None for nothing. Raises QaError, naming the field."""
    if not text.strip():
        return None
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        raise QaError(f"{name} must be a day like 2017-10-07, not {text.strip()[:20]}.") from None
