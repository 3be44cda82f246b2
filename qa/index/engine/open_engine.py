"""Opens the search engine that the settings name: the only place that knows which there are.

Another engine is a class that fulfils `SearchEngine`, and an entry here.
"""

from __future__ import annotations

from pathlib import Path

from qa.index.database import Database
from qa.index.engine.embedded import EmbeddedEngine
from qa.index.engine.search_engine import SearchEngine
from qa.index.schema import Manifest, read_manifest
from qa.settings import Settings


def open_engine(
    settings: Settings, folder: Path, database: Database, manifest: Manifest | None = None
) -> SearchEngine:
    """The engine of the index in a folder; neither of its sides is open yet.

    manifest: as read from the catalog; default: it is read now.
    """
    if manifest is None:
        with database.reading() as session:
            manifest = read_manifest(session)
    return _kind(settings)(settings, folder, database, manifest)


def drop_store(settings: Settings, folder: Path, store: str) -> None:
    """Delete what a server keeps of an index; see `SearchEngine.drop`."""
    _kind(settings).drop(settings, folder, store)


def _kind(settings: Settings) -> type[SearchEngine]:
    return EmbeddedEngine
