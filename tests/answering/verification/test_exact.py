"""A sentence that changes a number, a date, a name or a negation is caught."""

import pytest

from qa.answering.verification.exact import problems

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
            "Some 50,000 North Koreans had permits to work in Russia.",
            "the number 50000 is not in the cited words",
        ),
        (
            "In May 2017 over 40,000 could work in Russia.",
            "the date may is not in the cited words",
        ),
        (
            "It was Boris Titov who said that the number did not fall.",
            "the name boris and titov is not in the cited words",
        ),
    ],
)
def test_a_change_is_named(claim: str, problem: str) -> None:
    assert problems(claim, [QUOTE]) == (problem,)


def test_a_people_stands_for_its_country_and_no_name_for_another() -> None:
    assert problems("The Russian market grew.", ["In Russia the market grew."]) == ()
    assert problems("In Korea the market grew.", ["The Korean market grew."]) == ()
    assert problems("In Austria it grew.", ["In Australia it grew."]) != ()
    assert problems("Mr George grew it.", ["Georgia grew it."]) != ()


def test_what_is_meant_is_left_to_the_checker() -> None:
    assert problems("The number did fall, Lavrov said.", [QUOTE]) == ()
    quote = "It grew, according to the ministry. Anna Holm said that it rained."
    assert problems("According to Anna Holm, it grew.", [quote]) == ()


def test_names_may_come_from_the_title_but_numbers_may_not() -> None:
    quote = ["He was 86."]
    assert problems("Mr Jacques Chirac was 86.", quote, context=["Jacques Chirac dies"]) == ()
    assert problems("He was 87.", quote, context=["Died aged 87"]) != ()


def test_nothing_cited_is_a_problem() -> None:
    assert problems("It rained.", []) == ("it cites nothing",)


def test_a_missing_name_is_told_as_it_is_written() -> None:
    assert problems("It was Francine's.", ["It was hers."]) == (
        "the name francine is not in the cited words",
    )
