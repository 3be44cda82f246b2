"""Serialises conversations to the JSON that a browser keeps, and validates it by pydantic.

What comes back from a browser is untrusted: `load` takes only the shapes that `dump` wrote and
drops the rest. Articles are kept without their text; a citation carries its quote and its
place, so it opens in the article as long as the index has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from qa.errors import QaError
from qa.records import Answer
from qa.serial import answer_from_dict, answer_to_dict
from qa.ui.service.exchanges import Conversation, finished

MOST_CONVERSATIONS = 40
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Saved:
    """A kept conversation: its id, when it was last added to (ISO 8601), and its answers."""

    id: str
    when: str
    conversation: Conversation

    @property
    def name(self) -> str:
        """Its first question."""
        return self.conversation[0].question[:LONGEST_NAME] if self.conversation else ""


class SavedShape(BaseModel):
    """What a browser keeps of it; the answers are those of `qa.serial`."""

    id: str
    when: str = ""
    answers: list[object]


def dump(saved: Sequence[Saved]) -> list[dict[str, object]]:
    """The newest conversations as JSON, newest first."""
    newest = sorted(saved, key=lambda item: item.when, reverse=True)[:MOST_CONVERSATIONS]
    return [_shape(item).model_dump(mode="json") for item in newest]


def load(kept: object) -> list[Saved]:
    """The conversations of what a browser kept; what does not fit is left out."""
    found = []
    for item in kept if isinstance(kept, list) else []:
        with suppress(ValidationError):
            shape = SavedShape.model_validate(item)
            conversation = tuple(finished(answer) for answer in _answers(shape))
            if conversation:
                found.append(Saved(shape.id, shape.when, conversation))
    return found[:MOST_CONVERSATIONS]


def with_latest(saved: Sequence[Saved], latest: Saved) -> list[Saved]:
    """The kept conversations with one replaced or added."""
    return [latest, *(item for item in saved if item.id != latest.id)]


def _shape(saved: Saved) -> SavedShape:
    answers: list[object] = [answer_to_dict(e.answer) for e in saved.conversation if e.answer]
    return SavedShape(id=saved.id, when=saved.when, answers=answers)


def _answers(shape: SavedShape) -> list[Answer]:
    answers = []
    for each in shape.answers:
        with suppress(QaError):
            answers.append(answer_from_dict(each))
    return answers
