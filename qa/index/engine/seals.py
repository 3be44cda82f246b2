"""Records sizes, times and checksums of the stores' files after a build, and compares them later.

Beside the stores. Where names, sizes and times are as noted, nobody has touched the files
and a build need not open them. Where the files of the vectors' graph are not, their
checksums decide before Chroma opens them: its native code reads what they say without
doubting it, and a file that was cut has ended the process. It opens no store.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qa.index.database import Database
from qa.index.schema import Manifest, read_manifest

BLOCK_BYTES = 1 << 20
_TABLE = (
    "CREATE TABLE IF NOT EXISTS seals (path TEXT PRIMARY KEY, size INTEGER NOT NULL, "
    "mtime_ns INTEGER NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID"
)
# In place of a path: the row whose size is the generation of the vectors.
_GENERATION = ""
# What Chroma writes when it has written the rest of the graph.
_WRITTEN = "index_metadata.pickle"


@dataclass(frozen=True, slots=True)
class Seal:
    """One file; crc: CRC-32 of its bytes for a file of the graph, else 0."""

    size: int
    mtime_ns: int
    crc: int = 0


def write_seals(database: Database, folder: Path) -> None:
    """Note how the files are, once the stores are closed; only what changed is read."""
    before = _read(database)
    with database.reading() as session:
        manifest = read_manifest(session)
    now = {_GENERATION: Seal(manifest.vector_generation, 0)}
    for name, path in _files(folder, manifest):
        found, known = _seal(path), before.get(name)
        if known and (known.size, known.mtime_ns) == (found.size, found.mtime_ns):
            found = known
        elif _is_graph(name, manifest):
            found = Seal(found.size, found.mtime_ns, _crc(path))
        now[name] = found
    if now == before:
        return
    with database.writing() as session:
        session.run(_TABLE)
        session.run("DELETE FROM seals")
        values = [(name, seal.size, seal.mtime_ns, seal.crc) for name, seal in now.items()]
        session.run_many("INSERT INTO seals VALUES (?, ?, ?, ?)", values)


def is_touched(database: Database, folder: Path, *, store: str = "") -> bool:
    """Whether any file is not as the last complete build left it; of one store, or of both."""
    with database.reading() as session:
        manifest = read_manifest(session)
    sealed = {name: (seal.size, seal.mtime_ns) for name, seal in _read(database).items()}
    found = {name: _seal(path) for name, path in _files(folder, manifest)}
    now = {name: (seal.size, seal.mtime_ns) for name, seal in found.items()}
    now[_GENERATION] = manifest.vector_generation, 0
    return {name for name in now.items() ^ sealed.items() if name[0].startswith(store)} != set()


def damaged_graph(database: Database, folder: Path, *, whole: bool = False) -> list[str]:
    """The files of the vectors' graph that are not those that the last build wrote.

    whole: read those too whose size and time are as noted. Empty where the last build did
    not come to note them.
    """
    with database.reading() as session:
        manifest = read_manifest(session)
    sealed = _read(database)
    if sealed.get(_GENERATION) != Seal(manifest.vector_generation, 0):
        return []
    # Below 1,000 vectors all is in the database, and the files mean nothing: opening makes them.
    written = {name.removesuffix(_WRITTEN) for name in sealed if name.endswith(_WRITTEN)}
    damaged = []
    for name, seal in sealed.items():
        path = folder / name
        if not _is_graph(name, manifest) or name.removesuffix(path.name) not in written:
            continue
        try:
            found = _seal(path)
            same = found.size == seal.size
            if same and (whole or found.mtime_ns != seal.mtime_ns):
                same = _crc(path) == seal.crc
        except OSError:
            same = False
        if not same:
            damaged.append(path.name)
    return damaged


def _read(database: Database) -> Mapping[str, Seal]:
    with database.reading() as session:
        if not session.has_table("seals"):
            return {}
        rows = session.rows("SELECT path, size, mtime_ns, crc FROM seals")
    return {str(path): Seal(size, mtime_ns, crc) for path, size, mtime_ns, crc in rows}


def _files(folder: Path, manifest: Manifest) -> Iterator[tuple[str, Path]]:
    for store in (manifest.word_store, manifest.vector_store):
        for path in sorted((folder / store).rglob("*")):
            if path.suffix != ".lock" and path.is_file():
                name = path.relative_to(folder).as_posix()
                yield name.encode("utf-8", "backslashreplace").decode("utf-8"), path


def _is_graph(name: str, manifest: Manifest) -> bool:
    """Whether it lies in a folder within the vector store; the database lies beside them."""
    return name.startswith(f"{manifest.vector_store}/") and name.count("/") > 1


def _seal(path: Path) -> Seal:
    stat = path.stat()
    return Seal(stat.st_size, stat.st_mtime_ns)


def _crc(path: Path) -> int:
    found = 0
    with path.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            found = zlib.crc32(block, found)
    return found
