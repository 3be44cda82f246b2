"""A follow-up made to stand on its own, by rule: no model is asked.

    question + history -> standalone question

"He" is filled in with the person last spoken of, "What about China?" with the question
before, and what the conversation is about is added in brackets. A question that brings
its own subject is left as it is: old context would only lead it astray.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.phrases import items, names_in, people_in
from qa.answering.topic import answer_of, subject_stems, topic
from qa.answering.words import tokens
from qa.records import Turn

# Turns looked back on.
TURNS = 5
# A question with at most so many words of its own cannot stand alone.
FEW_WORDS = 2

_PERSON = r"he|she|him|his|her|hers|himself|herself"
_THING = (
    r"it|its|they|them|their|theirs|this|that|these|those|there|then|one|ones|former|latter|same|"
    r"both|either|neither|another|others?|else|too|as well"
)
_LEANS = re.compile(rf"\b(?:{_PERSON}|{_THING})\b", re.IGNORECASE)
_PERSONAL = re.compile(rf"\b(?:{_PERSON}|they|them|their)\b", re.IGNORECASE)
_BE = r"is|are|was|were|will|would|has|have|had|been|be|can|could"
_NO_REFERENCE = re.compile(
    rf"\b(?:{_BE}) there\b|\bthere(?:['’]s| (?:{_BE}))\b|\bis it (?:true|possible|known|safe)\b|"
    r"(?<=\w )that(?= (?:\w+ed|\w+s|is|are|was|were|has|have|had|can|will|the|a|he|she|it|they)\b)|"
    r"\b(?:this|that) (?:week|month|year|morning|time)\b|\bone of the\b|\bno one\b|\beach other\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^(?:and|but|so|or|also|then|ok|okay)\b[, ]*", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^(?:and |but )?(?:what|how) about (?P<rest>.+?)\?*$", re.IGNORECASE)
_BARE = re.compile(
    r"^(?:and |but |so )?"
    r"(?P<word>why not|why|how come|how so|how|since when|when|where|who)\s*\?*$",
    re.IGNORECASE,
)
_VERB = re.compile(rf"\b(?:{_BE}|did|do|does)\b|\b\w+ed\b", re.IGNORECASE)
_NTH = re.compile(
    r"\bthe (?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th)(?: one)?"
    r"(?= of (?:them|these|those)\b| ?\?*$|,)",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}
_HIS = re.compile(r"\b(?:his|hers|her(?= \w))\b", re.IGNORECASE)
_HIM = re.compile(r"\b(?:he|she|him|her)\b", re.IGNORECASE)
_LONGEST_ITEM = 80


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leaves to the conversation filled in.

    history: oldest turn first. Unchanged if there is none or the question needs none.
    """
    turns = list(history)[-TURNS:]
    if not turns or not needs_context(question, turns):
        return question
    completed = _completed(question, turns[-1])
    filled = _with_person(_with_choice(completed or question, turns[-1]), turns)
    have = set(subject_stems(filled))
    context = topic(_with_cited(turns), without=have)
    return f"{filled.rstrip('? ')} ({', '.join(context)})?" if context else filled


def needs_context(question: str, turns: Sequence[Turn]) -> bool:
    """Whether the question leans on the turns before it, and does not change the subject."""
    if _BARE.match(question) or _WHAT_ABOUT.match(question) or _NTH.search(question):
        return True
    own = set(subject_stems(question))
    leans = bool(_LEANS.search(_NO_REFERENCE.sub(" ", question)) or _OPENS.match(question))
    if leans:
        return not _new_subject(question, turns)
    return len(own) <= FEW_WORDS and not names_in(question)


def _new_subject(question: str, turns: Sequence[Turn]) -> bool:
    """Whether the question names the person that its own "he" means, and nothing known.

    "Did Zapata say when he will try again?" brings its own "he".
    """
    pronoun = _PERSONAL.search(question)
    if pronoun is None or not people_in(question[: pronoun.start()]):
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


def _completed(question: str, last: Turn) -> str | None:
    """ "What about China?", "why?", "and Labour?": the question before, with what is new."""
    asked = re.sub(r" \([^()]*\)(?=\?*$)", "", last.standalone_question or last.question)
    asked = asked.rstrip("?. ")
    if bare := _BARE.match(question):
        return f"{asked}, and {bare['word'].lower()}?"
    about = _WHAT_ABOUT.match(question)
    rest = about["rest"] if about else _OPENS.sub("", question).rstrip("? ")
    if not about and (rest == question.rstrip("? ") or len(tokens(rest)) > 3 or _VERB.search(rest)):
        return None
    named = names_in(asked)
    unanswered = [name for name in named if name.lower() not in last.answer.lower()]
    for known in (named, unanswered):
        if len(known) == 1 and names_in(f"about {rest}"):
            return f"{asked.replace(known[0], rest)}?"
    return f"{asked}: {rest}?"


def _with_choice(question: str, last: Turn) -> str:
    """ "The second one" is the second thing that the last answer lists."""
    match = _NTH.search(question)
    if not match:
        return question
    listed = items(answer_of(last))
    place = _PLACES.get(match["nth"].lower(), len(listed) - 1)
    if not 1 < len(listed) > place or len(listed[place]) > _LONGEST_ITEM:
        return question
    return question[: match.start()] + listed[place] + question[match.end() :]


def _with_person(question: str, turns: Sequence[Turn]) -> str:
    """ "He" and "his" are the person spoken of last, where there is one."""
    pronoun = _HIS.search(question) or _HIM.search(question)
    if pronoun is None or people_in(question[: pronoun.start()]):
        return question
    for turn in reversed(turns):
        for text in (answer_of(turn), turn.standalone_question or turn.question, *turn.cited):
            if people := people_in(text):
                question = _HIS.sub(f"{people[0]}'s", question, count=1)
                return _HIM.sub(people[0], question, count=1)
    return question
