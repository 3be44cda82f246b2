"""The desk over a real index: first build, rebuild, and what it says when it cannot."""

from __future__ import annotations

import datetime
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.errors import QaError
from qa.scope import Scope
from qa.settings import Settings
from qa.ui.service.service import Desk, DeskState

if TYPE_CHECKING:
    from qa.index import Embedder

LONG_S = 120


def opened(settings: Settings, embedder: Embedder) -> Desk:
    desk = Desk(settings, embedder=embedder)
    desk.start()
    assert desk.wait(LONG_S)
    at_rest(desk)
    return desk


def at_rest(desk: Desk) -> DeskState:
    """The state after the build that is under way has ended, and what follows on it."""
    while desk.busy:
        time.sleep(0.02)
    return desk.state


def rebuilt(desk: Desk) -> DeskState:
    """The state after a rebuild has ended."""
    assert desk.rebuild()
    return at_rest(desk)


def test_the_first_start_builds_the_index_and_tells_its_progress(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    seen: list[DeskState] = []
    desk = Desk(settings, embedder=packaged_embedder, on_change=seen.append)
    desk.start()
    assert desk.wait(LONG_S)
    assert at_rest(desk).phase == "ready"
    assert desk.state.report is not None
    assert desk.state.report.added == 3
    assert any(state.building and state.total == 3 for state in seen)
    assert desk.facts().startswith("3 articles · ")
    assert "6 Feb 2017 – 20 May 2017" in desk.facts()


def test_a_new_article_is_answered_from_after_a_rebuild(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    desk = opened(settings, packaged_embedder)
    path = Path(settings.corpus, "crane.txt")
    path.write_text("A new crane\n\nThe blue crane of Rajin can lift 90 tonnes.\n", "utf-8")
    state = rebuilt(desk)
    assert (state.phase, state.error) == ("ready", "")
    assert state.report is not None
    assert (state.report.added, state.report.unchanged) == (1, 3)
    last = list(desk.stream("How many tonnes can the blue crane lift?", ()))[-1]
    assert last.citations[0].article.path == "crane.txt"
    assert desk.facts().startswith("4 articles · ")


def test_an_index_that_is_there_is_not_built_again(
    built_settings: Settings, packaged_embedder: Embedder
) -> None:
    desk = opened(built_settings, packaged_embedder)
    assert (desk.state.phase, desk.state.report) == ("ready", None)
    assert desk.article("0" * 16) is None


def test_a_missing_corpus_is_told_and_a_rebuild_recovers(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    moved = settings.corpus.rename(settings.corpus.with_name("elsewhere"))
    desk = opened(settings, packaged_embedder)
    assert desk.state.phase == "failed"
    assert str(settings.corpus.name) in desk.state.error
    with pytest.raises(QaError, match="corpus"):
        desk.assistant()
    moved.rename(settings.corpus)
    assert rebuilt(desk).phase == "ready"


def test_a_failed_rebuild_goes_on_with_the_index_as_it_was(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    desk = opened(settings, packaged_embedder)
    settings.corpus.rename(settings.corpus.with_name("elsewhere"))
    state = rebuilt(desk)
    assert state.phase == "ready"
    assert state.error
    assert desk.facts().startswith("3 articles · ")


def test_a_filter_keeps_answers_to_its_articles(
    built_settings: Settings, packaged_embedder: Embedder
) -> None:
    desk = opened(built_settings, packaged_embedder)
    question = "How many passengers can the ship take?"
    ship = list(desk.stream(question, (), scope=Scope(last=datetime.date(2018, 1, 1))))[-1]
    assert ship.citations[0].article.path == "ferry.txt"
    desk_only = list(desk.stream(question, (), scope=Scope(sources=("Test desk",))))[-1]
    shown = {item.article.path for item in desk_only.citations}
    shown |= {hit.passage.article.path for hit in desk_only.nearest}
    assert shown <= {"rail/line.md"}
    with pytest.raises(QaError, match="No article fits the filter"):
        list(desk.stream(question, (), scope=Scope(sources=("Nobody",))))


def test_what_is_asked_for_while_the_models_load_is_built_when_they_are_there(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    opened(settings, packaged_embedder)
    desk = Desk(settings, embedder=packaged_embedder)
    (settings.corpus / "crane.txt").write_text("The crane\n\nThe crane lifts 90 t.\n", "utf-8")
    assert not desk.rebuild()
    desk.start()
    assert desk.wait(LONG_S)
    state = at_rest(desk)
    assert (state.phase, state.error) == ("ready", "")
    assert state.report is not None
    assert state.report.added == 1
    assert desk.facts().startswith("4 articles · ")


def test_no_rebuild_is_lost_at_the_end_of_another(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    """A file comes, and is told of, at every state that the desk goes through."""
    desk = opened(settings, packaged_embedder)
    told = 0

    def one_more(_: DeskState) -> None:
        nonlocal told
        if told < 6:
            told += 1
            text = f"Crate {told}\n\nCrate number {told} holds {told + 7} lamps.\n"
            (settings.corpus / f"crate-{told}.txt").write_text(text, "utf-8")
            desk.rebuild()

    desk.on_change = one_more
    desk.rebuild()
    assert at_rest(desk).error == ""
    assert told == 6
    assert desk.facts().startswith("9 articles · ")
