"""Ranks what a sentence counts side by side: "Which country had the most homes without power?"

    "In Norland 80,000 homes were without power, in Estia 25,000 and in Jutta 12,000." -> Norland

Where no article says in words which is the most, the numbers decide: of a sentence that tells a
number of each of several, or of sentences that give the same measure ("142 metres high") of
several things of the kind asked for. It takes the greatest or the least, and shows what it
compared; two that are equal have no winner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.antonyms import EXCLUSIVE
from qa.answering.english.lexicon.months import MONTHS, WEEKDAYS
from qa.answering.english.lexicon.names import CAPITALISED
from qa.answering.english.lexicon.numerals import TENS, UNITS
from qa.answering.english.lexicon.stop_words import STOP_WORDS
from qa.answering.english.roots import roots
from qa.answering.english.words import coverage, one_line, tokens
from qa.answering.extraction.candidates import as_they_stand
from qa.answering.question.superlative import LEAST, NO_SUPERLATIVE
from qa.answering.stages import Evidence, ReadPassage, State

_ASKS = re.compile(
    r"\b(?:which|who|what|where)\b(?P<before>[^?]{0,200}?) ?\b"
    r"(?P<word>most|(?<=the )(?:fewest|least|\w{3,12}est))\b(?P<behind>[^?]{0,200})",
    re.IGNORECASE,
)
_WORDS = {**UNITS, **TENS}
_VALUE = re.compile(
    rf"(?<![\w.,-])(?:\d[\d,]*(?:\.\d+)?|\b{one_of(tuple(_WORDS))})\b", re.IGNORECASE
)
_JOINT = re.compile(r", (?:and )?|; | and ")
_NAME = re.compile(rf"{CAPITALISED}(?: {CAPITALISED})*+")
_THING = re.compile(rf"(?P<name>{CAPITALISED}(?: {CAPITALISED}){{0,6}}+)(?: (?P<noun>[a-z]+))?")
_NO_NAMES = frozenset((*MONTHS, *WEEKDAYS, *STOP_WORDS, *_WORDS))
_OF_COUNTS = frozenset(("most", "fewest", "least"))
_WHICH = re.compile(r"(?:which|what) \w", re.IGNORECASE)
_LED_IN = re.compile(r"^(?:in|at|for|on|those of|that of|from|to|by|the)\s+", re.IGNORECASE)
_LONGEST = 5  # words of what a number stands behind, where it is taken whole
_SHORT = 6  # words of what follows the first: "Spain 50 and France 35 with dogs"
# Of what is counted, the share that the sentence and its title must have.
COUNTED = 0.5
FEWEST = 2


class _Valued(NamedTuple):
    """A thing with its number, and the sentence that tells it."""

    name: str
    value: float
    sentence: Evidence


def with_superlative(state: State) -> State:
    """The state with the winner by number; unchanged where nothing is to be ranked."""
    if state.kind not in ("fact", "list") or len(state.parts) != 1:
        return state
    asked = _ASKS.search(state.plain)
    word = asked["word"].lower() if asked else ""
    if asked is None or word in NO_SUPERLATIVE or _is_told(word, state):
        return state
    ranked = _in_one_sentence(asked, state.passages[0]) or _of_measure(asked, state.passages[0])
    values = [item.value for item in ranked]
    best = (min if word in LEAST else max)(values, default=0.0)
    if len(ranked) < FEWEST or values.count(best) > 1:
        return state
    winner = ranked[values.index(best)]
    shown = dict.fromkeys((winner.sentence, *(item.sentence for item in ranked)))
    return replace(
        state,
        evidence=tuple(shown),
        short_answer=winner.name,
        status="answered",
        missed=None,
        unlisted=0,
    )


def _is_told(word: str, state: State) -> bool:
    """Whether what was selected says it in the same word."""
    return word not in ("most", "least") and any(word in tokens(i.text) for i in state.evidence)


def _in_one_sentence(asked: re.Match[str], passages: Sequence[ReadPassage]) -> list[_Valued]:
    """The numbers side by side of the sentence that has most of what is counted."""
    if asked["word"].lower() not in _OF_COUNTS:
        return []
    of_kind = roots(asked["before"])[:1] if _WHICH.match(asked.group()) else ()
    counted = set(roots(f"{asked['before']} {asked['behind']}")) - set(of_kind)
    unit = set(roots(asked["behind"])[:1])
    best: tuple[float, list[_Valued]] = (0.0, [])
    for item in as_they_stand(passages):
        valued = list(_side_by_side(item))
        own = coverage(counted, roots(item.text))
        whole = roots(f"{item.article.title} {item.text}")
        told = coverage(counted, whole) if unit <= set(whole) else 0.0
        if len(valued) >= FEWEST and told >= COUNTED and own > best[0]:
            best = own, valued
    return best[1]


def _side_by_side(item: Evidence) -> Iterator[_Valued]:
    first = True
    for piece in _JOINT.split(one_line(item.text).rstrip(".")):
        if not first and len(piece.split()) > _SHORT:
            continue
        values = list(_VALUE.finditer(piece))
        found = [_LED_IN.sub("", name) for name in _NAME.findall(piece)]
        names = [name for name in found if name.lower() not in _NO_NAMES]
        if len(values) != 1 or not names:
            continue
        before = _LED_IN.sub("", piece[: values[0].start()].strip())
        first = False
        whole = names[-1] in before and len(before.split()) <= _LONGEST and before != names[-1]
        plain = whole and not re.search(r"\b\w+(?:ed|s)\b$|\b(?:got|sent)\b", before)
        yield _Valued(before if plain else names[-1], _number(values[0].group()), item)


def _number(text: str) -> float:
    word = text.lower()
    return float(_WORDS[word]) if word in _WORDS else float(word.replace(",", ""))


def _of_measure(asked: re.Match[str], passages: Sequence[ReadPassage]) -> list[_Valued]:
    """Each thing of the kind asked for with its "142 metres high"; the first of each counts."""
    word = asked["word"].lower()
    kind = roots(f"{asked['before']} {asked['behind']}")[:1]
    pair = next((pair for pair in EXCLUSIVE if any(word in side for side in pair)), ())
    plain = [side[0] for side in pair] or [word.removesuffix("est")]
    measured = re.compile(
        r"(?<!\d)(?P<value>\d[\d,]{0,15}(?:\.\d{1,6})?) (?P<unit>\w{1,30}) "
        rf"{one_of(map(re.escape, plain))}\b"
    )
    found: dict[str, _Valued] = {}
    units = set()
    for item in as_they_stand(passages) if kind and word not in _OF_COUNTS else ():
        match = measured.search(item.text)
        before = f"{item.article.title}\n{item.article.text[: item.end]}" if match else ""
        named = list(_things(before, kind))
        if match and named:
            units.add(match["unit"])
            found.setdefault(named[-1], _Valued(named[-1], _number(match["value"]), item))
    return list(found.values()) if len(units) == 1 else []


def _things(text: str, kind: tuple[str, ...]) -> Iterator[str]:
    """Names of the kind, with the word behind them where that tells it: "Kesra dam"."""
    for match in _THING.finditer(text):
        name = _LED_IN.sub("", match["name"])
        if roots(match["noun"] or "") == kind:
            yield f"{name} {match['noun']}"
        elif roots(name)[-1:] == kind and " " in name:
            yield name
