"""The first step: from what was asked to what to look for.

    Asked -> Understood

A follow-up is made to stand on its own, what is said to the assistant is taken off, and then
its kind, its parts and its dates are read off its form. Refuses a question that is empty or
too long to be read.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from qa.answering.english.dates import DateWish, wished
from qa.answering.english.words import one_line
from qa.answering.question.boilerplate_phrases import without_frame
from qa.answering.question.decompose import parts_of
from qa.answering.question.question_type import kind_of
from qa.answering.question.rewrite import follow
from qa.answering.retrieval.latest_news import asks_for_news
from qa.answering.stages import Asked, Understood
from qa.errors import QuestionError
from qa.records import Turn

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


Rewrite = Callable[[str, Sequence[Turn], str], str]


def understand(
    asked: Asked,
    *,
    newest: Callable[[], datetime.date | None],
    rewrite: Rewrite | None = None,
) -> Understood:
    """The question as it will be looked for.

    newest: the date of the newest article; called only where the question leans on today.
    rewrite: makes a better standalone question of (question, history, one made by rule).
    """
    question = check_question(asked.question)
    followed = follow(question, asked.history)
    standalone = followed.standalone
    if rewrite is not None and asked.history:
        standalone = rewrite(question, asked.history, standalone)
    wish = wish_of(standalone, newest)
    plain = without_frame(standalone)
    if standalone == question and not followed.topic and asks_for_news(plain, wish):
        return Understood(asked, standalone, plain, "digest", (plain,), wish)
    kind = kind_of(plain)
    parts = parts_of(plain, kind)
    return Understood(asked, standalone, plain, kind, parts, wish, followed.topic)


def wish_of(question: str, newest: Callable[[], datetime.date | None]) -> DateWish:
    """What the question says about time.

    "Last March" is counted from today, or in a corpus that ends before it, from its end.
    """
    wish = wished(question, today=datetime.date.today())
    if wish.counted and wish.first and (last := newest()) and wish.first > last:
        wish = wished(question, today=last)
    return wish
