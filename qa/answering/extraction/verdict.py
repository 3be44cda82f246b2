"""Says yes or no to a question by exact agreement of its words with one sentence of an article.

    "Was a tsunami warning issued?" + "The institute did not issue a tsunami warning." -> "no"

The sentence must have every root of the question's core, or the opposite of one, with the
question's numbers and order of names; what stands behind a preposition may be told by the title or
the sentences before. An opposite, or a negation of the core, turns the answer round. Hedges,
charges, parts of a whole and another tense give no verdict, and nothing is judged by meaning: no
verdict is the common case. Of FEVER's claims as questions (4,391) it says yes to 337, .979 of them
supported, and no to none that is; of BoolQ's contrast set (409) 12 are said, 10 rightly
(2026-11-26).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qa.answering.english.facts import months, negations, numbers
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.antonyms import EXCLUSIVE
from qa.answering.english.lexicon.auxiliaries import BE, DO, FUTURE_MODALS, HAVE
from qa.answering.english.lexicon.hedges import CALLED_OFF, CHARGES, DENIALS, HEDGES, QUANTIFIERS
from qa.answering.english.lexicon.names import CAPITALISED
from qa.answering.english.lexicon.prepositions import COORDINATING, RELATIVE, SUBORDINATING
from qa.answering.english.roots import placed_roots, root, roots
from qa.answering.english.words import tokens
from qa.answering.extraction.context import leans
from qa.answering.question.polar import Asked
from qa.articles import sentence_spans

Verdict = Literal["yes", "no", "disputed"]

_CLAUSE = re.compile(rf"[;:!?]|[.](?!\w)|,? \b{one_of(COORDINATING, RELATIVE, SUBORDINATING)}\b|, ")
_NAME = re.compile(rf"{CAPITALISED}(?: {CAPITALISED})*+")
_DONE_BY = re.compile(rf"\b(?P<verb>\w+) by (?:the )?(?P<name>{CAPITALISED})")
_DOER = re.compile(r"\bby (?:[\w’'.-]{1,30}+ ?){1,5}")
_FUTURE = re.compile(
    rf"\b(?:{one_of(FUTURE_MODALS)}|(?:is|are|was|were) (?:due )?to|going to)\b", re.IGNORECASE
)
_PAST = re.compile(r"\b(?:was|were|had)\b")
_NOBODY = re.compile(
    r"\b(?:nobody|nothing|none|no one|no (?:\w+ )?(?:person|people)|neither)\b", re.IGNORECASE
)
_RULED_OUT = re.compile(r"\brul(?:e|es|ed|ing) out\b", re.IGNORECASE)
_PEOPLE = frozenset(("peopl", "person"))
_SIDES = tuple(tuple(frozenset(map(root, side)) for side in pair) for pair in EXCLUSIVE)
_GOES_ON = frozenset(("still", "again"))  # matter only where the question asks for them
_HEDGES, _QUANTIFIERS = frozenset(HEDGES), frozenset(QUANTIFIERS)
_CALLED_OFF = frozenset(CALLED_OFF)
_DENIED = 4  # words behind a negation that it may deny
_REACH = 6  # further words of content between those of the core
_AROUND = 2  # words beside it that may say how much of it is meant
_LEAST = 2  # words of the question that a sentence must have itself


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with its title and what stands before it, and with what stands behind it."""

    text: str
    context: str = ""
    after: str = ""


def verdict(asked: Asked, told: Told) -> Verdict | None:
    """What the sentence says to the question; None where it is not plain."""
    own, words = set(roots(told.text)), set(tokens(told.text))
    denied = _denied(asked, told.text)
    if denied is None or not _same_facts(asked.body, told.text):
        return None
    known = own | _filled(asked, told, own) | _ruled_out(asked, told, own)
    opposite = _matched(asked.core, known)
    if opposite is None or not asked.rest <= known | set(roots(told.context)):
        return None
    new = words - {*tokens(asked.body), asked.auxiliary}
    if asked.exists and new & _CALLED_OFF:
        # "A referendum … was rejected": there will be none.
        return "no" if not denied + opposite and roots(told.text)[0] in asked.core else None
    if not _speaks_of_it(asked, told.text, own, sure=denied or opposite):
        return None
    if new & _HEDGES:
        contested = not denied + opposite and new & set(CHARGES) and denies(told.after)
        return "disputed" if contested else None
    off = bool(new & _CALLED_OFF) and not opposite
    return None if off else (("yes", "no", None)[min(denied + opposite, 2)])


def denies(text: str) -> bool:
    """Whether someone denies something there."""
    return not set(DENIALS).isdisjoint(tokens(text))


def _speaks_of_it(asked: Asked, text: str, own: set[str], *, sure: int) -> bool:
    """Whether the sentence tells of what is asked: enough of it, of as much, in time and order."""
    shared = len(asked.roots & own)
    if not sure and shared < min(_LEAST, len(asked.roots)):
        return False
    stretch = _stretch(asked, text)
    if stretch is None or not _as_much(asked.body, stretch):
        return False
    return _same_time(asked, text) and not _turned(asked, text)


