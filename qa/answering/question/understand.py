"""First step of the chain: checks, rewrites, classifies, dates and decomposes the question.

    State of a question asked -> State of a question understood

A follow-up is made to stand on its own, what is said to the assistant is taken off, and then
its kind, its parts and its dates are read off its form. Refuses a question that is empty or
too long to be read.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answering.english.dates import TimeFilter, parse_time_filter, undated
from qa.answering.english.words import one_line
from qa.answering.question.boilerplate_phrases import without_boilerplate
from qa.answering.question.decompose import asked_separately, parts_of
from qa.answering.question.limits import is_whole
from qa.answering.question.question_type import asks_for_news, form_of, topic_of
from qa.answering.question.rewrite import follow
from qa.answering.stages import TELLS_OF_TOPIC, State
from qa.errors import QuestionError
from qa.records import Turn

MAX_QUESTION_CHARACTERS = 2_000


def check_question(question: str) -> str:
    """The question on one line. Raises QuestionError if it is empty, too long or no text."""
    if not isinstance(question, str):
        raise QuestionError("The question must be text.")
    length = len(question)
    if length > MAX_QUESTION_CHARACTERS:
        raise QuestionError(
            f"The question has {length:,} characters, more than the {MAX_QUESTION_CHARACTERS:,} "
            "that can be read: ask it in fewer words."
        )
    if not is_whole(question):
        raise QuestionError("The question holds half a character: type or encode it again.")
    plain = one_line(question)
    if not any(character.isalnum() for character in plain):
        raise QuestionError("The question is empty: ask something in words.")
    return plain


Rewrite = Callable[[str, Sequence[Turn], str], str]


def understand(
    state: State,
    *,
    newest: Callable[[], datetime.date | None],
    rewrite: Rewrite | None = None,
) -> State:
    """The question as it will be looked for.

    newest: the date of the newest article; called only where the question leans on today.
    rewrite: makes a better standalone question of (question, history, one made by rule).
    """
    question = check_question(state.question)
    followed = follow(question, state.history)
    standalone = followed.standalone
    if rewrite is not None and state.history:
        standalone = rewrite(question, state.history, standalone)
    time_filter = time_filter_of(standalone, newest, today=state.today)
    plain = without_boilerplate(standalone)
    news = standalone == question and not followed.topic and asks_for_news(plain)
    kind, latest = form_of(asked_separately(plain)[0])
    time_filter = replace(time_filter, latest=time_filter.latest or latest)
    kind = "digest" if news else kind
    told = kind == "digest" or kind in TELLS_OF_TOPIC  # of a topic, or of none: one part
    parts = (topic_of(plain, kind),) if told else parts_of(plain, kind)
    return replace(
        state,
        standalone=standalone,
        plain=plain,
        kind=kind,
        parts=parts,
        undated_parts=tuple(
            undated(part, today=state.today) if time_filter.exact else part for part in parts
        ),
        time_filter=time_filter,
        topic=followed.topic,
    )


def time_filter_of(
    question: str, newest: Callable[[], datetime.date | None], *, today: datetime.date
) -> TimeFilter:
    """What the question says about time.

    "Last March" is counted from today, or in a corpus that ends before it, from its end.
    """
    time_filter = parse_time_filter(question, today=today)
    if (
        time_filter.counted
        and time_filter.first
        and (last := newest())
        and time_filter.first > last
    ):
        time_filter = parse_time_filter(question, today=last)
    return time_filter
