"""An index on a Milvus server: built, asked, changed and built anew as one in files is.

The server is Milvus Lite's, which speaks the protocol and is another implementation.
"""

from __future__ import annotations

import datetime
import socket
from pathlib import Path

import pytest

from qa.errors import SettingsError, StoreError
from qa.index import Index, SearchIndex, build_index, check_index, scoped
from qa.index.engine.open_engine import open_engine
from qa.index.location import CATALOG_NAME, current_folder
from qa.index.snapshot import snapshot
from qa.index.sqlite_database import SqliteDatabase
from qa.scope import Scope
from qa.settings import Settings
from tests.index.make import STORIES, CountingEmbedder, write_corpus

ROOT = Path(__file__).parents[3]

MORE = {
    "harbour.md": "---\ndate: 2021-03-04\nsource: Coast Post\n---\n# Harbour dredged\n\nThe "
    "harbour of Emden was dredged in March so that car carriers can berth at low tide again.",
    "library.md": "---\ndate: 2021-05-06\nsource: Town Echo\n---\n# Library reopens\n\nThe town "
    "library reopened on Thursday with a reading room under a glass roof.",
    "orchard.md": "---\ndate: 2021-09-01\nsource: Town Echo\n---\n# Apples early\n\nOrchards near "
    "Jork began picking apples two weeks early after a warm August.",
    "copy.txt": STORIES["comet.txt"] + " More than ten thousand people watched it.",
}
QUESTIONS = [
    "When does the night ferry to Bergen return?",
    "Which cheese won the national prize?",
    "Where was the comet with two tails photographed?",
    "Why was the bridge over the Oder closed?",
    "What was dredged in March?",
    "Which library reopened on Thursday?",
    "When did orchards near Jork begin picking apples?",
    "How long had the wheel ripened in a limestone cave?",
    "How many people watched the comet?",
    "What did engineers find in the second pillar?",
]
SOME = QUESTIONS[4:7]

Pair = tuple[Settings, Settings]


@pytest.fixture
def pair(tmp_path: Path, milvus_lite: str) -> Pair:
    """Two indexes of one corpus: in files, and on a server."""
    write_corpus(tmp_path / "corpus", STORIES)
    for name, text in MORE.items():
        (tmp_path / "corpus" / name).write_text(text, encoding="utf-8")
    files = Settings(
        corpus=tmp_path / "corpus", indexes=tmp_path / "files", embedding_model="words-64"
    )
    return files, files.model_copy(
        update={"indexes": tmp_path / "server", "search_url": milvus_lite}
    )


def _built(pair: Pair, *, full: bool = False) -> None:
    """Bring both into step, and compare all that they hold and what they answer."""
    for settings in pair:
        build_index(settings, full=full, embedder=CountingEmbedder())
    assert snapshot(pair[0]) == snapshot(pair[1])
    assert _found(pair[0]) == _found(pair[1])


def _found(settings: Settings) -> list[list[str]]:
    """The first article of each question, and of some in two scopes."""
    scopes = Scope(first=datetime.date(2021, 5, 1)), Scope(sources=("Coast Post", "Town Echo"))
    with Index.open(settings, embedder=CountingEmbedder()) as index:
        found = [_first(index, QUESTIONS), *(_first(scoped(index, at), SOME) for at in scopes)]
        assert index.trouble() == ""
    return found


def _first(index: SearchIndex, questions: list[str]) -> list[str]:
    return [hit.passage.article.path for asked in questions for hit in index.search(asked, k=1)]


def test_it_answers_as_files_do_whatever_is_added_deleted_and_built_anew(pair: Pair) -> None:
    _built(pair)
    assert len(_found(pair[1])[0]) == 10
    corpus = pair[0].corpus
    with Index.open(pair[1], embedder=CountingEmbedder()) as reader:
        assert reader.search("Who opened the swimming bath?", k=1)
        write_corpus(corpus, {"bath.txt": "The swimming bath was opened by Ann Lee."})
        (corpus / "comet.txt").rename(corpus / "star.txt")
        (corpus / "cheese.txt").unlink()
        _built(pair)
        first = reader.search("Who opened the swimming bath?", k=1)[0]
        assert first.passage.article.path == "bath.txt"
        assert first.dense is not None
        assert first.lexical is not None
        shown = {hit.passage.article.path for hit in reader.search("cheese in a cave", k=50)}
        assert "cheese.txt" not in shown
        _built(pair, full=True)
        assert reader.search("Who opened the swimming bath?", k=1)[0].passage == first.passage
    report = build_index(pair[1], embedder=CountingEmbedder())
    assert (report.added, report.changed, report.embedded) == (0, 0, 0)


