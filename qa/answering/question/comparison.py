"""Takes a comparison apart: the things compared, and one question for each of them.

    "How do the laws of Ohio and Utah differ?"      -> Ohio, Utah; "What about the laws of Ohio?", …
    "Which quake was stronger, the July one or the October one?"
      -> the July quake, the October quake; "How strong is the July quake?", …

Which two things are meant the question network tells; what is asked of each is what stands around
them, put as a question for how many or how much where it has a comparative.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES, BE, HAVE
from qa.answering.english.lexicon.names import CAPITALISED
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.verbs import IRREGULAR_VERBS
from qa.answering.reader.question_reader import read_question

_POSITIVES = {
    "further": "far",
    "farther": "far",
    "cheaper": "much",
}
# "bigg", and what would be doubled if it had no "e": "wid", "larg", "simpl".
_DOUBLED = re.compile(r"([bdgmnpt])\1$")
_SILENT_E = re.compile(r"(?:^|[^aeiou])[aeiouy][bcdfgkmpstvz]$|[rl][cgsv]$|[bcdgkpt]l$")
# What may part the two where nothing is told between them, and what goes with the second.
_JOINT = (
    r"(?:and|or|than|versus|vs\.?|v\.?|with|to|from|against|like|unlike|as|next to|"
    r"(?:as )?(?:compared|opposed) (?:with|to)|compare[sd]? (?:with|to)|differ(?:s|ent)? from)"
)
_JOINED = re.compile(rf"^,? ?{_JOINT}(?: (?:the|in|on|at|by|of|that of|those of))? ?$", re.I)
_WITH_SECOND = re.compile(rf",? {_JOINT}(?: the)? ?$", re.IGNORECASE)
# "which of the yard's contracts", "who", "in which of the two votes": what is asked for.
_WHICH = re.compile(
    rf"^(?:{one_of(PREPOSITIONS)} )?(?:who|where|(?:which(?: of)?|what)\b"
    rf"(?: (?P<noun>(?!{one_of(AUXILIARIES)}\b)[^,?]{{1,60}}?)"
    rf"(?= (?:{one_of(AUXILIARIES, (past for _, past, _ in IRREGULAR_VERBS))}|\w+ed|"
    r"\w+s (?:more|fewer|less|\w+er))\b))?)\b\s*",
    re.IGNORECASE,
)
_AND_BY_HOW_MUCH = re.compile(r",? and (?:by )?(?:how|what)\b[^?]{0,80}\?{0,3}$", re.IGNORECASE)
_FLOATING = re.compile(r" (?:each|both|respectively)\b", re.IGNORECASE)
_EDGES = " ,:;?.!–—-"
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
# "the hotel in Delhi or the slum in Agra": what is in Agra is the slum.
_PLACE = re.compile(rf" {one_of(PREPOSITIONS)} (?:the )?{CAPITALISED}(?: {CAPITALISED})*+")
_PART_END = re.compile(r"[.?!:,] +")
_THAT_OF = re.compile(r"^(?:that|those) of ", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"(?:^|(?<=\s))((?:the|an?) )$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_ONE = re.compile(r"\bone\b", re.IGNORECASE)
# What stands before and behind the things where they are compared at large.
_LEAD = re.compile(
    r"^(?:(?:how|in what way|where) (?:do|does|did|are|is|was|were)|compare|"
    r"what(?:['’]s| is| are| was| were) the (?:main )?differences? (?:between|in))\b ?",
    re.IGNORECASE,
)
_DIFFER = r"(?:differ\w*|compared?|alike|(?:not )?the same)"
_OF_BOTH = re.compile(rf" {_DIFFER} (?:between|among|for|of|with) $", re.IGNORECASE)
_TAIL = re.compile(rf"^[ ,]+{_DIFFER}(?: \S+){{0,3}}$|^$", re.IGNORECASE)


class Compared(NamedTuple):
    """One of the things compared, as the question names it, and what is asked of it."""

    name: str
    question: str


def things_compared(question: str) -> tuple[Compared, ...]:
    """The two things with a question for each; empty where the question names no two."""
    read = read_question(question)
    if read.first is None or read.second is None:
        return ()
    first, second = sorted(_in_one_part(question, mark) for mark in (read.first, read.second))
    if first[1] > second[0]:
        return ()
    if _PLACED.search(question[slice(*first)]) and (place := _PLACE.match(question, second[1])):
        second = (second[0], place.end())
    names = (question[slice(*first)], _THAT_OF.sub("", question[slice(*second)]))
    before, between, behind = (
        question[: first[0]],
        question[first[1] : second[0]],
        _AND_BY_HOW_MUCH.sub("", question[second[1] :]),
    )
    told = "" if _JOINED.match(between) else _WITH_SECOND.sub("", between)
    asked = " ".join(f"{before.strip(_EDGES)} {told} {behind.strip(_EDGES)}".split())
    which = _WHICH.match(asked)
    head = _HEAD.match(which["noun"]) if which and which["noun"] else None
    noun = _singular(head["head"]) if head else ""
    found = []
    for name in names:
        whole = _named(name, noun)
        where = (head["where"] if head and not _PLACED.search(whole) else None) or ""
        if (led := _LEAD.match(before)) and _TAIL.match(told + behind.rstrip(_EDGES)):
            own = f"What about {_OF_BOTH.sub(' of ', before[led.end() :])}{name}?"
        else:
            measured = asked[which.end() :] if which else asked
            able = which is not None or measured.lower().startswith(AUXILIARIES)
            own = asked_of(whole, measured, noun=noun, where=where) if able else ""
            own = _FLOATING.sub("", own) or f"{whole}: {question}"
        found.append(Compared(_ARTICLE.sub("", whole), own))
    return tuple(found)


def _in_one_part(question: str, mark: tuple[int, int]) -> tuple[int, int]:
    """The mark from the last comma or stop in it on, with the article before it."""
    ends = [end.end() for end in _PART_END.finditer(question, *mark)]
    start = ends[-1] if ends else mark[0]
    article = _ARTICLE_BEFORE.search(question, max(start - 8, 0), start)
    return (article.start(1) if article else start, mark[1])


def _named(name: str, noun: str) -> str:
    """ "the July one" -> "the July quake", "the 2015 one" likewise."""
    whole = _ONE.sub(noun, name) if noun else name
    return f"{noun} {whole}" if noun and whole[:1].isdigit() else whole


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
    elif counted and verb not in HAVE:
        return ""  # "is the cheaper way"
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
