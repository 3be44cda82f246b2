"""Extracts noun phrases, names, persons and list items from a text by capitals and commas.

Capital letters and commas are all it goes by; it is right often enough to say what a
conversation is about, and too crude to decide whether a sentence is true.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.auxiliaries import BEFORE_PLAIN_VERB, HAVE
from qa.answering.english.lexicon.names import (
    CAPITALISED,
    CAPITALS,
    NO_NAMES,
    PARTICLES,
)
from qa.answering.english.lexicon.organisations import NAMED_WITH_AND, OF_NO_PERSON
from qa.answering.english.lexicon.person_nouns import PERSON_NOUNS
from qa.answering.english.lexicon.prepositions import OTHER_PLACE, PLACE
from qa.answering.english.lexicon.pronouns import ARTICLES
from qa.answering.english.lexicon.question_words import REQUESTS
from qa.answering.english.lexicon.stop_words import STOP_WORDS
from qa.answering.english.lexicon.verbs import IRREGULAR_PASTS, NAMING, PLAIN
from qa.answering.english.words import WORD, starts_sentence, tokens

# "K2-18b" is a name as well.
_CAPITAL = rf"(?>{CAPITALISED}|[A-Z]\b\.?|(?<![a-z])[a-z]{{0,60}}\d[\w-]{{0,60}}[a-z]\w*)"
_LINK = one_of(("of(?: the)?", "the"), PARTICLES)
_NAME = re.compile(rf"{_CAPITAL}(?: (?:{_LINK} ){{0,2}}{_CAPITAL})*+")
_NO_PERSON = re.compile(rf"\b{one_of(capitalised(OF_NO_PERSON))}\b")
_PLACE_BEFORE = re.compile(rf"\b{one_of(PLACE, ('of', 'the'))}\s+$")
_NEAR = 40  # characters before a name that are looked at
_PERSON_AFTER = re.compile(
    r"^(?:, (?:who|an? |the |\d\d\b|aged)| (?:said|says|was|is|has|had|did|died|won|told|announced|"
    r"who)\b|['’]s\b)"
)

_PERSON_NOUN = re.compile(rf"\b{one_of(PERSON_NOUNS)}\b(?! of\b)")
_CALLED = re.compile(rf"\b{one_of(PERSON_NOUNS)} $", re.IGNORECASE)

_NO_NAMES = NO_NAMES | {"yes", "no"}
_DETERMINERS = frozenset(ARTICLES)
_AUXILIARIES = frozenset(BEFORE_PLAIN_VERB)
# "the head of the party", "the artwork called America"
_JOINTS = frozenset(("of", *NAMING))
_PLAIN_VERBS = frozenset(PLAIN)
_VERB = re.compile(r"(?<=.{3})ed$")
# Words that end a phrase, besides those without a meaning of their own.
_ENDS = frozenset((*PLACE, *OTHER_PLACE, *IRREGULAR_PASTS, *NAMING, "without"))
# "the Oversight and Reform Committee", "the Department of Health and Human Services"
_BODY_AND_BODY = re.compile(
    rf"and (?:[{CAPITALS}][\w'’-]+ ){{0,2}}{one_of(capitalised(NAMED_WITH_AND))}\b"
)
_QUESTION_START = re.compile(rf"{one_of(capitalised(REQUESTS), capitalised(HAVE))}$")


def names_in(text: str) -> list[str]:
    """Capitalised phrases in order, each once: "Did Ada Ek see the Louvre?" -> both names."""
    found: dict[str, None] = {}
    for match in _NAME.finditer(text):
        name = _without_opening(text, match)
        if name and name.lower() not in _NO_NAMES:
            found.setdefault(re.sub(r"['’]s$", "", name))
    return list(found)


def _without_opening(text: str, match: re.Match[str]) -> str:
    """The name without a sentence's first word that is merely capitalised."""
    words = match.group().split(" ")
    while words and re.split("['’]", words[0].lower())[0] in _NO_NAMES:  # "I'd", "today's"
        words.pop(0)
    if (
        len(words) == 1
        and starts_sentence(text, match.start())
        and len(match.group()) == len(words[0])
    ):
        lone = words[0]
        return lone if _PERSON_AFTER.match(text[match.end() :]) or lone.isupper() else ""
    return " ".join(words)


def people_in(text: str, beside: str = "") -> list[str]:
    """Names that look like people's, the likeliest first; the text alone gives their order.

    beside: what else is known. A name of one word may be any word with a capital, "Officials", or
    a country: it is a person's where a longer name ends in it, here or there, and then stands
    for that one, or where a noun for a person comes before it, "president Okoro".
    """
    known = [name for name in names_in(f"{text}\n. {beside}") if _is_of_person(name)]
    scored: list[tuple[int, int, str]] = []
    for position, name in enumerate(names_in(text)):
        start = text.find(name)
        fuller = sorted((item for item in known if item.endswith(f" {name}")), key=len)
        whole = name if " " in name else "".join(fuller[:1])
        if not whole and _CALLED.search(text, max(start - _NEAR, 0), start):
            whole = name
        if not whole or not _is_of_person(whole):
            continue
        score = 2 + 2 * bool(_PERSON_AFTER.match(text[start + len(name) :]))
        score -= 2 * _is_placed(text, start)
        scored.append((-score, position, whole))
    return list(dict.fromkeys(name for score, _, name in sorted(scored) if score < 0))


