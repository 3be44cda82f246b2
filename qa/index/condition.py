"""The result of comparing a store of words or vectors with the catalog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qa.index.engine.exact_search import Vector

# Stored vectors have length 1 up to the rounding of 32-bit floats.
LENGTH_TOLERANCE = 0.001

State = Literal["sound", "lost", "damaged", "full"]


@dataclass(frozen=True, slots=True)
class Condition:
    """How one store is.

    lost: it is readable and less than the catalog says; damaged: what is there is wrong; full: it
    cannot be opened because its disk is full.
    found: how many passages or vectors it holds; detail: what was seen.
    """

    state: State
    detail: str = ""
    found: int = 0


SOUND = Condition("sound")


@dataclass(frozen=True, slots=True)
class StoreConditions:
    """How the two stores of an index are."""

    words: Condition = SOUND
    vectors: Condition = SOUND

    @property
    def sound(self) -> bool:
        """Whether neither needs repair."""
        return self.words.state == self.vectors.state == "sound"


def unit_rows(rows: Vector) -> NDArray[np.bool_]:
    """Which rows can be vectors that were stored: finite and of length 1."""
    with np.errstate(all="ignore"):
        lengths = np.linalg.norm(rows, axis=1)
        good: NDArray[np.bool_] = np.abs(lengths - 1.0) < LENGTH_TOLERANCE
    return good
