"""Limits an index to the articles of a scope, behind the same interface.

Beside the store, which does the searching: a scope is part of each search there. It opens and
closes nothing.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from qa.errors import QuestionError
from qa.index.fusion import CANDIDATES, DENSE_WEIGHT, fuse
from qa.index.listing import Listing, ListQuery
from qa.index.rows import IndexStats, Story
from qa.index.search_index import SearchIndex, WholeIndex
from qa.records import Article, Hit, Passage
from qa.scope import EVERYTHING, Scope


def scoped(index: WholeIndex, scope: Scope | None) -> SearchIndex:
    """The index as if it held only the articles of the scope; the same one for all articles.

    Raises QuestionError if no article is in the scope.
    """
    if scope is None or scope == EVERYTHING:
        return index
    if not index.holds_any(scope):
        raise QuestionError("No article fits the filter. Widen or clear it.")
    return FilteredIndex(index, scope)


class FilteredIndex:
    """A `SearchIndex` over the articles of a scope."""

    def __init__(self, whole: WholeIndex, scope: Scope) -> None:
        self._whole = whole
        self._scope = scope

    def candidates(self, question: str, *, k: int) -> tuple[list[Hit], list[Hit]]:
        """As `Index.candidates`, of the scope."""
        return self._whole.candidates(question, k=k, scope=self._scope)

    def search(self, question: str, *, k: int, dense_weight: float = DENSE_WEIGHT) -> list[Hit]:
        """As `Index.search`, of the scope."""
        dense, lexical = self.candidates(question, k=max(k, CANDIDATES))
        return fuse(dense, lexical, dense_weight=dense_weight)[:k]

    def article(self, article_id: str) -> Article:
        """Any article of the whole index."""
        return self._whole.article(article_id)

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of any article of the whole index."""
        return self._whole.passages_of(article_id)

    def story_of(self, article_id: str) -> Story | None:
        """The scope's articles that tell its story in nearly the same words."""
        return self._whole.story_of(article_id, self._scope)

    def listed(self, query: ListQuery) -> Listing:
        """The scope's articles of a query."""
        return self._whole.listed(replace(query, scopes=(self._scope, *query.scopes)))

    def holds_language(self, language: str) -> bool:
        """Whether any article of the whole index is in a language."""
        return self._whole.holds_language(language)

    def newest_day(self) -> datetime.date | None:
        """The day of the scope's newest article that has a date."""
        return self._whole.newest_day(self._scope)

    def days(self) -> list[datetime.date]:
        """The days on which articles of the scope were published, in order."""
        return self._whole.days(self._scope)

    def of_day(self, day: datetime.date, *, most: int) -> list[str]:
        """Ids of at most so many of the scope's articles of a day, the greatest first."""
        return self._whole.of_day(day, most=most, scope=self._scope)

    def stats(self) -> IndexStats:
        """The counts of the whole index."""
        return self._whole.stats()

    def behind(self) -> IndexStats | None:
        """The counts of the whole index while vectors are still to come."""
        return self._whole.behind()

    def trouble(self) -> str:
        """What of the whole index is lost or damaged."""
        return self._whole.trouble()
