"""A logistic of a few columns, and macro-F1 measured on questions that it was not fitted on.

Between the scores of a benchmark and its table. Folds keep the claims of one question
together; thresholds are fitted with the weights, never on what is measured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.preprocessing import StandardScaler  # type: ignore[import-untyped]

FOLDS = 5
# Each weight, of a column of unit spread, is held back as if by so many cases.
RIDGE = 10.0

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Logistic:
    """weights: one per column, of the columns as they are; above 0 where `true` is likelier."""

    weights: tuple[float, ...]
    constant: float

    def __call__(self, columns: Matrix) -> Matrix:
        scores: Matrix = columns @ np.array(self.weights) + self.constant
        return scores


def logistic(columns: Matrix, true: NDArray[np.bool_]) -> Logistic:
    """Fitted by scikit-learn, the columns brought to unit spread. columns: (cases, columns)."""
    scale = StandardScaler().fit(columns)
    model = LogisticRegression(C=1 / RIDGE).fit(scale.transform(columns), true)
    own = model.coef_[0] / scale.scale_
    return Logistic(tuple(map(float, own)), float(model.intercept_[0] - own @ scale.mean_))


def macro_f1(said: Sequence[bool], true: Sequence[bool]) -> float:
    """The mean of the F1 of "supported" and that of "not supported"."""
    scores = []
    for wanted in (True, False):
        hits = sum(a == wanted and b == wanted for a, b in zip(said, true, strict=True))
        total = said.count(wanted) + true.count(wanted) if said else 0
        scores.append(2 * hits / total if total else 0.0)
    return sum(scores) / 2


def best_threshold(scores: Sequence[float], true: Sequence[bool]) -> float:
    """The threshold with the best macro-F1 on these."""
    steps = sorted(set(scores))[:: max(len(set(scores)) // 200, 1)]
    return max(steps, key=lambda step: macro_f1([score >= step for score in scores], true))


def fold(key: str) -> int:
    """The same fold every time for what belongs together."""
    return int(hashlib.sha256(f"fold {key}".encode()).hexdigest()[:8], 16) % FOLDS


def crossed(columns: Matrix, true: Sequence[bool], keys: Sequence[str]) -> list[bool]:
    """What is said of each case by weights and a threshold fitted on the other folds."""
    folds = np.array([fold(key) for key in keys])
    known = np.array(true)
    said = np.zeros(len(true), dtype=bool)
    for number in range(FOLDS):
        own, others = folds == number, folds != number
        if not own.any() or len(set(known[others])) < 2:
            continue
        model = logistic(columns[others], known[others])
        step = best_threshold(list(model(columns[others])), list(known[others]))
        said[own] = model(columns[own]) >= step
    return [bool(item) for item in said]
