"""What a sentence brings that the words it cites do not: the moon, where they say Russia.

    Claim + quote -> words of the claim that nothing in the quote stands for

A word is known if the quote has it in some form, if it is one that any telling uses
("include", "example"), or if it is near in meaning to a word of the sentence that comes
nearest, one that the claim does not have too and that it may stand for. Things and places,
named behind "in", "the" or "a", must be nearer than the rest. English only; what is
numbered, dated or named is `verify`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from qa.answering.english.facts import MONTHS, WEEKDAYS, names
from qa.answering.english.words import STOP_WORDS, content_stems, stem, tokens
from qa.answering.verification.exact import nearest_sentence
from qa.index import Embedder

# For each of the first words, how near it is to the nearest of the others, -1..1.
Nearness = Callable[[Sequence[str], Sequence[str]], Sequence[float]]

# A word nearer than this to one of the quote's is a paraphrase: things and places, all others.
# By the packaged encoder's cosine of lone words. One noun of 134 sentences of news replaced by
# one of another article, seen at .35 .552, at .4 .761, at .45 .903, at .5 .940; claims that
# AttributionBench calls supported and that fall, of 101 kept: .07, .15, .23, .30 (2026-11-22).
THING, OTHER = 0.45, 0.35
# If more than this share of the claim's words is not in the quote, being near is not enough.
MOST_NEAR = 0.4
# Two words have a form in common if they begin alike for this share of the longer.
ALIKE, LEAST_ALIKE = 0.6, 4

_TOLD_BY_ALL = """
    ability able according act actually add additional additionally affect aim allege allegedly
    almost along alongside always amid among amongst amount apparent apparently appear approach
    approximate approximately area argue around article aspect assess associated attempt
    available base based become began begin begun believe best better big bring brought build
    call came carry case cause certain change claim clear clearly combine come common compare
    complete concern conclude conduct consequence consider consist contain context continue
    contribute country create current currently data day decide describe despite detail
    determine develop difference different direct directly discover discuss due early easy
    effect effort enable end ensure entire especially establish event eventually example except
    exist expect explain extent fact factor feature feel figure final finally find finish focus
    follow form former formerly found frequent frequently full future general generally give
    good great group grow happen hard help high highlight hold however idea identify impact
    importance important improve include increase indicate individual influence information
    initial initially instance instead intend introduce involve issue item keep kind know known
    lack large largely last late later lead least let level like likely little live locate long
    look low main mainly maintain major make mark matter mean meanwhile mention method might
    month moreover mostly move multiple near nearly necessary need new next note number obtain
    occur official old ongoing open opportunity original originally originate otherwise overall
    part particular particularly passage past people percent perform perhaps period person place
    plan play point position possibility possible possibly potential potentially present prevent
    previous previously primarily primary probably problem process produce provide publish
    question range rarely reach reason receive recent recently refer reflect regard region
    relate relation relative release remain report reportedly represent require respective
    respectively respond response result reveal role roughly round same second see seek seem
    seen serve set several show shown side significant significantly similar simple simply
    single situation small sometimes sort source specific specifically spokesperson start state
    statement stay step still study subject subsequent subsequently suggest support surround
    take talk term text therefore thing think thought throughout thus time today together topic
    total try turn type typical typically unlike upon use user usual usually variety various
    want way week well whereas whole wide widely word work worse worst worth year
"""
_LIGHT = frozenset(stem(word) for word in _TOLD_BY_ALL.split())
_LEADS = """
    in on at from into onto near of over across via by with for against about through under inside
    outside toward towards as than during between among the a an his her its their my our your this
    that these those some any no every each another two three four five six several many
"""
_BEFORE_THINGS = frozenset(_LEADS.split())
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]")
_NO_THING = re.compile(r"(?:ing|ed|ly)$")
_REACH = 3


def no_nearness(words: Sequence[str], others: Sequence[str]) -> Sequence[float]:
    """Nothing is known of meaning: only forms of the same word are near."""
    del others
    return [0.0] * len(words)


def nearness_by(embedder: Embedder) -> Nearness:
    """Nearness in meaning by an encoder's cosine of lone words."""

    def near(words: Sequence[str], others: Sequence[str]) -> Sequence[float]:
        if not words or not others:
            return [0.0] * len(words)
        vectors = embedder.encode([*words, *others])
        cosines = vectors[: len(words)] @ vectors[len(words) :].T
        return [float(value) for value in np.max(cosines, axis=1)]

    return near


def unsupported_terms(
    claim: str, quote: str, *, context: Sequence[str] = (), near: Nearness = no_nearness
) -> tuple[str, ...]:
    """The words of the claim that nothing in the quote or its context stands for, in order.

    context: what a person sees beside the quote, such as the title.
    """
    known = content_stems(" ".join((quote, *context)))
    strange = [word for word in dict.fromkeys(tokens(claim)) if _is_strange(word, known)]
    named = names(claim)
    strange = [word for word in strange if stem(word) not in named]
    said = content_stems(claim)
    if len(strange) > MOST_NEAR * len(said):
        return tuple(strange)
    sentence = dict.fromkeys(tokens(nearest_sentence(claim, quote)))
    there = [word for word in sentence if _can_be_near(word) and stem(word) not in said]
    things = things_of(claim)
    return tuple(
        word
        for word, nearest in zip(strange, near(strange, there), strict=True)
        if nearest < (THING if word in things else OTHER)
    )


def _can_be_near(word: str) -> bool:
    """Numbers lie near to everything."""
    return word not in STOP_WORDS and not any(character.isdigit() for character in word)


def _is_strange(word: str, known: set[str]) -> bool:
    """Whether a word carries meaning and no form of it is known."""
    plain = word.removesuffix("'s")
    if plain in STOP_WORDS or plain in MONTHS or plain in WEEKDAYS or re.search(r"\d|n't$", plain):
        return False
    if _known(plain, known):
        return False
    parts = plain.split("-")
    return len(parts) == 1 or not all(part in STOP_WORDS or _known(part, known) for part in parts)


def _known(word: str, known: set[str]) -> bool:
    form = stem(word)
    return form in known or form in _LIGHT or any(_alike(form, other) for other in known)


def _alike(one: str, other: str) -> bool:
    """ "russia" and "russian", "employ" and "employment"; not "north" and "norway"."""
    same = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same += 1
    return same >= max(LEAST_ALIKE, ALIKE * max(len(one), len(other)))


def things_of(claim: str) -> set[str]:
    """Words for things and places, which end a phrase behind a preposition or an article.

    "They live on the cold moon." -> {"moon"}
    """
    words = _TOKEN.findall(claim)
    found = set()
    for at, word in enumerate(words):
        lower = word.lower().replace("’", "'")
        following = words[at + 1].lower() if at + 1 < len(words) else "."
        ends = not following[0].isalnum() or following in STOP_WORDS
        if ends and word[0].isalnum() and not _NO_THING.search(lower) and _led(words, at):
            found.add(lower)
    return found


def _led(words: Sequence[str], at: int) -> bool:
    """Whether one of the few words before is a preposition or an article, with no break."""
    for word in reversed(words[max(0, at - _REACH) : at]):
        if word.lower() in _BEFORE_THINGS:
            return True
        if not word[0].isalnum() or word.lower() in STOP_WORDS:
            return False
    return False
