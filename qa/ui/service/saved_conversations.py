"""Serialises conversations to JSON items, and validates what comes back by pydantic.

What comes back from a browser is untrusted: `load` takes only the shapes that `dump` wrote and
drops the rest. Articles are kept without their text; a citation carries its quote and its
place, so it opens in the article as long as the index has it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pydantic import BaseModel, Field, ValidationError

from qa.errors import QaError
from qa.records import Answer
from qa.serial import answer_from_dict, answer_to_dict
from qa.ui.html.dossier_text import dossier_markdown, make_dossier
from qa.ui.kept import Note
from qa.ui.service.exchanges import Conversation, finished

MOST_CONVERSATIONS = 40
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Saved:
    """A kept conversation: its id, when it was last added to (ISO 8601), its answers.

    given: the name that a person gave it, or "".
    collection: whose articles it asked; "" is the default one.
    """

    id: str
    when: str
    answers: tuple[Answer, ...]
    given: str = ""
    collection: str = ""

    @property
    def name(self) -> str:
        """The name that it was given, or its first question."""
        return (self.given or (self.answers[0].question if self.answers else ""))[:LONGEST_NAME]

    @property
    def conversation(self) -> Conversation:
        """The exchanges, drawn."""
        return tuple(map(finished, self.answers))


class SavedShape(BaseModel):
    """What is kept of it; the answers are those of `qa.serial`."""

    id: str
    when: str = ""
    given: str = Field(default="", max_length=LONGEST_NAME)
    collection: str = Field(default="", max_length=LONGEST_NAME)
    answers: list[object]


def of_conversation(
    name: str, conversation: Conversation, given: str = "", *, collection: str = ""
) -> Saved:
    """A conversation as it is kept now."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return Saved(name, now, tuple(e.answer for e in conversation if e.answer), given, collection)


def dump(saved: Saved) -> dict[str, object]:
    """The conversation as JSON."""
    answers: list[object] = [answer_to_dict(answer) for answer in saved.answers]
    kept = SavedShape(
        id=saved.id,
        when=saved.when,
        given=saved.given,
        collection=saved.collection,
        answers=answers,
    )
    return kept.model_dump(mode="json")


def load(items: Iterable[object]) -> list[Saved]:
    """The conversations of what was kept, newest first; what does not fit is left out."""
    found = []
    for item in items:
        with suppress(ValidationError):
            shape = SavedShape.model_validate(item)
            if answers := _answers(shape):
                found.append(Saved(shape.id, shape.when, answers, shape.given, shape.collection))
    return sorted(found, key=lambda saved: saved.when, reverse=True)


def beyond(saved: Sequence[Saved]) -> list[str]:
    """The ids of those that are more than are kept: the oldest."""
    return [item.id for item in saved[MOST_CONVERSATIONS:]]


def having(saved: Sequence[Saved], words: str) -> list[Saved]:
    """Those with every word in their name, questions or answers."""
    wanted = words.casefold().split()
    return [item for item in saved if all(word in _said(item) for word in wanted)]


def conversations_markdown(saved: Sequence[Saved], day: datetime.date) -> str:
    """All conversations, a part each, their sources numbered through."""
    parts, used = [], 0
    for item in saved:
        notes = [Note(item.id, "answer", 0.0, item.when, answer) for answer in item.answers]
        dossier = make_dossier(notes, day, title=item.name, used=used)
        used += len(dossier.sources)
        parts.append(dossier_markdown(dossier))
    return "\n".join(parts)


def _said(saved: Saved) -> str:
    texts = [saved.given, *(f"{answer.question}\n{answer.text}" for answer in saved.answers)]
    return "\n".join(texts).casefold()


def _answers(shape: SavedShape) -> tuple[Answer, ...]:
    answers = []
    for each in shape.answers:
        with suppress(QaError):
            answers.append(answer_from_dict(each))
    return tuple(answers)
