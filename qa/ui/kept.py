"""A note, as one frozen record that `service` keeps and `html` draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa.records import Answer

NoteKind = Literal["answer", "sentence", "passage"]


@dataclass(frozen=True, slots=True)
class Note:
    """What a person saved.

    answer: the whole answer, the chosen sentences of one, or one whose citation is the passage.
    at: its place among the notes. when: ISO 8601. comment: the person's own words.
    collection: whose articles it quotes; "" is the default one.
    """

    id: str
    kind: NoteKind
    at: float
    when: str
    answer: Answer
    comment: str = ""
    collection: str = ""
