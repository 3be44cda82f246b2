"""A question that names nothing but a time: "What happened on 5 January?", "What's new?".

    question + wish -> is it one?    wish + index -> the beginnings of that time's articles

What they are about is not asked, so nothing is searched for and no reader is asked: the first
sentence of a report says what it tells. English forms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.english.dates import TimeFilter, fit
from qa.answering.english.facts import MONTHS, NUMBER_WORDS, WEEKDAYS
from qa.answering.english.words import content_stems, count_words
from qa.answering.reader.base import Reading, Scored
from qa.articles import sentence_spans
from qa.index import SearchIndex
from qa.records import Hit

# Articles whose beginnings are gathered; how many are shown is `choose`'s business.
MOST_ARTICLES = 10
# Of the named time, or published on the day after it.
FITS = 0.9
# A shorter first "sentence", or one without an end, is a heading or a caption.
FEWEST_WORDS = 6
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")
_NEWS = re.compile(r"\b(?:news|new|latest|newest|headlines?)\b", re.IGNORECASE)
_ASKS_FOR_MORE = re.compile(
    r"\b(?:who|whom|whose|where|when|why|how|which|it|he|she|they|them|there)\b", re.IGNORECASE
)
_SAYS_NOTHING = """
    happen happened happening took take place occur occurred going go get got come came made make
    news new newest latest recent headline headlines event events thing things story stories
    report reports reported article articles paper papers important main big biggest top world
    tell told give show summary summarise summarize overview digest summed sum wrap
    day days date week weeks weekend month months year morning afternoon evening night today
    tonight yesterday last past early late mid
"""
_GENERIC = frozenset(
    stem
    for word in (*_SAYS_NOTHING.split(), *MONTHS, *WEEKDAYS, *NUMBER_WORDS)
    for stem in content_stems(word)
)


def asks_for_news(question: str, time_filter: TimeFilter) -> bool:
    """Whether the question names a time, or asks for what is new, and nothing else."""
    timed = time_filter.first is not None or time_filter.latest or bool(_NEWS.search(question))
    if not timed or _ASKS_FOR_MORE.search(question):
        return False
    return all(
        stem in _GENERIC or any(character.isdigit() for character in stem)
        for stem in content_stems(question)
    )


def latest_reports(time_filter: TimeFilter, index: SearchIndex) -> tuple[Hit, ...]:
    """The first passages of the articles of that time, newest first; of all, if none is named."""
    dated = [(fit(time_filter, row.date), row.date, row.id) for row in index.articles() if row.date]
    fitting = [item for item in dated if time_filter.first is None or item[0] >= FITS]
    best = sorted(fitting, reverse=True)[:MOST_ARTICLES]
    firsts = [index.passages_of(article_id)[:1] for _, _, article_id in best]
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
