"""Two parties that change places around a verb."""

from __future__ import annotations

import pytest

from qa.answering.verification.roles import exchanged


@pytest.mark.parametrize(
    ("claim", "quote", "verb"),
    [
        ("Iran accused Israel of spying.", "Israel accused Iran of spying.", "accused"),
        ("Chile beat Brazil 2-1.", "On Sunday Brazil beat Chile 2-1.", "beat"),
        ("Brazil was beaten by Chile.", "On Sunday Brazil beat Chile 2-1.", "beaten"),
        ("Chile beat Brazil.", "Chile was narrowly beaten by Brazil.", "beat"),
        ("Police attacked the protesters.", "Protesters had attacked the police.", "attacked"),
        ("It rained, and the mayor sued Ada.", "Ada sued the mayor in May.", "sued"),
    ],
)
def test_who_did_it_to_whom_is_turned_round(claim: str, quote: str, verb: str) -> None:
    assert exchanged(claim, quote) == verb


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Merkel praised Macron in Berlin.", "In Berlin, Macron was praised by Angela Merkel."),
        ("Brazil beat Chile.", "Chile, who had won twice, saw that Brazil beat the team."),
        ("Brazil met Chile.", "Chile met Brazil."),
        ("Ada married Tom.", "Tom married Ada in May."),
        ("Brazil beat Chile.", "Chile beat Brazil in May, and in June Brazil beat Chile."),
        ("In Oslo the firm opened an office.", "The firm opened an office in Oslo."),
        ("The office in Oslo was opened in May.", "In May the firm opened an office in Oslo."),
        ("He sued the mayor.", "The mayor sued him."),
        ("Red paint covered the bed.", "The bed stood on red paint."),
        ("", "Chile beat Brazil."),
    ],
)
def test_what_only_stands_elsewhere_is_not(claim: str, quote: str) -> None:
    assert exchanged(claim, quote) is None
