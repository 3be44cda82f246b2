"""A scope limits both sides of a search, and days and counts are looked up without a walk."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from qa.errors import QuestionError
from qa.index import Index, build_index, scoped
from qa.index.bookkeeping import counted_anew, read_counts
from qa.index.database import Database
from qa.index.location import CATALOG_NAME, current_folder
from qa.index.scope_query import passages_in, within
from qa.index.sqlite_database import SqliteDatabase
from qa.scope import Scope
from qa.settings import Settings
from tests.index.make import CountingEmbedder

DAY = datetime.date(2020, 1, 1)


@pytest.fixture
def dated(settings: Settings, embedder: CountingEmbedder) -> Settings:
    for number in range(12):
        day = DAY + datetime.timedelta(days=number // 2)
        head = f"title: Report {number}\ndate: {day}\nsource: Paper {number % 3}"
        text = f"---\n{head}\n---\n\nThe ferry number {number} came to the harbour in the rain.\n"
        (settings.corpus / f"report{number:02}.md").write_text(text, encoding="utf-8")
    build_index(settings, embedder=embedder)
    return settings


def catalog_of(settings: Settings) -> Database:
    folder = current_folder(settings.indexes)
    assert folder is not None
    return SqliteDatabase(folder / CATALOG_NAME)


@pytest.mark.parametrize(
    ("scope", "numbers"),
    [
        (Scope(first=DAY, last=DAY), [0, 1]),
        (Scope(sources=("Paper 1",)), [1, 4, 7, 10]),
        (Scope(sources=("Paper 1",), first=DAY + datetime.timedelta(days=3)), [7, 10]),
    ],
)
def test_both_sides_find_all_of_a_scope_and_nothing_else(
    scope: Scope, numbers: list[int], dated: Settings, embedder: CountingEmbedder
) -> None:
    wanted = [f"report{number:02}.md" for number in numbers]
    with Index.open(dated, embedder=embedder) as index:
        for side in index.candidates("ferry in the harbour", k=10, scope=scope):
            assert sorted(hit.passage.article.path for hit in side) == wanted
        whole = {hit.passage.id: hit.score for hit in index.candidates("ferry harbour", k=50)[1]}
        for hit in index.candidates("ferry harbour", k=50, scope=scope)[1]:
            assert hit.score == whole[hit.passage.id]


def test_an_article_without_a_source_is_of_the_source_without_a_name(
    dated: Settings, embedder: CountingEmbedder
) -> None:
    with Index.open(dated, embedder=embedder) as index:
        dense, _ = index.candidates("comet", k=10, scope=Scope(sources=("",)))
        assert {Path(hit.passage.article.path).suffix for hit in dense} == {".txt"}
        assert len(dense) == 4
        with pytest.raises(QuestionError, match="No article fits"):
            scoped(index, Scope(sources=("Nobody",)))


def test_single_articles_are_found_and_counted_beside_those_of_a_source(
    dated: Settings, embedder: CountingEmbedder
) -> None:
    with Index.open(dated, embedder=embedder) as index:
        ids = {row.path: row.id for row in index.articles()}
        also = ids["report03.md"], ids["report04.md"]
        scope = Scope(sources=("Paper 1",), also=also)
        assert (index.count(scope), index.count(replace(scope, sources=("",)))) == (5, 6)
        for side in index.candidates("ferry in the harbour", k=10, scope=scope):
            numbers = [int(hit.passage.article.path[6:8]) for hit in side]
            assert sorted(numbers) == [1, 3, 4, 7, 10]
        late = replace(scope, first=DAY + datetime.timedelta(days=2))
        assert index.count(late) == 3
        assert index.days(late) == [DAY + datetime.timedelta(days=n) for n in (2, 3, 5)]


def test_days_and_what_was_published_on_them(dated: Settings, embedder: CountingEmbedder) -> None:
    with Index.open(dated, embedder=embedder) as index:
        every = [DAY + datetime.timedelta(days=number) for number in range(6)]
        assert index.days() == every
        assert index.days(Scope(first=every[4])) == every[4:]
        assert index.days(Scope(sources=("Paper 0",))) == [every[n] for n in (0, 1, 3, 4)]
        assert index.newest_day() == every[5]
        assert index.newest_day(Scope(sources=("Paper 0",))) == every[4]
        ids = sorted((row.id for row in index.articles() if row.date == DAY), reverse=True)
        assert index.of_day(DAY, most=10) == ids
        assert index.of_day(DAY, most=1) == ids[:1]


def test_a_scope_beyond_the_bound_is_left_to_the_wide_search(
    dated: Settings, embedder: CountingEmbedder
) -> None:
    scope = Scope(sources=("Paper 1",))
    database = catalog_of(dated)
    with database.reading() as session:
        assert passages_in(session, scope, most=3) is None
        found = passages_in(session, scope, most=4)
        assert found is not None
        assert len(found) == 4
        keys = [str(row[0]) for row in session.rows("SELECT key FROM passages")]
        assert within(session, scope, "key", keys) == {key for _, key in found}
    database.close()


def test_counts_are_those_of_the_rows_whatever_changes(
    dated: Settings, embedder: CountingEmbedder
) -> None:
    (dated.corpus / "report03.md").unlink()
    (dated.corpus / "copy.md").write_bytes((dated.corpus / "report05.md").read_bytes())
    (dated.corpus / "report07.md").write_text("Another text about a comet.", encoding="utf-8")
    build_index(dated, embedder=embedder)
    database = catalog_of(dated)
    with database.reading() as session:
        counts = read_counts(session)
        assert counts == counted_anew(session)
        assert counts == {"articles": 15, "passages": 15, "embedded": 15, "vectors": 15}
        for name in ("unembedded", "orphans", "changed_articles", "changed_sources"):
            assert session.rows(f"SELECT count(*) FROM {name}") == [(0,)]
    database.close()


@pytest.mark.parametrize(
    ("scope", "count"),
    [
        (Scope(), 16),
        (Scope(sources=("Paper 1",)), 4),
        (Scope(first=DAY, last=DAY), 2),
        (Scope(sources=("none",)), 0),
    ],
)
def test_articles_of_a_scope_are_counted(
    scope: Scope, count: int, dated: Settings, embedder: CountingEmbedder
) -> None:
    with Index.open(dated, embedder=embedder) as index:
        assert index.count(scope) == count


def test_passages_are_found_by_words_alone_within_a_scope(
    dated: Settings, embedder: CountingEmbedder
) -> None:
    with Index.open(dated, embedder=embedder) as index:
        found = index.by_words("harbour rain", k=20, scope=Scope(sources=("Paper 1",)))
        numbers = sorted(int(hit.passage.article.path[6:8]) for hit in found)
        assert numbers == [1, 4, 7, 10]
        assert all(hit.lexical == hit.score > 0 for hit in found)
        assert index.by_words("zeppelin", k=5) == []
