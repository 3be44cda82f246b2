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
from qa.index.dense import Vectors
from qa.index.location import CATALOG_NAME, delete_folder, other_folders


def delete_others(root: Path, kept: Path | None, *, url: str | None) -> None:
    """Remove every index of a folder but the one in use. url: of the Chroma server, if any.

    A server that does not answer keeps the collection; it costs space and nothing else.
    """
    for folder in other_folders(root, kept):
        if url is not None:
            with suppress(StoreError):
                _drop_collection(folder, url)
        delete_folder(folder)


def _drop_collection(folder: Path, url: str) -> None:
    database = Database(folder / CATALOG_NAME)
    try:
        with database.reading() as session:
            # Read as it stands: an index of another version has its name in the same place.
            found = session.one("SELECT value FROM manifest WHERE name = 'vector_store'")
    finally:
        database.close()
    if found is None:
        return
    vectors = Vectors(folder / str(found[0]), str(found[0]), url=url)
    try:
        vectors.drop()
    finally:
        vectors.close()
