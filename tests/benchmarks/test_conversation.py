"""Follow-ups as they were typed, as we complete them and as a model rewrites them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from benchmarks.conversation import FollowUp, model_row
from qa.answering.generation.writer import Writer
from qa.records import Turn
from tests.answering.fakes import saying

if TYPE_CHECKING:
    from qa.answering import Assistant

BEFORE = (Turn("Where do most North Koreans in Russia work?", "On building sites. [1]"),)
DRIFTED = "Tell me about bananas and the price of pancakes, please?"


def test_a_models_rewriting_is_taken_as_written_and_as_the_product_takes_it(
    assistant: Assistant,
) -> None:
    question = "How many hold a permit to work there?"
    found = assistant.search("How many North Koreans hold a permit to work in Russia?")[0]
    relevant = frozenset({PurePosixPath(found.passage.article.path).stem})
    follow_up = FollowUp(question, BEFORE, "How many hold a permit in Russia?", relevant)
    told: list[str] = []
    writer = Writer(saying(DRIFTED), assistant.reader, assistant.reader, len, "mark")
    assert follow_up.leans
    assert follow_up.by(writer, guarded=False).startswith(DRIFTED.rstrip("?"))
    assert follow_up.by(writer, guarded=True) == follow_up.ours
    row = model_row("fake", assistant.index, [follow_up], writer, tell=told.append)
    assert row[:2] == ("fake", 1)
    assert row[3] == row[5]  # ours, and the guarded one
    assert told == ["fake: 1 of 1 rewritten"]
