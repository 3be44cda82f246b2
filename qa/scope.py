"""Limits a question to chosen articles, sources and a range of days.

    Scope + metadata of an article -> does it belong?

On the ground floor, because terminal, window, endpoints and answering all take one. Pure: it
compares metadata and reads no index. An article without a date is outside every range of days.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from qa.errors import QuestionError


class Described(Protocol):
    """The metadata that a scope looks at: an `Article`, or its row in the catalog."""

    @property
    def id(self) -> str:
        """As in `Article`."""

    @property
    def source(self) -> str | None:
        """Who published it."""

    @property
    def date(self) -> datetime.date | None:
        """When it was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The articles of a question; an empty field excludes none.

    articles: ids. sources: as the articles name theirs. first, last: days, both included.
    also: ids of articles that belong to it beside those of `sources`, on its days.
    Raises QuestionError if `first` is after `last`.
    """

    articles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    first: datetime.date | None = None
    last: datetime.date | None = None
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a range that holds no day."""
        if self.first and self.last and self.first > self.last:
            raise QuestionError("The first day is after the last. Exchange them.")

    def holds(self, article: Described) -> bool:
        """Whether an article belongs to it."""
        of_sources = (article.source or "") in self.sources or article.id in self.also
        if self.sources and not of_sources:
            return False
        if self.articles and article.id not in self.articles:
            return False
        if self.first is None and self.last is None:
            return True
        if article.date is None:
            return False
        return (self.first or article.date) <= article.date <= (self.last or article.date)


EVERYTHING = Scope()


def make_scope(
    *,
    articles: Iterable[str] | None = None,
    sources: Iterable[str] | None = None,
    first: str | None = None,
    last: str | None = None,
) -> Scope:
    """A scope from what people and programs write. Raises QuestionError, naming the field."""
    return Scope(
        articles=tuple(articles or ()),
        sources=tuple(sources or ()),
        first=parse_day(first or "", name="The first day"),
        last=parse_day(last or "", name="The last day"),
    )


def parse_day(text: str, *, name: str) -> datetime.date | None:
    """A day as 2017-10-07, or None for nothing. Raises QuestionError, naming the field."""
    if not text.strip():
        return None
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        raise QuestionError(
            f"{name} must be a day like 2017-10-07, not {text.strip()[:20]}."
        ) from None
