"""While vectors are still to come, answers come from the words and say so."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from qa.answering import Assistant
from qa.answering.notes import still_to_come, with_note
from qa.cli import main
from qa.index import Progress, build_index
from qa.index.filtered_index import FilteredIndex
from qa.scope import Scope
from qa.settings import Settings
from tests.ui.make import answer

if TYPE_CHECKING:
    from qa.index import Embedder

NOTE = (
    "The index is still being built: 0 of 3 passages can be found by their meaning so far, "
    "all of them by their words."
)
QUESTION = "How many North Koreans hold a permit to work in Russia?"


def build_words_alone(settings: Settings, embedder: Embedder) -> None:
    read: list[Progress] = []

    def progress(step: Progress) -> None:
        if step.stage == "read" and step.done == step.total:
            read.append(step)

    build_index(settings, embedder=embedder, progress=progress, cancelled=lambda: bool(read))


def test_an_answer_says_how_far_the_vectors_are(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    build_words_alone(settings, packaged_embedder)
    with Assistant.open(settings, embedder=packaged_embedder) as assistant:
        early = assistant.answer(QUESTION)
        assert "Over 40,000" in early.text
        assert early.note == NOTE
        assert still_to_come(FilteredIndex(assistant.index, Scope(articles=("none",)))) == NOTE
        build_index(settings, embedder=packaged_embedder)
        late = assistant.answer(QUESTION)
        assert "Over 40,000" in late.text
        assert late.note == ""


def test_a_search_in_the_terminal_says_it_too(
    settings: Settings,
    packaged_embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    build_words_alone(settings, packaged_embedder)
    folders = ["--corpus", str(settings.corpus), "--indexes", str(settings.indexes)]
    monkeypatch.setattr(sys, "argv", ["qa", "search", "permit to work", *folders])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    shown = capsys.readouterr()
    assert "Work permits double" in shown.out
    assert " ".join(shown.err.split()) == NOTE


def test_a_note_follows_what_was_noted_before() -> None:
    assert with_note(answer(note="One."), "Two.").note == "One. Two."
    assert with_note(answer(), "").note == ""
