"""Shows how a figure or a date changed between articles: the newest first, older ones as earlier.

    "How many were injured?" of two reports -> "4 March 2025: … nine …", "Earlier, 3 March 2025: …"

Of each article near to the question the best short answer counts, if it is of the same kind and
unit as the best of all, and its sentence names what that one's sentence names. Equal figures count
once; of one day, reports differ. It compares words and numbers and knows no reason for a change.
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
from qa.answering.english.lexicon.numerals import CURRENCIES, MEASURES
from qa.answering.english.lexicon.question_words import AMOUNT_AFTER_HOW, OPENED
from qa.answering.english.roots import root, roots
from qa.answering.english.words import stem
from qa.answering.extraction.candidates import Candidate, candidates, says_more
from qa.answering.messages import DIFFER, EARLIER
from qa.answering.stages import Evidence, ReadPassage, State, Statement

_ASKS_FIGURE = re.compile(
    rf"{OPENED}(?:(?:about|by|for|at|since|until) )?"
    rf"(?:how (?!(?:{one_of(AUXILIARIES)}|come|exactly)\b)\w+|when|"
    r"what (?:percentage|number|share|price|sum|year|date))\b",
    re.IGNORECASE,
)
_HOW_ADJECTIVE = re.compile(rf"{OPENED}how (?!{one_of(AMOUNT_AFTER_HOW)}\b|long\b)", re.IGNORECASE)
_MEASURE = re.compile(
    r"\W{0,9}+(?:[\w.,]{1,30}[ -]){1,4}?"
    rf"(?P<unit>{one_of(f'{word}s?' for word in MEASURES)})\b",
    re.IGNORECASE,
)
_CURRENCY = re.compile(rf"[$€£¥]|\b{one_of(CURRENCIES)}\b", re.IGNORECASE)
_COUNTED = re.compile(rf"{OPENED}how many (?P<of>\w+(?: \w+){{0,2}})", re.IGNORECASE)
# What a further article's best answer must reach of the best one's score.
SHARE = 0.6
MOST = 3
# Characters in which an article says what it is about, and before a figure in which it is denied.
OPENING, NEAR = 200, 30
BESIDE = 3  # words
_SAME = {root(word): root(side[0]) for pair in ANTONYMS for side in pair for word in side}


def with_changes(state: State) -> State:
    """The state with what older articles say instead; unchanged where nothing else is told."""
    if state.kind != "fact" or len(state.parts) != 1 or state.status != "answered":
        return state
    question = state.parts[0]
    if not _ASKS_FIGURE.match(question) or state.time_filter.first:
        return state
    found = _versions(question, state.passages[0])
    if len(found) < 2:
        return state
    newest, *older = found
    same_day = [item for item in older if _day(item) == _day(newest)]
    shown = [_labelled(newest, "{day}"), *(_labelled(item, EARLIER) for item in older)]
    if same_day:
        pointed = tuple(item.sentence for item in (newest, *same_day))
        return replace(state, evidence=tuple(shown), statements=(Statement(DIFFER, pointed),))
    short = newest.text if state.short_answer else None
    return replace(state, evidence=tuple(shown), short_answer=short, shape="timeline")


def _versions(question: str, passages: Sequence[ReadPassage]) -> list[Candidate]:
    """The best answer of each article that tells of the same, newest first, each figure once."""
    able = [
        item
        for item in candidates(passages)
        if item.sentence.article.date
        and _figure(item.text)
        and says_more(item.text, question)
        and not _denied(item)
        and _is_counted(question, item)
    ]
    if not able:
        return []
    first = able[0]
    best: dict[str, Candidate] = {}
    for item in able:
        if item.sentence.article.id not in best and _tells_the_same(question, item, first):
            best[item.sentence.article.id] = item
    found: list[Candidate] = []
    for item in sorted(best.values(), key=_day, reverse=True):
        if not any(_figure(item.text) == _figure(other.text) for other in found):
            found.append(item)
    return found[:MOST]


def _is_counted(question: str, item: Candidate) -> bool:
    """Whether the sentence tells of what is counted: "workers", of "how many workers were"."""
    asked = _COUNTED.match(question)
    if asked is None:
        return True
    words = [word for word in asked["of"].split() if word.islower()]  # a name is no unit
    counted = alike(" ".join(words))
    return not counted or bool(counted & alike(_with_title(item)))


def _tells_the_same(question: str, item: Candidate, first: Candidate) -> bool:
    """Whether the answer is of the kind of the first one, and of the same thing."""
    if item is first:
        return True
    if item.score < SHARE * first.score or unit_of(item) != unit_of(first):
        return False
    if not _opening_names(item) & _opening_names(first):
        return False  # of another story
    if _HOW_ADJECTIVE.match(question) and not (_beside(item) & _beside(first) - alike(question)):
        return False
    wanted = alike(question)
    named = {_SAME.get(name, name) for name in names(question)}
    own = alike(_with_title(item))
    about = own | alike(item.sentence.article.text[:OPENING])
    missing = wanted & alike(_with_title(first)) - own
    return missing <= named & about and numbers(question) <= numbers(item.sentence.text)


def _opening_names(item: Candidate) -> set[str]:
    article = item.sentence.article
    return names(f"{article.title}\n{article.text[:OPENING]}")


def _with_title(item: Candidate) -> str:
    return f"{item.sentence.article.title}\n{item.sentence.text}"


def alike(text: str) -> set[str]:
    """The roots of a text, those that mean about the same as one: "die" and "kill"."""
    return {_SAME.get(item, item) for item in roots(text)}


def _beside(item: Candidate) -> set[str]:
    """The roots of the few words around the figure: "magnitude" of "a magnitude of 6.1"."""
    text, start = item.sentence.article.text, item.start
    before, behind = text[:start].split()[-BESIDE:], text[item.end :].split()[:BESIDE]
    return alike(" ".join((*before, *behind)))


def _denied(item: Candidate) -> bool:
    """Whether the figure is said not to be so: "not 42", "will not start in December"."""
    before = item.sentence.article.text[item.sentence.start : item.start]
    return bool(negations(before[-NEAR:]))


def unit_of(item: Candidate) -> str:
    """ "money", "date", "%", the stem of a measure, or "" for a plain number."""
    behind = item.sentence.article.text[item.end : item.end + 24]
    around = f"{item.text} {behind.split('.')[0]}"
    if months(item.text):
        return "date"
    if _CURRENCY.search(around):
        return "money"
    if measure := _MEASURE.match(f"{item.text}{behind}"):
        return stem(measure["unit"])
    return "%" if re.match(r"\W{0,9}(?:%|per ?cent)", behind) or "%" in item.text else ""


def _figure(text: str) -> frozenset[str]:
    return frozenset(numbers(text) | months(text))


def _labelled(item: Candidate, form: str) -> Evidence:
    day = item.sentence.article.date
    return replace(item.sentence, label=form.format(day=written(day)) if day else "")


def _day(item: Candidate) -> datetime.date:
    return item.sentence.article.date or datetime.date.min
