"""Numbers, dates, names and negations are found in comparable form."""

import pytest

from qa.answering.english.facts import months, names, negations, numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over 40,000 and twenty-five, two million", {"40000", "25", "2000000"}),
        ("$6.16 million", {"6160000"}),
        ("two hundred and fifty thousand people", {"250000"}),
        ("voted 66 to 27", {"66", "27"}),
        ("1984, 1985 and 1986", {"1984", "1985", "1986"}),
        ("one of them", set()),
        ("a three-judge court", {"3"}),
        ("the 116th Congress", {"116"}),
        ("nothing to count", set()),
    ],
)
def test_numbers(text: str, expected: set[str]) -> None:
    assert numbers(text) == expected


def test_months_and_weekdays_need_a_capital() -> None:
    assert months("on 5 Oct 2017, a Monday; it may rain in Sept") == {
        "october",
        "monday",
        "september",
    }


def test_names_leave_out_the_first_word_of_a_sentence_unless_the_name_goes_on() -> None:
    text = "He met Sergei Lavrov. Workers left Moscow in May. Vladimir Putin said so."
    assert names(text) == {"sergei", "lavrov", "moscow", "vladimir", "putin"}


def test_negations() -> None:
    assert len(negations("They didn't go, and nobody asked. I can’t.")) == 3
    assert len(negations("They went and knotted it.")) == 0
