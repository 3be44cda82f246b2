"""The service over a real index: first build, rebuild, and what it says when it cannot."""

from __future__ import annotations

import datetime
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.errors import QaError
from qa.scope import Scope
from qa.settings import Settings
from qa.ui.service.service import Service
from qa.ui.state import ServiceState

if TYPE_CHECKING:
    from qa.index import Embedder

LONG_S = 120


def opened(settings: Settings, embedder: Embedder) -> Service:
    service = Service(settings, embedder=embedder)
    service.start()
    assert service.wait(LONG_S)
    at_rest(service)
    return service


def at_rest(service: Service) -> ServiceState:
    """The state after the build that is under way has ended, and what follows on it."""
    while service.busy:
        time.sleep(0.02)
    return service.state


def rebuilt(service: Service) -> ServiceState:
    """The state after a rebuild has ended."""
    assert service.rebuild()
    return at_rest(service)


def test_the_first_start_builds_the_index_and_tells_its_progress(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    seen: list[ServiceState] = []
    service = Service(settings, embedder=packaged_embedder, on_change=seen.append)
    service.start()
    assert service.wait(LONG_S)
    assert at_rest(service).phase == "ready"
    assert service.state.report is not None
    assert service.state.report.added == 3
    assert any(state.building and state.total == 3 for state in seen)
    assert service.facts().startswith("3 articles · ")
    assert "6 Feb 2017 – 20 May 2017" in service.facts()


def test_a_new_article_is_answered_from_after_a_rebuild(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    service = opened(settings, packaged_embedder)
    path = Path(settings.corpus, "crane.txt")
    path.write_text("A new crane\n\nThe blue crane of Rajin can lift 90 tonnes.\n", "utf-8")
    state = rebuilt(service)
    assert (state.phase, state.error) == ("ready", "")
    assert state.report is not None
    assert (state.report.added, state.report.unchanged) == (1, 3)
    last = list(service.stream("How many tonnes can the blue crane lift?", ()))[-1]
    assert last.citations[0].article.path == "crane.txt"
    assert service.facts().startswith("4 articles · ")


def test_a_build_after_an_upgrade_says_what_it_reads_anew(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    seen: list[ServiceState] = []
    service = opened(settings, packaged_embedder)
    (catalog,) = Path(settings.indexes).glob("index-*/catalog.sqlite3")
    with closing(sqlite3.connect(catalog)) as database, database:
        database.execute("UPDATE files SET reading = 0")
    service.on_change = seen.append
    state = rebuilt(service)
    told = (
        "3 of the files have not changed and are read anew, "
        "because this version of the program reads them differently."
    )
    assert f"Reading articles (0 of 3). {told}" in [state.message for state in seen]
    assert state.report is not None
    assert state.report.note == told
    again = rebuilt(service).report
    assert again is not None
    assert (again.note, again.unchanged) == ("", 3)


def test_an_index_that_is_there_is_not_built_again(
    built_settings: Settings, packaged_embedder: Embedder
) -> None:
    service = opened(built_settings, packaged_embedder)
    assert (service.state.phase, service.state.report) == ("ready", None)
    assert service.article("0" * 16) is None


def test_a_missing_corpus_is_told_and_a_rebuild_recovers(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    moved = settings.corpus.rename(settings.corpus.with_name("elsewhere"))
    service = opened(settings, packaged_embedder)
    assert service.state.phase == "empty"
    assert service.state.message.startswith("There are no articles in corpus yet.")
    with pytest.raises(QaError, match="corpus"):
        service.assistant()
    moved.rename(settings.corpus)
    assert rebuilt(service).phase == "ready"


def test_a_failed_rebuild_goes_on_with_the_index_as_it_was(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    service = opened(settings, packaged_embedder)
    settings.corpus.rename(settings.corpus.with_name("elsewhere"))
    state = rebuilt(service)
    assert state.phase == "ready"
    assert state.error
    assert service.facts().startswith("3 articles · ")


def test_a_filter_keeps_answers_to_its_articles(
    built_settings: Settings, packaged_embedder: Embedder
) -> None:
    service = opened(built_settings, packaged_embedder)
    question = "How many passengers can the ship take?"
    ship = list(service.stream(question, (), scope=Scope(last=datetime.date(2018, 1, 1))))[-1]
    assert ship.citations[0].article.path == "ferry.txt"
    desk_only = list(service.stream(question, (), scope=Scope(sources=("Test desk",))))[-1]
    shown = {item.article.path for item in desk_only.citations}
    shown |= {hit.passage.article.path for hit in desk_only.nearest}
    assert shown <= {"rail/line.md"}
    with pytest.raises(QaError, match="No article fits the filter"):
        list(service.stream(question, (), scope=Scope(sources=("Nobody",))))


def test_what_is_asked_for_while_the_models_load_is_built_when_they_are_there(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    opened(settings, packaged_embedder)
    service = Service(settings, embedder=packaged_embedder)
    (settings.corpus / "crane.txt").write_text("The crane\n\nThe crane lifts 90 t.\n", "utf-8")
    assert not service.rebuild()
    service.start()
    assert service.wait(LONG_S)
    state = at_rest(service)
    assert (state.phase, state.error) == ("ready", "")
    assert state.report is not None
    assert state.report.added == 1
    assert service.facts().startswith("4 articles · ")


def test_no_rebuild_is_lost_at_the_end_of_another(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    """A file comes, and is told of, at every state that the service goes through."""
    service = opened(settings, packaged_embedder)
    told = 0

    def one_more(_: ServiceState) -> None:
        nonlocal told
        if told < 6:
            told += 1
            text = f"Crate {told}\n\nCrate number {told} holds {told + 7} lamps.\n"
            (settings.corpus / f"crate-{told}.txt").write_text(text, "utf-8")
            service.rebuild()

    service.on_change = one_more
    service.rebuild()
    assert at_rest(service).error == ""
    assert told == 6
    assert service.facts().startswith("9 articles · ")


def test_a_build_waits_while_a_question_is_read(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    service = opened(settings, packaged_embedder)
    Path(settings.corpus, "crane.txt").write_text("The blue crane lifts 90 tonnes.", "utf-8")
    drafts = service.queue.reading(iter(range(2)))
    next(drafts)  # somebody's question
    assert service.rebuild()
    time.sleep(1.0)
    assert service.state.building
    assert service.index is not None
    assert service.index.stats().articles == 3
    assert list(drafts) == [1]
    state = at_rest(service)
    assert state.report is not None
    assert state.report.added == 1
