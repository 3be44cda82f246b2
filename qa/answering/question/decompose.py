"""Decomposes a question about several things into one question for each.

    "How old were A and B each?" -> "How old were A?", "How old were B?"
    "How many X did it, and who paid?" -> "How many X did it?", "who paid?"
    "When did the dam break, and what did it cost?" -> …, "What did the dam cost?"

By form alone. What cannot be split cleanly stays whole.
"""

from __future__ import annotations

import re

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.auxiliaries import BE, DO
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.pronouns import THIRD_PERSON
from qa.answering.english.lexicon.question_words import (
    AMOUNT_AFTER_HOW,
    HOW_MANY,
    QUESTION_WORDS,
    WHAT,
    WHO,
)
from qa.answering.english.phrases import noun_phrases
from qa.answering.english.words import WORD, content_stems
from qa.answering.question.comparison import things_compared
from qa.answering.question.rewrite import follow, with_topic
from qa.answering.stages import Kind
from qa.records import Turn

MAX_PARTS = 3

_MEASURE = one_of(AMOUNT_AFTER_HOW, ("long", "big", "large", "often"))
_ASKING = rf"(?:how {_MEASURE}|{one_of(QUESTION_WORDS)})"
_SECOND_QUESTION = re.compile(
    rf",? and +(?={_ASKING}\b)|; +(?={_ASKING}\b)|\? +And +", re.IGNORECASE
)
# "About the strikes: how many …": what stands before the colon holds for every part.
_PREAMBLE = re.compile(r"^(?P<preamble>[^:?]{3,120}:) +", re.IGNORECASE)
_COUNTED = re.compile(rf"\b{HOW_MANY} (?P<noun>[\w'’-]+)", re.IGNORECASE)
_BARE_COUNT = re.compile(
    rf"^(?P<count>{HOW_MANY}) (?={one_of(PREPOSITIONS, BE, DO)}\b)", re.IGNORECASE
)

_LEFT_OPEN = re.compile(
    rf"^(?P<asked>(?:{one_of(WHO)}|how many)(?: {one_of(BE)}| \w+ed)? {one_of(PREPOSITIONS)})\?*$",
    re.IGNORECASE,
)
# What asks for a person or a thing: a later "he" or "it" may stand for the answer.
_ASKS_FOR_IT = re.compile(rf"^{one_of(WHO, WHAT)}\b", re.IGNORECASE)
_PRONOUN = re.compile(rf"\b{one_of(THIRD_PERSON)}\b", re.IGNORECASE)


def parts_of(question: str, kind: Kind) -> tuple[str, ...]:
    """The questions to look up, one per thing asked; the question itself if it is one thing."""
    if kind == "compare" and (compared := things_compared(question)):
        return tuple(item.question for item in compared)
    return asked_separately(question)[:MAX_PARTS]


def asked_separately(question: str) -> tuple[str, ...]:
    """What is asked in a question, split before a second question word that follows "and"."""
    preamble = _PREAMBLE.match(question)
    body = question[preamble.end() :] if preamble else question
    pieces = [piece.strip(" ,;?") for piece in _SECOND_QUESTION.split(body)]
    if len(pieces) < 2 or not all(
        re.match(rf"{_ASKING}\b", piece, re.IGNORECASE) and len(piece.split()) > 2
        for piece in pieces
    ):
        return (question,)
    counted = _COUNTED.search(pieces[0])
    if counted:
        noun = rf"\g<count> {counted['noun']} "
        pieces = [_BARE_COUNT.sub(noun, piece) for piece in pieces]
    if preamble:
        return tuple(f"{preamble['preamble']} {piece}?" for piece in pieces)
    first, *others = (f"{piece}?" for piece in pieces)
    return (first, *(_with_first(other, first) for other in others))


def _with_first(question: str, first: str) -> str:
    """The second question with what its pronoun stands for, or words of the first behind it.

    "how did it end?" -> "how did it end (crews, strike)?", as follow-ups are read.
    """
    if left_open := _LEFT_OPEN.match(question):
        # "How many voted for the longer hours, and who was against?" leaves out what it is against.
        phrases = noun_phrases(first)
        return f"{left_open['asked']} {phrases[-1].text}?" if phrases else question
    if not _PRONOUN.search(question) or _PRONOUN.search(first):
        return question  # of two with a pronoun both mean what was spoken of before
    if not _ASKS_FOR_IT.match(first):
        followed = follow(question, (Turn(first, ""),))
        filled = followed.standalone.casefold() != question.casefold()
        asked = followed.standalone
        return asked if filled else with_topic(asked, followed.topic)
    return with_topic(question, [word for word in WORD.findall(first) if content_stems(word)])
