"""Statements become yes/no questions, with the answers that their passages allow."""

import random

import pytest

from training import yes_no
from training.calibrate_verdict import (
    NEVER,
    Asked,
    Said,
    fit,
    lowest_floor,
    lowest_silent,
    right_of_said,
)
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


def said(says: str, sure: float, *pairs: tuple[float, float], stands: bool = True) -> Said:
    return Said(says, sure, tuple(Asked(yes, no, stands, stands) for yes, no in pairs))


def test_a_verdict_is_said_from_the_lowest_floor_at_which_it_is_mostly_right() -> None:
    found = [said("yes", 0.9, (0.8, 0.1))] * 16 + [said("no", 0.9, (0.1, 0.9), (0.2, 0.3))] * 12
    found += [said("", 0.1, (0.6, 0.1))] * 8 + [said("no", 0.4, (0.95, 0.7))] * 8
    assert right_of_said(found, 0.5, yes=True) == (16, 24)  # of the last eight it says no as well
    assert lowest_floor(found, yes=True) == 0.61
    assert right_of_said(found, 0.5, yes=False) == (12, 12)
    assert lowest_floor(found, yes=False) == 0.5
    assert lowest_floor(found[:9], yes=True) == NEVER  # too few are said
    silent = [said("yes", 0.9, (0.8, 0.1), stands=False)] * 9  # no sentence says it by itself
    assert right_of_said(found + silent, 0.5, yes=True) == (16, 24)


def test_what_is_undecided_is_left_open_from_the_lowest_floor_that_does() -> None:
    found = [said("", 0.1)] * 7 + [said("", 0.3)] * 3 + [said("yes", 0.1)] + [said("no", 0.2)] * 3
    assert lowest_silent(found, 0.4) == (0.11, 0.7, 0.25)
    assert lowest_silent(found, 0.08) == (0.08, 0.0, 0.0)  # not above that of other questions
    assert fit(found, answerable_floor=0.4) == {
        "yes_floor": (NEVER, "0 right of 0 said at 0.99, of 14 questions"),
        "no_floor": (NEVER, "0 right of 0 said at 0.99, of 14 questions"),
        "decided_floor": (0.11, "silent on what is undecided 0.700, on what is decided 0.250"),
    }
