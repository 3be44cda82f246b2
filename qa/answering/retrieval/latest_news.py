"""Retrieves the latest reports, or those of a time, for a question that names no subject.

    time filter + index -> the beginnings of that time's articles, by their dates

What they are about is not asked, so nothing is searched for and no reader is asked: the first
sentence of a report says what it tells. English forms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.english.dates import TimeFilter, fit
from qa.answering.english.words import count_words
from qa.answering.reader.base import Reading, Scored
from qa.articles import sentence_spans
from qa.index import SearchIndex
from qa.records import Hit

# Articles whose beginnings are gathered; how many are shown is `select`'s business.
MOST_ARTICLES = 10
# Of the named time, or published on the day after it.
FITS = 0.9
# A shorter first "sentence", or one without an end, is a heading or a caption.
FEWEST_WORDS = 6
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")


def latest_reports(time_filter: TimeFilter, index: SearchIndex) -> tuple[Hit, ...]:
    """The first passages of the articles of that time, newest first; of all, if none is named."""
    days = [(fit(time_filter, day), day) for day in index.days()]
    fitting = [item for item in days if time_filter.first is None or item[0] >= FITS]
    best: list[str] = []
    for _, day in sorted(fitting, reverse=True):
        best += index.of_day(day, most=MOST_ARTICLES - len(best))
        if len(best) == MOST_ARTICLES:
            break
    firsts = [index.passages_of(article_id)[:1] for article_id in best]
    found = [passage for first in firsts for passage in first]
    return tuple(Hit(passage, 1.0 - at / len(found)) for at, passage in enumerate(found))


def read_openings(hits: Sequence[Hit]) -> list[Reading]:
    """One Reading per hit: its first whole sentence is what answers."""
    return [_opening(hit.passage.text) for hit in hits]


def _opening(text: str) -> Reading:
    spans = sentence_spans(text)
    start, end = next(filter(lambda span: _is_whole(text[slice(*span)]), spans), spans[0])
    return Reading(1.0, 1.0, (), (Scored(start, end, 1.0),))


def _is_whole(sentence: str) -> bool:
    return bool(_ENDS.search(sentence)) and count_words(sentence) >= FEWEST_WORDS
