"""The line of a yes or no question says only what is sure, and both sides where both are."""

import pytest

from qa.answering.extraction.compose import compose
from qa.answering.extraction.verdict import verdict, with_verdict
from qa.answering.stages import Evidence, State
from tests.answering.make import article

SOURCE = article("Gas leaked. A group claimed it. Rain fell.")
GAS, GROUP, RAIN = (Evidence(SOURCE, a, b, 0.5) for a, b in ((0, 11), (12, 31), (32, 42)))
FOUND = State("Was it gas?", kind="yes_no", evidence=(RAIN, GAS), status="answered")


@pytest.mark.parametrize(
    ("yes", "no", "said"),
    [
        (0.95, 0.2, "Yes."),
        (0.2, 0.95, "No."),
        (0.95, 0.92, "Reports differ."),
        (0.89, 0.1, None),
        (0.5, 0.5, None),
    ],
)
def test_what_is_said(yes: float, no: float, said: str | None) -> None:
    assert verdict(yes, no, sure=0.9) == said


def test_the_deciding_sentence_follows_the_line_and_the_others_follow_it() -> None:
    decided = with_verdict(FOUND, yes=0.95, no=0.1, sure=0.9, deciding=[GAS])
    *_, answer = compose(decided, engine="reader", seconds=0.0)
    assert answer.text == "Yes. Gas leaked. [1] Rain fell. [2]"
    assert [sentence.ours for sentence in answer.sentences] == [True, False, False]


def test_where_reports_differ_both_sides_are_shown_and_nothing_else() -> None:
    decided = with_verdict(FOUND, yes=0.95, no=0.95, sure=0.9, deciding=[GAS, GROUP])
    *_, answer = compose(decided, engine="reader", seconds=0.0)
    assert answer.text == "Reports differ. Gas leaked. [1] A group claimed it. [2]"


def test_what_is_not_sure_or_not_found_stays_as_it_was() -> None:
    assert with_verdict(FOUND, yes=0.5, no=0.1, sure=0.9, deciding=[GAS]) is FOUND
    silent = State("Was it gas?", kind="yes_no")
    assert with_verdict(silent, yes=0.95, no=0.1, sure=0.9) is silent
