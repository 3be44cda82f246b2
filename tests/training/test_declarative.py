"""Questions become statements with their answers in place, or nothing where that is unclear."""

from __future__ import annotations

import random

import pytest

from training.declarative import of_questions, statement_of
from training.labelled import Asked

CONTEXT = (
    "The council opened the new bridge in March 2011. Obama defeated McCain in 2008. "
    "The old mill was sold to Peter Brown by Anna Hall."
)
VOCABULARY = frozenset(("opened", "sold", "defeated", "built", "closed"))


@pytest.mark.parametrize(
    ("question", "answer", "statement"),
    [
        ("Who defeated McCain?", "Obama", "Obama defeated McCain."),
        ("Who did Obama defeat?", "McCain", "Obama defeated McCain."),
        ("When did the council open the bridge?", "March 2011",
         "The council opened the bridge in March 2011."),
        ("When was the old mill sold?", "2008", "The old mill was sold in 2008."),
        ("Who was the old mill sold to?", "Peter Brown", "The old mill was sold to Peter Brown."),
        ("How many people visited the mill?", "40", "40 people visited the mill."),
        ("Which city is the capital of France?", "Paris", "Paris is the capital of France."),
    ],
)  # fmt: skip
def test_the_answer_takes_its_place(question: str, answer: str, statement: str) -> None:
    assert statement_of(question, answer, CONTEXT, VOCABULARY) == statement


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When did they of leave?", "2008"),  # no subject that the passage has
        ("Who won something?", "Obama"),  # asked of nothing in particular
        ("Who defeated McCain?", "he"),  # says nothing by itself
        ("Why was it sold?", "rent"),
        ("Who defeated McCain?", ""),
    ],
)
def test_what_is_unclear_becomes_nothing(question: str, answer: str) -> None:
    assert statement_of(question, answer, CONTEXT, VOCABULARY) is None


def asked(question: str, answer: str) -> Asked:
    at = CONTEXT.index(answer)
    return Asked("qamr_news", "a", question, CONTEXT, (answer,), (at, at + len(answer)), ())


def test_a_question_brings_a_true_claim_and_a_near_false_one() -> None:
    items = [asked("Who defeated McCain?", "Obama"), asked("Who sold the mill?", "Anna Hall")]
    for seed in range(5):
        found = of_questions(items, VOCABULARY, random.Random(seed))
        true = [example.question for example in found if example.support == 1]
        false = [example.question for example in found if example.support == 0]
        assert "Obama defeated McCain." in true
        assert set(false) <= {
            "McCain defeated Obama.", "Anna Hall defeated McCain.", "Obama sold the mill.",
        }  # fmt: skip
        assert all(example.passage in CONTEXT for example in found)
