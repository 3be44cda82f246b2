"""Builds of several processes: nothing is lost or doubled, whoever is killed, and one ends it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys

import pytest

from qa.errors import IndexLocked, SettingsError
from qa.index import Index, build_index
from qa.index.generations import generations
from qa.index.join import join_build
from qa.index.postgres_generations import PostgresGenerations
from qa.index.shared_work import STATEMENTS, Claims, alone
from qa.index.snapshot import snapshot
from qa.settings import Settings
from tests.index.killed import ROOT, environment
from tests.index.make import CountingEmbedder, write_corpus
from tests.index.test_repeated_boilerplate import PAGE, SLOGAN

FILES = 30
THINGS = ("crane", "gate", "tower", "pier", "lamp")
# While files are read, and while passages are embedded.
KILLED_AT = (4, 30, 60)


@pytest.fixture(params=["files", "milvus"])
def many(request: pytest.FixtureRequest, in_postgres: Settings) -> Settings:
    """Thirty more articles of one paper, with its own line below each, and a copy of one.

    For each search engine.
    """
    (in_postgres.corpus / "more").mkdir()
    for n in range(FILES):
        head = f"---\ntitle: Report {n}\nsource: Harbour Post\n---\n\n"
        told = (
            f"Number {n} of the reports tells of the {THINGS[n % 5]} by the sea, which was built "
            f"in the spring of that year. It is said that it weighed {n * 7} tons."
        )
        text = f"{head}{PAGE}\n\n{SLOGAN}\n\n{told}\n"
        (in_postgres.corpus / f"more/{n:02}.txt").write_text(text, encoding="utf-8")
    shutil.copy(in_postgres.corpus / "more/07.txt", in_postgres.corpus / "a-copy.txt")
    if request.param == "files":
        return in_postgres
    url = request.getfixturevalue("milvus_lite")
    return in_postgres.model_copy(update={"search_url": url})


def alone_in_a_file(settings: Settings, embedder: CountingEmbedder) -> Settings:
    """The same corpus, built by one process into files."""
    other = settings.model_copy(
        update={
            "indexes": settings.indexes.with_name("in-files"),
            "catalog_url": None,
            "search_url": None,
        }
    )
    build_index(other, embedder=embedder)
    return other


def start(settings: Settings, step: int = 0) -> subprocess.Popen[str]:
    """A process that joins, and kills itself at a step."""
    command = [sys.executable, "-m", "tests.index.joined"]
    arguments = [str(settings.corpus), str(settings.indexes), str(step)]
    return subprocess.Popen(
        [*command, *arguments],
        cwd=ROOT,
        env=environment(settings),
        stdout=subprocess.PIPE,
        text=True,
    )


def test_three_at_once_of_which_one_is_killed_lose_and_double_nothing(
    many: Settings, embedder: CountingEmbedder
) -> None:
    # Early, or the others have left it nothing to be killed at on a busy machine.
    killed, *others = start(many, 4), start(many), start(many)
    told = [process.communicate(timeout=120)[0] for process in (killed, *others)]
    assert [process.returncode for process in (killed, *others)] == [-signal.SIGKILL, 0, 0]
    counts = [[int(number) for number in text.split()] for text in told[1:]]
    assert snapshot(many) == snapshot(alone_in_a_file(many, embedder))
    vectors = len(snapshot(many)["vectors"])
    assert sum(embedded for embedded, _ in counts) == vectors == FILES + 4
    assert sum(given for _, given in counts) == FILES
    with Index.open(many, embedder=embedder) as index:
        assert index.search("a lamp of 63 tons", k=1)[0].passage.article.path == "more/09.txt"
        dense, _ = index.candidates("a lamp of 63 tons", k=3)
        assert len(dense) == 3
        assert not index.trouble()
    assert build_index(many, embedder=embedder).unchanged == FILES + 4


def test_killed_at_any_point_the_next_build_of_either_kind_makes_it_good(
    many: Settings, embedder: CountingEmbedder
) -> None:
    def kill(step: int) -> None:
        process = start(many, step)
        process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL
        write_corpus(many.corpus, {f"late{step}.txt": f"A late report of ship {step} at sea."})

    for step in KILLED_AT:
        kill(step)
    (many.corpus / "more/07.txt").unlink()
    for _ in range(2):  # the second reads what is new since the killed ones planned
        join_build(many, embedder=embedder, lease_s=0.1)
    alone = alone_in_a_file(many, embedder)
    assert snapshot(many) == snapshot(alone)
    assert snapshot(many)["furniture"] != []

    (many.corpus / "more/08.txt").unlink()
    write_corpus(many.corpus, {f"new{n}.txt": f"A new bell, {n} tons, rings." for n in range(9)})
    kill(8)
    for each in (many, alone):
        build_index(each, embedder=embedder)
    assert snapshot(many) == snapshot(alone)
    embedder.seen.clear()
    join_build(many, embedder=embedder, lease_s=0.1)
    assert snapshot(many) == snapshot(alone)
    assert embedder.seen == []


def test_a_build_of_one_and_a_build_of_many_exclude_each_other(
    in_postgres: Settings, embedder: CountingEmbedder
) -> None:
    assert in_postgres.catalog_url is not None
    kept = PostgresGenerations(in_postgres.catalog_url, "", in_postgres.indexes)
    with kept, kept.joining(), pytest.raises(IndexLocked, match="Another build"):
        build_index(in_postgres, embedder=embedder)
    with generations(in_postgres) as one, one.building(), pytest.raises(IndexLocked):
        join_build(in_postgres, embedder=embedder)


def test_a_claim_is_one_process_until_its_lease_runs_out(in_postgres: Settings) -> None:
    assert in_postgres.catalog_url is not None
    kept = PostgresGenerations(in_postgres.catalog_url, "", in_postgres.indexes)
    with kept:
        folder = kept.new()
        with kept.at(folder) as first, kept.at(folder) as second:
            for statement in STATEMENTS:
                first.run(statement)
            names = [(name,) for name in "abc"]
            first.run_many("INSERT INTO files_to_read (name) VALUES (?)", names)
            one = Claims(first, "files_to_read", lease_s=60)
            other = Claims(second, "files_to_read", lease_s=-1)
            assert (one.take(2), other.take(2)) == (["a", "b"], ["c"])
            assert (other.take(1), one.take(1), one.left()) == (["c"], ["c"], 3)
            assert not other.done(second, "c")
            assert [one.done(first, name) for name in "abc"] == [True, True, True]
            assert list(one.each(1, lambda: False)) == []
            with alone(first, "x", lambda: False) as held, alone(second, "x", lambda: True) as not_:
                assert (held, not_) == (True, False)


def test_without_postgresql_it_is_refused_with_the_remedy(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="QA_CATALOG_URL"):
        join_build(settings)
