"""What every search engine promises, tried on each: the same tests on files and on Milvus."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.errors import StoreError
from qa.index.catalog import Catalog
from qa.index.database import Database, Session
from qa.index.engine.open_engine import drop_store, open_engine
from qa.index.engine.search_engine import SearchEngine, StoreMissing, WordEntry
from qa.index.schema import write_manifest
from qa.index.sync import open_vectors
from qa.scope import Scope
from qa.settings import Settings

MAY, JUNE = datetime.date(2020, 5, 4), datetime.date(2020, 6, 9)
TRAINS = [
    WordEntry("p1", "a", "Trains", "The trains to Berlin were late again.", "k1", MAY, "Post"),
    WordEntry("p2", "a", "Trains", "A spokesman blamed the weather.", "k2", MAY, "Post"),
]
BAKERY = [WordEntry("p3", "b", "Bakery", "Bread and rolls in Berlin.", "k3", JUNE, 'The "Echo"\\')]
UNDATED = [WordEntry("p4", "c", "", "Nobody knows when Berlin was founded.", "k4")]
ROWS = np.array([[1, 0, 0], [0.8, 0.6, 0], [0.6, 0, 0.8], [0, 0, 1]], dtype=np.float32)
KEYS = ["k1", "k2", "k3", "k4"]
ASKED = np.array([1, 0, 0], dtype=np.float32)

Opener = Callable[[], SearchEngine]


@pytest.fixture
def opener(search_url: str | None, tmp_path: Path, database: Database) -> Iterator[Opener]:
    """Opens the engine of one index; the server forgets it at the end."""
    with database.writing() as session:
        write_manifest(session, "probe", ASKED.tobytes().hex())
        write_manifest(session, "generation", 1)
        for number, entry in enumerate([*TRAINS, *BAKERY, *UNDATED]):
            _note(session, entry, number)
    settings = Settings(corpus=tmp_path, indexes=tmp_path, search_url=search_url)
    yield lambda: open_engine(settings, tmp_path, database)
    if search_url:
        drop_store(settings, tmp_path, Catalog(database).manifest().vector_store)


def _note(session: Session, entry: WordEntry, number: int) -> None:
    """What the catalog says of a passage: scopes are looked up there."""
    columns = "file, ordinal, shown, id, path, title, text, digest, date, source, language, places"
    session.run(
        f"INSERT INTO articles ({columns}) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, 'en', '[]')",
        (
            *(f"{entry.article}.txt", number, entry.article, f"{entry.article}.txt"),
            *(entry.title, entry.body, str(number), entry.date and entry.date.isoformat()),
            entry.source,
        ),
    )
    values = entry.passage, entry.article, 0, len(entry.body), entry.key
    session.run("INSERT INTO passages VALUES (?, ?, ?, ?, ?)", values)


@pytest.fixture
def engine(opener: Opener, database: Database) -> Iterator[SearchEngine]:
    """An engine that holds four passages with their vectors, open."""
    made = opener()
    made.open_to_write("words")
    made.change(remove=(), add=[*TRAINS, *BAKERY, *UNDATED])
    made.commit()
    open_vectors(database, made)
    made.add(KEYS, ROWS)
    yield made
    made.close()


def test_words_are_found_by_stem_in_text_and_title(engine: SearchEngine) -> None:
    assert engine.lexical("bakeries", k=5)[0][0] == "p3"
    assert {name for name, _ in engine.lexical("train", k=5)} == {"p1", "p2"}
    assert len(engine.lexical("Berlin", k=2)) == 2
    assert engine.lexical("xyzzy", k=5) == engine.lexical("", k=5) == []
    scores = [score for _, score in engine.lexical("late trains Berlin", k=5)]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


@pytest.mark.parametrize("text", ["What's \"up", "AND OR NOT", "title:Trains AND", "((((", "a\\"])
def test_no_text_is_a_syntax_error(engine: SearchEngine, text: str) -> None:
    assert isinstance(engine.lexical(text, k=3), list)


def test_vectors_are_found_by_cosine_best_first(engine: SearchEngine) -> None:
    found = engine.dense(ASKED, k=4)
    assert [key for key, _ in found] == ["k1", "k2", "k3", "k4"]
    assert [score for _, score in found] == pytest.approx([1.0, 0.8, 0.6, 0.0], abs=1e-5)
    assert [key for key, _ in engine.dense(ASKED, k=2)][:2] == ["k1", "k2"]


@pytest.mark.parametrize(
    ("scope", "passages", "keys"),
    [
        (Scope(first=JUNE), {"p3"}, {"k3"}),
        (Scope(last=MAY), {"p1"}, {"k1", "k2"}),
        (Scope(sources=('The "Echo"\\',)), {"p3"}, {"k3"}),
        (Scope(sources=("",)), {"p4"}, {"k4"}),
        (Scope(articles=("a", "c")), {"p1", "p4"}, {"k1", "k2", "k4"}),
        (Scope(sources=("",), also=("a",)), {"p1", "p4"}, {"k1", "k2", "k4"}),
    ],
)
def test_a_scope_is_kept_or_what_is_beyond_it_comes_behind_it(
    engine: SearchEngine, scope: Scope, passages: set[str], keys: set[str], search_url: str | None
) -> None:
    words = [name for name, _ in engine.lexical("Berlin", k=9, scope=scope)]
    near = [key for key, _ in engine.dense(ASKED, k=9, scope=scope)]
    assert passages <= set(words)
    assert keys <= set(near)
    if search_url:  # the filter is the server's own
        assert (set(words), set(near)) == (passages, keys)


def test_an_article_is_replaced_and_vectors_stay(engine: SearchEngine, opener: Opener) -> None:
    engine.open_to_write("words")
    news = replace(TRAINS[0], passage="p5", body="The trams to Potsdam stopped.")
    engine.change(remove=["a"], add=[news])
    engine.commit()
    other = opener()
    other.open("words")
    other.open("vectors")
    assert [name for name, _ in other.lexical("trams", k=5)] == ["p5"]
    assert {name for name, _ in other.lexical("spokesman", k=5)} == set()
    assert sorted(other.entries()) == [("p3", "b"), ("p4", "c"), ("p5", "a")]
    assert sorted(other.keys()) == KEYS
    assert other.get(["k2"])["k2"] == pytest.approx(ROWS[1])
    assert {key for key, _ in other.dense(ASKED, k=5)} == set(KEYS)
    other.close()


def test_a_vector_waits_for_its_passage_and_serves_all_that_share_it(
    opener: Opener, database: Database
) -> None:
    engine = opener()
    open_vectors(database, engine)
    engine.add(["k1", "k9"], ROWS[:2])
    engine.open_to_write("words")
    engine.change(remove=(), add=[TRAINS[0], replace(TRAINS[0], passage="p8", article="d")])
    engine.commit()
    assert sorted(engine.keys()) == ["k1", "k9"]
    assert engine.dense(ASKED, k=1) == [("k1", pytest.approx(1.0, abs=1e-5))]
    assert [key for key, _ in engine.dense(ASKED, k=2)] == ["k1", "k9"]
    engine.close()


def test_vectors_are_deleted(engine: SearchEngine) -> None:
    engine.open_to_write("words")
    engine.change(remove=["c"], add=())
    engine.commit()
    engine.delete(["k4", "unknown"])
    assert sorted(engine.keys()) == ["k1", "k2", "k3"]
    assert sorted(engine.held(["k1", "k4", "unknown"])) == ["k1"]
    assert engine.count("vectors") == 3
    assert engine.dense(ASKED, k=9)[-1][0] == "k3"


def test_counts_and_what_is_missing(engine: SearchEngine) -> None:
    engine.open_to_write("words")
    assert (engine.count("words"), engine.count("vectors")) == (4, 4)
    assert engine.missing(["p1", "p4", "gone"]) == ["gone"]
    assert engine.get([]) == {}


def test_words_are_made_again_as_the_catalog_has_them(engine: SearchEngine) -> None:
    moved = replace(BAKERY[0], passage="p6", key="k3")
    name = engine.remake_words([TRAINS[:1], [moved], []])
    engine.manifest = replace(engine.manifest, word_store=name)
    engine.open("words")
    assert sorted(engine.entries()) == [("p1", "a"), ("p6", "b")]
    assert engine.missing(["p1", "p6"]) == []
    assert sorted(engine.keys()) == KEYS


def test_what_is_not_there_is_not_made_by_a_reader(opener: Opener) -> None:
    engine = opener()
    with pytest.raises(StoreMissing, match=r"Make (it|them) again with `qa build`\."):
        engine.open("vectors")
    with pytest.raises(StoreError, match="`qa build`"):
        engine.open("words")
    engine.close()
