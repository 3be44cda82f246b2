"""Checks a sentence against the words it cites: numbers, dates, names and negations.

    Sentence + quotes -> problems (none: supported)

Exact agreement only. It refuses to judge meaning; the reader's support score does
that, and both must agree before a sentence counts as supported.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering import facts
from qa.answering.words import one_line, stem, tokens


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
    missing_numbers = facts.numbers(claim) - facts.numbers(evidence)
    if missing_numbers:
        found.append(f"the number {_and(missing_numbers)} is not in the cited words")
    missing_months = facts.months(claim) - facts.months(evidence)
    if missing_months:
        found.append(f"the date {_and(missing_months)} is not in the cited words")
    known = {stem(word) for text in (*quotes, *context) for word in tokens(text)}
    missing_names = {name for name in facts.names(claim) if name not in known}
    if missing_names:
        found.append(f"the name {_and(missing_names)} is not in the cited words")
    if bool(facts.negations(claim)) != bool(facts.negations(evidence)):
        found.append("one says not where the other does not")
    return tuple(found)


def _and(items: set[str]) -> str:
    return " and ".join(sorted(items))
