"""Lists out of the catalog are those of the rows in memory, and their cost does not grow."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.index import Index, build_index, tallies
from qa.index.catalog import Catalog
from qa.index.catalog_listing import CatalogListing, count, names, page, span, spread
from qa.index.database import Database, Session
from qa.index.generations import generations
from qa.index.listing import Field, ListQuery, Order, listed
from qa.index.scope_query import days, holds_any, of_day
from qa.index.story_groups import update_stories
from qa.index.sync import PENDING
from qa.scope import Scope
from qa.settings import Settings
from tests.index.conftest import CATALOGS
from tests.index.make import CountingEmbedder, write_corpus
from tests.index.make_catalog import (
    FIRST_DAY,
    CountingDatabase,
    counting,
    fill,
    id_of,
    write_catalog,
)

WEEK = Scope(first=FIRST_DAY + datetime.timedelta(days=7), last=FIRST_DAY.replace(day=14))
PAPERS = Scope(sources=("Paper 1", ""))
BOTH = Scope(sources=("Paper 1", "Paper 2"), first=WEEK.first)
ORDERS: tuple[Order, ...] = ("path", "newest", "oldest", "title", "source", "added")
FIELDS: tuple[Field, Field] = ("source", "author")
QUERIES = {
    "all": ListQuery(),
    "days": ListQuery(scopes=(WEEK,)),
    "sources": ListQuery(scopes=(PAPERS,)),
    "both, in two parts": ListQuery(scopes=(BOTH, WEEK)),
    "up to a day": ListQuery(scopes=(Scope(last=WEEK.first),)),
    "words": ListQuery(words=("report", "paper 2")),
    "a day as it is spoken": ListQuery(words=("14 jan",)),
    "a title": ListQuery(title="REPORT 7 of Winter"),
    "names": ListQuery(names=("Author 3", "Paper 0")),
    "nobody": ListQuery(names=()),
    "names in a scope": ListQuery(scopes=(WEEK,), names=("Author 3", "Paper 0")),
}


@pytest.fixture(scope="module", params=CATALOGS)
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    url = request.getfixturevalue("postgres")() if request.param == "postgres" else None
    home = tmp_path_factory.mktemp("catalog")
    with generations(Settings(indexes=home, catalog_url=url)) as kept:
        opened = kept.open(kept.new(), create=True)
        fill(opened, 400)
        yield opened
        opened.close()


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_listing_is_that_of_the_rows_in_memory(
    query: ListQuery, order: Order, database: Database
) -> None:
    catalog = Catalog(database)
    asked = ListQuery(
        scopes=query.scopes, words=query.words, title=query.title, names=query.names, order=order
    )
    added = {file.path: file.indexed_at for file in catalog.files()}
    found, wanted = CatalogListing(asked, catalog), listed(catalog.articles(), asked, added=added)
    assert found.count() == wanted.count()
    assert found.page(1000) == wanted.page(1000)
    assert found.page(7, 5) == wanted.page(7, 5)
    assert found.page(7, 350) == wanted.page(7, 350)
    assert found.spread(6) == wanted.spread(6)
    assert found.span() == wanted.span()
    assert [found.names(field) for field in FIELDS] == [wanted.names(field) for field in FIELDS]


def test_articles_one_by_one_are_listed_where_they_are_shown(database: Database) -> None:
    catalog = Catalog(database)
    chosen = catalog.articles()[3:6]
    asked = ListQuery(scopes=(Scope(articles=tuple(row.id for row in chosen)),))
    found = CatalogListing(asked, catalog)
    assert (found.count(), found.page(9)) == (3, chosen)
    assert found.names("source") == listed(chosen, asked).names("source")


# What answering, filters and lists ask of the catalog, each with at most so much more work in a
# catalog ten times as large; an order by day sorts the articles of a day, which are ten times as
# many there.
QUESTIONS: dict[str, tuple[Callable[[Session], object], float]] = {
    "how many": (lambda s: count(s, ListQuery()), 1.1),
    "how many of some sources and days": (lambda s: count(s, ListQuery(scopes=(BOTH,))), 1.1),
    "from when to when": (lambda s: span(s, ListQuery(scopes=(PAPERS,))), 1.1),
    "the sources": (lambda s: names(s, ListQuery(scopes=(WEEK,)), "source"), 1.1),
    "the authors": (lambda s: names(s, ListQuery(), "author"), 1.1),
    "whether there is German": (lambda s: tallies.holds_language(s, "de"), 1.1),
    "whether there is Finnish": (lambda s: tallies.holds_language(s, "fi"), 1.1),
    "whether any is in the scope": (lambda s: holds_any(s, BOTH), 1.5),
    "the days": (lambda s: days(s, WEEK), 1.1),
    "files by state": (tallies.file_states, 1.1),
    "a page": (lambda s: page(s, ListQuery(), 20), 1.1),
    "a title": (lambda s: page(s, ListQuery(title="report 7 of winter"), 1), 1.5),
    "the newest": (lambda s: page(s, ListQuery(order="newest"), 5), 11.0),
    "the newest of a day": (lambda s: of_day(s, FIRST_DAY, Scope(), most=5), 1.5),
    "some of all the time": (lambda s: spread(s, ListQuery(order="newest"), 5), 11.0),
    "keys for a map": (lambda s: s.rows("SELECT key FROM embedded ORDER BY key LIMIT 50"), 1.1),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_asked_costs_the_same_in_a_larger_catalog(
    name: str, sizes: tuple[Path, Path]
) -> None:
    question, most = QUESTIONS[name]
    small, large = (cost_of(path, question) for path in sizes)
    assert 0 < large <= most * small


def cost_of(path: Path, question: Callable[[Session], object]) -> int:
    with counting(path) as cost:
        return cost(question)


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    small, large = (tmp_path_factory.mktemp("sizes") / f"{n}.sqlite3" for n in (600, 6000))
    write_catalog(small, 600).close()
    write_catalog(large, 6000).close()
    return small, large


def pending(database: Database) -> int:
    with database.writing() as session:
        for statement in PENDING:
            changed = session.run(statement)
        return changed


LOOKED_UP = [id_of(at) for at in range(1, 30)]
# What one search, one citation and the build after one change ask of the catalog.
LOOK_UPS: dict[str, Callable[[Database], object]] = {
    "passages by id": lambda d: Catalog(d).look_up([f"p{each}" for each in LOOKED_UP], []),
    "passages by key": lambda d: Catalog(d).look_up([], [f"k{each}" for each in LOOKED_UP]),
    "those in a scope": lambda d: Catalog(d).kept(
        "key", [(f"k{each}", 0.5) for each in LOOKED_UP], BOTH
    ),
    "a story": lambda d: Catalog(d).story_of(id_of(1), Scope()),
    "stories of what changed": update_stories,
    "what has no vector": pending,
}


@pytest.mark.parametrize("name", LOOK_UPS)
def test_a_look_up_costs_the_same_in_a_larger_catalog(name: str, sizes: tuple[Path, Path]) -> None:
    costs = []
    for path in sizes:
        database = CountingDatabase(path)
        with database.writing() as session:
            session.run("DELETE FROM changed_articles")
            session.run("UPDATE articles SET id = id WHERE file = '000001.txt'")
            session.run("DELETE FROM embedded WHERE key = ?", (f"k{id_of(4)}",))
        database.steps = 0
        assert LOOK_UPS[name](database) is not None
        costs.append(database.steps)
        database.close()
    assert 0 < costs[1] <= 1.5 * costs[0]


def test_a_story_of_many_versions_is_read_in_part(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    said = "The council met on the matter of the bridge and the ferry in the old hall again. " * 9
    forms = {f"form{n:02}.txt": f"{said} Number {n}." for n in range(30)}
    write_corpus(settings.corpus, forms)
    build_index(settings, embedder=embedder)
    with Index.open(settings, embedder=embedder) as index:
        ids = {row.path: row.id for row in index.articles()}
        story = index.story_of(ids["form03.txt"])
        assert story is not None
        assert (story.others, len(story.newest)) == (29, 20)
        assert story.key == min(ids[name] for name in forms)
        few = Scope(articles=(ids["form05.txt"], ids["form03.txt"], ids["comet.txt"]))
        part = index.story_of(ids["form03.txt"], few)
        assert part is not None
        assert (part.others, [article.path for article in part.newest]) == (1, ["form05.txt"])
        assert index.story_of(ids["comet.txt"]) is None
