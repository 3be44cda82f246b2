"""`qa check`: a sound index is sound part by part; damage is named, and repaired on demand."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qa.errors import IndexMissing
from qa.index import Index, build_index, check_index
from qa.index.location import CATALOG_NAME, POINTER, current_folder
from qa.settings import Settings
from tests.index.make import CountingEmbedder

PARTS = ["folder", "corpus", "catalog", "words", "vectors", "encoder"]


def states(settings: Settings, embedder: CountingEmbedder, *, repair: bool = False) -> list[str]:
    found = check_index(settings, repair=repair, embedder=embedder)
    return [f"{each.part} {each.state}" for each in found if each.state != "sound"]


def test_a_sound_index(settings: Settings, embedder: CountingEmbedder) -> None:
    with pytest.raises(IndexMissing, match="qa build"):
        check_index(settings, embedder=embedder)
    build_index(settings, embedder=embedder)
    found = check_index(settings, embedder=embedder)
    assert [each.part for each in found] == PARTS
    assert {each.state for each in found} == {"sound"}
    assert found[2].told == "4 articles and 4 passages."
    assert found[4].told == "The vectors of 4 passages are as the catalog says."


def test_a_changed_corpus_is_no_damage(settings: Settings, embedder: CountingEmbedder) -> None:
    build_index(settings, embedder=embedder)
    (settings.corpus / "comet.txt").unlink()
    assert states(settings, embedder, repair=True) == ["corpus changed"]


def test_vectors_under_wrong_keys_are_found_by_embedding_again(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    folder = current_folder(settings.indexes)
    assert folder is not None
    (database,) = folder.glob("vectors-*/chroma.sqlite3")
    with closing(sqlite3.connect(database)) as connection, connection:
        ids = [row[0] for row in connection.execute("SELECT DISTINCT id FROM embeddings_queue")]
        vectors = connection.execute("SELECT id, vector FROM embeddings_queue").fetchall()
        assert len(ids) == 4
        turned = [(vectors[at - 1][1], vectors[at][0]) for at in range(4)]
        connection.executemany("UPDATE embeddings_queue SET vector = ? WHERE id = ?", turned)
    found = {each.part: each for each in check_index(settings, embedder=embedder)}
    assert found["vectors"].state == "damaged"
    assert "4 of 4 embedded again differ" in found["vectors"].told


def test_an_article_that_was_changed_in_the_catalog(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    folder = current_folder(settings.indexes)
    assert folder is not None
    with closing(sqlite3.connect(folder / CATALOG_NAME)) as connection, connection:
        connection.execute("UPDATE articles SET text = 'x' || substr(text, 2) WHERE ordinal = 0")
    assert states(settings, embedder) == ["catalog damaged"]
    assert states(settings, embedder, repair=True) == ["catalog repaired"]
    assert states(settings, embedder) == []


@pytest.mark.parametrize("name", [POINTER, "build.lock", "build.owner"])
def test_a_folder_in_place_of_a_file_is_put_aside(
    name: str, settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    made = len(embedder.seen)
    path = settings.indexes / name
    path.unlink(missing_ok=True)
    path.mkdir()
    (path / "kept.txt").write_text("kept", encoding="utf-8")
    assert states(settings, embedder) == ["folder damaged"]
    assert states(settings, embedder, repair=True) == ["folder repaired"]
    (aside,) = settings.indexes.glob(f"{name}.aside-*/kept.txt")
    assert aside.read_text(encoding="utf-8") == "kept"
    with Index.open(settings, embedder=embedder) as index:
        assert index.stats().vectors == 4
    # Nothing of the index was made again: the folder that was in use still is.
    assert len([text for text in embedder.seen[made:] if "comet with two" in text]) <= 2


def test_a_lost_pointer_is_found_again(settings: Settings, embedder: CountingEmbedder) -> None:
    build_index(settings, embedder=embedder)
    (settings.indexes / POINTER).unlink()
    assert states(settings, embedder, repair=True) == ["folder repaired"]


def test_words_that_are_lost_are_made_again(settings: Settings, embedder: CountingEmbedder) -> None:
    build_index(settings, embedder=embedder)
    folder = current_folder(settings.indexes)
    assert folder is not None
    for path in list(folder.glob("words-*/*.term")):
        damage(path)
    assert states(settings, embedder) == ["words damaged"]
    assert states(settings, embedder, repair=True) == ["words repaired"]


def damage(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[: len(whole) // 2] = bytes(len(whole) // 2)
    path.write_bytes(whole)
