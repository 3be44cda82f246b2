"""Recognises questions about the collection itself, as the question network reads them.

    "Who wrote the article about the storm?" -> Intent("author", about="the storm")
    "How many pieces by Ek ran in May 2019?" -> Intent("count", by="Ek", rest="How many pieces …")

"How many articles of impeachment passed?" is a question to the articles, not about them: the
network was trained to tell the two apart, and is believed where it is sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from qa.answering.english.words import content_stems, one_line
from qa.answering.question.question_type import OF_TIME_AND_NEWS
from qa.answering.reader.question_reader import read_question, words_of_collection

Wanted = Literal[
    "count", "newest", "oldest", "added", "period", "sources", "authors", "topics",
    "list", "author", "date", "source", "summary",
]  # fmt: skip
# How sure it must be that this is asked of the collection, and for a short answer to be shown
# large: "Who wrote the newest article?" asks two things, and is taken for one of them.
SURE, SURE_OF_SHORT = 0.5, 0.8
MOST_CHARACTERS = 200
TOLD_WHOLE: tuple[Wanted, ...] = ("topics", "summary", "author", "date", "source")
_EDGES = " ?.!,;:\"'“”‘’"


@dataclass(frozen=True, slots=True)
class Intent:
    """What is wanted of the collection.

    about: the topic that names an article or several. by: an author or a source. rest: the
    question without the two, which may name a time. likely: how sure the network is of it, 0..1.
    """

    wanted: Wanted
    about: str = ""
    by: str = ""
    rest: str = ""
    likely: float = 1.0


def intent_of(question: str) -> Intent | None:
    """What the question wants of the collection; None for a question to the articles."""
    if len(question) > MOST_CHARACTERS:
        return None
    read = read_question(question)
    likely = read.of_collection
    wanted = max(likely, key=likely.__getitem__)
    if likely[wanted] < SURE:
        return None
    marks = [mark or (0, 0) for mark in (read.first, read.second)]
    about, by = (question[start:end].strip(_EDGES) for start, end in marks)
    rest = question
    for start, end in sorted(marks, reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    if not about and not by and wanted not in TOLD_WHOLE and _asks_more(rest):
        return None
    return Intent(
        cast(Wanted, wanted), about=about, by=by, rest=one_line(rest), likely=likely[wanted]
    )


def _asks_more(rest: str) -> bool:
    """Whether a word is left that is neither of collections nor of time: "how many obituaries of
    well-known people" is no question for how many articles there are."""
    left = content_stems(rest) - words_of_collection() - OF_TIME_AND_NEWS
    return any(not word.isdigit() for word in left)
