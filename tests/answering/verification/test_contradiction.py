"""Claims that turn their quote round: opposites, counts, sides of a number, rates, roles."""

from __future__ import annotations

import pytest

from qa.answering.verification.contradiction import contradictions


@pytest.mark.parametrize(
    ("claim", "quote", "said"),
    [
        ("Sales rose in May.", "Sales fell in May.", "it says rose where the cited words say fell"),
        ("The port was opened.", "The port was closed.", "it says opened where"),
        (
            "It can carry 12 cars.",
            "It can carry 12 berths and 40 cars.",
            "the number 12 is of",
        ),
        (
            "More than 40 people came.",
            "Fewer than 40 people came.",
            "the number 40 is on",
        ),
        ("It costs $5 a week.", "It costs $5 a month.", "it says a week where"),
        ("Russia sued Ukraine.", "Ukraine sued Russia.", "those before and behind “sued” change"),
    ],
)
def test_what_is_turned_round_is_told_in_words(claim: str, quote: str, said: str) -> None:
    (told,) = contradictions(claim, quote)
    assert told.startswith(said)
    assert not told.endswith(".")


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Sales rose in May.", "Sales rose in May."),
        ("Sales rose in May.", "Sales rose in May and fell in June."),
        ("It carries 40 cars.", "It can carry 12 berths and 40 cars."),
        ("More than 40 people came.", "Over 40 people came."),
        ("Ukraine sued Russia.", "Ukraine sued Russia."),
    ],
)
def test_what_agrees_or_says_both_is_not_judged(claim: str, quote: str) -> None:
    assert contradictions(claim, quote) == ()
