"""Names and figures of a question that an article lacks."""

from __future__ import annotations

import pytest

from qa.answering.extraction.missing_terms import best_of_each, lacks_a_term
from qa.records import Hit
from tests.answering.make import article, passage

SAMOA = article(
    "Samoa has 4,200 cases of measles. Thai and Norwegian doctors help at Kīlauea's foot, one "
    "hundred in all. The United States sends vaccines.",
    title="Measles in Samoa",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many cases does Samoa have?", False),
        ("How many cases did Tonga have during Samoa's outbreak?", True),
        ("Who won the 400 metres?", True),
        ("Who of Tonga won the 400 metres?", True),
        ("Who are the 100 doctors?", False),
        ("Which of the 4,200 cases came first?", False),
        ("Did Thailand and Norway help at Kilauea?", False),
        ("What did America send?", False),
        ("What was sent on 6 October 2019 or in 2018, or May 3?", False),
        ("How are the UK, the EU and Mr. Li?", False),
        ("Besides doctors, who helped?", False),
        ("how many cases did tonga have?", False),
        ("What did the US do in Tonga in May?", True),
        ("HOW MANY CASES DID TONGA HAVE?", False),
        ("Which Doctors Are Sent to the Patients?", False),
        ("", False),
    ],
)
def test_what_the_article_lacks(question: str, expected: bool) -> None:
    assert lacks_a_term(question, SAMOA) is expected


def test_the_first_hit_stands_for_each_article_that_has_the_names() -> None:
    tonga = article("Tonga has none.", title="Tonga", name="tonga")
    hits = [Hit(passage(SAMOA, words), 0.5) for words in ("one hundred in all", "Samoa")]
    found = best_of_each("How many cases did Samoa have?", [Hit(passage(tonga), 0.9), *hits])
    assert found == hits[:1]
