"""A question about two things is looked up as two; one about one thing stays whole."""

import pytest

from qa.answering.question.decompose import asked_separately, parts_of
from qa.answering.question.question_type import kind_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Who owns it and when did it open again?",
            ("Who owns it?", "when did it open again?"),
        ),
        (
            "How many judges sat in Rome, and how many in the court of Milan?",
            ("How many judges sat in Rome?", "how many judges in the court of Milan?"),
        ),
        (
            "Why did the crews strike, and how did it end?",
            ("Why did the crews strike?", "How did it end (crews strike)?"),
        ),
        (
            "How long is the line from Khasan to Rajin, and when did it open again?",
            ("How long is the line from Khasan to Rajin?",
             "When did it open again (Khasan, Rajin, line)?"),
        ),
        (
            "Where was Mary Adams born, and when did she die?",
            ("Where was Mary Adams born?", "When did Mary Adams die?"),
        ),
        (
            "How many councillors voted for the longer hours, and who was against?",
            ("How many councillors voted for the longer hours?",
             "who was against the longer hours?"),
        ),
        (
            # "It" may be the film that is asked for.
            "Which film won the prize, and who directed it?",
            ("Which film won the prize?", "who directed it (film, won, prize)?"),
        ),
        (
            "About the strike: who led it and how much did it cost?",
            ("About the strike: who led it?", "About the strike: how much did it cost?"),
        ),
        (
            "Adams and Brown both left online. What site did each of them use?",
            ("Adams: Adams both left online. What site did each of them use?",
             "Brown: Brown both left online. What site did each of them use?"),
        ),
        (
            "Who lived to be older, Adams or Brown?",
            ("Adams: Who lived to be older, Adams?", "Brown: Who lived to be older, Brown?"),
        ),
    ],
)  # fmt: skip
def test_two_things(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question, kind_of(asked_separately(question)[0])) == parts


@pytest.mark.parametrize(
    "question",
    [
        "What did Russia and North Korea agree on?",
        "How come they were let in, when that's only for members?",
        "The students who looked at slugs, what college are they at?",
        "Who?",
        "Where and when?",
    ],
)
def test_one_thing(question: str) -> None:
    assert parts_of(question, kind_of(question)) == (question,)
