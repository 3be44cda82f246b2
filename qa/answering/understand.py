"""The first step: from what was asked to what to look for.

    Asked -> Understood

Refuses a question that is empty or too long to be read.
"""

from __future__ import annotations

from qa.answering.kinds import kind_of
from qa.answering.parts import parts_of
from qa.answering.stages import Asked, Understood
from qa.answering.words import one_line
from qa.errors import QuestionError

MAX_QUESTION_CHARACTERS = 2_000


def check_question(question: str) -> str:
    """The question on one line. Raises QuestionError if it is empty or too long."""
    length = len(question)
    if length > MAX_QUESTION_CHARACTERS:
        raise QuestionError(
            f"The question has {length:,} characters, more than the {MAX_QUESTION_CHARACTERS:,} "
            "that can be read: ask it in fewer words."
        )
    plain = one_line(question)
    if not any(character.isalnum() for character in plain):
        raise QuestionError("The question is empty: ask something in words.")
    return plain


def understand(asked: Asked) -> Understood:
    """The question as it will be looked for."""
    standalone = check_question(asked.question)
    kind = kind_of(standalone)
    return Understood(asked, standalone, kind, parts_of(standalone, kind))
