"""What a model wrote and a reader read is told again without asking again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from langchain_core.messages import HumanMessage

from benchmarks.common.heard import ReadOnce, Recorder
from qa.answering.reader.base import Reading
from tests.answering.fakes import saying

ASKED, OTHER = [HumanMessage("Well?")], [HumanMessage("And?")]


def test_the_model_is_heard_once() -> None:
    recorder = Recorder(saying("One.", "Two."))
    assert recorder.reply(ASKED) == recorder.reply(ASKED) == recorder.last == "One."
    assert recorder.reply(OTHER) == "Two."
    recorder.forget()
    assert recorder.last == ""


def test_what_was_heard_is_told_from_the_file_and_the_rest_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "heard.jsonl"
    first = Recorder(saying("One."), file)
    assert first.reply(ASKED) == "One."
    later = Recorder(saying("Never.", "Two."), file)
    assert later.reply(ASKED) == "One."
    assert later.reading_speed is None
    assert later.reply(OTHER) == "Never."
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2


def test_a_stopped_reply_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "heard.jsonl"
    stream = Recorder(saying("One."), file).stream(ASKED)
    assert next(stream) == "O"
    stream.close()  # type: ignore[attr-defined]
    assert not file.exists()


class _Counting:
    name = "counting"

    def __init__(self) -> None:
        self.asked = 0

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        self.asked += len(texts)
        return [Reading(1.0, 1.0, (), ()) for _ in texts]

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        self.asked += len(texts)
        return [0.5] * len(texts)


def test_the_same_question_and_claim_are_read_once() -> None:
    counting = _Counting()
    reader = ReadOnce(counting)
    assert reader.read("Who?", ["A.", "B."]) == reader.read("Who?", ["A.", "B."])
    assert reader.support("A.", ["A."]) == reader.support("A.", ["A."]) == [0.5]
    assert (counting.asked, reader.name) == (3, "counting")
