"""Classifies a question: fact, yes or no, list, explanation, overview, timeline, comparison, news.

    "How come they left" -> "explain"; "where do things stand with the ferry" -> overview, latest

A network tells it (`reader.question_reader`), trained on questions as people ask them; patterns
knew half of those, in either of two writers' words, and it knows nine in ten. What an overview is
of is what the network marks. The kind decides what is shown, and how sure the reader must be of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.months import MONTHS, WEEKDAYS
from qa.answering.english.lexicon.numerals import NUMBER_WORDS
from qa.answering.english.lexicon.question_words import WHO
from qa.answering.english.lexicon.stop_words import NEWS_WORDS
from qa.answering.english.phrases import names_in
from qa.answering.english.words import content_stems
from qa.answering.reader.question_reader import kind_probabilities, read_question
from qa.answering.stages import TELLS_OF_TOPIC, Kind

# What a kind's probability is multiplied by, for a wrong one does not cost the same: a fact that is
# laid out as a list loses little, a list that is answered as a fact all but one item; what is told
# of a topic or compared, nothing is read for. Of 185 questions 8 facts are then lists and 4 of 28
# lists none, at 1 7 and 6 (2026-11-27).
WEIGHTS: dict[Kind, float] = {
    "fact": 1.0,
    "list": 2.0,
    "explain": 1.0,
    "yes_no": 1.0,
    "overview": 0.67,
    "timeline": 0.67,
    "compare": 0.67,
}
# How sure it must be that nothing but news is asked for, which is answered whatever else is asked:
# where no word is left beside those of time and news, and where some are ("the papers of March").
SURE, CERTAIN = 0.6, 0.9
UNSURE = 0.4  # "Dogs and cats": what is of no kind and asks nothing is a topic
_ASKS = re.compile(r"\?|\b(?:wh\w+|how)\b", re.IGNORECASE)
OF_TIME_AND_NEWS = frozenset(
    stem
    for word in (*NEWS_WORDS, *MONTHS, *WEEKDAYS, *NUMBER_WORDS)
    for stem in content_stems(word)
)
# Of the newest state is told like a topic, unless one thing of it is asked for.
LEAST_YES_NO = 0.1
_ONE_THING = one_of(WHO, ("which", "when", "how many", "how much"))
_ASKS_ONE = re.compile(rf"\b{_ONE_THING}\b", re.IGNORECASE)
_TELLS = re.compile(r"^(?:what about|compare)\b", re.IGNORECASE)
_SAME_OPENING = 3  # words that the parts of a question about two things have in common


class Form(NamedTuple):
    """What kind of answer a question wants, and whether of the newest state only."""

    kind: Kind
    latest: bool


def form_of(question: str) -> Form:
    """The form of the question."""
    likely = kind_probabilities(question)
    if max(likely, key=likely.__getitem__) == "latest":
        if likely["yes_no"] >= LEAST_YES_NO:
            return Form("yes_no", latest=True)
        return Form("fact" if _ASKS_ONE.search(question) else "overview", latest=True)
    if max(likely.values()) < UNSURE and not _ASKS.search(question):
        return Form("overview", latest=False)
    # What is worded like a question for the news and is none asks for the news of a topic.
    told = {**likely, "overview": likely["overview"] + likely["digest"]}
    weighed = {kind: weight * told[kind] for kind, weight in WEIGHTS.items()}
    return Form(max(weighed, key=weighed.__getitem__), latest=False)


def kind_of(question: str) -> Kind:
    """The kind alone."""
    return form_of(question).kind


def asks_for_news(question: str) -> bool:
    """Whether the question asks for the news, of a time or the newest, and of nothing else."""
    bare = all(stem in OF_TIME_AND_NEWS or stem.isdigit() for stem in content_stems(question))
    sure = kind_probabilities(question)["digest"] >= (SURE if bare else CERTAIN)
    return sure and not names_in(question)


def kinds_of_parts(whole: Kind, parts: Sequence[str]) -> tuple[Kind, ...]:
    """The kind of each part of a question of this kind.

    "How many drones were used, and what other weapons were seen?" asks for a number and for a
    list. "What were the times of Ann and Bea?" has a plural only for being about two: of each it
    asks one thing. Comparing two is to find out the same of each, or to tell of each.
    """
    if whole == "compare" and len(parts) > 1:
        return tuple("overview" if _TELLS.match(part) else "fact" for part in parts)
    if len(parts) == 1 or whole != "list":
        return (whole,) * len(parts)
    openings = {tuple(part.lower().split()[:_SAME_OPENING]) for part in parts}
    if len(openings) == 1:
        one: Kind = "fact"
        return (one,) * len(parts)
    return tuple(map(kind_of, parts))


def topic_of(question: str, kind: Kind) -> str:
    """What an overview or a timeline is of: "Hurricane Dorian" of "the latest on Hurricane Dorian".

    The question itself where the network finds no topic in it, and of another kind.
    """
    mark = read_question(question).first if kind in TELLS_OF_TOPIC else None
    return question[slice(*mark)] if mark else question


def asking(question: str) -> str:
    """The sentences with a question mark, or all of them."""
    sentences = re.split(r"(?<=[.?!]) +(?=[A-Z\"“])", question)
    asking = [sentence for sentence in sentences if sentence.rstrip().endswith("?")]
    return " ".join(asking or sentences)
