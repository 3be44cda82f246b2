"""Rewrites a follow-up so that it stands alone, by rules of pronouns and ellipsis.

    question + history -> Followed (the question as understood, words to look for besides)

"He", "it" and "there" are filled in with what was spoken of last, "What about China?"
with the question before. Words of the topic help to search; they are never shown and never read
for. A question that brings its own subject is left as it is: old context would only lead it
astray.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES, BE
from qa.answering.english.lexicon.numerals import FIRST_ORDINALS
from qa.answering.english.lexicon.prepositions import COORDINATING, SUBORDINATING
from qa.answering.english.lexicon.pronouns import (
    ARTICLES,
    DEMONSTRATIVES,
    PEOPLE,
    PERSON,
    POINTING,
    SUBJECTS,
    THING,
)
from qa.answering.english.lexicon.question_words import OPENED, QUESTION_WORDS
from qa.answering.english.phrases import items, may_name_person, names_in, people_in, person_phrase
from qa.answering.question.coreference import joined_names, place, time
from qa.answering.question.ellipsis import BARE, OPENS, WHAT_ABOUT, WHY_NOT, completed
from qa.answering.question.question_type import asks_for_news
from qa.answering.question.topic import answer_of, subject_stems, topic
from qa.records import Turn

# Turns looked back on.
TURNS = 5
# A question with at most so many words of its own cannot stand alone.
FEW_WORDS = 2

_THINGS = (*THING, *PEOPLE, *DEMONSTRATIVES, *POINTING, "else", "too", "as well")
_LEANS = re.compile(rf"\b{one_of(PERSON, _THINGS)}\b", re.IGNORECASE)
_PERSONAL = re.compile(rf"\b{one_of(PERSON, PEOPLE)}\b", re.IGNORECASE)
_AUXILIARY = one_of(AUXILIARIES, ("been", "be"))
_NO_REFERENCE = re.compile(
    rf"\b{_AUXILIARY} there\b(?!\W*$)|\bthere(?:['’]s| {_AUXILIARY})\b|"
    r"\bis it (?:true|possible|known|safe to)(?: that)?\b|"
    rf"(?<=\w )that(?= (?:\w+ed|\w+s|{_AUXILIARY}|{one_of(ARTICLES, SUBJECTS)})\b)|"
    r"\b(?:this|that) (?:week|month|year|morning|time)\b|\bone of the\b|\bno one\b|\beach other\b",
    re.IGNORECASE,
)
_ORDINAL = one_of(FIRST_ORDINALS, ("last",))
_NTH = re.compile(
    rf"\bthe (?P<nth>{_ORDINAL}|former|latter)(?: one)?"
    r"(?= of (?:them|these|those)\b| ?\?*$|,)|"
    rf"\bthe (?P<one>{_ORDINAL}) one\b|"
    r"(?:(?<=\bdid )|(?<=\bdoes )|(?<=\bwas )|(?<=\bwill ))"
    r"the (?P<two>former|latter)(?= [a-z]+\W*$)",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}
_PLACES |= {"former": 0, "latter": 1}
_HIS = re.compile(r"\b(?:his|hers|her(?= \w))\b", re.IGNORECASE)
_HIM = re.compile(r"\b(?:he|she|him|her)\b", re.IGNORECASE)
_THERE = re.compile(r"\b(?:over )?there(?=\W*$)|(?<=\w )there(?= (?:in|on|and|before|after)\b)")
_THEN = re.compile(r"\b(?:back )?then(?=\W*$)|\bat (?:the|that) time(?=\W*$)", re.IGNORECASE)
# A pronoun behind one of these may mean what stands before it in its own question.
_OPENS_CLAUSE = ("if", "before", "after", "since", "that", "who")
_CLAUSE = re.compile(rf",|;|\b{one_of(SUBORDINATING, COORDINATING, _OPENS_CLAUSE)}\b", re.I)
_SECOND = re.compile(rf",? and (?={one_of(QUESTION_WORDS)}\b)", re.IGNORECASE)
_THE = re.compile(r"\bthe \w", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:him|her(?=\W*$))\b", re.IGNORECASE)
# "Brigid Kosgei of Kenya" is called by her name.
_FROM = re.compile(r"^(?P<name>\S+ \S.*?) of .+$")
_LONGEST_ITEM = 120
_ASKS_WHO = re.compile(rf"{OPENED}(?:who|whom|by whom)\b", re.IGNORECASE)
# "Who is Ann Lee?" is about her, whoever the answer names first.
_WHO_IS = re.compile(
    rf"{OPENED}who(?:['’]s| {one_of(BE)}) (?P<who>[^?]{{2,60}}?)[? ]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Followed:
    """A question that stands on its own, and words of the topic to look for besides."""

    standalone: str
    topic: tuple[str, ...] = ()


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leaves to the conversation filled in."""
    return follow(question, history).standalone


