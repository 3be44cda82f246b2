"""A catalog in PostgreSQL: builds, kills, searches and switches end as those with a file."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qa.errors import IndexLocked, SettingsError, StoreError
from qa.index import Index, build_index, check_index
from qa.index.generations import generations
from qa.index.snapshot import snapshot
from qa.scope import Scope
from qa.settings import Settings
from tests.index.make import CountingEmbedder, write_corpus
from tests.index.make_catalog import fill, put_article

ROOT = Path(__file__).parents[2]
QUESTION = "a comet with two tails"
SCOPE = Scope(sources=("",))


@pytest.fixture
def in_file(settings: Settings) -> Settings:
    """The same corpus with a catalog in a file."""
    return settings.model_copy(update={"indexes": settings.indexes.with_name("in-file")})


def change(corpus: Path) -> None:
    """An addition, a copy, an edit, a rename and a deletion."""
    write_corpus(corpus, {"zoo.txt": "The zoo has a baby tapir.", "bridge.txt": "It is open."})
    shutil.copy(corpus / "cheese.txt", corpus / "a-copy.txt")
    (corpus / "ferry.txt").rename(corpus / "boat.txt")
    (corpus / "comet.txt").unlink()


def test_a_build_and_its_update_end_as_those_with_a_file(
    in_file: Settings, in_postgres: Settings, embedder: CountingEmbedder
) -> None:
    reports = [build_index(each, embedder=embedder) for each in (in_file, in_postgres)]
    assert [report.added for report in reports] == [4, 4]
    with (
        Index.open(in_file, embedder=embedder) as one,
        Index.open(in_postgres, embedder=embedder) as other,
    ):
        assert snapshot(in_postgres) == snapshot(in_file)
        assert other.search(QUESTION, k=3) == one.search(QUESTION, k=3)
        change(in_postgres.corpus)
        for each in (in_file, in_postgres):
            build_index(each, embedder=embedder)
        assert snapshot(in_postgres) == snapshot(in_file)
        assert other.articles() == one.articles()
        for row in one.articles():
            assert other.story_of(row.id) == one.story_of(row.id)
            assert other.story_of(row.id, SCOPE) == one.story_of(row.id, SCOPE)
        assert other.search(QUESTION, k=3, scope=SCOPE) == one.search(QUESTION, k=3, scope=SCOPE)
        assert other.stats().vectors == one.stats().vectors
        assert (other.days(), other.newest_day()) == (one.days(), one.newest_day())
        assert len(other.embedded(most=9)) == len(one.embedded(most=9))
    embedder.seen.clear()
    assert build_index(in_postgres, embedder=embedder).embedded == 0
    assert embedder.seen == []
    assert {each.state for each in check_index(in_postgres, embedder=embedder)[:-1]} == {"sound"}


@pytest.mark.parametrize("step", [6, 12])
def test_a_killed_build_is_made_good_by_the_next(
    step: int, in_file: Settings, in_postgres: Settings, embedder: CountingEmbedder
) -> None:
    command = [sys.executable, "-m", "tests.index.killed"]
    arguments = [str(in_postgres.corpus), str(in_postgres.indexes), str(step)]
    environment = {**os.environ, "QA_CATALOG_URL": str(in_postgres.catalog_url)}
    done = subprocess.run([*command, *arguments], cwd=ROOT, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    build_index(in_postgres, embedder=embedder)
    build_index(in_file, embedder=embedder)
    assert snapshot(in_postgres) == snapshot(in_file)


def test_readers_during_a_full_build_see_one_generation_and_the_old_one_goes(
    in_postgres: Settings, embedder: CountingEmbedder
) -> None:
    build_index(in_postgres, embedder=embedder)
    with Index.open(in_postgres, embedder=embedder) as index, generations(in_postgres) as kept:
        before, first = index.search(QUESTION, k=3), kept.current()
        write_corpus(in_postgres.corpus, {"zoo.txt": "The zoo has a comet with three tails."})
        during = []

        def look(_: object) -> None:
            during.append(index.search(QUESTION, k=3))

        build_index(in_postgres, full=True, embedder=embedder, progress=look)
        assert len(during) > 4
        assert all(hits == before for hits in during)
        assert index.search(QUESTION, k=9) != before
        second = kept.current()
        assert first is not None
        assert kept.others(second) == []
        assert not first.exists()
        with pytest.raises(StoreError, match="no catalog"):
            kept.open(first)
        build_index(in_postgres, full=True, embedder=embedder, cancelled=lambda: True)
        assert (kept.current(), kept.others(second)) == (second, [])


def test_a_database_holds_several_collections(in_postgres: Settings, tmp_path: Path) -> None:
    url = in_postgres.catalog_url
    for name in ("news", "letters"):
        (tmp_path / "collections" / name).mkdir(parents=True)
    news, letters = (
        Settings(catalog_url=url, collections=tmp_path / "collections", collection=name)
        for name in ("news", "letters")
    )
    with generations(news) as kept, generations(letters) as others:
        folder = kept.new()
        kept.use(folder)
        assert (kept.current(), others.current()) == (folder, None)
        assert (kept.others(None), others.others(None)) == ([folder], [])


def test_two_builds_at_once_are_refused_wherever_they_are(
    in_postgres: Settings, tmp_path: Path
) -> None:
    elsewhere = in_postgres.model_copy(update={"indexes": tmp_path / "of-another-machine"})
    with generations(in_postgres) as one, generations(elsewhere) as other:
        with (
            one.building(),
            pytest.raises(IndexLocked, match="Another build is writing this index in PostgreSQL"),
            other.building(),
        ):
            pass
        with other.building():
            pass


def test_of_copies_no_two_are_shown_whoever_writes(in_postgres: Settings) -> None:
    with generations(in_postgres) as kept:
        database = kept.open(kept.new(), create=True)
        fill(database, 3)

        def show_twice() -> None:
            with database.writing() as session:
                put_article(session, 1002)
                session.run("UPDATE articles SET digest = 'd1' WHERE file = '001002.txt'")

        with pytest.raises(StoreError, match="one_shown"):
            show_twice()
        with database.reading() as session:
            assert session.rows("SELECT count(*) FROM articles WHERE digest = 'd1'") == [(1,)]
        database.close()


def test_a_view_does_not_see_what_is_committed_while_it_lasts(in_postgres: Settings) -> None:
    with generations(in_postgres) as kept:
        database = kept.open(kept.new(), create=True)
        fill(database, 3)
        with database.reading() as session:
            assert session.one("SELECT count(*) FROM files") == (3,)
            with database.writing() as writer:
                put_article(writer, 5)
            assert session.one("SELECT count(*) FROM files") == (3,)
            assert len(list(session.each("SELECT path FROM files WHERE size > ?", (0,)))) == 3
        with database.reading() as session:
            assert session.one("SELECT count(*) FROM files") == (4,)
        database.close()


def test_what_its_text_cannot_hold_fails_one_file_and_not_the_build(
    in_postgres: Settings, embedder: CountingEmbedder
) -> None:
    article = {"title": "Nul", "text": "A line with \0 in it is told of the old mill."}
    path = in_postgres.corpus / "nul.json"
    path.write_text(json.dumps(article), encoding="utf-8")
    report = build_index(in_postgres, embedder=embedder)
    assert report.added + report.failed == 5
    assert report.added >= 4


def test_a_server_that_is_away_is_said_without_the_password(tmp_path: Path) -> None:
    url = f"postgresql://someone:secret@/articles?host={tmp_path}"
    with (
        generations(Settings(indexes=tmp_path, catalog_url=url)) as kept,
        pytest.raises(StoreError, match="database articles cannot be reached") as raised,
    ):
        kept.current()
    assert "secret" not in str(raised.value)


def test_an_address_of_something_else_is_refused() -> None:
    with pytest.raises(SettingsError, match="QA_CATALOG_URL cannot be"):
        Settings(catalog_url="mysql://somewhere/articles")


def test_every_statement_of_a_lost_catalog_names_the_remedy(in_postgres: Settings) -> None:
    with generations(in_postgres) as kept:
        folder = kept.new()
        kept.use(folder)
        database = kept.open(folder)
        with pytest.raises(StoreError, match="qa build --full"), database.reading() as session:
            session.rows("SELECT * FROM manifest")
        database.close()
