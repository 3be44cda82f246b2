"""The constants of support, fitted on claims that training kept out; part of `calibrate`.

    claims kept out -> the signs that the product weighs -> logistic, floor, by leaving a set out

Made claims come from SQuAD's measured titles and stand in their whole paragraph.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.answering.reader.base import Reader
from qa.answering.verification.support import focus, signs
from training import contrast_sets, sources, written
from training.claim_examples import marked
from training.export import fitted_upwards
from training.labelled import Example
from training.prepare import KEPT_OUT

EACH = 150  # claims of each marked set
MADE = 300
FLOORS = tuple(round(0.3 + 0.01 * step, 2) for step in range(66))
# Of the claims that do not hold, so many may be shown as checked: such a one is believed, where a
# true one that is marked is still there to be read.
MOST_SHOWN = 0.10
Array = NDArray[np.float64]


def claims_kept_out(data: Path) -> dict[str, list[Example]]:
    """By set: AttributionBench, FEVER, Fool Me Twice, BEGIN, written for it, and by program."""
    chance = random.Random(77)
    found = {
        "attributionbench": [e for key, e in marked(data) if sources.kept_out(key, share=KEPT_OUT)][
            ::3
        ]
    }
    more = contrast_sets.marked_claims(data / "more", measured=True)
    for name in ("fever_nli_dev", "fm2_dev", "begin"):
        of_set = [e for e in more if e.source == name]
        found[name] = contrast_sets.balanced(of_set, EACH, chance)
    own = written.claims(written.articles(kept_out=True), chance)
    of_set = [example for example in own if example.source == written.CLAIMED]
    found["written"] = contrast_sets.balanced(of_set, MADE, chance)
    squad = sources.squad(data)
    _trained, measured = sources.squad_titles(squad)
    passages = list(dict.fromkeys(item.context for item in squad if item.group in measured))
    made = contrast_sets.contrasts(chance.sample(passages, min(150, len(passages))), chance)
    found["made"] = contrast_sets.balanced(made, MADE, chance)
    return found


def read(reader: Reader, found: dict[str, list[Example]]) -> dict[str, tuple[Array, Array]]:
    """By set: (signs, labels)."""
    rows = {}
    for name, examples in found.items():
        columns = []
        for item in examples:
            near = focus(item.question, item.passage)
            whole, close = reader.support(item.question, [item.passage, near])
            columns.append(signs(item.question, item.passage, whole, focused=close))
        rows[name] = (np.array(columns), np.array([float(e.support) for e in examples]))
    return rows


def sureness(weights: Sequence[float], x: Array) -> Array:
    return 1 / (1 + np.exp(-(x @ np.array(weights[:-1]) + weights[-1])))  # type: ignore[no-any-return]


def shares(p: Array, true: Array, floor: float) -> tuple[float, float]:
    """(false ones shown, true ones marked)."""
    shown = p >= floor
    return float(shown[true == 0].mean()), float((~shown)[true == 1].mean())


def best_floor(p: Array, true: Array) -> float:
    """The lowest floor at which no more false ones are shown than may be; the highest if none."""
    kept = [floor for floor in FLOORS if shares(p, true, floor)[0] <= MOST_SHOWN]
    return min(kept, default=FLOORS[-1])


def fit(rows: dict[str, tuple[Array, Array]]) -> tuple[list[float], float, dict[str, object]]:
    """(weights and constant, floor, each set's shares with both chosen on the other sets)."""

    def on(names: Sequence[str]) -> tuple[list[float], float]:
        x = np.vstack([rows[name][0] for name in names])
        true = np.concatenate([rows[name][1] for name in names])
        weights = fitted_upwards(x, true)
        return weights, best_floor(sureness(weights, x), true)

    left_out: dict[str, object] = {}
    for name, (x, true) in rows.items():
        weights, floor = on([other for other in rows if other != name])
        left_out[name] = [round(share, 3) for share in shares(sureness(weights, x), true, floor)]
    weights, floor = on(list(rows))
    return weights, floor, left_out
