"""Opens the search engine that the settings name: the only place that knows which there are.

    QA_SEARCH_URL -> its scheme -> ENGINES -> SearchEngine; without one, files in the index folder

Another engine is a class that fulfils `SearchEngine` and an entry of ENGINES; docs/extend.md has
a whole one.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from qa.errors import SettingsError
from qa.index.database import Database
from qa.index.engine.embedded import EmbeddedEngine
from qa.index.engine.milvus import MilvusEngine
from qa.index.engine.search_engine import SearchEngine
from qa.index.schema import Manifest, read_manifest
from qa.settings import Settings

# By the scheme of QA_SEARCH_URL; "" where it is not set.
ENGINES: dict[str, type[SearchEngine]] = {
    "": EmbeddedEngine,
    "milvus": MilvusEngine,
    "http": MilvusEngine,
    "https": MilvusEngine,
}


def open_engine(
    settings: Settings, folder: Path, database: Database, manifest: Manifest | None = None
) -> SearchEngine:
    """The engine of the index in a folder; neither of its sides is open yet.

    manifest: as read from the catalog; default: it is read now. Raises SettingsError for an
    address that no engine is known for.
    """
    if manifest is None:
        with database.reading() as session:
            manifest = read_manifest(session)
    return _kind(settings)(settings, folder, database, manifest)


def drop_store(settings: Settings, folder: Path, store: str) -> None:
    """Delete what a server keeps of an index; see `SearchEngine.drop`."""
    _kind(settings).drop(settings, folder, store)


def _kind(settings: Settings) -> type[SearchEngine]:
    scheme = urlsplit(settings.search_url or "").scheme
    if scheme not in ENGINES or bool(scheme) != bool(settings.search_url):
        known = ", ".join(f"{name}://" for name in ENGINES if name)
        raise SettingsError(
            f"QA_SEARCH_URL must begin with one of {known}, as in milvus://127.0.0.1:19530. "
            "Correct it, or unset it to keep words and vectors in the index folder."
        )
    if scheme and settings.chroma_url:
        raise SettingsError(
            "QA_SEARCH_URL and QA_CHROMA_URL are both set, and vectors are kept in one place. "
            "Unset one of them."
        )
    return ENGINES[scheme]
