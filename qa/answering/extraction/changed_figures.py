"""Shows how a figure or a date changed between articles: the newest first, older ones as earlier.

    "How many were injured?" of two reports -> "4 March 2025: … nine …", "Earlier, 3 March 2025: …"

Of each article near to the question the best short answer counts, if the reader is sure that its
passage answers, it is of the same kind and unit as the best of all, and its article is of what the
question names. Equal figures count once; of one day, reports differ. A figure that a later article
may correct is not shown large. It compares words and numbers and knows no reason for a change.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.english.dates import written
from qa.answering.english.facts import months, names, negations, numbers
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.antonyms import ANTONYMS
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES
from qa.answering.english.lexicon.numerals import CURRENCIES, MEASURES, NUMBER_WORDS, SCALES
from qa.answering.english.lexicon.question_words import OPENED
from qa.answering.english.lexicon.verbs import SAYING, SPEAKING
from qa.answering.english.roots import root, roots
from qa.answering.english.words import stem
from qa.answering.extraction.candidates import (
    Candidate,
    as_they_stand,
    candidates,
    says_more,
)
from qa.answering.messages import DIFFER, EARLIER
from qa.answering.reader.base import Reader, Reading
from qa.answering.retrieval.title_context import read_with_titles
from qa.answering.stages import Evidence, ReadPassage, State, Statement
from qa.records import Hit, Passage

_ASKS_FIGURE = re.compile(
    rf"{OPENED}(?:(?:about|by|for|at|since|until) )?"
    rf"(?:how (?!(?:{one_of(AUXILIARIES)}|come|exactly)\b)\w+|when|"
    r"what (?:percentage|number|share|price|sum|year|date))\b",
    re.IGNORECASE,
)
_NUMBER = rf"(?<![\d,])(?:\d[\d,]{{0,15}}(?:\.\d{{1,6}})?|{one_of(NUMBER_WORDS)})"
# "40,000 tonnes", "four million square miles"; not "185 wolves, this year's survey found".
_MEASURE = re.compile(
    rf"\b{_NUMBER}[ -](?:{one_of(SCALES)}[ -])?(?:[a-zA-Z]{{1,20}} )?"
    rf"(?P<unit>{one_of(f'{word}s?' for word in MEASURES)})\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"{_NUMBER} ?(?:%|per ?cent)", re.IGNORECASE)
_CURRENCY = re.compile(rf"[$€£¥]|\b{one_of(CURRENCIES)}\b", re.IGNORECASE)
# How sure the reader must be that a passage answers, for its figure to be a version of the first
# one; and for a newer one to be doubt enough about a figure that is shown large. Of questions for a
# figure, 22 of stories made up that changed and 16 of ones that did not, right with words compared
# instead 11 and 15, with this 18 and 15; of 40 on news of 2019, changes shown that are none 7 and 1
# (2026-11-27).
SURE, DOUBT = 0.7, 0.35
# The same of a sentence that is read alone, and the score of its span.
ALONE, LIKELY = 0.5, 0.1
MOST = 3
# Characters in which an article says what it is about, and before a figure in which it is denied.
OPENING, NEAR = 200, 30
# Who gives a figure: "police said", "the organisers speak of", "put it at".
_GIVEN = re.compile(
    rf"\b(?:{one_of(SAYING, SPEAKING)}|[Aa]ccording to|puts?|count(?:s|ed)?|estimate[sd]?|"
    r"speaks? of|spoke of)\b"
)
_SAME = {root(word): root(side[0]) for pair in ANTONYMS for side in pair for word in side}
_OPPOSITES = [tuple(frozenset(map(root, side)) for side in pair) for pair in ANTONYMS]


def with_changes(state: State, reader: Reader) -> State:
    """The state with what other articles or sources say; unchanged where nothing else is told.

    reader: asked of the sentences beside one that tells whose figure it gives.
    """
    if state.kind != "fact" or len(state.parts) != 1 or state.status != "answered":
        return state
    question, passages = state.parts[0], state.passages[0]
    if not _ASKS_FIGURE.match(question) or state.time_filter.first:
        return state
    found = _versions(_able(question, passages, sure=SURE))
    beside = [item for item in found[1:] if _day(item) == _day(found[0])]
    beside = beside or _beside(question, found[:1], passages, reader)
    if len(found) < 2 and not beside:
        doubted = state.short_answer and _in_doubt(question, state, found)
        return replace(state, short_answer=None) if doubted else state
    older = [_labelled(item, EARLIER) for item in found[1:] if item not in beside]
    told = [_labelled(item, "{day}" if len(found) > 1 else "") for item in (found[0], *beside)]
    short = found[0].text if state.short_answer and not beside else None
    return replace(
        state,
        evidence=(*told, *older),
        statements=(Statement(DIFFER, tuple(told)),) if beside else (),
        short_answer=short,
        shape="prose" if beside else "timeline",
    )


def _in_doubt(question: str, state: State, found: Sequence[Candidate]) -> bool:
    """Whether what is shown tells the contrary, or a newer article may give another figure."""
    if not found:
        return any(_opposed(question, item.text) for item in state.evidence[:1])
    maybe = _able(question, state.passages[0], sure=DOUBT)
    return any(
        _day(item) > _day(found[0]) and _figure(item.text) != _figure(found[0].text)
        for item in maybe
    )


def _able(question: str, passages: Sequence[ReadPassage], *, sure: float) -> list[Candidate]:
    """The figures of dated articles that are of what the question names, best first."""
    found = [
        item
        for item in candidates(read for read in passages if read.reading.answerable >= sure)
        if item.sentence.article.date
        and _figure(item.text)
        and says_more(item.text, question)
        and not _denied(item)
        and not _opposed(question, item.sentence.text)
        and _names_it(question, item)
    ]
    return [item for item in found if _may_be_of_the_same(question, item, found[0])]


def _versions(able: Sequence[Candidate]) -> list[Candidate]:
    """The best figure of each article, newest first, each figure once."""
    best: dict[str, Candidate] = {}
    for item in able:
        best.setdefault(item.sentence.article.id, item)
    found: list[Candidate] = []
    for item in sorted(best.values(), key=_day, reverse=True):
        if not any(_figure(item.text) == _figure(other.text) for other in found):
            found.append(item)
    return found[:MOST]


def _beside(
    question: str, found: Sequence[Candidate], passages: Sequence[ReadPassage], reader: Reader
) -> list[Candidate]:
    """The figure of another source in the sentence before or behind, if that answers by itself:
    "Police spoke of 20,000." "The organisers count 75,000."
    """
    one = next(iter(found), None)
    if one is None or unit_of(one) == "date" or not _GIVEN.search(one.sentence.text):
        return []
    near = {
        (item.start, item.end): item
        for item in as_they_stand(passages)
        if _GIVEN.search(item.text) and _adjoins(item, one.sentence)
    }
    hits = [Hit(_alone(item), item.score) for item in near.values()]
    readings = read_with_titles(reader, question, hits) if hits else ()
    read = [ReadPassage(hit, _likely(each), 0, 0) for hit, each in zip(hits, readings, strict=True)]
    return [
        item
        for item in _able(question, read, sure=ALONE)[:1]
        if unit_of(item) == unit_of(one) and _figure(item.text) != _figure(one.text)
    ]


def _adjoins(item: Evidence, other: Evidence) -> bool:
    if item.article.id != other.article.id:
        return False
    first, second = sorted((item, other), key=lambda each: each.start)
    return first.end <= second.start and not item.article.text[first.end : second.start].strip()


def _likely(reading: Reading) -> Reading:
    """Without the spans that are only there because the best one is in the title."""
    return replace(reading, spans=tuple(s for s in reading.spans if s.score >= LIKELY))


def _alone(item: Evidence) -> Passage:
    """The sentence as a passage of its own."""
    at = f"{item.article.id}:{item.start}:{item.end}"
    return Passage(at, item.article, item.start, item.end, item.text)


def _may_be_of_the_same(question: str, item: Candidate, first: Candidate) -> bool:
    """Whether the figure is of the unit of the first one, and of a story that shares a name.

    Of a question without names the titles have to share it: "the United States" tells no story.
    """
    one, other = (
        names(each.sentence.article.title) if not names(question) else _opening_names(each)
        for each in (item, first)
    )
    same = item.sentence.article.id == first.sentence.article.id or bool(one & other)
    return same and unit_of(item) == unit_of(first)


def _names_it(question: str, item: Candidate) -> bool:
    """Whether the sentence, or what the article is about, has the question's names and numbers."""
    article = item.sentence.article
    about = f"{article.title}\n{article.text[:OPENING]}\n{item.sentence.text}\n{article.date}"
    named = {_SAME.get(name, name) for name in names(question)}
    return named <= alike(about) and numbers(question) <= numbers(about)


