"""Behind a sentence that only says the question again stands the one that gives the reason."""

import pytest

from qa.answering.extraction.reasons import with_reason
from qa.answering.stages import Evidence
from tests.answering.make import article

AGAIN = "The launch was called off on Wednesday."
VALVE = "A valve did not close."
QUESTION = "Why was the launch called off?"


def kept(text: str, *sentences: str) -> list[Evidence]:
    source = article(text)
    return [Evidence(source, text.index(s), text.index(s) + len(s), 0.5) for s in sentences]


def test_the_next_sentence_of_the_paragraph_follows_before_others() -> None:
    rain = "Rain fell at the launch."
    found = with_reason(kept(f"{AGAIN} {VALVE} {rain}", AGAIN, rain), QUESTION)
    assert [item.text for item in found] == [AGAIN, VALVE]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"{AGAIN}\n{VALVE}", AGAIN),
        (
            f"The launch was called off because it rained. {VALVE}",
            "The launch was called off because it rained.",
        ),
        (f"It rained. {VALVE}", "It rained."),
    ],
)
def test_a_reason_of_its_own_another_paragraph_or_another_matter_adds_nothing(
    text: str, sentence: str
) -> None:
    items = kept(text, sentence)
    assert with_reason(items, QUESTION) == items
