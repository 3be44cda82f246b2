"""Statements become yes/no questions, with the answers that their passages allow."""

import random

import pytest

from training import yes_no
from training.calibrate_verdict import FLOORS, Said, fit, lowest_floor, right_of_said
from training.labelled import Example

VOCABULARY = {"visit", "close", "accuse", "stop", "carry", "win"}


@pytest.mark.parametrize(
    ("statement", "question"),
    [
        ("The bridge was closed in May 2019.", "Was the bridge closed in May 2019?"),
        ("Maria Lopez has won the regional prize.", "Has Maria Lopez won the regional prize?"),
        ("The mayor visited the flooded town.", "Did the mayor visit the flooded town?"),
        ("Police stopped the march at noon.", "Did police stop the march at noon?"),
        ("The ferry carried two hundred people.", "Did the ferry carry two hundred people?"),
        ("Norway won the final in Oslo.", "Did Norway win the final in Oslo?"),
        ("The house that Jack built was sold.", None),
        ("The city has two old harbours.", None),
        ("It was closed in May 2019.", None),
        ("Nobody came here at all today.", None),
    ],
)
def test_a_statement_becomes_a_question(statement: str, question: str | None) -> None:
    assert yes_no.question_of(statement, VOCABULARY) == question


@pytest.mark.parametrize(
    ("kind", "support", "labels"),
    [("number", 1, [1, 0]), ("number", 0, [0, 1]), ("hedge", 0, [0, 0]), ("speaker", 0, [0, 0])],
)
def test_what_is_denied_is_no_and_what_is_left_open_neither(
    kind: str, support: int, labels: list[int]
) -> None:
    claim = Example(f"made_{kind}", "The bridge was closed in May 2019.", "Text.", support=support)
    made = yes_no.of_claim(claim, VOCABULARY)
    assert [item.question for item in made] == [
        "Was the bridge closed in May 2019? Yes.",
        "Was the bridge closed in May 2019? No.",
    ]
    assert [item.support for item in made] == labels


def test_another_passage_supports_neither_answer() -> None:
    claims = [
        Example(
            "made_name", f"The bridge was closed in {year} at last.", f"About {year}.", support=1
        )
        for year in range(1900, 2000)
    ]
    made = yes_no.made(claims, VOCABULARY, 60, random.Random(1))
    strange = [item for item in made if item.passage.split()[1] not in item.question + "."]
    strange = [e for e in made if e.passage.removeprefix("About ").rstrip(".") not in e.question]
    assert strange
    assert {item.support for item in strange} == {0}


def test_a_verdict_is_said_from_the_lowest_floor_at_which_it_is_mostly_right() -> None:
    right = [Said(True, 0.8, 0.1)] * 22 + [Said(False, 0.1, 0.9)] * 30
    wrong = [Said(False, 0.6, 0.1)] * 9 + [Said(False, 0.95, 0.7)] * 9
    found = right + wrong
    assert right_of_said(found, 0.5, yes=True) == (22, 31)  # of the other nine it says no as well
    assert lowest_floor(found, yes=True) == 0.61
    assert right_of_said(found, 0.5, yes=False) == (30, 30)
    assert lowest_floor(found, yes=False) == 0.5
    assert lowest_floor(found[:15], yes=True) == FLOORS[-1]  # too few are said
    assert fit({"one": found, "two": []}) == {
        "yes_floor": (0.61, "right of said, of 70 questions: {'one': '22 of 22', 'two': '0 of 0'}"),
        "no_floor": (0.5, "right of said, of 70 questions: {'one': '30 of 30', 'two': '0 of 0'}"),
    }
