"""The dossier: sections, numbered notes, what was not found; as a program on real articles."""

from __future__ import annotations

from pathlib import Path

import pytest

import qa
from examples import dossier

TEXT = "The pier was opened in 2014. It [cost] 40 million euros."
ARTICLE = qa.Article("a" * 16, "pier.txt", "A pier", TEXT, "")


class Told:
    """An assistant that gives prepared answers."""

    def __init__(self, **answers: qa.Answer) -> None:
        self.answers = answers

    def answer(self, question: str) -> qa.Answer:
        return self.answers[question]


def _citation(marker: int, start: int, end: int) -> qa.Citation:
    return qa.Citation(marker, ARTICLE, TEXT[start:end], start, end, 1.0)


def _answer(
    question: str, *sentences: qa.Sentence, citations: tuple[qa.Citation, ...]
) -> qa.Answer:
    status = "answered" if sentences else "not_found"
    return qa.Answer(question, question, "…", None, sentences, citations, status, (), "reader", 0.1)


def test_equal_quotations_share_a_note_and_markup_is_escaped() -> None:
    opened, cost = _citation(1, 0, 28), _citation(2, 29, 56)
    told = Told(
        when=_answer("when", qa.Sentence("Opened *2014*.", (1,), True), citations=(opened,)),
        cost=_answer(
            "cost",
            qa.Sentence("It cost.", (2,), True),
            qa.Sentence("By Martians.", (1,), False),
            citations=(qa.Citation(1, ARTICLE, opened.quote, 0, 28, 0.1), cost),
        ),
        who=_answer("who", citations=()),
    )
    made = dossier.dossier(told, ["when", "who", "cost"]).split("\n\n")  # type: ignore[arg-type]
    assert made[:7] == [
        "# Dossier",
        "## when",
        "Opened \\*2014\\*.[^1]",
        "## cost",
        "It cost.[^2] By Martians.[^1] *(not supported by the articles)*",
        "## Not found in the articles",
        "- who",
    ]
    assert made[7:] == [
        "[^1]: “The pier was opened in 2014.” A pier. (pier.txt)",
        "[^2]: “It \\[cost\\] 40 million euros.” A pier. (pier.txt)\n",
    ]


def test_the_program_writes_a_dossier_of_a_folder(corpus: Path, tmp_path: Path) -> None:
    questions, out = tmp_path / "questions.txt", tmp_path / "out.md"
    questions.write_text("# a remark\nHow long is the line from Khasan to the port of Rajin?\n\n")
    dossier.main([str(corpus), str(questions), str(out), "--indexes", str(tmp_path / "indexes")])
    written = out.read_text(encoding="utf-8")
    assert "## How long is the line from Khasan to the port of Rajin?" in written
    assert "54 kilometres long" in written
    assert "[^1]: “The line from Khasan to the port of Rajin is 54 kilometres long.” " in written
    assert (
        "The line to Rajin, Test desk, 2017-02-06, Anton Merrow. <https://example.org/line>"
        in written
    )


def test_a_missing_folder_is_said_in_one_sentence(tmp_path: Path) -> None:
    questions = tmp_path / "questions.txt"
    questions.write_text("Who?")
    nowhere = tmp_path / "nowhere"
    with pytest.raises(SystemExit) as leaving:
        dossier.main([str(nowhere), str(questions), str(tmp_path / "out.md")])
    assert str(leaving.value).startswith(f"There is no folder {nowhere}. ")
