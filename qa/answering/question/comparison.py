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
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES, BE, HAVE
from qa.answering.english.lexicon.names import CAPITALS, PARTICLES
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.question_words import QUESTION_WORDS
from qa.answering.english.lexicon.verbs import IRREGULAR_VERBS

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
_VERBS = ("costs?", "pays?", "gets", *(past for _, past, _ in IRREGULAR_VERBS))
_BOTH = re.compile(
    r"\beach of (?:them|the two|these)\b|\b(?:the two of them|both of them|they both|they)\b",
    re.IGNORECASE,
)
_FLOATING = re.compile(r" (?:each|both|respectively)\b", re.IGNORECASE)
_POSITIVES = {
    "further": "far",
    "farther": "far",
    "cheaper": "much",
}
# "bigg", and what would be doubled if it had no "e": "wid", "larg", "simpl".
_DOUBLED = re.compile(r"([bdgmnpt])\1$")
_SILENT_E = re.compile(r"(?:^|[^aeiou])[aeiouy][bcdfgkmpstvz]$|[rl][cgsv]$|[bcdgkpt]l$")
# "Which fire killed more people, the hotel in Delhi or the slum in Chittagong?", and what is asked
# of both behind it: a table tells it of each.
_BEHIND_COMMA = re.compile(
    rf"^(?P<which>who|which(?: of)?(?: (?P<noun>[^,?]{{1,60}}?))?)"
    rf" (?P<asked>(?:{one_of(AUXILIARIES, _VERBS)}|\w+ed|\w+s(?= (?:more|fewer|less|\w+er)\b))\b"
    r"[^,:?]{1,120})[,:] (?P<one>[^,?]{2,80}?),? or (?P<other>[^,?]{2,80}?)"
    r"(?:,? and (?:by )?(?:how|what)\b[^?]{0,80})?\?*$",
    re.IGNORECASE,
)
# "was elected leader with more votes" counts votes, and leads nobody.
_COMPARES = tuple(
    re.compile(
        rf"^(?P<verb>\w+)(?: (?P<others>[^?]{{1,60}}?))?? (?:the )?(?P<word>{word})(?: one)?\b"
        r"(?P<rest>[^?]*)$",
        re.IGNORECASE,
    )
    for word in ("more|fewer|less", r"\w{2,}er")
)
_NUMBERS = ("more", "fewer", "less")
_COUNTED = re.compile(
    rf"^ (?!{one_of(PREPOSITIONS)}\b)(?P<noun>.+?)(?P<rest> {one_of(PREPOSITIONS)} .*)?$"
)
_PEOPLE = ("people", "men", "women", "children")
_PARTICIPLES = {past: part for _, past, part in IRREGULAR_VERBS}
_HEAD = re.compile(
    rf"^(?:.*['’]s |(?:the |these |those )?(?:two |both )?)?(?P<head>.+?)"
    rf"(?P<where> {one_of(PREPOSITIONS)} .*)?$"
)
_PLACED = re.compile(rf" {one_of(PREPOSITIONS)} ")
_ONE = re.compile(r"\bone\b", re.IGNORECASE)
# "How do the laws of Ohio and Utah differ?", "the difference between Ohio and Utah"
_DIFFER = re.compile(
    r"^(?:how (?:do|does|did|are|is)|compare|what(?:['’]s| is| are) the (?:main )?differences? "
    r"between) (?P<things>[^?]{5,200}?)(?: (?:differ(?:ent)?|compare)\b(?! (?:to|with|from)\b)"
    r"[^?]{0,80})?[?.]*$",
    re.IGNORECASE,
)
# What stands between the two, the surer sign first: "how does A compare with B", "A and B".
_BETWEEN = tuple(
    re.compile(rf" (?:{words}) ", re.IGNORECASE)
    for words in (
        "(?:compare|differ|different)s? (?:with|to|from)",
        r"versus|vs\.?",
        "and",
        "(?:compared )?(?:with|to)",
    )
)
_OF = re.compile(r"^(?P<head>[^?]{2,60}?) of ", re.IGNORECASE)
_THAT_OF = re.compile(r"^(?:that|those) of ", re.IGNORECASE)
_DETERMINED = re.compile(
    r"^(?:[\w.-]{1,40} )?[\w.-]{1,40}['’]s? |^(?:this|that|these|those|last|next) |^[A-Z\d\"“]|"
    r"^.{0,200}? \d{1,9}$"
)
_LONGEST_THING = 8  # words
_OPENS = re.compile(r"^(?:both )?(?:(?:the|an?) )?", re.IGNORECASE)


class Compared(NamedTuple):
    """One of the things compared, as the question names it, and what is asked of it."""

    name: str
    question: str


def things_compared(question: str) -> tuple[Compared, ...]:
    """The two things with a question for each; empty where the form names no two."""
    if behind := _BEHIND_COMMA.match(question):
        return _of_phrases(behind)
    pair, differ = PAIR.search(question), _DIFFER.match(question)
    if differ and pair is None:
        return _two_phrases(differ["things"])
    if pair is None:
        return ()
    if differ:
        return tuple(
            Compared(name, f"What about {differ['things'].replace(joined.rstrip('.'), name)}?")
            for joined, name in _names(question, pair)
        )
    return per_entity(question, pair)


