from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.errors import QaError
from qa.ui.components.feedback import record
from tests.ui.make import answer, answered


def test_votes_are_appended_with_question_answer_and_remark(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    record(path, answered(), vote="up")
    record(path, answered(), vote="down", remark=" Zu kurz – “so”\n")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [(line["vote"], line["remark"]) for line in lines] == [
        ("up", ""),
        ("down", "Zu kurz – “so”"),
    ]
    assert lines[0]["question"] == "When was the line opened?"
    assert lines[0]["answer"] == "The line was opened in 2013. It cost much."


def test_what_is_no_vote_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QaError, match="up or down"):
        record(tmp_path / "f", answered(), vote="sideways")


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(QaError, match="could not be written"):
        record(tmp_path, answered(), vote="up")


def test_a_vote_that_is_changed_has_the_id_of_the_same_answer(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    record(path, answered(), vote="up")
    record(path, answered(), vote="down")
    record(path, answer(question="Another?"), vote="up")
    first, second, other = (json.loads(line)["id"] for line in path.read_text("utf-8").splitlines())
    assert first == second != other
    assert len(first) == 16
