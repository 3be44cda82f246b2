"""Puts the reason behind a sentence that only says again what a question asks the reason of.

    "Why was the launch called off?" + "The launch was called off on Wednesday."
      -> the same, and behind it "A valve did not close."

News tell the event first and its reason in the next sentence. By form: a sentence with most of the
question's words and no word of reason is followed by the sentence behind it in its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.english.roots import roots
from qa.answering.english.words import coverage
from qa.answering.stages import Evidence
from qa.articles import sentence_spans

_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|so that|in order to|as a result|after|following|thanks to|"
    r"to (?:avoid|prevent|protect|save|keep|make)|by \w+ing|reasons?|caused?)\b",
    re.IGNORECASE,
)
# Of the question's words that a sentence has which only says it again.
SAYS_AGAIN = 0.6
BEHIND = 400  # characters


def with_reason(kept: Sequence[Evidence], question: str) -> list[Evidence]:
    """The sentences, behind the first the one that follows it where it gives no reason itself."""
    if not kept or _REASON.search(kept[0].text):
        return list(kept)
    first = kept[0]
    if coverage(set(roots(question)), roots(first.text)) < SAYS_AGAIN:
        return list(kept)
    behind = first.article.text[first.end : first.end + BEHIND].split("\n", 1)[0]
    spans = sentence_spans(behind, first.article.language)
    if not spans:
        return list(kept)
    start, end = (first.end + at for at in spans[0])
    reason = replace(first, start=start, end=end)
    others = [
        item for item in kept[1:] if (item.article.id, item.start) != (first.article.id, start)
    ]
    return [first, reason, *others[: max(len(kept) - 2, 0)]]
