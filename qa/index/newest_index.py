"""Finds the newest whole index of a folder by the catalogs' own dates.

For builds and `qa check --repair`, where the file that names the index in use was lost: the index
beside it is as good as before. One that a killed build left unfinished is passed over. It changes
nothing.
"""

from __future__ import annotations

from pathlib import Path

from qa.errors import StoreError
from qa.index.catalog import Catalog
from qa.index.database import Database
from qa.index.location import CATALOG_NAME, current_folder, other_folders


def index_to_update(root: Path) -> Path | None:
    """The index in use, or the newest where nothing says which that is; None for a new one.

    Raises StoreError when the pointer names a folder that is not there.
    """
    return current_folder(root) or newest_index(root)


def newest_index(root: Path) -> Path | None:
    """The folder of the index that was completed last, or None if none was."""
    newest = max(
        ((_built_at(folder), folder) for folder in other_folders(root, None)), default=None
    )
    return newest[1] if newest and newest[0] else None


def _built_at(folder: Path) -> str:
    """When the index was complete, in ISO 8601; "" if it never was or cannot be read."""
    try:
        database = Database(folder / CATALOG_NAME)
    except StoreError:
        return ""
    try:
        return Catalog(database).manifest().built_at
    except StoreError:
        return ""
    finally:
        database.close()
