"""Questions with their passages -> examples: each as it is, and what looks right and isn't.

    Asked -> in other words? -> its passage, and negatives of several kinds -> Examples

Drawn by chance, or with a judge the most misleading of several. The kinds themselves are
made in `negatives` and `paraphrase`; here is how often each is drawn.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Sequence

from training.hardest import Judge, hardest
from training.labelled import UNKNOWN, Asked, Example
from training.negatives import Neighbours, Pool, Swaps, near_misses, without_answer
from training.paraphrase import NearWords, vague
from training.windows import cropped

SHORT_WORDS, LONG_WORDS, SHORT_SHARE = 75, 125, 0.4
TITLE_SHARE = 0.5  # of gold passages and negatives alike, so that a title is no hint
# Chance of each kind of negative beside an answerable question.
NEAR, NEIGHBOUR, REMOVED, SWAPPED = 0.4, 0.3, 0.3, 0.5
# With a judge: so many candidates are made of each kind, and the most misleading one is kept.
JUDGED = 0.5  # of the answerable questions
NEAR_JUDGED, NEIGHBOURS_JUDGED, SWAPS_JUDGED = 3, 2, 4


def most_words(chance: random.Random) -> int:
    """Of a window, so many words."""
    return SHORT_WORDS if chance.random() < SHORT_SHARE else LONG_WORDS


def titled(example: Example, title: str, chance: random.Random) -> Example:
    """The window with its title in front at TITLE_SHARE; as it is where there is none."""
    return example.titled(title) if title and chance.random() < TITLE_SHARE else example


class Reworder:
    """Puts a share of the questions into other words, and makes as many passages vague."""

    def __init__(self, near: NearWords, *, share: float) -> None:
        self._near, self._share = near, share

    def reworded(self, item: Asked, chance: random.Random) -> Asked:
        """The question as it is, or in other words: for its passage and its negatives alike."""
        if chance.random() >= self._share:
            return item
        question = self._near.paraphrased(item.question, item.context, chance)
        return dataclasses.replace(item, question=question)

    def vague(self, item: Asked, chance: random.Random) -> str | None:
        """The passage without the answer's words, or None."""
        if chance.random() >= self._share:
            return None
        return vague(item.context, item.answers, chance)


class Maker:
    """Makes the negatives of a set's questions; every one an Example that is not cropped yet."""

    def __init__(self, asked: Sequence[Asked], pool: Pool, chance: random.Random) -> None:
        self._pool, self._chance = pool, chance
        self._swaps, self._neighbours = Swaps(asked), Neighbours(asked)
        self._titles = {item.context: item.title for item in asked}

    def gold(self, item: Asked) -> Example:
        """The question with its own passage, answered there or not."""
        example = Example(
            item.source, item.question, item.context, int(bool(item.answers)), 1,
            span=item.span, evidence=item.evidence,
        )  # fmt: skip
        return titled(example, item.title, self._chance)

    def near(self, item: Asked, k: int) -> list[Example]:
        """Up to k passages from anywhere that share the question's words."""
        return [
            titled(_negative(item, text, relevant=0), self._titles.get(text, ""), self._chance)
            for text in near_misses(item, self._pool, k=k, chance=self._chance)
        ]

    def neighbours(self, item: Asked, k: int) -> list[Example]:
        """Up to k other passages of the question's own article."""
        drawn = [self._neighbours.other(item, self._chance) for _ in range(k)]
        return [self.instead(item, text) for text in dict.fromkeys(drawn) if text]

    def exchanged(self, item: Asked, k: int) -> list[Example]:
        """Up to k questions with a detail exchanged, of the same passage."""
        drawn = [self._swaps.swapped(item, self._chance) for _ in range(k)]
        asked = [dataclasses.replace(item, question=new) for new in dict.fromkeys(drawn) if new]
        return [self.instead(swapped, item.context) for swapped in asked]

    def instead(self, item: Asked, text: str) -> Example:
        """The question with a passage on its subject that does not answer it."""
        return titled(_negative(item, text, relevant=UNKNOWN), item.title, self._chance)

    def drawn(self, item: Asked) -> list[Example]:
        """Each kind of negative at its chance."""
        chance = self._chance
        found = self.near(item, 1) if chance.random() < NEAR else []
        found += self.neighbours(item, 1) if chance.random() < NEIGHBOUR else []
        if chance.random() < REMOVED and (rest := without_answer(item)):
            found.append(self.instead(item, rest))
        return found + (self.exchanged(item, 1) if chance.random() < SWAPPED else [])


def examples_of(
    asked: Sequence[Asked],
    pool: Pool,
    chance: random.Random,
    *,
    reworder: Reworder | None = None,
    judge: Judge | None = None,
) -> list[Example]:
    """Each question with its passage, and for the answerable ones a negative or two.

    judge: picks the most misleading of several negatives for JUDGED of the questions.
    """
    maker = Maker(asked, pool, chance)
    found: list[Example] = []
    to_judge: list[Asked] = []
    for given in asked:
        item = reworder.reworded(given, chance) if reworder else given
        found.append(maker.gold(item))
        if not item.span:
            continue
        if reworder and (text := reworder.vague(item, chance)):
            found.append(maker.instead(item, text))
        if judge and chance.random() < JUDGED:
            to_judge.append(item)
        else:
            found += maker.drawn(item)
    found = [_dressed(example, chance) for example in found]
    return found + (_misleading(to_judge, maker, judge, chance) if judge else [])


def _misleading(
    asked: Sequence[Asked], maker: Maker, judge: Judge, chance: random.Random
) -> list[Example]:
    """Of each question, the other passage and the exchanged detail that mislead the judge most."""
    groups: list[tuple[list[Example], bool]] = []
    for item in asked:
        passages = maker.near(item, NEAR_JUDGED) + maker.neighbours(item, NEIGHBOURS_JUDGED)
        # Another passage may answer after all; an exchanged detail does not by its making.
        for group, may_answer in ((passages, True), (maker.exchanged(item, SWAPS_JUDGED), False)):
            groups.append(([_dressed(example, chance) for example in group], may_answer))
    logits = iter(judge.answerable([example for group, _ in groups for example in group]).tolist())
    found = []
    for group, may_answer in groups:
        best = hardest([next(logits) for _ in group], passing_over_sure=may_answer)
        found += [] if best is None else [group[best]]
    return found


def _negative(item: Asked, passage: str, *, relevant: int) -> Example:
    return Example(f"{item.source}-", item.question, passage, 0, relevant, evidence=())


def _dressed(example: Example, chance: random.Random) -> Example:
    question = example.question
    if chance.random() < 0.1:
        question = question.rstrip(" ?")
    most = most_words(chance)
    example = dataclasses.replace(example, question=question)
    return cropped(example, most_words=most, chance=chance)
