"""Notes that an answer carries about its index: passages without vectors, damaged parts.

    Answer -> Answer with a note, while the index is behind its articles or damaged

Words come first in a build and vectors later, so questions are answered early, by the
words alone where need be. A person should know that. Nothing is waited for here.
"""

from __future__ import annotations

from dataclasses import replace

from qa.answering.english.dates import written
from qa.answering.messages import BEHIND, FILTERED, SEARCHED, SEARCHED_DAY, SEARCHED_DAYS
from qa.index import ListQuery, SearchIndex
from qa.records import Answer

# Share of the passages with vectors from which on an answer says nothing of the rest: a file that
# was added a moment ago changes no answer about the others, and the window shows the build anyway.
ENOUGH = 0.9


def still_to_come(index: SearchIndex) -> str:
    """What is lost, or how far the vectors are, in a sentence; "" when all is there."""
    if trouble := index.trouble():
        return trouble
    counts = index.behind()
    if counts is None or counts.vectors >= ENOUGH * counts.passages:
        return ""
    return BEHIND.format(vectors=f"{counts.vectors:,}", passages=f"{counts.passages:,}")


def what_was_searched(index: SearchIndex, *, filtered: bool) -> str:
    """Through how many articles and of which days was looked, in a sentence.

    filtered: whether a filter left others out.
    """
    of_all = index.stats().articles
    all_of_them = index.listed(ListQuery())
    count = all_of_them.count() if filtered else of_all
    articles = f"{of_all:,} article{'s' if of_all != 1 else ''}"
    some = FILTERED.format(some=f"{count:,}", articles=articles) if filtered else articles
    span = all_of_them.span()
    if not span:
        return SEARCHED.format(articles=some)
    first, last = map(written, span)
    if first == last:
        return SEARCHED_DAY.format(articles=some, first=first)
    return SEARCHED_DAYS.format(articles=some, first=first, last=last)


def with_note(answer: Answer, note: str) -> Answer:
    """The answer with a further note, if there is one."""
    return replace(answer, note=f"{answer.note} {note}".strip()) if note else answer
