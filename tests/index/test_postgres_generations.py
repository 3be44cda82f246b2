"""A catalog in PostgreSQL, beyond what each catalog promises: see test_contract, test_crash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.errors import SettingsError, StoreError
from qa.index import build_index
from qa.index.generations import generations
from qa.settings import Settings
from tests.index.make import CountingEmbedder
from tests.index.make_catalog import fill, put_article


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
