"""The form of a question tells what sort of answer is wanted."""

import pytest

from qa.answering.kinds import kind_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many North Koreans work in Russia?", "fact"),
        ("WHEN DID SHE DIE", "fact"),
        ("What were the children on their way to?", "fact"),
        ("Which bus was it?", "fact"),
        ("Did any group say it was behind it, and if so which one?", "fact"),
        ("Which big companies pulled out?", "list"),
        ("Name all of her husbands please", "list"),
        ("What are the conditions of the deal?", "list"),
        ("Who were the three official winners?", "list"),
        ("Why did the talks fail?", "explain"),
        ("how do warm rivers damage ice shelves", "explain"),
        ("What caused the fire?", "explain"),
        ("Did the talks fail?", "yes_no"),
        ("By 19 August, had the bill been scrapped?", "yes_no"),
        ("What's the newest on the bill, is it dead?", "yes_no"),
        ("Who was older, Anna or Berta?", "compare"),
        ("What is the difference between the two proposals?", "compare"),
        ("What happened in Koszalin?", "overview"),
        ("Tell me about the embassy", "overview"),
    ],
)
def test_kind(question: str, kind: str) -> None:
    assert kind_of(question) == kind