def _two_phrases(things: str) -> tuple[Compared, ...]:
    """ "the ferry and the railway line" -> ferry, railway line, where one word parts the two."""
    for between in _BETWEEN:
        sides = between.split(things)
        if len(sides) == 1:
            continue
        names = [_OPENS.sub("", side.strip(" ,.")) for side in sides]
        if len(names) != 2 or not all(0 < len(name.split()) <= _LONGEST_THING for name in names):
            return ()
        return tuple(Compared(name, _what_about(name)) for name in _with_head(*names))
    return ()


def _with_head(one: str, other: str) -> tuple[str, str]:
    """ "prices of the ferry", "train" -> …, "prices of the train"; "that of Ulm" likewise."""
    head = _OF.match(one)
    if head and _THAT_OF.match(other):
        return one, _THAT_OF.sub(f"{head['head']} of ", other)
    if head is None or _OF.match(other):
        return one, other
    return one, f"{head['head']} of {'' if _DETERMINED.match(other) else 'the '}{other}"


def _what_about(name: str) -> str:
    article = "" if _DETERMINED.match(name) else "the "
    return f"What about {article}{name}?"


def _of_phrases(behind: re.Match[str]) -> tuple[Compared, ...]:
    """ "the July one", "the October one" -> "How strong was the July quake?", …"""
    head = _HEAD.match(behind["noun"] or "")
    noun = _singular(head["head"]) if head else ""
    found = []
    for phrase in (behind["one"], behind["other"]):
        name = _ONE.sub(noun, phrase).strip(" .") if noun else phrase.strip(" .")
        if noun and name[:1].isdigit():
            name = f"{noun} {name}"
        where = (head["where"] if head and not _PLACED.search(name) else None) or ""
        found.append(Compared(name, asked_of(name, behind["asked"], noun=noun, where=where)))
    return tuple(found) if all(item.question for item in found) else ()


def asked_of(name: str, asked: str, *, noun: str = "", where: str = "") -> str:
    """ "got more votes in May" of Ek -> "How many votes has Ek got in May?"; "" for another form.

    noun: what kind of thing it is. where: what stands behind that, " in the south".
    """
    compares = next(filter(None, (form.match(asked) for form in _COMPARES)), None)
    if compares is None:
        return ""
    verb, others, rest = compares["verb"].lower(), compares["others"] or "", compares["rest"]
    thing = name if not noun or noun.lower() in name.lower() else f"{name} {noun}"
    counted = _COUNTED.match(rest)
    if compares["word"].lower() in _NUMBERS:
        measured = counted["noun"] if counted else ""
        many = measured.endswith("s") or measured.endswith(_PEOPLE)
        asked, rest = ("many" if many else "much"), (counted["rest"] or "") if counted else rest
        if counted and verb in BE and not others and not many:
            asked, measured = measured, ""  # "is more useful"
    else:
        asked, measured = _plain(compares["word"].lower()), ""
        if counted and verb in HAVE:  # "had stronger winds"
            told, be = counted["noun"], ("was", "were") if verb == "had" else ("is", "are")
            where = counted["rest"] or where
            return f"How {asked} {be[told.endswith('s')]} the {told} of {name}{where}?"
        thing = name
    if verb in AUXILIARIES:
        told = f"{verb} {thing} {others}"
    elif verb.endswith("s"):
        told = f"does {thing} {verb.removesuffix('s')} {others}"
    else:
        told = f"has {thing} {_PARTICIPLES.get(verb, verb)} {others}"
    return " ".join(f"How {asked} {measured} {told}{where} {rest}".split()) + "?"


def _plain(comparative: str) -> str:
    """ "stronger" -> "strong", "bigger" -> "big", "wider" -> "wide", "earlier" -> "early"."""
    stem = comparative[:-2]
    if comparative in _POSITIVES:
        return _POSITIVES[comparative]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if _DOUBLED.search(stem):
        return stem[:-1]
    return stem + "e" * bool(_SILENT_E.search(stem))


def _singular(noun: str) -> str:
    return noun.removesuffix("s") if not noun.endswith(("ss", "us", "is")) else noun


def per_entity(question: str, pair: re.Match[str]) -> tuple[Compared, ...]:
    """The question once for each of the two things that are named together."""
    return tuple(
        Compared(name, _FLOATING.sub("", _BOTH.sub(name, question.replace(joined, name))))
        for joined, name in _names(question, pair)
    )


def _names(question: str, pair: re.Match[str]) -> tuple[tuple[str, str], ...]:
    """(both as they are joined, one of them) for each."""
    joined = question[_start(pair) : pair.end()]
    both = (_QUESTION_WORDS.sub("", pair["one"]), pair["other"])
    return tuple((joined, name.rstrip(".")) for name in both)


def _start(pair: re.Match[str]) -> int:
    return pair.end("one") - len(_QUESTION_WORDS.sub("", pair["one"]))
