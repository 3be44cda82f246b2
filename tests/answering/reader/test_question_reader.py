"""A question's kind and what it is about are told by layers of the packaged encoder, trained on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from qa.answering.reader.question_reader import (
    QuestionNetwork,
    best_marks,
    kind_probabilities,
    read_question,
)
from qa.answering.reader.thresholds import WEIGHTS
from qa.errors import ReaderError


def likeliest(question: str) -> str:
    found = kind_probabilities(question)
    return max(found, key=found.__getitem__)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how come the ferry stopped running", "explain"),
        ("Take me through the strike at Orm, with dates", "timeline"),
        ("Where do things stand with the bridge at Halm?", "latest"),
        ("who got more votes in Ulm, Ek or Berg?", "compare"),
        ("so did they ever find the painting?", "yes_no"),
        ("names of the towns that were cut off", "list"),
        ("number of dead in the bus crash near Lund", "fact"),
        ("Everything on the Halm bridge, in short", "overview"),
        ("what was in the papers last Tuesday", "digest"),
    ],
)
def test_kinds_as_people_word_them(question: str, kind: str) -> None:
    assert likeliest(question) == kind


def test_every_kind_has_a_probability() -> None:
    found = kind_probabilities("Who was it?")
    described = json.loads((WEIGHTS / "questions.json").read_text(encoding="utf-8"))
    every = read_question("Who was it?")
    assert list(found) == [kind for kind in described["kinds"] if not kind.startswith("c:")]
    assert [f"c:{kind}" for kind in every.of_collection] == described["kinds"][: -len(found)]
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-5)
    assert sum(every.of_collection.values()) < 0.1


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("Who is older, Ann Lee or Bo Ek?", "Ann Lee", "Bo Ek"),
        ("How do the laws of Ohio and Utah differ?", "Ohio", "Utah"),
        ("where do things stand with the bridge at Halm?", "the bridge at Halm", None),
        ("Take me through the strike at Orm, with dates", "the strike at Orm", None),
        ("any pieces on the ferry by Leila Thornquay?", "the ferry", "Leila Thornquay"),
        ("How many articles do you have?", None, None),
        ("How many were injured?", None, None),
    ],
)
def test_what_a_question_is_about_is_marked(
    question: str, first: str | None, second: str | None
) -> None:
    read = read_question(question)
    marks = [mark and question[slice(*mark)] for mark in (read.first, read.second)]
    assert marks == [first, second]


def test_a_mark_ends_behind_its_beginning_and_is_left_out_where_none_is_likelier() -> None:
    logits = np.zeros((6, 2), np.float32)
    logits[4, 0], logits[1, 1] = 5, 5  # begins behind its end
    logits[2, 0], logits[3, 1] = 3, 3
    assert best_marks(logits) == (2, 3)
    logits[0] = 4
    assert best_marks(logits) is None
    assert best_marks(np.zeros((2, 2), np.float32)) is None


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("questions.safetensors", b"x", "damaged"),
        ("questions.safetensors", None, "missing"),
        ("questions.json", b"{", "cannot be read"),
        ("questions.json", None, "missing"),
    ],
)
def test_missing_and_damaged_weights_are_told(
    tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    for each in ("questions.safetensors", "questions.json"):
        shutil.copy(WEIGHTS / each, tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ReaderError, match=told):
        QuestionNetwork(tmp_path)
