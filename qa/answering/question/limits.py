"""Bounds the conversation that comes with a question: turns, characters of each, of all.

What understands a follow-up reads all that it is given, so whoever asks — the window, HTTP, a
tool, a program in Python — meets the same limits here. It cuts nothing: a conversation that was
cut is another conversation, so the caller is told which limit and leaves out what it can spare.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.errors import QuestionError
from qa.records import Turn

MAX_TURNS = 50
MAX_TURN_CHARACTERS = 20_000
MAX_HISTORY_CHARACTERS = 100_000


def check_history(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns as they are. Raises QuestionError, naming the limit that they are over."""
    if isinstance(history, str) or not all(isinstance(turn, Turn) for turn in history):
        raise QuestionError("The history must be a list of turns, each a question and its answer.")
    if len(history) > MAX_TURNS:
        raise QuestionError(
            f"The history has {len(history):,} turns, more than the {MAX_TURNS} that can be read: "
            "leave out the oldest."
        )
    lengths = [_length(turn) for turn in history]
    if max(lengths, default=0) > MAX_TURN_CHARACTERS:
        raise QuestionError(
            f"A turn of the history has {max(lengths):,} characters, more than the "
            f"{MAX_TURN_CHARACTERS:,} that can be read: shorten its answer."
        )
    if sum(lengths) > MAX_HISTORY_CHARACTERS:
        raise QuestionError(
            f"The history has {sum(lengths):,} characters, more than the "
            f"{MAX_HISTORY_CHARACTERS:,} that can be read: leave out the oldest turns."
        )
    if not all(is_whole(text) for turn in history for text in _texts(turn)):
        raise QuestionError("The history holds half a character: type or encode it again.")
    return tuple(history)


def is_whole(text: str) -> bool:
    """Whether every character is one; half of a surrogate pair cannot be stored or printed."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _length(turn: Turn) -> int:
    return sum(map(len, _texts(turn)))


def _texts(turn: Turn) -> tuple[str, ...]:
    texts = (turn.question, turn.answer, turn.standalone_question or "", turn.direct or "")
    return (*texts, *turn.cited)
