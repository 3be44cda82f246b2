"""Checks that numbers, dates and names of a sentence stand in its quote.

    Sentence + quotes -> problems (none: supported)

Exact agreement only. It refuses to judge meaning: who did or said what, what is denied and what
is only thought is the checker's to tell, and both must agree before a sentence counts as
supported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.english import facts
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.names import CAPITALISED
from qa.answering.english.lexicon.negations import NEGATIONS
from qa.answering.english.lexicon.stop_words import STOP_WORDS
from qa.answering.english.lexicon.verbs import SAYING
from qa.answering.english.words import one_line, stem, tokens

_STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)
_SAYING = one_of(SAYING)
_NAME = rf"(?:{CAPITALISED}(?: (?:[a-z]{{2,3}} )?{CAPITALISED}){{0,8}}+)"
_SPEAKER = re.compile(
    rf"(?P<one>{_NAME})(?:, [^,.]{{3,60}},)? (?:has |have |had |also |later )?{_SAYING}\b"
)
_NO_NAMES = frozenset(("not", *NEGATIONS))
# What a country's name takes on to name its people: Russian, European, Japanese.
_PEOPLES, _LEAST_COUNTRY = ("n", "an", "ean", "ese"), 4


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
    if missing := {
        name
        for name in (facts.names(claim) | _first_name(claim)) - _NO_NAMES
        if not _is_known(name, known)
    }:
        written = {stem(word): word.removesuffix("'s") for word in tokens(claim)}
        named = {written.get(name, name) for name in missing}
        found.append(f"the name {_and(named)} is not in the cited words")
    return tuple(found)


def _is_known(name: str, known: set[str]) -> bool:
    """Whether the name stands there, or the people for the country: "Russia", "Russian"."""
    if name in known:
        return True
    return len(name) >= _LEAST_COUNTRY and any(
        name == other + people or other == name + people
        for other in known
        if len(other) >= _LEAST_COUNTRY
        for people in _PEOPLES
    )


def _first_name(claim: str) -> set[str]:
    """The first word, where it does what only a person or a body does: "Putin said"."""
    match = _SPEAKER.match(claim)
    return _stems(match["one"]) if match else set()


def _stems(name: str) -> set[str]:
    return {stem(word) for word in tokens(name)} - _STOP_STEMS


def _and(items: set[str]) -> str:
    return " and ".join(sorted(items))
