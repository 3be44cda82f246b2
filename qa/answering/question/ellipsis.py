"""Completes elliptical follow-ups ("When?", "And Labour?") from the question before.

    "Who flew over the Channel?" … "When?"  -> "When was it that Franky Zapata flew …?"
    "How many seats did the Tories win?" … "and Labour?" -> "How many seats did Labour win?"

By form. What cannot be put together is given as the old question with the new words behind.
"""

from __future__ import annotations

import re

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.pronouns import (
    ARTICLES,
    DEMONSTRATIVES,
    POSSESSIVES,
    SPEAKERS,
    SUBJECTS,
)
from qa.answering.english.lexicon.question_words import (
    HOW_MANY,
    OPENERS,
    QUESTION_WORD,
    QUESTION_WORDS,
)
from qa.answering.english.phrases import Phrase, noun_phrases, people_in
from qa.answering.english.words import content_stems, tokens
from qa.answering.question.coreference import DATE_PATTERN, joined_names, plain_question
from qa.answering.question.topic import answer_of
from qa.records import Turn

_OPENS = rf"(?:{one_of(OPENERS)}\b[, ]*)*"
OPENS = re.compile(rf"^{one_of(OPENERS)}\b[, ]*", re.IGNORECASE)
BARE = re.compile(
    rf"^{_OPENS}(?P<word>why not|why|how come|how so|how|since when|when|where|who|by whom)"
    r"\s*[?!.]*$",
    re.IGNORECASE,
)
WHY_NOT = re.compile(rf"^{_OPENS}why not (?P<rest>.+?)\s{{0,9}}\?{{0,9}}$", re.IGNORECASE)
WHAT_ABOUT = re.compile(
    rf"^{_OPENS}(?:what|how) about (?P<rest>.+?)\s{{0,9}}\?{{0,9}}$", re.IGNORECASE
)
_AUXILIARY = one_of(AUXILIARIES)
_VERB = re.compile(rf"\b(?:{_AUXILIARY}|be|been|[a-z]{{3,}}ed)\b")
_ASKS = re.compile(QUESTION_WORD, re.IGNORECASE)
_WH = rf"(?:{HOW_MANY}|how \w+|{one_of(QUESTION_WORDS)})"
# "How many seats did the Tories win": what is asked for, the verb, the rest.
_INVERTED = re.compile(
    rf"^{_OPENS}(?P<wh>{_WH})(?P<noun>(?: [\w'’-]+){{0,4}}?) (?P<verb>{_AUXILIARY}) "
    r"(?P<rest>.+?)[?. ]{0,9}$",
    re.IGNORECASE,
)
_YES_NO = re.compile(rf"^{_OPENS}(?P<verb>{_AUXILIARY}) (?P<rest>.+?)[?. ]{{0,9}}$", re.IGNORECASE)
_BY_SUBJECT = re.compile(
    rf"^{_OPENS}(?:who|(?:which|what)(?: \w+)?) (?P<rest>.+?)[?. ]{{0,9}}$", re.I
)
_PREPOSITION = re.compile(rf"^(?P<word>{one_of(PREPOSITIONS)}) (?P<what>.+)$", re.IGNORECASE)
_COUNT = re.compile(rf"\b{HOW_MANY} (?P<noun>[\w'’-]+)(?= {_AUXILIARY}\b)", re.IGNORECASE)
_BARE_COUNT = re.compile(rf"^(?P<how>{HOW_MANY}) (?={_AUXILIARY} )", re.IGNORECASE)
# A verb that is behind its subject, "were killed in …"; else the subject comes next.
_SUBJECT_NEXT = re.compile(
    rf"{one_of(ARTICLES, POSSESSIVES, DEMONSTRATIVES, SUBJECTS, SPEAKERS, ('there',))}\b|[^a-z]"
)
_COUNTED = re.compile(rf"\b{HOW_MANY} (?P<noun>[a-z][\w'’-]*)(?= )", re.IGNORECASE)
_BARE_PLURAL = re.compile(r"\A[a-z][\w'’-]*s(?: of [a-z][\w'’ -]*)?$")
_BARE_NOUN = re.compile(rf"\A(?!{one_of(ARTICLES, POSSESSIVES, DEMONSTRATIVES)} )[a-z][a-z'’ -]*$")
_ABOUT_NOUN = re.compile(r"(?<= about )[a-z][a-z'’-]*$")
_FEW = 4
# A name that an answer has so early, in characters, is what it gives.
_NEAR_START = 30


