"""An index damaged in every way that files can be; part of `python -m benchmarks.faults`.

Each damage is done to a copy of a built index. Told: while nothing has repaired it, an
answer carries a note, or opening, asking or building gives one sentence with the remedy;
never is it silent, never a traceback. Repaired: after the next build, or where that is
refused after `qa check --repair`, all that the index holds equals the undamaged one.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from qa.errors import QaError
from qa.index import Embedder, Index, build_index, check_index
from qa.index.location import CATALOG_NAME, LOCK_NAME, POINTER
from qa.settings import Settings

Damage = Callable[[Path, Path], None]  # of the folder of indexes, and of the index in use


@dataclass(frozen=True, slots=True)
class Tried:
    """What one damage led to; told: the sentence, "" if it went unnoticed or was no sentence."""

    name: str
    told: str
    repaired: bool
    problem: str = ""

    @property
    def good(self) -> bool:
        """Whether it was told and repaired, and nothing else went wrong."""
        return bool(self.told) and self.repaired and not self.problem


def damages() -> dict[str, Damage]:
    """Every damage by name: of vectors, of words, of the catalog, of the folder."""
    return dict([*_of_vectors(), *_of_words(), *_of_catalog(), *_of_folder()])


def try_all(
    base: Settings,
    home: Path,
    *,
    embedder: Callable[[], Embedder],
    question: str,
    dump: Callable[[Settings], object],
    only: Callable[[str], bool] = lambda _: True,
) -> list[Tried]:
    """Damage copies of the index of `base`, one after another.

    dump: all that an index holds, to be compared. question: one with hits of both sides.
    """
    wanted = dump(base)
    found = []
    for name, damage in damages().items():
        if not only(name):
            continue
        settings = base.model_copy(update={"indexes": home / "damaged"})
        shutil.rmtree(settings.indexes, ignore_errors=True)
        shutil.copytree(base.indexes, settings.indexes)
        (folder,) = settings.indexes.glob("index-*")
        damage(settings.indexes, folder)
        told, problem = _told(settings, embedder(), question)
        try:
            try:
                build_index(settings, embedder=embedder())
            except QaError as error:
                told = told or str(error)
                check_index(settings, repair=True, embedder=embedder())
            repaired = dump(settings) == wanted
        except Exception as error:
            repaired, problem = False, f"{problem} {type(error).__name__}: {error}".strip()
        found.append(Tried(name, told, repaired, problem))
    return found


def _told(settings: Settings, embedder: Embedder, question: str) -> tuple[str, str]:
    """What a person is told who asks, and what else went wrong."""
    try:
        with Index.open(settings, embedder=embedder) as index:
            index.search(question, k=3)
            return index.trouble(), ""
    except QaError as error:
        return str(error), ""
    except BaseException as error:
        return "", f"{type(error).__name__}: {error}"


def _of_vectors() -> Iterator[tuple[str, Damage]]:
    database = "vectors-*/chroma.sqlite3"
    yield "vectors: database deleted", _each(database, _remove)
    yield "vectors: half of the rows deleted", _without("embeddings", "id % 2 = 0")
    yield "vectors: collection deleted", _without("collections", "1")
    yield "vectors: database cut in half", _each(database, _cut)
    yield "vectors: database overwritten", _each(database, _overwrite)
    yield "vectors: folder deleted", _each("vectors-*", _remove)
    yield "vectors: folder emptied", _each("vectors-*/*", _remove)
    for name in ("data_level0.bin", "header.bin", "length.bin", "index_metadata.pickle"):
        for verb, act in (("deleted", _remove), ("cut", _cut), ("zeroed", _zero)):
            if (name, verb) == ("header.bin", "cut"):
                continue  # only what Chroma does not read of it is lost
            yield f"vectors: {name} {verb}", _each(f"vectors-*/*/{name}", act)
    yield "vectors: graph overwritten", _each("vectors-*/*/data_level0.bin", _overwrite)
    yield "vectors: graph's folder deleted", _each("vectors-*/*-*", _remove)


def _of_words() -> Iterator[tuple[str, Damage]]:
    yield "words: folder deleted", _each("words-*", _remove)
    yield "words: folder emptied", _each("words-*/*", _remove)
    for verb, act in (("deleted", _remove), ("cut", _cut), ("overwritten", _overwrite)):
        yield f"words: meta.json {verb}", _each("words-*/meta.json", act)
        for suffix in ("fast", "fieldnorm", "idx", "pos", "store", "term"):
            yield f"words: .{suffix} {verb}", _each(f"words-*/*.{suffix}", act)


def _of_catalog() -> Iterator[tuple[str, Damage]]:
    yield "catalog: deleted", _each(CATALOG_NAME, _remove)
    yield "catalog: cut in half", _each(CATALOG_NAME, _cut)
    yield "catalog: half overwritten", _each(CATALOG_NAME, lambda path: _overwrite(path, share=0.5))
    yield "catalog: zeroed", _each(CATALOG_NAME, _zero)


def _of_folder() -> Iterator[tuple[str, Damage]]:
    yield "folder: `current` deleted", lambda root, _: _remove(root / POINTER)
    yield "folder: `current` is a folder", lambda root, _: _put_folder(root / POINTER)
    yield "folder: `current` is noise", lambda root, _: _zero(root / POINTER)
    yield "folder: the lock is a folder", lambda root, _: _put_folder(root / LOCK_NAME)
    yield "folder: the index is deleted", lambda _, folder: shutil.rmtree(folder)


def _put_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()
    (path / "something").write_text("kept", encoding="utf-8")


def _without(table: str, where: str) -> Damage:
    def delete(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(f"DELETE FROM {table} WHERE {where}")

    return _each("vectors-*/chroma.sqlite3", delete)


def _each(pattern: str, act: Callable[[Path], None]) -> Damage:
    def damage(_: Path, folder: Path) -> None:
        found = list(folder.glob(pattern))
        assert found, pattern
        for path in found:
            act(path)

    return damage


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _cut(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size // 2)


def _zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _overwrite(path: Path, *, share: float = 0.25) -> None:
    """Noise in the middle of a file, its length as before."""
    whole = bytearray(path.read_bytes())
    start, length = len(whole) // 8, max(1, int(len(whole) * share))
    whole[start : start + length] = random.Random(7).randbytes(length)
    path.write_bytes(whole)
