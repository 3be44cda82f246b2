"""Another rank, period or office than the one asked for is recognised, and nothing else is."""

import pytest

from qa.answering.extraction.near_miss import near_miss

QUARTER = "It earned 4.2 million crowns in the third quarter. Chief executive Ann Lee quit."


@pytest.mark.parametrize(
    ("question", "article", "told"),
    [
        ("What did it earn in the fourth quarter?", QUARTER, ("fourth quarter", "third quarter")),
        ("What did it earn in Q4?", QUARTER, ("Q4", "third quarter")),
        ("What did it earn in the 4th quarter?", "In Q3 it lost 2.", ("4th quarter", "Q3")),
        ("Who won the second round?", "Ek won the first round.", ("second round", "first round")),
        ("Who is the CFO of the mill?", QUARTER, ("chief financial officer", "chief executive")),
        ("Who is the deputy mayor?", "Mayor Bo Ek spoke.", ("deputy mayor", "Mayor")),
        ("Who is the mayor?", "The deputy mayor, Bo Ek, spoke.", ("mayor", "deputy mayor")),
    ],
)  # fmt: skip
def test_another_of_its_kind_is_a_near_miss(
    question: str, article: str, told: tuple[str, str]
) -> None:
    assert near_miss(question, article) == told


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("What did it earn in the third quarter?", QUARTER),
        ("What did it earn in the third quarter?", "In Q3 it earned 4 million."),
        ("Who is the chief executive of Tallow Mills?", QUARTER),
        ("Who is the CEO of Tallow Mills?", QUARTER),
        ("Who is the finance director?", "CFO Ann Lee and chief executive Bo Ek spoke."),
        ("Who was the former mayor?", "Mayor Bo Ek spoke."),
        ("Who is the mayor?", "Mayor Bo Ek and the deputy mayor spoke."),
        ("Who is the second man on the moon?", "Aldrin followed Armstrong."),
        ("What did a third of the voters want?", "The second of the votes was lost."),
        ("Did the deputy mayor resign?", "Mayor Bo Ek spoke."),
    ],
)
def test_what_may_be_told_in_other_words_is_none(question: str, article: str) -> None:
    assert near_miss(question, article) is None
