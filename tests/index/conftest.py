"""Every test of this room has a tiny encoder, a corpus of four articles and an empty catalog.

`in_either` is an empty catalog of each kind in turn, a file and a PostgreSQL database: a module
whose `database` it is asks the same of both. `placed` are the settings of an index in each place
that it may have: of both catalogs with both search engines.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.index.database import Database
from qa.index.generations import generations
from qa.index.schema import create_tables
from qa.settings import Settings
from tests.index import postgres_server
from tests.index.make import STORIES, CountingEmbedder, write_corpus
from tests.index.milvus_server import milvus_server

CATALOGS = ("sqlite", "postgres")
PLACES = tuple(f"{catalog} {engine}" for engine in ("files", "milvus") for catalog in CATALOGS)


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_corpus(tmp_path / "corpus", STORIES)
    return Settings(
        corpus=tmp_path / "corpus", indexes=tmp_path / "indexes", embedding_model="words-64"
    )


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes an empty PostgreSQL database and tells its address."""
    psycopg = pytest.importorskip("psycopg", reason=postgres_server.NONE)
    pytest.importorskip("psycopg_pool", reason=postgres_server.NONE)
    binaries = postgres_server.programs()
    if binaries is None:
        pytest.skip(postgres_server.NONE)

    with postgres_server.server(binaries) as address:

        def make() -> str:
            name = f"qa_{uuid.uuid4().hex}"
            with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return address.format(name)

        yield make


@pytest.fixture
def in_postgres(settings: Settings, postgres: Callable[[], str]) -> Settings:
    """The settings with a database of PostgreSQL for the catalog."""
    return settings.model_copy(update={"catalog_url": postgres()})


@pytest.fixture(scope="session")
def milvus_lite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a `milvus-lite server` of these tests."""
    pytest.importorskip("milvus_lite")
    with milvus_server(tmp_path_factory.mktemp("milvus")) as address:
        yield address


@pytest.fixture(params=PLACES)
def placed(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    """The settings with each catalog and each search engine."""
    catalog, engine = request.param.split()
    where = {}
    if catalog == "postgres":
        where["catalog_url"] = request.getfixturevalue("postgres")()
    if engine == "milvus":
        where["search_url"] = request.getfixturevalue("milvus_lite")
    return settings.model_copy(update=where)


@pytest.fixture
def in_files(settings: Settings) -> Settings:
    """The same corpus with an index in files, of its own."""
    return settings.model_copy(update={"indexes": settings.indexes.with_name("in-files")})


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """An empty catalog in a file, open."""
    yield from _empty(settings)


@pytest.fixture(params=CATALOGS)
def in_either(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Database]:
    """An empty catalog of each engine, open."""
    postgres = request.param == "postgres"
    yield from _empty(request.getfixturevalue("in_postgres") if postgres else settings)


def _empty(settings: Settings) -> Iterator[Database]:
    with generations(settings) as kept:
        opened = kept.open(kept.new(), create=True)
        create_tables(opened, model="words-64", passage_tokens=100)
        yield opened
        opened.close()
