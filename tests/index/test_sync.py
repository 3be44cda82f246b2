"""How a build asks the search engine what it holds, and how often readers have to open it anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.index import build_index
from qa.index.catalog import Catalog
from qa.index.database import Database
from qa.index.engine.embedded import EmbeddedEngine
from qa.index.location import CATALOG_NAME, current_folder
from qa.index.sqlite_database import SqliteDatabase
from qa.index.sync import match_vectors
from qa.settings import Settings
from tests.index.make import CountingEmbedder


class Listed(EmbeddedEngine):
    """An engine that notes what it is asked for."""

    asked: list[str]

    def held(self, keys: Sequence[str]) -> list[str]:
        self.asked.append(f"{len(keys)} keys")
        return super().held(keys)

    def keys(self) -> Iterator[str]:
        self.asked.append("all")
        return super().keys()


def opened(settings: Settings) -> tuple[Database, Listed]:
    folder = current_folder(settings.indexes)
    assert folder is not None
    database = SqliteDatabase(folder / CATALOG_NAME)
    vectors = Listed(settings, folder, database, Catalog(database).manifest())
    vectors.open_to_write("vectors")
    vectors.asked = []
    return database, vectors


def test_a_store_is_asked_for_the_keys_of_the_catalog_and_lists_all_only_when_it_has_more(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    database, vectors = opened(settings)
    with database.reading() as session:
        keys = {str(key) for (key,) in session.rows("SELECT key FROM passages")}
    vectors.delete([min(keys)])
    match_vectors(database, vectors, relist=True)
    assert vectors.asked == ["4 keys"]
    with database.reading() as session:
        assert {key for (key,) in session.rows("SELECT key FROM embedded")} == keys - {min(keys)}

    vectors.add(["stray", "other"], embedder.encode(["one", "two"]))
    match_vectors(database, vectors, relist=True)
    assert vectors.asked == ["4 keys", "4 keys", "all"]
    assert {*vectors.keys()} == keys - {min(keys)}
    vectors.close()
    database.close()


def test_readers_open_a_large_store_once_for_a_small_change(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    def write(name: str, sentences: int) -> None:
        line = "Item {} of list {} lies in the archive beside the old harbour of the town today."
        text = " ".join(line.format(n, name) for n in range(sentences))
        (settings.corpus / f"{name}.txt").write_text(text, encoding="utf-8")

    def generation() -> int:
        database, vectors = opened(settings)
        vectors.close()
        found = Catalog(database).manifest().vector_generation
        database.close()
        return found

    small = settings.model_copy(update={"passage_tokens": 32})
    write("first", 6000)
    passages = build_index(small, embedder=embedder).passages
    before = generation()
    write("second", 1200)
    added = build_index(small, embedder=embedder).embedded
    assert 512 < added < passages / 4
    assert generation() == before + 1
