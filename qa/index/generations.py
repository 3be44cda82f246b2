"""Keeps the generations of an index: which is in use, the others, and the catalog of each.

    Settings -> generations -> FolderGenerations (a folder with a pointer file, the default),
                               PostgresGenerations (QA_CATALOG_URL)

A generation is one whole index: a catalog, words and vectors. A full build makes another and
switches to it in one step. A generation is known by its folder, which holds what is no catalog.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, Self

from qa.errors import StoreError
from qa.index.catalog import Catalog
from qa.index.database import Database
from qa.index.location import (
    CATALOG_NAME,
    current_folder,
    delete_folder,
    new_folder,
    other_folders,
    use_folder,
)
from qa.index.lock import build_lock
from qa.index.postgres_generations import PostgresGenerations
from qa.index.sqlite_database import SqliteDatabase
from qa.settings import Settings


class Generations(Protocol):
    """The generations of one index; close it, or use it as a context."""

    def current(self) -> Path | None:
        """The one in use, or None when nothing was ever built.

        Raises StoreError when what is said to be in use is not there.
        """

    def new(self) -> Path:
        """Another, which is empty and not yet in use."""

    def use(self, folder: Path) -> None:
        """Put one in use, in one step that cannot be half done."""

    def others(self, kept: Path | None) -> list[Path]:
        """All but one: replaced ones, and those of builds that were killed."""

    def open(self, folder: Path, *, create: bool = False) -> Database:
        """The catalog of one; raises StoreError when it is missing, unless it is to be made."""

    def delete(self, folder: Path) -> None:
        """Remove one; what another process still has open may stay a while."""

    def building(self) -> AbstractContextManager[None]:
        """The right to write, held by one build at a time.

        Raises IndexLocked at once when another has it.
        """

    def close(self) -> None:
        """Let go of connections."""

    def __enter__(self) -> Self:
        """Itself."""

    def __exit__(self, *_: object) -> None:
        """Close it."""


class FolderGenerations:
    """Folders beside each other, and a file that names the one in use."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def current(self) -> Path | None:
        """As in `Generations`."""
        return current_folder(self._root)

    def new(self) -> Path:
        """As in `Generations`."""
        return new_folder(self._root)

    def use(self, folder: Path) -> None:
        """As in `Generations`."""
        use_folder(self._root, folder)

    def others(self, kept: Path | None) -> list[Path]:
        """As in `Generations`."""
        return other_folders(self._root, kept)

    def open(self, folder: Path, *, create: bool = False) -> Database:
        """As in `Generations`."""
        path = folder / CATALOG_NAME
        return SqliteDatabase(path, create=create and not path.exists())

    def delete(self, folder: Path) -> None:
        """As in `Generations`."""
        delete_folder(folder)

    def building(self) -> AbstractContextManager[None]:
        """As in `Generations`."""
        return build_lock(self._root)

    def close(self) -> None:
        """Nothing is held."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def generations(settings: Settings) -> Generations:
    """The generations of the index of `settings.indexes`, or of its collection in PostgreSQL.

    Raises StoreError where the driver of PostgreSQL is wanted and not installed.
    """
    if settings.catalog_url:
        return PostgresGenerations(settings.catalog_url, settings.collection, settings.indexes)
    return FolderGenerations(settings.indexes)


def index_to_update(found: Generations) -> Path | None:
    """The generation in use, or the newest where nothing says which that is; None for a new one.

    Raises StoreError when the one that is said to be in use is not there.
    """
    return found.current() or newest_index(found)


def newest_index(found: Generations) -> Path | None:
    """The generation that was completed last, or None if none was.

    Where it was lost which is in use, it is as good as that one. One that a killed build left
    unfinished is passed over.
    """
    newest = max(
        ((_built_at(found, folder), folder) for folder in found.others(None)), default=None
    )
    return newest[1] if newest and newest[0] else None


def _built_at(found: Generations, folder: Path) -> str:
    """When the index was complete, in ISO 8601; "" if it never was or cannot be read."""
    try:
        database = found.open(folder)
    except StoreError:
        return ""
    try:
        return Catalog(database).manifest().built_at
    except StoreError:
        return ""
    finally:
        database.close()
