"""Takes a comparison apart: the things compared, and one question for each of them.

    "How do the laws of Ohio and Utah differ?"      -> Ohio, Utah; "What about the laws of Ohio?", …
    "Which quake was stronger, the July one or the October one?"
      -> the July quake, the October quake; "How strong is the July quake?", …

Which two things are meant the question network tells, and of a row of names the others with them;
what is asked of each is what stands around them, put as a question for how many or how much where
it has a comparative.
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

_NUMBERS = ("more", "fewer", "less", "most", "fewest", "least")
_POSITIVES = {  # of what is left without "er" and "est"
    "furth": "far",
    "farth": "far",
    "cheap": "much",
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
    for word in ("|".join(_NUMBERS), r"\w{2,}e(?:r|st)")
)
# "How long is the one to Ulm the line to?", where too little of a thing is marked.
_HANGING = re.compile(rf" (?:the|an?) \w{{1,30}} {one_of(PREPOSITIONS)}\?$", re.IGNORECASE)
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
        _AND_BY_HOW_MUCH.sub("", question[things[-1][1] :]),
    )
    which = _WHICH.match(around.asked())
    kind = _HEAD.match(which["noun"]) if which and which["noun"] else None
    noun = _singular(kind["head"]) if kind else ""
    found = []
    for place in things:
        name = _THAT_OF.sub("", question[slice(*place)])
        whole = _named(name, noun)
        where = (kind["where"] if kind and not _PLACED.search(whole) else None) or ""
        own = _told_of(name, around) or _measured_of(whole, around, noun=noun, where=where)
        found.append(Compared(_ARTICLE.sub("", whole), own or of_thing(whole, question)))
    return tuple(found)


def of_thing(thing: str, question: str) -> str:
    """The whole question, asked of one thing: "the July quake: Which quake was stronger, …?"."""
    return f"{thing}: {question}"


def asked_in_whole(part: str, question: str) -> bool:
    """Whether a thing is asked of in the words of the whole question, which stand behind it."""
    return part.endswith(f": {question}")


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


def _measured_of(name: str, around: _Around, *, noun: str, where: str) -> str:
    """ "How strong is the July quake?", where a comparative asks for a measure; else ""."""
    asked = around.asked()
    which = _WHICH.match(asked)
    if which is None and not asked.lower().startswith(AUXILIARIES):
        return ""
    measured = _asked_of(name, asked[which.end() :] if which else asked, noun=noun, where=where)
    return "" if _HANGING.search(measured) else _FLOATING.sub("", measured)


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


def _asked_of(name: str, asked: str, *, noun: str = "", where: str = "") -> str:
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
    stem = comparative[: -2 if comparative.endswith("er") else -3]
    if stem in _POSITIVES:
        return _POSITIVES[stem]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if _DOUBLED.search(stem):
        return stem[:-1]
    return stem + "e" * bool(_SILENT_E.search(stem))


def _singular(noun: str) -> str:
    return noun.removesuffix("s") if not noun.endswith(("ss", "us", "is")) else noun