def _opening_names(item: Candidate) -> set[str]:
    article = item.sentence.article
    return names(f"{article.title}\n{article.text[:OPENING]}")


def _opposed(question: str, text: str) -> bool:
    """Whether it tells the contrary of what is asked: of the injured, asked for the dead."""
    asked, told = set(roots(question)), set(roots(text))
    return any(
        asked & one and told & other and not told & one
        for pair in _OPPOSITES
        for one, other in (pair, pair[::-1])
    )


def alike(text: str) -> set[str]:
    """The roots of a text, those that mean about the same as one: "die" and "kill"."""
    return {_SAME.get(item, item) for item in roots(text)}


def _denied(item: Candidate) -> bool:
    """Whether the figure is said not to be so: "not 42", "will not start in December"."""
    before = item.sentence.article.text[item.sentence.start : item.start]
    return bool(negations(before[-NEAR:]))


def unit_of(item: Candidate) -> str:
    """ "money", "date", "%", the stem of a measure, or "" for a plain number."""
    behind = item.sentence.article.text[item.end : item.end + 24].split(".")[0]
    around = f"{item.text}{behind}"
    if months(item.text):
        return "date"
    if _PERCENT.search(around):
        return "%"
    if _CURRENCY.search(around):
        return "money"
    measure = _MEASURE.search(around)
    return stem(measure["unit"]) if measure else ""


def _figure(text: str) -> frozenset[str]:
    return frozenset(numbers(text) | months(text))


def _labelled(item: Candidate, form: str) -> Evidence:
    day = item.sentence.article.date
    return replace(item.sentence, label=form.format(day=written(day)) if day else "")


def _day(item: Candidate) -> datetime.date:
    return item.sentence.article.date or datetime.date.min
