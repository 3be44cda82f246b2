"""Deletes indexes that another has replaced: their folders, and their collections on a server.

After a full build or an import. A reader that still has the old index open sees at its
next look that there is a new one, so neither is needed any more. A collection is known by
the catalog of the folder that goes; what other programs keep on a server is never touched.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from qa.errors import StoreError
from qa.index.engine.open_engine import drop_store
from qa.index.generations import Generations
from qa.settings import Settings


def delete_others(settings: Settings, found: Generations, kept: Path | None) -> None:
    """Remove every generation but the one in use.

    A server that does not answer keeps its collection; it costs space and nothing else.
    """
    for folder in found.others(kept):
        with suppress(StoreError):
            _drop_collection(settings, found, folder)
        found.delete(folder)


def _drop_collection(settings: Settings, found: Generations, folder: Path) -> None:
    database = found.open(folder)
    try:
        with database.reading() as session:
            # Read as it stands: an index of another version has its name in the same place.
            name = session.one("SELECT value FROM manifest WHERE name = 'vector_store'")
    finally:
        database.close()
    if name is not None:
        drop_store(settings, folder, str(name[0]))
