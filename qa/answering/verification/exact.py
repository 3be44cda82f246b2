"""Checks that numbers, dates, names, negations and speakers of a sentence stand in its quote.

    Sentence + quotes -> problems (none: supported)

Exact agreement only. It refuses to judge meaning; the reader's support score does
that, and both must agree before a sentence counts as supported.
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
from qa.answering.english.words import content_stems, coverage, one_line, stem, tokens
from qa.articles import sentence_spans

_STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)
_SAYING = one_of(SAYING)
_NAME = rf"(?:{CAPITALISED}(?: (?:[a-z]{{2,3}} )?{CAPITALISED}){{0,8}}+)"
_SPEAKER = re.compile(
    rf"(?P<one>{_NAME})(?:, [^,.]{{3,60}},)? (?:has |have |had |also |later )?{_SAYING}\b|"
    rf"\b[Aa]ccording to (?:[a-z]+ ){{0,4}}(?P<two>{_NAME})|\b{_SAYING} (?P<three>{_NAME})|"
    r"\b[Aa]ccording to (?P<source>[a-z][a-z ]+[a-z])"
)
_CLAUSE_END = re.compile(r"[.;:!?]|,? but\b|, (?:and|which|who)\b")
# So many words behind a negation are denied by it, within the clause.
_DENIED = 3
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
    if _negated_otherwise(claim, quotes[0]):
        found.append("one says not where the other does not")
    if other := _other_speaker(claim, quotes[0]):
        found.append(f"the cited words do not say that {other} said it")
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


def _negated_otherwise(claim: str, quote: str) -> bool:
    """Whether one denies what the other says.

    A negation of the quote that the claim leaves out with what it denies is none of its own.
    """
    ours, theirs = _denied(claim), _denied(quote)
    if ours and not theirs:
        return True
    said, there = content_stems(claim), content_stems(quote)
    denied = {item for words in theirs for item in words}
    left_out = {item for words in ours for item in words}
    return any(words & there and not words & denied for words in ours) or any(
        words & said and not words & left_out for words in theirs
    )


def _denied(text: str) -> list[set[str]]:
    """For each negation the stems of the few words behind it that it denies."""
    found = []
    for _, end in facts.negations(text):
        behind = _CLAUSE_END.split(text[end:], maxsplit=1)[0]
        words = [word for word in tokens(behind) if word not in STOP_WORDS]
        found.append({stem(word) for word in words[:_DENIED]})
    return found


def _first_name(claim: str) -> set[str]:
    """The first word, where it does what only a person or a body does: "Putin said"."""
    match = _SPEAKER.match(claim)
    return _stems(match["one"]) if match and match["one"] else set()


def _other_speaker(claim: str, quote: str) -> str | None:
    """Who says it in the claim, if the quote has it said by someone else."""
    said = _speakers(claim)
    saying = _speakers(nearest_sentence(claim, quote)) or _speakers(quote)
    if not said or not saying:
        return None
    told = {item for name in saying for item in _stems(name)}
    return next((name for name in said if not _stems(name) & told), None)


def nearest_sentence(claim: str, quote: str) -> str:
    """The sentence of the quote that has most of the claim's words; the first of equals."""
    wanted = content_stems(claim)
    sentences = [quote[start:end] for start, end in sentence_spans(quote)]
    return max(sentences, key=lambda item: coverage(wanted, content_stems(item)), default=quote)


def _speakers(text: str) -> list[str]:
    """Names that something is ascribed to; "he said" names nobody."""
    found = [
        match["one"] or match["two"] or match["three"] or match["source"]
        for match in _SPEAKER.finditer(text)
    ]
    return [name for name in found if _stems(name)]


def _stems(name: str) -> set[str]:
    return {stem(word) for word in tokens(name)} - _STOP_STEMS


def _and(items: set[str]) -> str:
    return " and ".join(sorted(items))
