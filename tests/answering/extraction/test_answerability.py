"""Names and figures of a question that an article lacks are a reason to doubt."""

from __future__ import annotations

import pytest

from qa.answering.extraction.answerability import FIGURE_DOUBT, NAME_DOUBT, doubt
from tests.answering.make import article

SAMOA = article(
    "Samoa has 4,200 cases of measles. Thai and Norwegian doctors help at Kīlauea's foot, one "
    "hundred in all. The United States sends vaccines.",
    title="Measles in Samoa",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many cases does Samoa have?", 0.0),
        ("How many cases did Tonga have during Samoa's outbreak?", NAME_DOUBT),
        ("Who won the 400 metres?", FIGURE_DOUBT),
        ("Who of Tonga won the 400 metres?", NAME_DOUBT + FIGURE_DOUBT),
        ("Who are the 100 doctors?", 0.0),
        ("Which of the 4,200 cases came first?", 0.0),
        ("Did Thailand and Norway help at Kilauea?", 0.0),
        ("What did America send?", 0.0),
        ("What was sent on 6 October 2019 or in 2018, or May 3?", 0.0),
        ("How are the UK, the EU and Mr. Li?", 0.0),
        ("Besides doctors, who helped?", 0.0),
        ("how many cases did tonga have?", 0.0),
        ("What did the US do in Tonga in May?", NAME_DOUBT),
        ("HOW MANY CASES DID TONGA HAVE?", 0.0),
        ("Which Doctors Are Sent to the Patients?", 0.0),
        ("", 0.0),
    ],
)
def test_what_the_article_lacks(question: str, expected: float) -> None:
    assert doubt(question, SAMOA) == pytest.approx(expected)