def completed(question: str, last: Turn) -> str | None:
    """The question with the words that it leaves to the one before; None if it leaves none."""
    asked = plain_question(last.standalone_question or last.question).rstrip("?. ")
    if bare := BARE.match(question):
        return _asked_anew(bare["word"].lower(), asked, last)
    if why_not := WHY_NOT.match(question):
        return f"{asked}, and why not {why_not['rest']}?"
    about = WHAT_ABOUT.match(question)
    plain = question.rstrip("?. ")
    rest = about["rest"] if about else OPENS.sub("", plain)
    if not about and (
        rest == plain or len(tokens(rest)) > _FEW or _VERB.search(rest) or _ASKS.search(rest)
    ):
        return _counted(question, asked)
    if not content_stems(rest):
        return None
    return _exchanged(asked, rest) or f"{asked}: {rest}?"


def _counted(question: str, asked: str) -> str | None:
    """ "How many did Labour win?" counts what was counted before."""
    bare, before = _BARE_COUNT.match(OPENS.sub("", question)), _COUNT.search(asked)
    if not bare or not before:
        return None
    return f"{bare['how']} {before['noun']} {OPENS.sub('', question)[bare.end() :]}"


def _asked_anew(word: str, asked: str, last: Turn) -> str:
    """ "When?" behind "Did he resign?" is "When did he resign?"."""
    opening = {"how come": "why", "how so": "how"}.get(word, word)
    opening = opening[0].upper() + opening[1:]
    if word.startswith("who") or word == "by whom":
        return f"{asked}, and {word}?"
    if yes_no := _YES_NO.match(asked):
        return f"{opening} {yes_no['verb'].lower()} {yes_no['rest']}?"
    inverted = _INVERTED.match(asked)
    if inverted and inverted["wh"].lower() not in ("why", "when", "where"):
        if inverted["noun"] and not _SUBJECT_NEXT.match(inverted["rest"]):
            return f"{opening} {inverted['verb']}{inverted['noun']} {inverted['rest']}?"
        noun = inverted["noun"] if inverted["wh"].lower().startswith("how m") else ""
        return f"{opening} {inverted['verb']} {inverted['rest']}{noun}?"
    subject = _BY_SUBJECT.match(asked)
    who = _who(last)
    if subject and who and not inverted:
        return f"{opening} was it that {who} {subject['rest']}?"
    return f"{asked}, and {word}?"


def _who(last: Turn) -> str | None:
    """The one that the last answer opens with: a name, not a sentence."""
    answer = last.direct or answer_of(last)
    joined = joined_names(answer)
    if joined and joined[0].start == 0:
        return answer[: joined[-1].end]
    people = people_in(answer)
    if people and answer.find(people[0]) < _NEAR_START:
        return people[0]
    first = next(iter(noun_phrases(answer)), None)
    return first.text if first and first.start == 0 and first.named else None


def _exchanged(asked: str, rest: str) -> str | None:
    """The old question with the new words where their like stood."""
    put = _PREPOSITION.match(rest)
    what = put["what"] if put else rest
    if DATE_PATTERN.search(what):
        found = list(DATE_PATTERN.finditer(asked))
        if len(found) != 1:
            return f"{asked} {rest}?"
        return f"{asked[: found[0].start()]}{what}{asked[found[0].end() :]}?"
    if put:
        same = re.search(rf"\b{put['word']} ", asked, re.IGNORECASE)
        after = next((p for p in noun_phrases(asked) if same and p.start == same.end()), None)
        if after and not DATE_PATTERN.search(after.text):
            return f"{asked[: after.start]}{what}{asked[after.end :]}?"
        return f"{asked} {rest}?"
    place = _place(asked, what)
    return f"{asked[: place[0]]}{what}{asked[place[1] :]}?" if place else None


def _place(asked: str, what: str) -> tuple[int, int] | None:
    """From where to where the old question has what the new words take the place of."""
    counted = _COUNTED.search(asked)
    if counted and _BARE_PLURAL.fullmatch(what):
        return counted.span("noun")
    spoken_of = _ABOUT_NOUN.search(asked)
    if spoken_of and _BARE_NOUN.fullmatch(what):
        return spoken_of.span()
    old = _replaceable(asked, what)
    return (old.start, old.end) if old else None


def _replaceable(asked: str, what: str) -> Phrase | None:
    """The one phrase of the question that the new words take the place of."""
    phrases = [phrase for phrase in noun_phrases(asked) if not DATE_PATTERN.fullmatch(phrase.text)]
    kind = re.split(r"[ -]", what)[-1].lower()
    alike = [item for item in phrases if re.split(r"[ -]", item.text)[-1].lower() == kind]
    if len(alike) == 1:
        return alike[0]
    if re.match(r"an? ", what):
        # "How much is a tyre change?", "And a service?": one of a sort for one of another.
        sorts = [item for item in phrases if re.match(r"an? ", item.text)]
        return sorts[0] if len(sorts) == 1 else None
    if what.islower() and re.match(r"(?:the|those|these) ", what):
        return None
    named = [item for item in phrases if item.named and not DATE_PATTERN.search(item.text)]
    subjects = [item for item in named if re.fullmatch(_AUXILIARY, item.before)]
    return next((found[0] for found in (named, subjects) if len(found) == 1), None)
