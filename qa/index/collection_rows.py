"""Lists the collections with what their indexes hold, read from each catalog without a model.

    Settings -> the default collection, then the others -> CollectionRow

A collection without an index, or with one that cannot be read, is listed with no articles; why
that is tells whoever opens it.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.collection_folders import DEFAULT, find_collections
from qa.errors import QaError
from qa.index.catalog import Catalog
from qa.index.generations import generations
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """A collection: its name, and how much of it can be asked."""

    name: str
    articles: int = 0
    passages: int = 0


def collection_rows(settings: Settings) -> list[CollectionRow]:
    """The default collection and those of `settings.collections`, by name."""
    names = (DEFAULT, *find_collections(settings.collections))
    return [_row(name, settings.of(name)) for name in names]


def _row(name: str, settings: Settings) -> CollectionRow:
    try:
        with generations(settings) as kept:
            folder = kept.current()
            if folder is None:
                return CollectionRow(name)
            database = kept.open(folder)
            try:
                stats = Catalog(database).stats()
            finally:
                database.close()
    except QaError:
        return CollectionRow(name)
    return CollectionRow(name, stats.articles, stats.passages)
