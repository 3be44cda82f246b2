"""Takes everything that an index holds as sorted plain rows, so that two indexes can be compared.

Beside the store. Two builds of the same articles give the same snapshot, however the second came
about (killed and resumed, imported, updated): times and generation numbers are left out. Tests
and the benchmark of faults compare by it. It writes nothing and says nothing of what differs.
"""

from __future__ import annotations

from contextlib import closing

from qa.errors import IndexMissing
from qa.index.engine.open_engine import open_engine
from qa.index.generations import generations
from qa.settings import Settings

Snapshot = dict[str, list[tuple[object, ...]]]

_TABLES = {
    "files": "SELECT path, size, sha256, state, reason FROM files ORDER BY path",
    "articles": "SELECT * FROM articles ORDER BY file, ordinal",
    "passages": "SELECT * FROM passages ORDER BY id",
    "embedded": "SELECT * FROM embedded ORDER BY key",
    "originals": "SELECT * FROM originals ORDER BY file, ordinal",
    "furniture": "SELECT * FROM furniture ORDER BY source",
    "stories": "SELECT * FROM stories ORDER BY article",
    "slices": "SELECT * FROM story_slices ORDER BY slice, story, article",
    "manifest": "SELECT * FROM manifest WHERE name IN "
    "('schema', 'model', 'passage_tokens', 'probe', 'unsettled') ORDER BY name",
}


def snapshot(settings: Settings) -> Snapshot:
    """The rows of each table of the catalog, the words' entries, and the keys of the vectors.

    Raises IndexMissing when nothing was built.
    """
    with generations(settings) as kept:
        folder = kept.current()
        if folder is None:
            raise IndexMissing(f"There is no index in {settings.indexes}. Run `qa build`.")
        with closing(kept.open(folder)) as database:
            with database.reading() as session:
                found: Snapshot = {name: session.rows(sql) for name, sql in _TABLES.items()}
            with closing(open_engine(settings, folder, database)) as engine:
                engine.open("words")
                found["words"] = sorted(engine.entries())
                engine.open("vectors")
                found["vectors"] = sorted((key,) for key in list(engine.keys()))
    return found
