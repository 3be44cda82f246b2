"""Turns a yes/no question into the statement that it asks about, its denial and its opposites.

    "Did prices rise in May?" -> "Prices did rise in May.", "Prices did not rise in May.",
                                 "Prices did fall in May."

By word order: the auxiliary goes behind the subject. The subject ends before a verb or before what
begins another phrase, else after the longest beginning that stands in the passages as a phrase. A
choice of two is not turned, nor a question that denies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qa.answering.english.facts import negations
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.antonyms import EXCLUSIVE
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES, DO
from qa.answering.english.lexicon.negations import REVERSING
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.pronouns import ARTICLES, POSSESSIVES, SUBJECTS
from qa.answering.english.lexicon.verbs import IRREGULAR_VERBS
from qa.answering.english.words import WORD, one_line, tokens

_FORM = re.compile(
    rf"^(?:(?:and|but|so|well),? )?(?P<verb>{one_of(AUXILIARIES)}) (?P<rest>[^?]+)\?*$",
    re.IGNORECASE,
)
_NOT_TURNED = re.compile(rf"\b(?:or|whether|{one_of(REVERSING)})\b", re.IGNORECASE)
_ALONE = frozenset((*SUBJECTS, "there", "i", "we", "you", "anyone", "anybody", "someone",
                    "somebody", "anything"))  # fmt: skip
_BEGINS = frozenset((*ARTICLES, *POSSESSIVES, "any", "not", "also", "still", "ever", "already"))
_LEADS_IN = frozenset((*PREPOSITIONS, "and", "by", "as", "than"))
_BASES = frozenset(base for base, _, _ in IRREGULAR_VERBS)
_PARTS = frozenset(("be", "been", *(part for _, _, part in IRREGULAR_VERBS)))
_ANY = re.compile(r"\bany(?P<of>one|body|thing)?\b", re.IGNORECASE)
_NONE = {None: "No", "one": "No one", "body": "Nobody", "thing": "Nothing"}
# Each word with the words of the other side of its pair.
_TURNED = {word: pair[1 - at] for pair in EXCLUSIVE for at in (0, 1) for word in pair[at]}
_ENDINGS = ("est", "er", "ed", "en")
LONGEST_SUBJECT = 9  # words
MOST_OPPOSITES = 2


class Statements(NamedTuple):
    """What a question asks whether it is so, that it is not, and what would rule it out.

    open_to_all: whether it asks of anyone or anything, so that hardly a report speaks against it.
    """

    affirmed: str
    denied: str
    opposites: tuple[str, ...] = ()
    open_to_all: bool = False


def statements_of(question: str, passages: Sequence[str]) -> Statements | None:
    """The statement and what speaks against it; None for another form than a plain yes/no question.

    passages: texts near to the question, whose phrases show where its subject ends.
    """
    form = _FORM.match(one_line(question))
    if form is None or _NOT_TURNED.search(form["rest"]) or negations(form["rest"]):
        return None
    words = form["rest"].strip(" .").split()
    verb = form["verb"].lower()
    if len(words) < 2:
        return None
    at = _subject_end(words, passages, plain_verb=verb in DO)
    subject, rest = " ".join(words[:at]), " ".join(words[at:])
    subject = subject[:1].upper() + subject[1:]
    affirmed, denied = f"{subject} {verb} {rest}.", f"{subject} {verb} not {rest}."
    if any_one := _ANY.match(subject):
        denied = f"{_NONE[any_one['of']]}{subject[any_one.end() :]} {verb} {rest}."
    open_to_all = bool(_ANY.search(form["rest"]))
    opposites = () if open_to_all else _opposites(affirmed)
    return Statements(affirmed, denied, opposites, open_to_all=open_to_all)


def _opposites(statement: str) -> tuple[str, ...]:
    """The statement with one word turned into its opposite, for each word that has one."""
    found = []
    for match in WORD.finditer(statement):
        word = match.group()
        if word in _TURNED:
            ending = next((end for end in _ENDINGS if word.endswith(end)), "")
            others = [item for item in _TURNED[word] if item.endswith(ending)] or _TURNED[word]
            found.append(statement[: match.start()] + others[0] + statement[match.end() :])
    return tuple(found[:MOST_OPPOSITES])


def _subject_end(words: Sequence[str], passages: Sequence[str], *, plain_verb: bool) -> int:
    """How many words the subject has, at least one and not all."""
    lower = [word.lower().strip(',"“”') for word in words]
    most = min(len(words) - 1, LONGEST_SUBJECT)
    if lower[0] in _ALONE:
        return 1
    first = 1 if lower[0] not in _BEGINS else 2
    end, shown = most, False
    for at in range(first, most + 1):
        word, before = lower[at], lower[at - 1]
        if before in _LEADS_IN or before in _BEGINS:
            continue
        verb = word in _BASES if plain_verb else word in _PARTS or word.endswith(("ed", "ing"))
        if verb or word in _BEGINS:
            end, shown = at, True
            break
    if shown:
        return end
    texts = [f" {' '.join(tokens(text))} " for text in passages]
    for at in range(end, first - 1, -1):
        if lower[at - 1] in _LEADS_IN or lower[at - 1] in _BEGINS or lower[at] == "of":
            continue
        phrase = f" {' '.join(tokens(' '.join(words[:at])))} "
        if any(phrase in text for text in texts):
            return at
    return min(first, most)
