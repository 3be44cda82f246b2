"""Takes a comparison apart: the things compared, and one question for each of them.

    "How do the laws of Ohio and Utah differ?"      -> Ohio, Utah; "What about the laws of Ohio?", …
    "Which quake was stronger, the July one or the October one?"
      -> the July quake, the October quake;
         "the July quake: Which quake was stronger, the July one?", …

Which two things are meant the question network tells, and of a row of names the others with them;
what is asked of each is the question without the others. The reader was taught the whole question
behind the thing (`training.written`), which this is near to. Put anew for each ("How strong was the
July quake?"), by a hundred lines of grammar, fewer were right (54 comparisons, 20 and 24;
2026-11-28).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES
from qa.answering.english.lexicon.names import CAPITALISED
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.verbs import IRREGULAR_VERBS
from qa.answering.reader.question_reader import read_question

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
_EDGES = " ,:;?.!–—-"
_SPACED = re.compile(r" (['’,.?;:!])")
_HEAD = re.compile(
    rf"^(?:.*['’]s |(?:the |these |those )?(?:two |both )?)?(?P<head>.+?)"
    rf"(?P<where> {one_of(PREPOSITIONS)} .*)?$"
)
_PLACED = re.compile(rf" {one_of(PREPOSITIONS)} ")
# "the hotel in Delhi or the slum in Agra": what is in Agra is the slum.
_PLACE = re.compile(rf" {one_of(PREPOSITIONS)} (?:the )?{CAPITALISED}(?: {CAPITALISED})*+")
_NAME = rf"(?:the )?{CAPITALISED}(?: {CAPITALISED}){{0,4}}+"
_NEXT_NAME = r"(?:, (?:and |or )?| and | or )"
_SEVERAL = re.compile(rf"{_NAME}(?:{_NEXT_NAME}{_NAME}){{2,9}}+")
# "in May, Lee or Ek": what such a word stands before is not one of them.
_APART = re.compile(r"(?<!\w)(?:at|by|during|for|from|in|on|since|to) $", re.IGNORECASE)
# "Of Lee, Ek and Ray, who …", "Did Lee, Ek or Ray …"
_NO_NAME = re.compile(rf"(?:{one_of(PREPOSITIONS, AUXILIARIES)} )?", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(_NEXT_NAME)
_PART_END = re.compile(r"[.?!:,] +")
_THAT_OF = re.compile(r"^(?:that|those) of ", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"(?:^|(?<=\s))((?:the|an?) )$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_OWNED, _OWNED_AT_END = re.compile(r"['’]s\b"), re.compile(r"['’]s$")
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


class _Around(NamedTuple):
    """What stands around the two things: before them, behind, and what is told between them."""

    before: str
    told: str
    behind: str

    def asked(self) -> str:
        """What is left of the question without them: "Did get more snow in that storm"."""
        pieces = (self.before.strip(_EDGES), self.told, self.behind.strip(_EDGES))
        return " ".join(" ".join(pieces).split())

    def asked_of(self, name: str) -> str:
        """The question of one thing alone: "Did Orm get more snow in that storm?"."""
        pieces = (self.before, name, self.told, self.behind)
        return _SPACED.sub(r"\1", " ".join(" ".join(pieces).split()))


def things_compared(question: str) -> tuple[Compared, ...]:
    """The things with a question for each; empty where the question names no two."""
    marks = _two_marks(question)
    if marks is None:
        return ()
    first, second = marks
    between = question[first[1] : second[0]]
    things = _several(question, first, second) or [first, second]
    apart = len(things) > 2 or _JOINED.match(between)
    around = _Around(
        question[: things[0][0]],
        "" if apart else _WITH_SECOND.sub("", between),
        question[things[-1][1] :],
    )
    which = _WHICH.match(around.asked())
    kind = _HEAD.match(which["noun"]) if which and which["noun"] else None
    noun = _singular(kind["head"]) if kind else ""
    found = []
    for place in things:
        name = _THAT_OF.sub("", question[slice(*place)])
        whole = _named(name, noun)
        own = _told_of(name, around) or of_thing(whole, around.asked_of(name))
        found.append(Compared(_OWNED_AT_END.sub("", _ARTICLE.sub("", whole)), own))
    names = {item.name.lower() for item in found}
    return tuple(found) if len(names) == len(found) else ()


def of_thing(thing: str, question: str) -> str:
    """What is asked of one thing of several: "the July quake: Which quake was stronger?"."""
    return f"{thing}: {question}"


def _two_marks(question: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The characters of the two things, in their order; None where they are not two."""
    read = read_question(question)
    if read.first is None or read.second is None:
        return None
    first, second = sorted(_in_one_part(question, mark) for mark in (read.first, read.second))
    if first[1] > second[0]:
        return None
    if _PLACED.search(question[slice(*first)]) and (place := _PLACE.match(question, second[1])):
        second = (second[0], place.end())
    return first, second


def _several(
    question: str, first: tuple[int, int], second: tuple[int, int]
) -> list[tuple[int, int]]:
    """The characters of each, where the two are names in a row of three or more; else nothing."""
    for row in _SEVERAL.finditer(question):
        if not row.start() <= first[0] < second[0] < row.end():
            continue
        start = _NO_NAME.match(question, row.start()).end()  # type: ignore[union-attr]
        ends = [*_BETWEEN_NAMES.finditer(question, start, row.end())]
        starts, last = [start, *(end.end() for end in ends)], max(row.end(), second[1])
        places = list(zip(starts, [*(end.start() for end in ends), last], strict=True))
        if places[0][1] <= first[0] and _APART.search(question, 0, row.start()):
            places = places[1:]
        return places if len(places) > 2 else []
    return []


def _told_of(name: str, around: _Around) -> str:
    """ "What about the laws of Ohio?", where two are compared at large; else ""."""
    led = _LEAD.match(around.before)
    if led is None or not _TAIL.match(around.told + around.behind.rstrip(_EDGES)):
        return ""
    return f"What about {_OF_BOTH.sub(' of ', around.before[led.end() :])}{name}?"


def _in_one_part(question: str, mark: tuple[int, int]) -> tuple[int, int]:
    """The mark from the last comma or stop in it on, with the article before it and the "'s"
    behind it.
    """
    ends = [end.end() for end in _PART_END.finditer(question, *mark)]
    start = ends[-1] if ends else mark[0]
    article = _ARTICLE_BEFORE.search(question, max(start - 8, 0), start)
    owned = _OWNED.match(question, mark[1])
    return (article.start(1) if article else start, owned.end() if owned else mark[1])


def _named(name: str, noun: str) -> str:
    """ "the July one" -> "the July quake", "the 2015 one" likewise."""
    whole = _ONE.sub(noun, name) if noun else name
    return f"{noun} {whole}" if noun and whole[:1].isdigit() else whole


def _singular(noun: str) -> str:
    return noun.removesuffix("s") if not noun.endswith(("ss", "us", "is")) else noun
