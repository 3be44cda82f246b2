"""Takes everything that an index holds as sorted plain rows, so that two indexes can be compared.

Beside the store. Two builds of the same articles give the same snapshot, however the second came
about (killed and resumed, imported, updated): times and generation numbers are left out. Tests
and the benchmark of faults compare by it. It writes nothing and says nothing of what differs.
"""

from __future__ import annotations

import sqlite3

from qa.errors import IndexMissing
from qa.index.database import Database
from qa.index.engine.open_engine import open_engine
from qa.index.location import CATALOG_NAME, current_folder
from qa.settings import Settings

Snapshot = dict[str, list[tuple[object, ...]]]

_TABLES = {
    "files": "SELECT path, size, sha256, state, reason FROM files",
    "articles": "SELECT * FROM articles ORDER BY file, ordinal",
    "passages": "SELECT * FROM passages",
    "embedded": "SELECT * FROM embedded",
    "originals": "SELECT * FROM originals",
    "furniture": "SELECT * FROM furniture",
    "stories": "SELECT * FROM stories",
    "slices": "SELECT * FROM story_slices",
    "manifest": "SELECT * FROM manifest WHERE name IN "
    "('schema', 'model', 'passage_tokens', 'probe', 'unsettled')",
}


def snapshot(settings: Settings) -> Snapshot:
    """The rows of each table of the catalog, the words' entries, and the keys of the vectors.

    Raises IndexMissing when nothing was built.
    """
    folder = current_folder(settings.indexes)
    if folder is None:
        raise IndexMissing(f"There is no index in {settings.indexes}. Run `qa build`.")
    connection = sqlite3.connect(folder / CATALOG_NAME)
    found: Snapshot = {name: connection.execute(sql).fetchall() for name, sql in _TABLES.items()}
    connection.close()
    database = Database(folder / CATALOG_NAME)
    engine = open_engine(settings, folder, database)
    try:
        engine.open("words")
        found["words"] = sorted(engine.entries())
        engine.open("vectors")
        found["vectors"] = sorted((key,) for key in list(engine.keys()))
    finally:
        engine.close()
        database.close()
    return found
