"""Declares the interface that an index offers to answering (Protocols).

    SearchIndex <- Index (the whole folder), FilteredIndex (the articles of a scope)
    WholeIndex  <- Index: whose searches and look-ups take a scope, so that it can be limited

Protocols, so that neither implementation inherits state of the other. Opening, refreshing
and closing are not part of it: whoever opened an index does that. Another store of words and
vectors beneath the same index is a `SearchEngine` (`engine/search_engine.py`).
"""

from __future__ import annotations

import datetime
from typing import Protocol

from qa.index.fusion import DENSE_WEIGHT
from qa.index.listing import Listing, ListQuery
from qa.index.rows import IndexStats, Story
from qa.records import Article, Hit, Passage
from qa.scope import EVERYTHING, Scope


class SearchIndex(Protocol):
    """Search over passages, and look-ups of the articles that they stand in."""

    def candidates(self, question: str, *, k: int) -> tuple[list[Hit], list[Hit]]:
        """The k passages closest in meaning, and the k with the best words; best first."""

    def search(self, question: str, *, k: int, dense_weight: float = DENSE_WEIGHT) -> list[Hit]:
        """The k passages that fit a question best by meaning and words together."""

    def article(self, article_id: str) -> Article:
        """An article with its text; raises StoreError when it is not in the index."""

    def passages_of(self, article_id: str) -> list[Passage]:
        """An article's passages in their order; empty when it is not in the index."""

    def story_of(self, article_id: str) -> Story | None:
        """The articles that tell its story in nearly the same words; None where there are none."""

    def listed(self, query: ListQuery) -> Listing:
        """The articles of a query without their texts: how many, whose, page by page."""

    def holds_language(self, language: str) -> bool:
        """Whether any article is in a language, "en"."""

    def newest_day(self) -> datetime.date | None:
        """The day of the newest article that has a date."""

    def days(self) -> list[datetime.date]:
        """The days on which articles were published, in order."""

    def of_day(self, day: datetime.date, *, most: int) -> list[str]:
        """Ids of at most so many articles of a day, the greatest first."""

    def stats(self) -> IndexStats:
        """Counts of the whole index."""

    def behind(self) -> IndexStats | None:
        """The counts while vectors are still to come; None when every passage has its own."""

    def trouble(self) -> str:
        """What of the index is lost or damaged, in sentences; "" where nothing is."""


class WholeIndex(SearchIndex, Protocol):
    """A `SearchIndex` that can be limited to a scope."""

    def candidates(
        self, question: str, *, k: int, scope: Scope = EVERYTHING
    ) -> tuple[list[Hit], list[Hit]]:
        """As in `SearchIndex`, from the articles of the scope."""

    def story_of(self, article_id: str, scope: Scope = EVERYTHING) -> Story | None:
        """As in `SearchIndex`, of the scope."""

    def holds_any(self, scope: Scope) -> bool:
        """Whether any article is in the scope."""

    def newest_day(self, scope: Scope = EVERYTHING) -> datetime.date | None:
        """As in `SearchIndex`, of the scope."""

    def days(self, scope: Scope = EVERYTHING) -> list[datetime.date]:
        """As in `SearchIndex`, of the scope."""

    def of_day(self, day: datetime.date, *, most: int, scope: Scope = EVERYTHING) -> list[str]:
        """As in `SearchIndex`, of the scope."""
