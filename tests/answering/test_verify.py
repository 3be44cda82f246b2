"""A sentence that changes a number, a date, a name or a negation is caught."""

import pytest

from qa.answering.verify import problems

QUOTE = (
    "More than 40,000 North Koreans had permits to work in Russia in October 2017, "
    "Sergei Lavrov said, and the number did not fall."
)


@pytest.mark.parametrize(
    "claim",
    [
        QUOTE,
        "More than 40,000 North Koreans had permits to work in Russia",
        "Lavrov said that 40 thousand North Koreans worked in Russia, and that it did not fall.",
    ],
)
def test_what_the_quote_says_has_no_problems(claim: str) -> None:
    assert problems(claim, [QUOTE]) == ()


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        (
            "Some 50,000 North Koreans had no permits to work in Russia.",
            "the number 50000 is not in the cited words",
        ),
        (
            "In May 2017 over 40,000 could not work in Russia.",
            "the date may is not in the cited words",
        ),
        (
            "It was Boris Titov who said that the number did not fall.",
            "the name boris and titov is not in the cited words",
        ),
        ("The number did fall, Lavrov said.", "one says not where the other does not"),
    ],
)
def test_a_change_is_named(claim: str, problem: str) -> None:
    assert problems(claim, [QUOTE]) == (problem,)


def test_names_may_come_from_the_title_but_numbers_may_not() -> None:
    quote = ["He was 86."]
    assert problems("Mr Jacques Chirac was 86.", quote, context=["Jacques Chirac dies"]) == ()
    assert problems("He was 87.", quote, context=["Died aged 87"]) != ()


def test_nothing_cited_is_a_problem() -> None:
    assert problems("It rained.", []) == ("it cites nothing",)
