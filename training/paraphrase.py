"""Questions in other words, and passages that stay vague where they held the answer.

A reader that learns from questions written beside their passage learns that shared words
mean an answer. People ask in words of their own, so words that question and passage share
are exchanged for near ones, and passages are made that share every word but the answer.
Refuses to touch names, numbers and words of contrast: those decide what is asked.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable

import numpy as np

from qa.index import Embedder
from training.negatives import OPPOSITES
from training.text import words

WORD = re.compile(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])")
SEEN = 4  # a word of so many questions may be put in or taken out
CLOSE = 0.6  # cosine of two words alone that may stand for each other
CHOICES = 2  # and each must be among so many nearest of the other
MOST = 2  # words changed in one question, and a third of those that carry its meaning
LEFT_OUT = 0.4  # how many are left out instead: a vaguer question has the same answer
ENDINGS = ("ing", "ed", "es", "s", "ly", "er", "est", "ion")
_FIXED = """
    what when which where whom whose many much long often does have with from into that this than
    then they their there about after before between under over name year month date not never also
    only some most more less least number percent percentage summer winter spring autumn north
    south east west father mother brother sister husband wife
"""
FIXED = frozenset(word for pair in OPPOSITES for word in pair) | frozenset(_FIXED.split())
# What such a word is followed by is what is asked for, and stays.
ASKING = re.compile(r"\b(?:what|which|whose|many|much|how|kind of|type of)\s$", re.IGNORECASE)
VAGUE = {
    "count": ("some", "several", "many", "a few", "a certain number of", "a number of"),
    "time": ("some time", "one day", "a certain time", "then"),
    "name": ("someone", "one of them", "another one", "a certain one", "somebody", "them"),
    "other": ("something", "it", "that", "one thing", "some of it"),
}
MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"[12]\d{3}|century|\w+day)\b"
)


class NearWords:
    """Words of the questions with the others that mean nearly the same, by the encoder."""

    def __init__(self, questions: Iterable[str], embedder: Embedder) -> None:
        counts = Counter(word for question in questions for word in set(WORD.findall(question)))
        known = sorted(word for word, n in counts.items() if n >= SEEN and word not in FIXED)
        vectors = np.asarray(embedder.encode(known))
        nearest: dict[str, list[str]] = {}
        for at in range(0, len(known), 512):
            for word, row in zip(known[at:], vectors[at : at + 512] @ vectors.T, strict=False):
                order = np.argsort(-row, kind="stable")[:20]
                found = [known[i] for i in order if row[i] >= CLOSE and _may_stand(known[i], word)]
                nearest[word] = found[:CHOICES]
        mutual = {w: [o for o in found if w in nearest[o]] for w, found in nearest.items()}
        self._near = {word: found for word, found in mutual.items() if found}

    def __len__(self) -> int:
        return len(self._near)

    def paraphrased(self, question: str, passage: str, chance: random.Random) -> str:
        """The question with one or two of the words that the passage shares changed."""
        shared = words(passage)
        found = [m for m in WORD.finditer(question) if words(m.group()) & shared]
        found = [m for m in found if m.group() not in FIXED]
        most = min(MOST, len(WORD.findall(question)) // 3, len(found))
        picked = chance.sample(found, chance.randint(1, most)) if most else []
        for place in sorted(picked, key=lambda m: -m.start()):
            near = self._near.get(place.group())
            if near and chance.random() >= LEFT_OUT:
                question = question[: place.start()] + chance.choice(near) + question[place.end() :]
            elif not ASKING.search(question[: place.start()]):
                question = question[: place.start()] + question[place.end() :].lstrip()
        return question


def _may_stand(one: str, other: str) -> bool:
    return not words(one) & words(other) and one[:4] != other[:4] and _ending(one) == _ending(other)


def _ending(word: str) -> str:
    return next((ending for ending in ENDINGS if word.endswith(ending)), "")


def vague(passage: str, answers: Iterable[str], chance: random.Random) -> str | None:
    """The passage with every answer in it replaced by words that tell nothing; None if none is."""
    # The longest first, and equal ones by their words: the order of a set differs each run.
    for answer in sorted({text.strip() for text in answers}, key=lambda t: (-len(t), t)):
        if not answer:
            continue
        pattern = re.compile(r"(?<!\w)" + re.escape(answer) + r"(?!\w)", re.IGNORECASE)
        new = chance.choice(VAGUE[_sort(answer)])
        changed = pattern.sub(new, passage)
        if changed != passage:
            passage = changed
            rest = [other for other in answers if other.strip().lower() in passage.lower()]
            return passage if not any(other.strip() for other in rest) else None
    return None


def _sort(answer: str) -> str:
    if MONTH.search(answer):
        return "time"
    if any(c.isdigit() for c in answer):
        return "count"
    return "name" if answer[0].isupper() else "other"
