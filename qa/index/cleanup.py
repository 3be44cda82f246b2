"""Deletes indexes that another has replaced: their folders, and their collections on a server.

After a full build or an import. A reader that still has the old index open sees at its
next look that there is a new one, so neither is needed any more. A collection is known by
the catalog of the folder that goes; what other programs keep on a server is never touched.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from qa.errors import StoreError
from qa.index.database import Database
from qa.index.engine.open_engine import drop_store
from qa.index.location import CATALOG_NAME, delete_folder, other_folders
from qa.settings import Settings


def delete_others(settings: Settings, kept: Path | None) -> None:
    """Remove every index of the folder of indexes but the one in use.

    A server that does not answer keeps its collection; it costs space and nothing else.
    """
    for folder in other_folders(settings.indexes, kept):
        with suppress(StoreError):
            _drop_collection(settings, folder)
        delete_folder(folder)


def _drop_collection(settings: Settings, folder: Path) -> None:
    database = Database(folder / CATALOG_NAME)
    try:
        with database.reading() as session:
            # Read as it stands: an index of another version has its name in the same place.
            found = session.one("SELECT value FROM manifest WHERE name = 'vector_store'")
    finally:
        database.close()
    if found is not None:
        drop_store(settings, folder, str(found[0]))
