"""Takes a comparison apart: the things compared, and one question for each of them.

    "How do the laws of Ohio and Utah differ?"      -> Ohio, Utah; "What about the laws of Ohio?", …
    "Which quake was stronger, the July one or the October one?"
      -> the July quake, the October quake; "How strong is the July quake?", …

By form: two names joined by "and", "or" or "than", or two phrases joined by "or" behind a comma.
What is not put in one of these forms is no comparison of two things, and is left whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES
from qa.answering.english.lexicon.names import CAPITALS, PARTICLES
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.question_words import QUESTION_WORDS

_CAPITAL = rf"(?:[{CAPITALS}][\w'’.–-]{{0,60}}+|\d{{1,30}}+)"
_PHRASE = (
    rf"{_CAPITAL}(?: (?:{_CAPITAL}|of\b|{one_of(PARTICLES)}\b|[a-z](?= |\?|,|$))){{0,4}}"
    rf"(?P<PLACE> (?:in|of|at|from) {_CAPITAL})?"
)
PAIR = re.compile(
    rf"(?P<one>{_PHRASE.replace('PLACE', 'place_one')}) (?:and|or|vs\.?|versus|than) (?:the )?"
    rf"(?P<other>{_PHRASE.replace('PLACE', 'place_other')})"
)
_QUESTION_WORDS = re.compile(
    rf"^{one_of(capitalised((*QUESTION_WORDS, *AUXILIARIES, 'between', 'compare')))} "
)
# Of verbs that ask for a sum or a number.
_PLAIN_PASTS = ("got", "won", "lost", "made", "sold", "took", "costs?", "pays?", "paid", "gets")
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
    "cheaper": "much",
}
# "Which fire killed more people, the hotel in Delhi or the slum in Chittagong?"
_BEHIND_COMMA = re.compile(
    rf"^(?P<which>who|which(?: of)?(?: (?P<noun>[^,?]{{1,60}}?))?)"
    rf"(?P<asked> (?:{one_of(AUXILIARIES, _PLAIN_PASTS)}|\w+ed)\b[^,?]{{1,120}}), "
    r"(?P<one>[^,?]{2,80}?) or (?P<other>[^,?]{2,80})\?*$",
    re.IGNORECASE,
)
_MORE = re.compile(r"^(?P<verb>.*?) ?\b(?P<more>more|fewer|less)(?P<rest> .*)?$", re.IGNORECASE)
_HEAD = re.compile(rf"^(?:.*['’]s )?(?P<head>.+?)(?: {one_of(PREPOSITIONS)} .*)?$")
_ONE = re.compile(r"\bone\b", re.IGNORECASE)
# "How do the laws of Ohio and Utah differ?", "the difference between Ohio and Utah"
_DIFFER = re.compile(
    r"^(?:how (?:do|does|did|are|is)|compare|what(?:['’]s| is| are) the (?:main )?differences? "
    r"between) (?P<things>[^?]{5,200}?)(?: (?:differ(?:ent)?|compare)\b[^?]{0,80})?\?*$",
    re.IGNORECASE,
)


class Compared(NamedTuple):
    """One of the things compared, as the question names it, and what is asked of it."""

    name: str
    question: str


def things_compared(question: str) -> tuple[Compared, ...]:
    """The two things with a question for each; empty where the form names no two."""
    if behind := _BEHIND_COMMA.match(question):
        return _of_phrases(behind)
    pair = PAIR.search(question)
    if pair is None:
        return ()
    if differ := _DIFFER.match(question):
        return tuple(
            Compared(name, f"What about {differ['things'].replace(joined, name)}?")
            for joined, name in _names(question, pair)
        )
    return per_entity(question, pair)


def _of_phrases(behind: re.Match[str]) -> tuple[Compared, ...]:
    """ "the July one", "the October one" -> "How strong was the July quake?", …"""
    head = _HEAD.match(behind["noun"] or "")
    noun = _singular(head["head"]) if head else ""
    found = []
    for phrase in (behind["one"], behind["other"]):
        name = _ONE.sub(noun, phrase).strip(" .") if noun else phrase.strip(" .")
        if noun and name[:1].isdigit():
            name = f"{noun} {name}"
        if more := _MORE.match(behind["asked"].strip()):
            thing = name if noun in name else f"{name} {noun}"
            how = "How many" if more["rest"] else "How much"
            asked = f"{how}{more['rest'] or ''} {more['verb']} {thing}?"
        else:
            comparative = _comparative(f"which{behind['asked']}")
            asked = _positive(*comparative, entity=name) if comparative else ""
        found.append(Compared(name, " ".join(asked.split())))
    return tuple(found) if all(item.question for item in found) else ()


def _singular(noun: str) -> str:
    return noun.removesuffix("s") if not noun.endswith(("ss", "us", "is")) else noun


def per_entity(question: str, pair: re.Match[str]) -> tuple[Compared, ...]:
    """The question once for each of the two things that are named together."""
    comparative = _comparative(question[: _start(pair)])
    found = []
    for joined, name in _names(question, pair):
        if comparative:
            asked = _positive(*comparative, entity=name)
        else:
            asked = _FLOATING.sub("", _BOTH.sub(name, question.replace(joined, name)))
        found.append(Compared(name, asked))
    return tuple(found)


def _names(question: str, pair: re.Match[str]) -> tuple[tuple[str, str], ...]:
    """(both as they are joined, one of them) for each."""
    joined = question[_start(pair) : pair.end()]
    both = (_QUESTION_WORDS.sub("", pair["one"]), pair["other"])
    return tuple((joined, name.rstrip(".")) for name in both)


def _start(pair: re.Match[str]) -> int:
    return pair.end("one") - len(_QUESTION_WORDS.sub("", pair["one"]))


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
