"""Checks a sentence against the words it cites: numbers, dates, names, negation, who said it.

    Sentence + quotes -> problems (none: supported)

Exact agreement only. It refuses to judge meaning; the reader's support score does
that, and both must agree before a sentence counts as supported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering import facts
from qa.answering.words import STOP_WORDS, one_line, stem, tokens

_STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)
_SAYING = (
    r"said|says|say|told|tells|claimed|claims|announced|announces|argued|argues|warned|warns|"
    r"stated|states|added|adds|noted|notes|denied|denies|called|believes|believed|thinks|wrote"
)
_NAME = r"(?:[A-ZÀ-Þ][\w'’.-]*\w(?: (?:[a-z]{2,3} )?[A-ZÀ-Þ][\w'’.-]*\w)*)"
_SPEAKER = re.compile(
    rf"(?P<one>{_NAME})(?:, [^,.]{{3,60}},)? (?:has |have |had |also |later )?(?:{_SAYING})\b|"
    rf"\baccording to (?:[a-z]+ ){{0,4}}(?P<two>{_NAME})|\b(?:{_SAYING}) (?P<three>{_NAME})"
)


def problems(claim: str, quotes: Sequence[str], *, context: Sequence[str] = ()) -> tuple[str, ...]:
    """What in the claim the quotes do not hold, in words for a person; empty if nothing.

    quotes: the cited words. context: what a person sees beside them (title, date line), where
    names may come from but numbers may not. A claim that is a verbatim part of a quote passes.
    """
    if not quotes:
        return ("it cites nothing",)
    if any(one_line(claim) in one_line(quote) for quote in quotes):
        return ()
    evidence = "\n".join(quotes)
    found = []
    if missing := facts.numbers(claim) - facts.numbers(evidence):
        found.append(f"the number {_and(missing)} is not in the cited words")
    if missing := facts.months(claim) - facts.months(evidence):
        found.append(f"the date {_and(missing)} is not in the cited words")
    known = {stem(word) for text in (*quotes, *context) for word in tokens(text)}
    if missing := {name for name in facts.names(claim) | _first_name(claim) if name not in known}:
        found.append(f"the name {_and(missing)} is not in the cited words")
    if bool(facts.negations(claim)) != bool(facts.negations(quotes[0])):
        found.append("one says not where the other does not")
    if other := _other_speaker(claim, quotes[0]):
        found.append(f"the cited words do not say that {other} said it")
    return tuple(found)


def _first_name(claim: str) -> set[str]:
    """The first word, where it does what only a person or a body does: "Putin said"."""
    match = _SPEAKER.match(claim)
    return _stems(match["one"]) if match and match["one"] else set()


def _other_speaker(claim: str, quote: str) -> str | None:
    """Who says it in the claim, if the quote has it said by someone else."""
    said, saying = _speakers(claim), _speakers(quote)
    if not said or not saying:
        return None
    told = {item for name in saying for item in _stems(name)}
    return next((name for name in said if not _stems(name) & told), None)


def _speakers(text: str) -> list[str]:
    """Names that something is ascribed to; "he said" names nobody."""
    found = [match["one"] or match["two"] or match["three"] for match in _SPEAKER.finditer(text)]
    return [name for name in found if _stems(name)]


def _stems(name: str) -> set[str]:
    return {stem(word) for word in tokens(name)} - _STOP_STEMS


def _and(items: set[str]) -> str:
    return " and ".join(sorted(items))
