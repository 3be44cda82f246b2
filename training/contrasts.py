"""Claims that a sentence supports or not, made by program: kinds of falsehood and their twins.

    sentence + its passage -> Made (kind, the sentence as the passage shall hold it, claim, true?)

Every kind makes true twins beside its false claims, by the same operation, so that the
operation is no sign. A kind that finds nothing to turn in a sentence makes nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from training.contrast_details import name_or_date, negation, number, opposite, quantity
from training.contrast_relations import (
    acts,
    denied,
    hedge,
    merged,
    open_question,
    order,
    roles,
    speaker,
)
from training.contrast_sequence import crossed, sequence
from training.labelled import Made

Kind = Callable[[str, str, random.Random], list[Made]]
KINDS: tuple[tuple[Kind, float], ...] = (
    (roles, 1.0), (acts, 0.3), (speaker, 0.35), (hedge, 0.5), (open_question, 1.0),
    (quantity, 0.6), (number, 0.35), (name_or_date, 0.3), (negation, 0.25), (denied, 0.8),
    (opposite, 0.6), (merged, 0.5), (order, 1.0), (sequence, 1.0),
    (crossed, 0.5),
)  # fmt: skip


def made_of(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """What each kind makes of a sentence, at its chance."""
    found: list[Made] = []
    for kind, often in KINDS:
        if chance.random() < often:
            found += kind(sentence, passage, chance)
    return [item for item in found if 5 <= len(item.claim.split()) <= 45]