def _matched(core: Sequence[str], known: set[str]) -> int | None:
    """How many roots the sentence has the opposite of; None where one is missing."""
    opposite = 0
    for item in core:
        if item in known:
            continue
        of_it = [pair if item in pair[0] else pair[::-1] for pair in _SIDES if item in _both(pair)]
        if any(same & known for same, _ in of_it):
            continue
        if not any(other & known for _, other in of_it):
            return None
        opposite += 1
    return opposite


def _both(pair: Sequence[frozenset[str]]) -> frozenset[str]:
    return pair[0] | pair[1]


def _filled(asked: Asked, told: Told, own: set[str]) -> set[str]:
    """What the sentence need not say again: first names, and the subject where it says "she"."""
    before = set(roots(told.context))
    filled: set[str] = set()
    named: set[str] = set()
    for match in _NAME.finditer(asked.body):
        name = roots(match.group())
        named |= set(name)
        if name and name[-1] in own:
            filled |= set(name) & (before | own)
    if leans(told.text):
        spans = sentence_spans(told.context)
        last = told.context[spans[-1][0] :] if spans else ""
        subject = named & before | set(roots(last)[:1])  # what "it" speaks of, most likely
        for item in asked.core:
            if item in own or item not in subject:
                break
            filled.add(item)
    return filled | (_PEOPLE if _NOBODY.search(told.text) else set())


def _ruled_out(asked: Asked, told: Told, own: set[str]) -> set[str]:
    """What stands around "We rule out arson.", where the question ends with arson."""
    found = _RULED_OUT.search(told.text)
    if found is None or asked.core[-1] not in roots(told.text[found.end() :])[:1]:
        return set()
    return own | set(roots(told.context))


def _same_facts(body: str, text: str) -> bool:
    """Whether the sentence has the question's numbers, dates and whoever did what it asks."""
    done = _DONE_BY.search(body)
    if done and not _done_by(root(done["verb"].lower()), done["name"], text):
        return False
    return numbers(body) <= numbers(text) and months(body) <= months(text)


def _done_by(verb: str, name: str, text: str) -> bool:
    """Whether the name stands behind the first "by" behind the verb."""
    behind = next((text[item.end :] for item in placed_roots(text) if item.text == verb), "")
    doer = _DOER.search(behind)
    return doer is not None and name in doer.group()


def _same_time(asked: Asked, text: str) -> bool:
    """Whether what is asked of the past is not told of what is to come, nor the other way."""
    future = bool(_FUTURE.search(text))
    if asked.auxiliary in FUTURE_MODALS:
        return future or asked.exists or asked.auxiliary in ("may", "must", "should")
    if asked.auxiliary in (*DO, *BE) and asked.auxiliary not in ("did", "was", "were"):
        return not future and not _PAST.search(text)
    return not future if asked.auxiliary in (*DO, *BE, *HAVE) else True


def _turned(asked: Asked, text: str) -> bool:
    """Whether two names of the core stand in the other order than in the question."""
    there = roots(text)
    names = {item for match in _NAME.finditer(asked.body) for item in roots(match.group())}
    places = [there.index(item) for item in asked.core if item in names and item in there]
    return places != sorted(places)


def _stretch(asked: Asked, text: str) -> str | None:
    """The words from the first to the last of the core and a few around; None if too far apart."""
    placed = placed_roots(text)
    wanted = {*asked.core, *_opposites(asked)}
    at = [index for index, item in enumerate(placed) if item.text in wanted]
    if not at or at[-1] - at[0] > _REACH + len(asked.core):
        return None
    start, end = placed[at[0]].start, placed[at[-1]].end
    before, behind = text[:start].split()[-_AROUND:], text[end:].split()[:_AROUND]
    return " ".join((*before, text[start:end], *behind))


def _opposites(asked: Asked) -> set[str]:
    """Both sides of each opposite that the core has a root of."""
    return {item for pair in _SIDES if _both(pair) & set(asked.core) for item in _both(pair)}


def _as_much(body: str, stretch: str) -> bool:
    """Whether both say the same of how much is meant, and of what: "first flight", "all shops"."""
    wanted, there = _measured(body), _measured(stretch)
    return wanted <= there and {item for item in there if item[0] not in _GOES_ON} <= wanted


def _measured(text: str) -> set[tuple[str, str]]:
    """Each word for a part or the whole with the root behind it."""
    words = [word.removesuffix("'s") for word in tokens(text)]
    found = set()
    for at, word in enumerate(words):
        if word in _QUANTIFIERS:
            behind = next(iter(roots(" ".join(words[at + 1 :]))), "")
            found.add((word, "" if word in _GOES_ON else behind))
    return found


def _denied(asked: Asked, text: str) -> int | None:
    """1 if the question's words are denied, 0 if nothing is; None where something else is."""
    found = [*negations(text), *(match.span() for match in _RULED_OUT.finditer(text))]
    if not found:
        return 0
    if len(found) > 1:
        return None
    start, end = found[0]
    clause = _CLAUSE.split(text[end:], maxsplit=1)[0]
    near = {*roots(" ".join(clause.split()[:_DENIED]))}
    if _NOBODY.match(text, start):
        if not asked.indefinite and not _PEOPLE & asked.roots:
            return None
        near |= {*roots(" ".join(text[:start].split()[-_AROUND:]))}
    return 1 if (asked.roots | _opposites(asked)) & near else None
