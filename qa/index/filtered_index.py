"""An index limited to the articles of a scope, by filtering search results.

Beside the store. It looks further down both result lists until enough of them are in scope:
a filter inside the vector search costs 0.1 to 1.3 s at 100,000 passages, asking it for ten
times as many results costs milliseconds. It opens and closes nothing.
"""

from __future__ import annotations

from qa.errors import QuestionError
from qa.index.fusion import CANDIDATES, DENSE_WEIGHT, fuse
from qa.index.rows import ArticleRow, FileRow, IndexStats
from qa.index.search_index import SearchIndex
from qa.records import Article, Hit, Passage
from qa.scope import EVERYTHING, Scope

# How many times more results each next look asks for.
FURTHER = 8


def scoped(index: SearchIndex, scope: Scope | None) -> SearchIndex:
    """The index as if it held only the articles of the scope; the same one for all articles.

    Raises QuestionError if no article is in the scope.
    """
    if scope is None or scope == EVERYTHING:
        return index
    keep = frozenset(row.id for row in index.articles() if scope.holds(row))
    if not keep:
        raise QuestionError("No article fits the filter. Widen or clear it.")
    return FilteredIndex(index, keep)


class FilteredIndex:
    """A `SearchIndex` over the articles of `keep`, ids of articles of the whole index."""

    def __init__(self, whole: SearchIndex, keep: frozenset[str]) -> None:
        self._whole = whole
        self._keep = keep

    def candidates(self, question: str, *, k: int) -> tuple[list[Hit], list[Hit]]:
        """As `Index.candidates`, of the kept articles."""
        every = self._whole.stats().passages
        wanted = k * FURTHER
        while True:
            dense, lexical = self._whole.candidates(question, k=wanted)
            kept = (self._kept(dense)[:k], self._kept(lexical)[:k])
            if wanted >= every or all(len(side) == k for side in kept):
                return kept
            wanted = min(wanted * FURTHER, every)

    def search(self, question: str, *, k: int, dense_weight: float = DENSE_WEIGHT) -> list[Hit]:
        """As `Index.search`, of the kept articles."""
        dense, lexical = self.candidates(question, k=max(k, CANDIDATES))
        return fuse(dense, lexical, dense_weight=dense_weight)[:k]

    def article(self, article_id: str) -> Article:
        """Any article of the whole index."""
        return self._whole.article(article_id)

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of any article of the whole index."""
        return self._whole.passages_of(article_id)

    def variants_of(self, article_id: str) -> list[Article]:
        """The kept articles that tell its story in nearly the same words, newest first."""
        return [each for each in self._whole.variants_of(article_id) if each.id in self._keep]

    def articles(self) -> list[ArticleRow]:
        """The kept articles, by path."""
        return [row for row in self._whole.articles() if row.id in self._keep]

    def files(self) -> list[FileRow]:
        """Every file of the corpus, as of the whole index."""
        return self._whole.files()

    def stats(self) -> IndexStats:
        """The counts of the whole index."""
        return self._whole.stats()

    def behind(self) -> IndexStats | None:
        """The counts of the whole index while vectors are still to come."""
        return self._whole.behind()

    def trouble(self) -> str:
        """What of the whole index is lost or damaged."""
        return self._whole.trouble()

    def _kept(self, hits: list[Hit]) -> list[Hit]:
        return [hit for hit in hits if hit.passage.article.id in self._keep]