def may_name_person(text: str) -> bool:
    """Whether a name stands in it, a single word or several, that nothing says is of no person."""
    return any(
        _is_of_person(name) and not _is_placed(text, text.find(name)) for name in names_in(text)
    )


def _is_of_person(name: str) -> bool:
    """Whether no word of it tells that it is of something else."""
    return not _NO_PERSON.search(name) and not any(letter.isdigit() for letter in name)


def _is_placed(text: str, start: int) -> bool:
    """Whether "in", "of" or "the" stands before what starts there."""
    return bool(_PLACE_BEFORE.search(text, max(start - _NEAR, 0), start))


# Words before the noun that may belong to it: "the young", "Ann van Dyck's late".
_BEFORE_NOUN = 4
_LOOK_BACK = 120  # characters


def person_phrase(text: str) -> str | None:
    """The first person who is called by what they are: "the attacker", "Hatice Cengiz's fiancé"."""
    for noun in _PERSON_NOUN.finditer(text):
        before = text[max(noun.start() - _LOOK_BACK, 0) : noun.start()].split()[-_BEFORE_NOUN:]
        if lead := _lead_of(before):
            return " ".join([*lead, noun.group()])
    return None


def _lead_of(before: Sequence[str]) -> Sequence[str]:
    """The words that belong to a person's noun: "the young", "Doris Day's"; empty for none."""
    for at, word in enumerate(before):
        rest = len(before) - at
        if word.endswith(("'s", "’s")) and word[0].isupper() and rest <= 2:
            start = at
            while start > 1 and before[start - 1][0].isupper():
                start -= 1
            return before[start:]
        if word.lower() == "the" and rest <= 3:
            return before[at:]
    return ()


def items(text: str) -> list[str]:
    """The things that a text lists: "Oslo, Rome and Bern." -> Oslo, Rome, Bern."""
    plain = re.sub(r"(?<!\s)\s*+\[\d+\]", "", text).strip().rstrip(".")
    if ":" in plain:
        plain = plain.split(":", 1)[1]
    pieces = re.split(r"; | and |, (?:and |or )?|\n+(?:[-*•]|\d+[.)])? *", plain)
    return [piece.strip(" .,-*•") for piece in pieces if tokens(piece)]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of a text: `text[start:end]`, with "the" or "a" where it has one.

    before: the word right before it, lower case, or "". named: whether it holds a name.
    """

    text: str
    start: int
    end: int
    before: str
    named: bool


def noun_phrases(text: str) -> list[Phrase]:
    """Names, and what follows "the" or "a", in order; cut before verbs and prepositions."""
    words = [(match.start(), match.end(), match.group()) for match in WORD.finditer(text)]
    found: list[Phrase] = []
    at = 0
    while at < len(words):
        end = _phrase_end(text, words, at)
        if end is None:
            at += 1
            continue
        start, stop = words[at][0], words[end - 1][1]
        stop -= 2 if re.search(r"['’]s$", text[start:stop]) else 0
        before = words[at - 1][2].lower() if at else ""
        piece = text[start:stop]
        named = any(word[2][0].isupper() or word[2][0].isdigit() for word in words[at + 1 : end])
        found.append(Phrase(piece, start, stop, before, named or _is_name(text, words[at])))
        at = end
    return found


_Word = tuple[int, int, str]


def _phrase_end(text: str, words: list[_Word], at: int) -> int | None:
    """The index after the last word of the phrase that begins here; None if none does."""
    determined = words[at][2].lower() in _DETERMINERS
    if not determined and not _is_name(text, words[at]):
        return None
    end = at + 1
    while end < len(words) and _goes_on(text, words, end, lower=determined):
        end += 1
    if determined and end == at + 1:
        return None
    after = words[at - 1][2].lower() if at else ""
    last = words[end - 1][2]
    if determined and after in _AUXILIARIES and end - at > 2 and last.islower():
        following = words[end][2].lower() if end < len(words) else ""
        if following not in _PLAIN_VERBS:
            end -= 1  # "did the company build …": the verb is not part of it
    if end + 1 < len(words) and words[end][2] in _JOINTS and _adjacent(text, words, end):
        further = _phrase_end(text, words, end + 1)
        called = words[end][2] != "of" and not words[end + 1][2][0].isupper()
        if further is not None and not called and _adjacent(text, words, end + 1):
            return further
    return end


def _goes_on(text: str, words: list[_Word], at: int, *, lower: bool) -> bool:
    """Whether the word belongs to the phrase before it. lower: common nouns may."""
    word = words[at][2]
    if not _adjacent(text, words, at):
        return False
    if word.lower() == "and" and at + 1 < len(words):
        return bool(_BODY_AND_BODY.match(text[words[at][0] :]))
    if word.lower() in STOP_WORDS or re.search(r"n['’]t$", word):
        return False
    if word[0].isupper() or word[0].isdigit():
        return True
    return lower and not _VERB.search(word) and word not in _ENDS


def _adjacent(text: str, words: list[_Word], at: int) -> bool:
    return at > 0 and text[words[at - 1][1] : words[at][0]] in (" ", "/")


def _is_name(text: str, word: _Word) -> bool:
    start, end, plain = word
    if not plain[0].isupper() or plain.lower().removesuffix("'s") in _NO_NAMES:
        return False
    return not starts_sentence(text, start) or not _QUESTION_START.match(text[start:end])