def test_readers_of_other_machines_share_catalog_and_engine(
    in_postgres: Settings, milvus_lite: str, tmp_path: Path
) -> None:
    builder = in_postgres.model_copy(update={"search_url": milvus_lite})
    build_index(builder, embedder=CountingEmbedder())
    elsewhere = builder.model_copy(update={"indexes": tmp_path / "elsewhere"})
    with Index.open(elsewhere, embedder=CountingEmbedder()) as reader:
        assert _first(reader, QUESTIONS[:2]) == ["ferry.txt", "cheese.txt"]
        write_corpus(builder.corpus, {"bath.txt": "The swimming bath was opened by Ann Lee."})
        build_index(builder, embedder=CountingEmbedder())
        assert _first(reader, ["Who opened the swimming bath?"]) == ["bath.txt"]
        build_index(builder, embedder=CountingEmbedder(), full=True)
        assert _first(reader, ["Who opened the swimming bath?"]) == ["bath.txt"]
        assert reader.trouble() == ""
    again = build_index(elsewhere, embedder=CountingEmbedder())
    assert (again.unchanged, again.embedded) == (5, 0)


def test_a_build_that_was_cut_short_is_taken_up(pair: Pair) -> None:
    calls = iter(range(10_000))
    build_index(pair[1], embedder=CountingEmbedder(), cancelled=lambda: next(calls) > 9)
    _built(pair)


def test_an_index_of_files_moves_to_a_server_and_a_loss_is_repaired(
    pair: Pair, milvus_lite: str
) -> None:
    files = pair[0]
    build_index(files, embedder=CountingEmbedder())
    moved = files.model_copy(update={"search_url": milvus_lite})
    with Index.open(moved, embedder=CountingEmbedder()) as index:
        assert "next build" in index.trouble()
    build_index(moved, embedder=CountingEmbedder())
    before = _found(moved)
    found = {each.part: each.state for each in check_index(moved, embedder=CountingEmbedder())}
    assert (found["words"], found["vectors"]) == ("sound", "sound")
    _lose(moved, rows=3)
    found = {each.part: each.state for each in check_index(moved, embedder=CountingEmbedder())}
    assert (found["words"], found["vectors"]) == ("damaged", "damaged")
    build_index(moved, embedder=CountingEmbedder())
    assert _found(moved) == before


def _lose(settings: Settings, *, rows: int) -> None:
    folder = current_folder(settings.indexes)
    assert folder is not None
    database = SqliteDatabase(folder / CATALOG_NAME)
    engine = open_engine(settings, folder, database)
    engine.open("vectors")
    engine.delete(list(engine.keys())[:rows])
    engine.close()
    database.close()


def test_a_server_that_is_away_is_said_and_the_articles_can_be_read(pair: Pair) -> None:
    build_index(pair[0], embedder=CountingEmbedder())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refused at once
        url = f"milvus://ann:secret@127.0.0.1:{taken.getsockname()[1]}"
        away = pair[0].model_copy(update={"search_url": url})
        said = r"Milvus server at 127\.0\.0\.1 .* QA_SEARCH_URL"
        with pytest.raises(StoreError, match=said) as told:
            build_index(away, embedder=CountingEmbedder())
        with Index.open(away, embedder=CountingEmbedder()) as index:
            with pytest.raises(StoreError, match=said):
                index.search("Who won?", k=1)
            assert index.trouble().startswith("The server that keeps words and vectors cannot be")
            assert len(index.articles()) == 8
    assert list(pair[0].indexes.rglob("repair")) == []
    assert "secret" not in str(told.value) + repr(away)


@pytest.mark.parametrize("url", ["elastic://127.0.0.1", "127.0.0.1:19530", "milvus"])
def test_an_address_that_no_engine_is_known_for_is_refused(url: str, pair: Pair) -> None:
    wrong = pair[0].model_copy(update={"search_url": url})
    with pytest.raises(SettingsError, match="QA_SEARCH_URL must begin with"):
        build_index(wrong, embedder=CountingEmbedder())


def test_vectors_are_kept_in_one_place(pair: Pair) -> None:
    both = pair[1].model_copy(update={"chroma_url": "http://127.0.0.1:8000"})
    with pytest.raises(SettingsError, match="Unset one of them"):
        build_index(both, embedder=CountingEmbedder())
