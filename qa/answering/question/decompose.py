"""Decomposes a question about several things into one question for each.

    "How old were A and B each?" -> "How old were A?", "How old were B?"
    "How many X did it, and who paid?" -> "How many X did it?", "who paid?"
    "When did the dam break, and what did it cost?" -> …, "What did the dam cost?"

By form alone. What cannot be split cleanly stays whole.
"""

from __future__ import annotations

import re

from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES, BE, DO
from qa.answering.english.lexicon.names import CAPITALS, PARTICLES
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.pronouns import THIRD_PERSON
from qa.answering.english.lexicon.question_words import (
    AMOUNT_AFTER_HOW,
    HOW_MANY,
    QUESTION_WORDS,
    WHAT,
    WHO,
)
from qa.answering.english.words import WORD, content_stems
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

# What asks for a person or a thing: a later "he" or "it" may stand for the answer.
_ASKS_FOR_IT = re.compile(rf"^{one_of(WHO, WHAT)}\b", re.IGNORECASE)
_PRONOUN = re.compile(rf"\b{one_of(THIRD_PERSON)}\b", re.IGNORECASE)

_CAPITAL = rf"(?:[{CAPITALS}][\w'’.–-]{{0,60}}+|\d{{1,30}}+)"
_PHRASE = (
    rf"{_CAPITAL}(?: (?:{_CAPITAL}|of\b|{one_of(PARTICLES)}\b|[a-z](?= |\?|,|$))){{0,4}}"
    rf"(?P<PLACE> (?:in|of|at|from) {_CAPITAL})?"
)
_PAIR = re.compile(
    rf"(?P<one>{_PHRASE.replace('PLACE', 'place_one')}) (?:and|or|vs\.?|versus|than) "
    rf"(?P<other>{_PHRASE.replace('PLACE', 'place_other')})"
)
_QUESTION_WORDS = re.compile(
    rf"^{one_of(capitalised((*QUESTION_WORDS, *AUXILIARIES, 'between', 'compare')))} "
)
_BOTH = re.compile(
    r"\beach of (?:them|the two|these)\b|\b(?:the two of them|both of them|they both|they)\b",
    re.IGNORECASE,
)
_FLOATING = re.compile(r" (?:each|both|respectively)\b", re.IGNORECASE)
_WHICH = re.compile(r"\bwh(?:o|ich)\b", re.IGNORECASE)
_COMPARATIVE = re.compile(r"\b(?:\w{2,}er|more \w+)\b", re.IGNORECASE)
_TRAILING_COMMA = re.compile(r",? *+$")
_POSITIVES = {
    "further": "far",
    "farther": "far",
    "bigger": "big",
    "hotter": "hot",
    "earlier": "early",
}


def parts_of(question: str, kind: Kind) -> tuple[str, ...]:
    """The questions to look up, one per thing asked; the question itself if it is one thing."""
    match = _PAIR.search(question)
    if match and (kind == "compare" or (match["place_one"] and match["place_other"])):
        return _per_entity(question, match)
    return _asked_separately(question)[:MAX_PARTS]


def _asked_separately(question: str) -> tuple[str, ...]:
    """Splits before a second question word that follows "and"."""
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
    if not _PRONOUN.search(question):
        return question
    if not _ASKS_FOR_IT.match(first):
        followed = follow(question, (Turn(first, ""),))
        filled = followed.standalone.casefold() != question.casefold()
        asked = followed.standalone
        return asked if filled else with_topic(asked, followed.topic)
    return with_topic(question, [word for word in WORD.findall(first) if content_stems(word)])


def _per_entity(question: str, match: re.Match[str]) -> tuple[str, ...]:
    """The question once for each of the two things that are named together."""
    one = _QUESTION_WORDS.sub("", match["one"])
    start = match.end("one") - len(one)
    joined = question[start : match.end()]
    comparative = _comparative(question[:start])
    parts = []
    for entity in (one, match["other"]):
        if comparative:
            parts.append(_positive(*comparative, entity=entity))
        else:
            named = question.replace(joined, entity)
            parts.append(_FLOATING.sub("", _BOTH.sub(entity, named)))
    return tuple(parts)


def _comparative(opening: str) -> tuple[str, str] | None:
    """ "Which is further from us, " -> "further", " from us": the first one, in one clause."""
    opening = _TRAILING_COMMA.sub("", opening)
    which = _WHICH.search(opening, opening.rfind(",") + 1)
    if which is None:
        return None
    match = _COMPARATIVE.search(opening, max(which.end(), opening.rfind("?") + 1))
    return (match[0], opening[match.end() :]) if match else None


def _positive(comparative: str, rest: str, *, entity: str) -> str:
    """ "further", " from us" -> "How far from us is …?"."""
    word = comparative.lower()
    if word.startswith("more "):
        return f"How many {word.removeprefix('more ')}{rest} {entity}?"
    plain = _POSITIVES.get(word, word[:-3] + "y" if word.endswith("ier") else word[:-2])
    return f"How {plain}{rest} is {entity}?"
