"""Turns a yes/no question into the statement that it asks about, its denial and its opposites.

    "Did prices rise in May?" -> "Prices rose in May.", "Prices did not rise in May.",
                                 "Prices fell in May."

By word order: the auxiliary goes behind the subject. The subject ends before a verb or before what
begins another phrase, else after the longest beginning that stands in the passages as a phrase. A
plain verb is told by its past: "criticise" is one because "criticised" is a word. A choice of two
is not turned, nor a question that denies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qa.answering.english.facts import negations
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.antonyms import EXCLUSIVE
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES, BEFORE_PLAIN_VERB, DO
from qa.answering.english.lexicon.negations import REVERSING
from qa.answering.english.lexicon.prepositions import PREPOSITIONS, RELATIVE
from qa.answering.english.lexicon.pronouns import ARTICLES, BOTH, POSSESSIVES, SUBJECTS
from qa.answering.english.lexicon.verbs import IRREGULAR_VERBS
from qa.answering.english.words import one_line, tokens

_FORM = re.compile(
    rf"^(?:(?:and|but|so|well),? )?(?P<verb>{one_of(AUXILIARIES)}) (?P<rest>[^?]+)\?*$",
    re.IGNORECASE,
)
_NOT_TURNED = re.compile(rf"\b(?:or|whether|{one_of(REVERSING)})\b", re.IGNORECASE)
_ALONE = frozenset((*SUBJECTS, "there", "i", "we", "you", "anyone", "anybody", "someone",
                    "somebody", "anything"))  # fmt: skip
_DETERMINERS = frozenset((*ARTICLES, *POSSESSIVES, *BOTH, "any", "all"))
_BEGINS = _DETERMINERS | {"not", "also", "still", "ever", "already"}
_LEADS_IN = frozenset((*PREPOSITIONS, *RELATIVE, "and", "by", "as", "than"))
_PASTS = {base: past for base, past, _ in IRREGULAR_VERBS} | {"be": "was"}
_BEFORE_ANOTHER = ("be", "help", "let", "make")  # "help build" is no noun with a verb behind it
_PARTS = frozenset(("be", "been", *(part for _, _, part in IRREGULAR_VERBS)))
_THIRD = {"have": "has", "do": "does", "go": "goes"}
_ANY = re.compile(r"\bany(?P<of>one|body|thing)?\b", re.IGNORECASE)
_NONE = {None: "No", "one": "No one", "body": "Nobody", "thing": "Nothing"}
# Each word with the words of the other side of its pair.
_TURNED = {word: pair[1 - at] for pair in EXCLUSIVE for at in (0, 1) for word in pair[at]}
_ENDINGS = ("est", "er", "ed", "en")
LONGEST_SUBJECT = 12  # words
SHORTEST_VERB = 3  # letters
MOST_OPPOSITES = 2


class Statements(NamedTuple):
    """What a question asks whether it is so, that it is not, and what would rule it out.

    open_to_all: whether it asks of anyone or anything, so that hardly a report speaks against it.
    """

    affirmed: str
    denied: str
    opposites: tuple[str, ...] = ()
    open_to_all: bool = False


def statements_of(
    question: str, passages: Sequence[str], *, is_word: Callable[[str], bool] | None = None
) -> Statements | None:
    """The statement and what speaks against it; None for another form than a plain yes/no question.

    passages: texts near to the question, whose phrases show where its subject ends. is_word:
    whether a word is a common one; without it, only words of the passages are.
    """
    form = _FORM.match(one_line(question))
    if form is None or _NOT_TURNED.search(form["rest"]) or negations(form["rest"]):
        return None
    words = form["rest"].strip(" .").split()
    verb = form["verb"].lower()
    if len(words) < 2:
        return None
    texts = [f" {' '.join(tokens(text))} " for text in passages]
    known = _Known(texts, is_word)
    at = _subject_end(words, known, plain_verb=verb in BEFORE_PLAIN_VERB)
    subject, rest = " ".join(words[:at]), " ".join(words[at:])
    subject = subject[:1].upper() + subject[1:]
    denied = f"{subject} {verb} not {rest}."
    told = known.inflected(words[at].lower(), verb) if verb in DO else None
    affirmed = " ".join((subject, told or f"{verb} {words[at]}", *words[at + 1 :])) + "."
    if any_one := _ANY.match(subject):
        denied = f"{_NONE[any_one['of']]}{subject[any_one.end() :]} {verb} {rest}."
    open_to_all = bool(_ANY.search(form["rest"]))
    opposites = []
    for place, word in enumerate(words) if not open_to_all else ():
        for other in _opposites(word):
            turned = known.inflected(other, verb) if place == at and told else other
            others = [*words[:at], told or f"{verb} {words[at]}", *words[at + 1 :]]
            others[place] = turned or other if place != at or told else f"{verb} {other}"
            opposites.append(" ".join(others)[:1].upper() + " ".join(others)[1:] + ".")
    return Statements(affirmed, denied, tuple(opposites[:MOST_OPPOSITES]), open_to_all=open_to_all)


def _opposites(word: str) -> list[str]:
    """The opposite of a word in the same form, if it has one."""
    if word not in _TURNED:
        return []
    ending = next((end for end in _ENDINGS if word.endswith(end)), "")
    return ([item for item in _TURNED[word] if item.endswith(ending)] or list(_TURNED[word]))[:1]


class _Known:
    """What words and phrases there are: those of the passages, and common ones."""

    def __init__(self, texts: Sequence[str], is_word: Callable[[str], bool] | None) -> None:
        """texts: the passages as words between single spaces."""
        self._texts, self._is_common = texts, is_word

    def holds(self, phrase: str) -> bool:
        """Whether a passage has the phrase."""
        found = f" {' '.join(tokens(phrase))} "
        return any(found in text for text in self._texts)

    def past(self, base: str) -> str | None:
        """The past of a plain verb; None for what is none."""
        if base in _PASTS:
            return _PASTS[base]
        if not base.isalpha() or not base.isascii() or len(base) < SHORTEST_VERB:
            return None
        forms = (f"{base}d",) if base.endswith("e") else (f"{base}ed", f"{base}{base[-1]}ed")
        if base.endswith("y") and base[-2] not in "aeiou":
            forms = (f"{base[:-1]}ied",)
        return next((form for form in forms if self._is_word(form)), None)

    def inflected(self, base: str, auxiliary: str) -> str | None:
        """ "criticise", "did" -> "criticised"; None for what is no plain verb."""
        past = self.past(base)
        if past is None or auxiliary == "did":
            return past
        if auxiliary == "do":
            return base
        if base.endswith("y") and past.endswith("ied"):
            return f"{base[:-1]}ies"
        hissing = base.endswith(("s", "sh", "ch", "x", "z"))
        return _THIRD.get(base) or (f"{base}es" if hissing else f"{base}s")

    def _is_word(self, word: str) -> bool:
        return self.holds(word) or bool(self._is_common and self._is_common(word))


def _subject_end(words: Sequence[str], known: _Known, *, plain_verb: bool) -> int:
    """How many words the subject has, at least one and not all."""
    lower = [word.lower().strip(',"“”') for word in words]
    most = min(len(words) - 1, LONGEST_SUBJECT)
    if lower[0] in _ALONE:
        return 1
    first = next(at for at in range(most + 1) if lower[at] not in _BEGINS or at == most)
    first = min(first + 1, most)

    def is_verb(at: int) -> bool:
        word = words[at] if at <= most else ""
        if plain_verb:
            return word.islower() and known.past(word) is not None
        return word in _PARTS or word.endswith(("ed", "ing"))

    free = [
        at
        for at in range(first, most + 1)
        if lower[at - 1] not in _LEADS_IN and lower[at - 1] not in _DETERMINERS
    ]
    verb = next(filter(is_verb, free), None)
    if plain_verb and verb is not None:
        # "the oil price rise", "Hong Kong police arrest": a noun may look like a verb.
        begun, whole = (" ".join(words[:end]) for end in (verb, verb + 1))
        noun = is_verb(verb + 1) and words[verb] not in (*_BEFORE_ANOTHER, *_PASTS)
        return verb + (noun and (known.holds(whole) or not known.holds(begun)))
    if plain_verb:
        ends = [at for at in free if lower[at] in _LEADS_IN | _BEGINS and lower[at] != "of"]
        return max(min(ends, default=len(words)) - 1, 1)
    begins = next((at for at in free if lower[at] in _BEGINS), None)
    found = [at for at in (verb, begins) if at is not None]
    end = min(found) if found else _predicate(words, lower, known, first=first, most=most)
    # "were severely hurt", "is more useful": the adverb stays with what it tells of.
    return end - (end > 1 and (lower[end - 1].endswith("ly") or lower[end - 1] in ("more", "less")))


def _predicate(
    words: Sequence[str], lower: Sequence[str], known: _Known, *, first: int, most: int
) -> int:
    """Where the predicate without a verb begins: "short", "profitable in 2014", "in New York"."""
    leads = _LEADS_IN | _DETERMINERS
    last = max((at for at in range(first, most + 1) if lower[at] in _LEADS_IN), default=most + 1)
    in_names = words[most][:1].isupper() and words[most - 1][:1].isupper()
    if last <= most and (in_names or last == most or lower[most - 1] in leads):
        if last == first or known.holds(" ".join(words[:last])):
            return last
        most = last - 1
    if most >= first and lower[most - 1] not in leads:
        return most
    held = (at for at in range(last, first - 1, -1) if known.holds(" ".join(words[:at])))
    return next(held, min(last, len(words) - 1))
