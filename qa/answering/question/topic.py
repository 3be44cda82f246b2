"""Computes a conversation's topic: stems of its last turns, weighted by recency and names.

    turns -> words, the weightiest first -> phrases for a follow-up

A word weighs more in a question than in an answer, more in a late turn than in an
early one, and more as part of a name. It judges words, not meaning.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from qa.answering.english.lexicon.stop_words import CONVERSATION_WORDS, STOP_WORDS
from qa.answering.english.phrases import names_in
from qa.answering.english.words import stem, tokens
from qa.records import Turn

# Swept on the passages of TREC CAsT 2021 (open half, 104 follow-ups) and INScit (200), recall@5:
# raw .663 / .890, a person's rewriting .923 / none. Here .817 / .925, 4 words .788 / .920
# (2026-11-27). With BM25 alone and 4 words .779 / .855; names at 1 .740 / .850, at 3 .779 / .855;
# answers at 1 .731 / .855. Without the gate in `follow.needs_context` INScit falls to .795.
TOPIC_WORDS = 3
DECAY = 0.7
ANSWER_SHARE = 0.5
ANSWER_WORDS, ANSWER_REPEATS = 80, 3
NAME_WEIGHT = 2.0

FILLER = frozenset(stem(word) for word in CONVERSATION_WORDS)
_MARKER = re.compile(r"(?<!\s)\s*+\[\d+\]")


def subject_stems(text: str) -> list[str]:
    """Stems in order of the words that say what a text is about, repeats kept."""
    stems = (stem(word) for word in tokens(text) if word not in STOP_WORDS)
    return [item for item in stems if item not in FILLER and len(item) > 1 and not item.isdigit()]


def weights(turns: Sequence[Turn]) -> dict[str, float]:
    """How much each stem says about what the turns, oldest first, are about."""
    total: dict[str, float] = defaultdict(float)
    for age, turn in enumerate(reversed(turns)):
        asked = set(subject_stems(turn.question))
        answered = Counter(subject_stems(answer_of(turn))[:ANSWER_WORDS])
        named = {
            stem(word)
            for name in names_in(f"{turn.question} . {answer_of(turn)[:400]}")
            for word in tokens(name)
        }
        for item in asked | set(answered):
            share = ANSWER_SHARE * min(answered[item], ANSWER_REPEATS) / ANSWER_REPEATS
            weight = (item in asked) + share
            total[item] += weight * (NAME_WEIGHT if item in named else 1.0) * DECAY**age
    return total


def topic(turns: Sequence[Turn], *, without: Collection[str], most: int = TOPIC_WORDS) -> list[str]:
    """The weightiest words as they were written, neighbours joined: ["Lion Air", "crash"].

    without: stems that the question has already.
    """
    weighed = weights(turns)
    chosen = [item for item in _ranked(weighed) if item not in without][:most]
    written: dict[str, str] = {}
    follows: set[tuple[str, str]] = set()
    for turn in turns:
        for text in (turn.question, answer_of(turn)):
            words = re.findall(r"[^\s\"“”()\[\],;:?!]+", text)
            before = ""
            for word in words:
                item = stem(word.strip(".'’"))
                follows.add((before, item))
                before = "" if word.endswith(".") else item
                if item in chosen:
                    written.setdefault(item, re.sub(r"['’]s$", "", word.strip(".'’")))
    return _joined(chosen, written, follows)


def _ranked(weighed: dict[str, float]) -> list[str]:
    return sorted(weighed, key=lambda item: (-weighed[item], item))


def _joined(chosen: list[str], written: dict[str, str], follows: set[tuple[str, str]]) -> list[str]:
    phrases: list[list[str]] = []
    for item in chosen:
        if item not in written:
            continue
        for phrase in phrases:
            if (phrase[-1], item) in follows:
                phrase.append(item)
                break
            if (item, phrase[0]) in follows:
                phrase.insert(0, item)
                break
        else:
            phrases.append([item])
    return [" ".join(written[item] for item in phrase) for phrase in phrases]


def answer_of(turn: Turn) -> str:
    """The answer without citation markers."""
    return _MARKER.sub("", turn.answer)
