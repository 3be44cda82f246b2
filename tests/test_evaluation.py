"""Grading of answers, and the file of questions that people write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.errors import QaError
from qa.evaluation import Wanted, evaluate, figures, graded, read_questions, report_markdown, share
from qa.records import Answer, Turn
from tests.ui.make import answer, answered


def wanted(*groups: tuple[str, ...], articles: tuple[str, ...] = (), kind: str = "fact") -> Wanted:
    return Wanted("When was the line opened?", kind, groups, articles, ())


@pytest.mark.parametrize(
    ("groups", "right"),
    [
        ((("2013",),), True),
        ((("2012", "in 2013"),), True),
        ((("The line was opened",),), True),
        ((("line was opened", "x"), ("cost much",)), True),
        ((("line was opened",), ("54 km",)), False),
        ((("201",),), False),
        ((("opened line",),), False),
    ],
)
def test_an_answer_is_right_if_each_group_has_a_variant_in_it(
    groups: tuple[tuple[str, ...], ...], right: bool
) -> None:
    assert graded(wanted(*groups), answered()).right is right


def test_an_unanswerable_question_is_right_when_nothing_is_found() -> None:
    assert graded(wanted(), answer(status="not_found")).right
    assert not graded(wanted(), answered()).right


def test_silence_is_what_an_answerable_question_gets_no_answer_to() -> None:
    silent = answer(status="not_found")
    assert graded(wanted(("2013",)), silent).silent
    assert not graded(wanted(), silent).silent
    assert not graded(wanted(("1999",)), answered()).silent


@pytest.mark.parametrize(
    ("articles", "cited"),
    [(("line.md",), True), (("rail/line.md",), True), (("ferry.txt",), False), ((), True)],
)
def test_a_right_answer_cites_an_article_that_answers(
    articles: tuple[str, ...], cited: bool
) -> None:
    assert graded(wanted(("2013",), articles=articles), answered()).cited is cited
    assert graded(wanted(("1999",), articles=articles), answered()).cited is None


def test_figures_are_of_each_kind_and_of_all() -> None:
    outcomes = [
        graded(wanted(("2013",)), answered()),
        graded(wanted(("2013",)), answer(status="not_found")),
        graded(wanted(kind="unanswerable"), answer(status="not_found")),
    ]
    rows = [(r.kind, r.questions, r.right, r.cited, r.silent) for r in figures(outcomes)]
    assert rows == [
        ("fact", 2, 0.5, 1.0, 0.5),
        ("unanswerable", 1, 1.0, None, 0.0),
        ("all", 3, pytest.approx(2 / 3), 1.0, pytest.approx(1 / 3)),
    ]
    assert (share(0.5), share(None)) == ("0.50", "–")


def test_the_report_lists_what_was_wrong_as_plain_text() -> None:
    asked = Wanted("What <b>cost</b> it?", "fact", (("5 *million*",),), (), ())
    text = report_markdown([graded(asked, answered())], engine="reader")
    assert "| fact | 1 | 0.00 | – | 0.00 | 0.10 |" in text
    assert "- **What \\<b\\>cost\\</b\\> it?**" in text
    assert "wanted: 5 \\*million\\*" in text
    fine = report_markdown([graded(wanted(("2013",)), answered())], engine="reader")
    assert "All are right." in fine


def test_questions_are_asked_in_order_with_their_progress() -> None:
    told: list[tuple[int, int]] = []

    def reply(_: Wanted) -> Answer:
        return answered()

    outcomes = evaluate([wanted(), wanted()], reply, progress=lambda n, of: told.append((n, of)))
    assert len(outcomes) == 2
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_file_of_questions_is_read(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    lines: list[dict[str, object]] = [
        {"question": "When?", "answers": ["2013", "in 2013"], "articles": ["line.md"]},
        {"question": "Who and why?", "answers": [["Ann"], ["trade", "money"]], "kind": "list"},
        {"question": "Never said", "answers": [], "history": [{"question": "a", "answer": "b"}]},
    ]
    path.write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert read_questions(path) == [
        Wanted("When?", "answerable", (("2013", "in 2013"),), ("line.md",), ()),
        Wanted("Who and why?", "list", (("Ann",), ("trade", "money")), (), ()),
        Wanted("Never said", "unanswerable", (), (), (Turn("a", "b"),)),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no question"),
        ("{", "line 1: this is no JSON"),
        ('{"question": "a", "answers": []}\n[]', "line 2: a line is an object"),
        ('{"question": "a", "answers": ["…"]}', "without a letter or digit"),
        ('{"question": "a", "answer": "b"}', '"answers" is a list'),
        ('{"question": "a", "answers": "200"}', '"answers" is a list'),
        ("[" * 100_000, "line 1"),
    ],
)
def test_a_line_that_is_off_is_named(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QaError, match=told):
        read_questions(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(QaError, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")
