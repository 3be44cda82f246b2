"""How sure the checker must be to say yes, and to say no; part of `calibrate`.

    questions kept out -> support of "Q? Yes." and of "Q? No." -> the lowest floors that are right

BoolQ's contrast set is asked as people ask, FEVER's claims are turned into questions. FEVER does
not tell what is denied from what is left open: a no to either counts as right there.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.answering.extraction.yes_or_no import DOUBT
from qa.answering.reader.base import Checker
from training import yes_no
from training.focus import passages_of, vocabulary_of
from training.labelled import Asked

EACH = 200  # questions of each set
FLOORS = tuple(round(0.5 + 0.01 * step, 2) for step in range(50))
RIGHT = 0.88  # of what is said, so much must be right
FEWEST = 20  # so many must be said for their share to count


@dataclass(frozen=True, slots=True)
class Said:
    """A question's truth, and how well its passage supports yes and no."""

    holds: bool
    yes: float
    no: float


def read(data: Path, asked: Sequence[Asked], checker: Checker) -> dict[str, list[Said]]:
    """By set, what the checker says of questions that training kept out."""
    more = data / "more"
    vocabulary = vocabulary_of(passages_of(list(asked), []))
    sets = {
        "boolq_contrast": yes_no.boolq(more, measured=True),
        "fever_nli_dev": yes_no.marked(more, vocabulary, measured=True),
    }
    found: dict[str, list[Said]] = {}
    for name, examples in sets.items():
        yes = [item for item in examples if item.question.endswith(" Yes.")]
        chosen = random.Random(3).sample(yes, min(EACH, len(yes)))
        found[name] = []
        for item in chosen:
            question = item.question.removesuffix(" Yes.")
            told = [
                checker.support(f"{question} {word}.", [item.passage])[0] for word in ("Yes", "No")
            ]
            found[name].append(Said(item.support == 1, *told))
    return found


def right_of_said(found: Sequence[Said], floor: float, *, yes: bool) -> tuple[int, int]:
    """(right, said) with this floor of yes, or of no."""
    said = [
        item.holds == yes
        for item in found
        if (item.yes if yes else item.no) >= floor and (item.no if yes else item.yes) < DOUBT
    ]
    return sum(said), len(said)


def lowest_floor(found: Sequence[Said], *, yes: bool) -> float:
    """The lowest at which as many as must be are right; the highest if none."""
    for floor in FLOORS:
        right, said = right_of_said(found, floor, yes=yes)
        if said >= FEWEST and right >= RIGHT * said:
            return floor
    return FLOORS[-1]


def fit(sets: Mapping[str, Sequence[Said]]) -> dict[str, tuple[float, str]]:
    """yes_floor and no_floor, each with what is right at it of what is said, set by set."""
    every = [item for found in sets.values() for item in found]
    fitted = {}
    for name, yes in (("yes_floor", True), ("no_floor", False)):
        floor = lowest_floor(every, yes=yes)
        told = {of: "{} of {}".format(*right_of_said(found, floor, yes=yes))
                for of, found in sets.items()}  # fmt: skip
        fitted[name] = (floor, f"right of said, of {len(every)} questions: {told}")
    return fitted
