"""Misspelt words are exchanged for words of the articles; words that exist stay."""

from __future__ import annotations

import pytest

from qa import Assistant
from qa.answering.retrieval.spelling import Correction, corrected

KNOWN = {"when", "did", "boat", "arrive", "which", "reach", "tonga", "many", "people"}


def is_word(word: str) -> bool:
    return word.lower() in KNOWN


@pytest.mark.parametrize(
    ("question", "expected", "meant"),
    [
        ("when did the fery reach vladivostock", "when did the ferry reach Vladivostok",
         [("fery", "ferry"), ("vladivostock", "Vladivostok")]),
        ("How long is the lien to Rajin?", "How long is the line to Rajin?", [("lien", "line")]),
        ("wich ferry", "which ferry", [("wich", "which")]),
        ("When did the boat reach Tonga?", "When did the boat reach Tonga?", []),
        ("Who is Mangyonbong?", "Who is Mangyonbong?", []),
        ("How many passengers?", "How many passengers?", []),
        ("", "", []),
    ],
)  # fmt: skip
def test_unknown_words_become_their_neighbours(
    assistant: Assistant, question: str, expected: str, meant: list[tuple[str, str]]
) -> None:
    text, corrections = corrected(question, assistant.index, is_word=is_word)
    assert text == expected
    assert corrections == tuple(Correction(*pair) for pair in meant)


def test_an_answer_says_what_was_searched_for(assistant: Assistant) -> None:
    answer = assistant.answer("How many passangers can the ship take?")
    assert answer.note == "Searched for passengers."
    assert "200 passengers" in answer.text
