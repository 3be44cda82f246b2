"""Finds content words of a sentence that nothing in its quote supports, by stems and cosine.

    Claim + quote -> words of the claim that nothing in the quote stands for

A word is known if the quote has it in some form, if it is one that any telling uses
("include", "example"), or if it is near in meaning to a word of the sentence that comes
nearest, one that the claim does not have too and that it may stand for. Things and places,
named behind "in", "the" or "a", must be nearer than the rest. English only; what is
numbered, dated or named is `exact`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from qa.answering.english.facts import names
from qa.answering.english.lexicon.months import MONTHS, WEEKDAYS
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.pronouns import ARTICLES, DEMONSTRATIVES, OWN, POSSESSIVES
from qa.answering.english.lexicon.stop_words import COMMON_WORDS, STOP_WORDS
from qa.answering.english.words import WORD, content_stems, stem, tokens
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

_SOME = (
    "as", "than", "some", "any", "no", "every", "each", "another", "two", "three", "four", "five",
    "six", "several", "many",
)  # fmt: skip
_LIGHT = frozenset(stem(word) for word in COMMON_WORDS)
# A verb or a clause may come behind "to" or "after".
_BEFORE_THINGS = {*PREPOSITIONS, *ARTICLES, *POSSESSIVES, *OWN, *DEMONSTRATIVES, *_SOME} - {
    "to", "before", "after", "since", "until", "till",
}  # fmt: skip
_TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s]")
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
    """Whether a word has a meaning that cosines compare; numbers lie near to everything."""
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
