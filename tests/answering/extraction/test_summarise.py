"""Central sentences of an article, none twice, in its order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.extraction.summarise import summary
from tests.answering.make import article

WORDS = ("harbour", "dredged", "council", "weather")
HARBOUR = "The harbour of the town will be dredged in May."
AGAIN = "In May the harbour of the town is to be dredged."
COUNCIL = "The council voted for it by nine to two."
WEATHER = "The weather was fine on the whole day of it."
SOURCE = article(f"{HARBOUR} {AGAIN} {COUNCIL} {WEATHER} Too short.")


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """One dimension a word, unit length."""
    rows = np.array([[word in text for word in WORDS] for text in texts], dtype=np.float32) + 1e-3
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def test_what_repeats_goes_behind_what_is_new() -> None:
    two = summary([SOURCE], encode, max_words=20)
    assert [item.text for item in two] == [HARBOUR, COUNCIL]


def test_the_first_sentence_is_kept_however_long_and_scraps_never() -> None:
    (one,) = summary([SOURCE], encode, max_words=1)
    assert one.text == HARBOUR
    assert "Too short." not in [item.text for item in summary([SOURCE], encode, max_words=500)]


def test_nothing_to_tell_is_an_empty_summary() -> None:
    assert summary([article("Menu")], encode, max_words=80) == ()


def test_every_article_has_a_sentence_before_any_has_two() -> None:
    other = article("The weather of the coast was on all days of it fine.", name="b")
    told = summary([SOURCE, other], encode, max_words=24)
    assert [item.article.id for item in told] == [SOURCE.id, other.id]


def test_an_article_whose_best_sentence_is_too_long_has_a_shorter_one() -> None:
    long = (
        "The weather of the coast, of the hills and of all of the towns was fine on all its days."
    )
    other = article(f"{long} The council was of the same mind.", name="b")
    told = summary([SOURCE, other], encode, max_words=18)
    assert [item.text for item in told] == [HARBOUR, "The council was of the same mind."]


def test_what_is_near_to_the_topic_goes_first() -> None:
    (one,) = summary([SOURCE], encode, max_words=1, topic="the council, the council")
    assert one.text == COUNCIL


def test_a_paragraph_on_another_thing_is_left_out_of_what_is_told_of_a_topic() -> None:
    text = f"{HARBOUR} All the boats will lie in the bay until then.\n\n{WEATHER}"
    told = summary([article(text)], encode, max_words=500, topic="the harbour is dredged")
    assert [item.text for item in told] == text.splitlines()[0].replace("May. ", "May.|").split("|")
