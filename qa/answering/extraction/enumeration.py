"""Finds where a counted group is named one by one: "three paintings … They are A, B and C."

    Evidence that counts -> the sentence near behind it, or itself, whose series has as many items

A reader takes "three paintings" for the answer to "Which paintings …?", and whoever asks wants the
three. By counting alone: the series must have as many items as the number says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.english.facts import numbers
from qa.answering.extraction.lists import series_of
from qa.answering.stages import Evidence
from qa.articles import sentence_spans

# Characters behind the sentence that counts in which the one that names the items must begin.
BEHIND = 500
FEWEST, MOST = 2, 12
LOOKED_AT = 3


def named_one_by_one(ranked: Sequence[Evidence]) -> list[Evidence]:
    """The sentences, before them the one that names as many as the best of them count."""
    for item in ranked[:LOOKED_AT]:
        wanted = {int(float(n)) for n in numbers(item.text) if float(n).is_integer()}
        wanted = {n for n in wanted if FEWEST <= n <= MOST}
        if not wanted or len(series_of(item.text)) in wanted:
            continue
        behind = item.article.text[item.end : item.end + 2 * BEHIND]
        cut = item.end + len(behind) < len(item.article.text)
        for start, end in sentence_spans(behind, item.article.language):
            if start >= BEHIND or (cut and end == len(behind)):
                break  # too far behind, or a sentence without its end
            if len(series_of(behind[start:end])) in wanted:
                named = replace(item, start=item.end + start, end=item.end + end)
                return [named, *(other for other in ranked if other.start != named.start)]
    return list(ranked)
