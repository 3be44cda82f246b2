"""Variants of a story: found as they come, taken apart when what joined them goes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from qa.articles.near_duplicates import VARIANT, signature
from qa.index import Index, build_index
from qa.index.database import Database, Row, Value
from qa.index.schema import create_tables
from qa.index.snapshot import snapshot
from qa.index.sqlite_database import SqliteDatabase, SqliteSession
from qa.index.story_groups import BANDS, ROWS, update_stories
from qa.settings import Settings
from tests.index.make import CountingEmbedder

SENTENCES = [
    f"The {thing} of the harbour was repaired by {number} workers before the storm of {month}."
    for number, (thing, month) in enumerate(
        [("wall", "May"), ("gate", "June"), ("crane", "July"), ("pier", "August"),
         ("light", "March"), ("dock", "April"), ("bell", "October"), ("tower", "November")],
        start=11,
    )
]  # fmt: skip
REPORT = " ".join(SENTENCES)
OTHER = (
    "A museum of clocks opens on Sunday in the old mill. Its founder collected four hundred "
    "pieces in thirty years, most of them from villages in the valley, and repaired them all."
)


def put(corpus: Path, name: str, text: str, day: int) -> None:
    head = f"---\ntitle: Paper {name}\ndate: 2020-05-{day:02}\n---\n\n"
    (corpus / name).write_text(f"{head}{text}\n", encoding="utf-8")


def stories(index: Index) -> dict[str, list[str]]:
    return {
        row.path: [article.path for article in story.newest] if story else []
        for row in index.articles()
        for story in [index.story_of(row.id)]
    }


@pytest.fixture
def papers(settings: Settings) -> Settings:
    for path in settings.corpus.iterdir():
        path.unlink()
    put(settings.corpus, "a.md", REPORT, 1)
    put(settings.corpus, "b.md", REPORT + " More was not known on Friday.", 3)
    put(settings.corpus, "c.md", OTHER, 2)
    return settings


def test_variants_are_named_newest_first_and_others_are_not(
    papers: Settings, embedder: CountingEmbedder
) -> None:
    put(papers.corpus, "d.md", "Report from the coast. " + REPORT, 9)
    build_index(papers, embedder=embedder)
    with Index.open(papers, embedder=embedder) as index:
        assert stories(index) == {
            "a.md": ["d.md", "b.md"],
            "b.md": ["d.md", "a.md"],
            "c.md": [],
            "d.md": ["b.md", "a.md"],
        }
        assert index.story_of("0" * 16) is None


def test_stories_follow_changes_and_equal_a_fresh_build(
    papers: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    build_index(papers, embedder=embedder)
    put(papers.corpus, "d.md", REPORT + " The mayor was glad.", 9)
    (papers.corpus / "a.md").unlink()
    build_index(papers, embedder=embedder)
    with Index.open(papers, embedder=embedder) as index:
        assert stories(index) == {"b.md": ["d.md"], "c.md": [], "d.md": ["b.md"]}
    fresh = papers.model_copy(update={"indexes": tmp_path / "fresh"})
    build_index(fresh, embedder=embedder)
    assert snapshot(papers) == snapshot(fresh)


def test_what_a_removed_article_joined_is_taken_apart(
    papers: Settings, embedder: CountingEmbedder
) -> None:
    # Five of eight sentences are like the whole and not like the other five.
    first, last = " ".join(SENTENCES[:5]), " ".join(SENTENCES[3:])
    for name, text in (("a.md", first), ("b.md", REPORT), ("d.md", last)):
        put(papers.corpus, name, text, 1)
    build_index(papers, embedder=embedder)
    with Index.open(papers, embedder=embedder) as index:
        assert sorted(stories(index)["a.md"]) == ["b.md", "d.md"]
        (papers.corpus / "b.md").unlink()
        build_index(papers, embedder=embedder)
        assert stories(index) == {"a.md": [], "c.md": [], "d.md": []}


class Counting(SqliteDatabase):
    """A catalog that counts the rows that are read of it."""

    read = 0

    @contextmanager
    def writing(self) -> Iterator[SqliteSession]:
        with super().writing() as session:
            yield Counted(session, self)


class Counted(SqliteSession):
    def __init__(self, session: SqliteSession, database: Counting) -> None:
        super().__init__(session._connection)
        self._database = database

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        found = super().rows(sql, values)
        self._database.read += len(found)
        return found

    def each(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        for row in super().each(sql, values):
            self._database.read += 1
            yield row


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Counting]:
    opened = Counting(tmp_path / "catalog.sqlite3", create=True)
    create_tables(opened, model="words-64", passage_tokens=100)
    yield opened
    opened.close()


def show(database: Database, texts: dict[str, str]) -> None:
    """Make articles of these ids and texts the ones that are shown."""
    with database.writing() as session:
        held = {str(row[0]): str(row[1]) for row in session.rows("SELECT id, text FROM articles")}
        gone = [(key,) for key in held if key not in texts]
        session.run_many("DELETE FROM articles WHERE id = ?", gone)
        session.run_many(
            "INSERT INTO articles (file, ordinal, shown, id, path, title, text, digest, language, "
            "places) VALUES (?, 0, 1, ?, ?, '', ?, ?, 'en', '[]')",
            [(key, key, key, text, key) for key, text in texts.items() if key not in held],
        )


def groups(database: Database) -> dict[str, str]:
    with database.reading() as session:
        beside = session.rows(
            "SELECT article, story FROM stories WHERE length(signature) EXCEPT "
            "SELECT article, story FROM story_slices"
        )
        assert beside == []
        rows = session.rows("SELECT article, story FROM stories")
    return {str(article): str(story) for article, story in rows}


def compared_in_pairs(texts: dict[str, str]) -> dict[str, str]:
    """The same groups by the definition: each article compared with each."""
    marks = {key: np.frombuffer(signature(text), dtype="<u4") for key, text in texts.items()}
    story = {key: key for key in texts}
    for one, other in combinations([key for key in texts if len(marks[key])], 2):
        same = (marks[one] == marks[other]).reshape(BANDS, ROWS)
        if same.all(axis=1).any() and same.mean() >= VARIANT:
            low, high = sorted((story[one], story[other]))
            story = {key: low if value == high else value for key, value in story.items()}
    return story


def pages(number: int, kept: float, *, seed: int = 1) -> dict[str, str]:
    """Pages of one form, of whose sentences each keeps that share and has others beside."""
    chance = random.Random(seed)
    form = [f"Part {n} of the form asks for the {n * 37} of the house and its owner." for n in
            range(20)]  # fmt: skip
    found = {}
    for at in range(number):
        own = (
            sentence
            if chance.random() < kept
            else " ".join("".join(chance.choices("bcdfghklmnprst", k=6)) for _ in range(12))
            for sentence in form
        )
        found[f"{chance.randrange(16**8):08x}{at:04}"] = f"Page {at}. " + " ".join(own)
    return found


@pytest.mark.parametrize(
    ("kept", "number"), [(0.6, 121), (0.88, 107), (0.92, 96), (0.95, 78), (1.0, 30)]
)
def test_groups_are_those_of_comparing_each_with_each(
    kept: float, number: int, catalog: Counting
) -> None:
    chance = random.Random(2)
    texts = pages(90, kept) | pages(30, 0.85, seed=5) | {"short": "Too short."}
    order = list(texts)
    # They come in three parts, in no order of their ids, and a fifth goes again.
    for part in (order[:50], order[:100], order):
        show(catalog, {key: texts[key] for key in part})
        update_stories(catalog)
        assert groups(catalog) == compared_in_pairs({key: texts[key] for key in part})
    assert len(set(groups(catalog).values())) == number
    left = {key: texts[key] for key in chance.sample(order, 97)}
    show(catalog, left)
    update_stories(catalog)
    assert groups(catalog) == compared_in_pairs(left)


def test_a_page_of_a_form_costs_the_same_however_many_there_are(catalog: Counting) -> None:
    texts = pages(600, 1.0)
    costs, order = [], list(texts)
    for upto in (150, 300, 450, 600):
        show(catalog, {key: texts[key] for key in order[:upto]})
        catalog.read = 0
        assert update_stories(catalog) == 150
        costs.append(catalog.read)
    assert set(groups(catalog).values()) == {min(texts)}
    assert max(costs) < 1.2 * min(costs)
