"""Example questions: looked for once for a state of the index, kept beside it, read with care."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.answering import Assistant
from qa.ui.service.background import Background
from qa.ui.service.question_queue import QuestionQueue
from qa.ui.service.starters import FILE, Starters


def _found(folder: Path, assistant: Assistant) -> Starters:
    starters = Starters(folder, QuestionQueue(1), Background())
    starters.find(assistant)
    return starters


def test_what_is_found_is_kept_for_the_next_start(assistant: Assistant, tmp_path: Path) -> None:
    first = _found(tmp_path, assistant)
    kept = json.loads((tmp_path / FILE).read_text("utf-8"))
    assert tuple(kept["questions"]) == first.questions
    (tmp_path / FILE).write_text(json.dumps(kept | {"questions": ["Kept?"]}), "utf-8")
    assert _found(tmp_path, assistant).questions == ("Kept?",)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"index": "another", "questions": ["Old?"]}'])
def test_what_is_not_of_this_index_is_not_offered(
    assistant: Assistant, tmp_path: Path, damage: str
) -> None:
    (tmp_path / FILE).write_text(damage, "utf-8")
    assert "Old?" not in _found(tmp_path, assistant).questions


def test_a_folder_that_cannot_be_written_is_no_trouble(
    assistant: Assistant, tmp_path: Path
) -> None:
    assert isinstance(_found(tmp_path / "nowhere", assistant).questions, tuple)
