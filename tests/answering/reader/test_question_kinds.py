"""What kind of answer a question wants is told by a layer of the packaged encoder, trained on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from qa.answering.reader.question_kinds import KindNetwork, kind_probabilities
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
    described = json.loads((WEIGHTS / "kinds.json").read_text(encoding="utf-8"))
    assert list(found) == described["kinds"]
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("kinds.safetensors", b"x", "damaged"),
        ("kinds.safetensors", None, "missing"),
        ("kinds.json", b"{", "cannot be read"),
        ("kinds.json", None, "missing"),
    ],
)
def test_missing_and_damaged_weights_are_told(
    tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    for each in ("kinds.safetensors", "kinds.json"):
        shutil.copy(WEIGHTS / each, tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ReaderError, match=told):
        KindNetwork(tmp_path)