def follow(question: str, history: Sequence[Turn]) -> Followed:
    """What a question means after the turns before it.

    history: oldest turn first. Unchanged if there is none or the question needs none.
    """
    turns = _understood(_about_articles(history)[-TURNS:])
    if not turns or _is_news(question) or not needs_context(question, turns):
        return Followed(question)
    chosen = _with_choice(question, turns)
    whole = completed(chosen, turns[-1])
    filled = whole or OPENS.sub("", chosen)
    filled = _with_place(_with_person(filled, turns), turns)
    return Followed(filled[0].upper() + filled[1:], context(filled, history))


def context(question: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """Words of the conversation that a follow-up is looked for with, the weightiest first."""
    turns = _about_articles(history)[-TURNS:]
    return tuple(topic(_with_cited(turns), without=set(subject_stems(question))))


def _about_articles(history: Sequence[Turn]) -> list[Turn]:
    """The turns that speak of a subject; of one that found nothing, its question alone does."""
    return [
        replace(turn, answer="", direct=None) if turn.status == "not_found" else turn
        for turn in history
        if turn.kind != "small_talk"
    ]


def _is_news(question: str) -> bool:
    if OPENS.match(question):  # "And in 2017?" asks on
        return False
    return asks_for_news(question)


def with_topic(question: str, words: Sequence[str]) -> str:
    """The question with words of the topic behind it, in brackets."""
    return f"{question.rstrip('? ')} ({', '.join(words)})?" if words else question


def _understood(turns: list[Turn]) -> list[Turn]:
    """The turns, each with what it was understood as: "it" goes on meaning what it meant."""
    known: list[Turn] = []
    for turn in turns:
        if turn.standalone_question is None and known and needs_context(turn.question, known):
            filled = _with_person(turn.question, known)
            known.append(replace(turn, standalone_question=filled))
        else:
            known.append(turn)
    return known


def needs_context(question: str, turns: Sequence[Turn]) -> bool:
    """Whether the question leans on the turns before it, and does not change the subject."""
    asks_anew = (BARE, WHAT_ABOUT, WHY_NOT)
    if any(form.match(question) for form in asks_anew) or _NTH.search(question):
        return True
    if _answers_itself(question):
        return False
    own = set(subject_stems(question))
    leans = bool(_LEANS.search(_NO_REFERENCE.sub(" ", question)) or OPENS.match(question))
    if leans:
        return not _new_subject(question, turns)
    return len(own) <= FEW_WORDS and not names_in(question)


def _answers_itself(question: str) -> bool:
    """Whether its second question speaks of what its first one names.

    "Why did the crews strike, and how did it end?" needs nothing from before.
    """
    second = _SECOND.search(question)
    if second is None or OPENS.match(question):
        return False
    first, rest = question[: second.start()], question[second.start() :]
    if _LEANS.search(_NO_REFERENCE.sub(" ", first)):
        return False
    if _HIM.search(rest) or _HIS.search(rest):
        return may_name_person(first)
    return bool(names_in(first) or _THE.search(first))


def _new_subject(question: str, turns: Sequence[Turn]) -> bool:
    """Whether the question names the person that its own "he" means, and nothing known.

    "Did Zapata say when he will try again?" brings its own "he".
    """
    pronoun = _PERSONAL.search(question)
    if pronoun is None or not may_name_person(question[: pronoun.start()]) or _of_another(question):
        return False
    known = {
        item
        for turn in turns
        for text in (turn.question, turn.standalone_question or "", turn.answer, *turn.cited)
        for item in subject_stems(text)
    }
    return not set(subject_stems(question)) & known


def _with_cited(turns: list[Turn]) -> list[Turn]:
    """The turns, their cited titles read as part of the answers: they say what it was about."""
    return [
        Turn(turn.question, " ".join((*(f"{title}." for title in turn.cited), answer_of(turn))))
        for turn in turns
    ]


def _with_choice(question: str, turns: Sequence[Turn]) -> str:
    """ "The second one" is the second thing of the last answer that lists some."""
    match = _NTH.search(question)
    if not match:
        return question
    for turn in reversed(turns):
        listed = _listed(turn)
        which = (match["nth"] or match["one"] or match["two"]).lower()
        if which in ("former", "latter"):
            listed = [name.text for name in joined_names(turn.question)][:2] or listed
        place_in_list = _PLACES.get(which, len(listed) - 1)
        if 1 < len(listed) > place_in_list and len(listed[place_in_list]) <= _LONGEST_ITEM:
            return question[: match.start()] + listed[place_in_list] + question[match.end() :]
    return question


def _listed(turn: Turn) -> list[str]:
    """The several things that an answer names; of news, what the reports are called."""
    if _is_news(turn.question) or turn.kind == "collection":
        return list(turn.cited)
    listed = items(answer_of(turn))
    named = [name.text for name in joined_names(answer_of(turn))]
    # "Oslo, Rome and Bern signed it" lists no more than its names.
    return named if len(named) == len(listed) else listed


def _with_person(question: str, turns: Sequence[Turn]) -> str:
    """ "He" and "his" are the person spoken of last, where there is one."""
    pronoun = _HIS.search(question) or _HIM.search(question)
    if pronoun is None:
        return question
    if may_name_person(question[: pronoun.start()]) and not _of_another(question):
        return question
    known = "\n. ".join(text for turn in turns for text in _texts_of(turn))
    who = next((found for turn in reversed(turns) if (found := _person_of(turn, known))), None)
    if who is None:
        return question
    question = _HIS.sub(f"{who}'s", question, count=1)
    return _HIM.sub(who, question, count=1)


def _texts_of(turn: Turn) -> tuple[str, ...]:
    """The question, its answer, and what it cites by title."""
    return turn.standalone_question or turn.question, answer_of(turn), *turn.cited


def _person_of(turn: Turn, known: str) -> str | None:
    """The person that a turn speaks of: the one asked about, or the answer to "who".

    known: all that was said, where a person may be named in full.
    """
    asked, answered, *cited = _texts_of(turn)
    about = _WHO_IS.match(asked)
    if about and about["who"] in people_in(asked, known):
        return about["who"]
    if _ASKS_WHO.match(asked):
        asked, answered = answered, asked
    elif person := person_phrase(asked):
        return person
    people = next((found for t in (asked, answered, *cited) if (found := people_in(t, known))), [])
    return _FROM.sub(r"\g<name>", people[0]) if people else None


def _of_another(question: str) -> bool:
    """Whether "him" or "her" stands in one clause with a name, whose own it would be "himself"."""
    pronoun = _OBJECT.search(question)
    return pronoun is not None and not _CLAUSE.search(question[: pronoun.start()])


def _with_place(question: str, turns: Sequence[Turn]) -> str:
    """ "There" and "then" are the place and the time spoken of last."""
    for word, meant in ((_THERE, place), (_THEN, time)):
        match = word.search(_NO_REFERENCE.sub(lambda found: "_" * len(found.group()), question))
        what = meant(turns) if match else None
        if match and what:
            question = question[: match.start()] + what + question[match.end() :]
    return question
