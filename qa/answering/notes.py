"""Notes that an answer carries about its index: passages without vectors, damaged parts.

    Answer -> Answer with a note, while the index is behind its articles or damaged

Words come first in a build and vectors later, so questions are answered early, by the
words alone where need be. A person should know that. Nothing is waited for here.
"""

from __future__ import annotations

from dataclasses import replace

from qa.answering.english.dates import written
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
    return (
        f"The index is still being built: {counts.vectors:,} of {counts.passages:,} passages "
        "can be found by their meaning so far, all of them by their words."
    )


def what_was_searched(index: SearchIndex, *, filtered: bool) -> str:
    """Through how many articles and of which days was looked, in a sentence.

    filtered: whether a filter left others out.
    """
    of_all = index.stats().articles
    all_of_them = index.listed(ListQuery())
    count = all_of_them.count() if filtered else of_all
    some = f"{count:,} article{'s' if count != 1 else ''}"
    if filtered:
        some = f"{count:,} of {of_all:,} articles, those that the filter leaves"
    span = all_of_them.span()
    dated = ""
    if span:
        last = f" to {written(span[1])}" if span[1] != span[0] else ""
        dated = f", dated {written(span[0])}{last}"
    return f"Searched {some}{dated}."


def with_note(answer: Answer, note: str) -> Answer:
    """The answer with a further note, if there is one."""
    return replace(answer, note=f"{answer.note} {note}".strip()) if note else answer
