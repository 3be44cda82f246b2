"""A part of an index: the same searches, over some of its articles.

Beside the store. Filters after the search and looks further down the lists until there is
enough: a filter inside the vector search costs 0.1 to 1.3 s at 100,000 passages, asking it
for ten times as many costs milliseconds.
"""

from __future__ import annotations

from qa.index.encoder import Embedder
from qa.index.rows import ArticleRow, FileRow, IndexStats
from qa.index.store import Index
from qa.records import Article, Hit, Passage

# How much further down the lists each next look goes.
FURTHER = 8


class PartOfIndex(Index):
    """An index as if it held only the articles of `keep`; it opens and closes nothing."""

    def __init__(self, whole: Index, keep: frozenset[str]) -> None:
        self._whole = whole
        self._keep = keep
        self.settings = whole.settings

    @property
    def embedder(self) -> Embedder:
        """The model of the whole index."""
        return self._whole.embedder

    def candidates(self, question: str, *, k: int) -> tuple[list[Hit], list[Hit]]:
        """As `Index.candidates`, of the part's articles."""
        every = self._whole.stats().passages
        wanted = k * FURTHER
        while True:
            dense, lexical = self._whole.candidates(question, k=wanted)
            kept = (self._kept(dense)[:k], self._kept(lexical)[:k])
            if wanted >= every or all(len(side) == k for side in kept):
                return kept
            wanted = min(wanted * FURTHER, every)

    def article(self, article_id: str) -> Article:
        """Any article of the whole index."""
        return self._whole.article(article_id)

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of any article of the whole index."""
        return self._whole.passages_of(article_id)

    def variants_of(self, article_id: str) -> list[Article]:
        """The part's articles that tell its story in nearly the same words, newest first."""
        return [each for each in self._whole.variants_of(article_id) if each.id in self._keep]

    def articles(self) -> list[ArticleRow]:
        """The part's articles, by path."""
        return [row for row in self._whole.articles() if row.id in self._keep]

    def files(self) -> list[FileRow]:
        """Every file of the corpus."""
        return self._whole.files()

    def stats(self) -> IndexStats:
        """The counts of the whole index."""
        return self._whole.stats()

    def behind(self) -> IndexStats | None:
        """The counts of the whole index while vectors are still to come."""
        return self._whole.behind()

    def refresh(self) -> bool:
        """See what has been built since."""
        return self._whole.refresh()

    def close(self) -> None:
        """Nothing: the whole index goes on."""

    def _kept(self, hits: list[Hit]) -> list[Hit]:
        return [hit for hit in hits if hit.passage.article.id in self._keep]
