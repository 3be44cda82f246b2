"""The model writes once; reader, unchecked and checked answers are told apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.chat import COLUMNS, DROPPED, MARKED, READER, UNCHECKED, ask, of_sentences, row
from benchmarks.common.data import Question
from tests.answering.fakes import saying

if TYPE_CHECKING:
    from qa.answering import Assistant

TRUE = "Over 40,000 North Koreans hold a permit to work in Russia [1]."
WRONG = "Over 50,000 North Koreans hold a permit to work in Japan [1]."
QUESTION = Question(
    id="f",
    kind="fact",
    question="How many North Koreans hold a permit to work in Russia?",
    groups=(("40,000",),),
    articles=("workers.html",),
    evidence=("Over 40,000 North Koreans hold a permit to work in Russia",),
)
UNKNOWN = Question(
    id="u", kind="unanswerable", question="Who won the chess olympiad in Batumi?", groups=()
)


def test_checking_takes_back_what_is_not_supported(assistant: Assistant) -> None:
    found = ask(assistant, [QUESTION], saying(f"{TRUE} {WRONG}"), tell=lambda _: None)
    shown = {name: [item.text for item in said[0].plain] for name, said in found.items()}
    true, wrong = (text.replace(" [1]", "") for text in (TRUE, WRONG))
    assert shown[UNCHECKED] == [true, wrong]
    assert shown[MARKED] == shown[DROPPED] == [true]
    rows = {
        name: dict(zip(COLUMNS, row(name, said, assistant.reader), strict=True))
        for name, said in found.items()
    }
    assert rows[UNCHECKED]["unsupported as fact"] == 0.5
    assert rows[MARKED]["unsupported as fact"] == 0.0
    assert rows[MARKED]["ALCE recall"] == rows[MARKED]["ALCE precision"] == 1.0
    assert [rows[name]["right"] for name in (READER, UNCHECKED, MARKED)] == [1.0, 1.0, 1.0]
    # Two sentences, one marked; one with the wanted answer, not marked; none of the unanswerable.
    assert of_sentences("fake", found[UNCHECKED]) == ("fake", 2, 0.5, 1, 0.0, 0, None)


def test_what_is_kept_is_told_as_it_comes_and_not_written_again(
    assistant: Assistant, tmp_path: Path
) -> None:
    for says in (TRUE, WRONG):
        found = ask(assistant, [QUESTION], saying(says), tell=lambda _: None, keep=tmp_path)
        assert [item.text for item in found[MARKED][0].plain] == [TRUE.replace(" [1]", "")]
    (line,) = (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    told = json.loads(line)
    assert (told["id"], told[READER]["right"], told[UNCHECKED]["text"]) == ("f", True, TRUE)
    (sentence,) = told[UNCHECKED]["sentences"]
    assert (sentence["right"], sentence["supported"]) == (True, True)


def test_where_nothing_stands_the_reader_is_counted(assistant: Assistant) -> None:
    found = ask(assistant, [QUESTION], saying("Bananas are yellow [1]."), tell=lambda _: None)
    assert [said[0].fell_back for said in found.values()] == [False, False, True, True]
    assert not found[UNCHECKED][0].outcome.right
    assert found[MARKED][0].outcome.right


def test_silence_is_silence_for_all(assistant: Assistant) -> None:
    found = ask(assistant, [UNKNOWN], saying(TRUE), tell=lambda _: None)
    checked = {name: said[0] for name, said in found.items() if name != UNCHECKED}
    assert all(item.outcome.good and not item.plain for item in checked.values())
    assert not found[UNCHECKED][0].outcome.good  # the model was asked, and said something


def test_without_a_model_only_the_reader_is_asked(assistant: Assistant) -> None:
    assert list(ask(assistant, [QUESTION], None, tell=lambda _: None)) == [READER]


@pytest.mark.parametrize("says", ["NOT FOUND", ""])
def test_a_model_that_declines_is_silent_unchecked(assistant: Assistant, says: str) -> None:
    found = ask(assistant, [QUESTION], saying(says), tell=lambda _: None)
    assert found[UNCHECKED][0].outcome.reply.silent
    assert found[MARKED][0].fell_back
