"""Small talk is a whole message; a question with a greeting before it is a question."""

import pytest

from qa.answering.collection.small_talk import REPLIES, small_talk


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("hello", "greeting"),
        ("Hi there!", "greeting"),
        ("Good morning", "greeting"),
        ("Hello, how are you?", "greeting"),
        ("Thanks, that was helpful!", "thanks"),
        ("thank you very much", "thanks"),
        ("ok thanks", "thanks"),
        ("That's all, thank you", "thanks"),
        ("Great", "praise"),
        ("bye", "farewell"),
        ("What can you do?", "ability"),
        ("Who are you?", "ability"),
        ("How does this work?", "ability"),
        ("Hi, who won?", None),
        ("Thanks. When did it open?", None),
        ("What can you do as the party's nominee?", None),
        ("Thanks to whom was it built?", None),
        ("Who said good morning?", None),
        ("help" + " me" * 50, None),
    ],
)
def test_what_is_small_talk(message: str, expected: str | None) -> None:
    assert small_talk(message) == expected


def test_every_kind_has_a_sentence() -> None:
    assert set(REPLIES) == {"greeting", "thanks", "farewell", "ability", "praise"}
