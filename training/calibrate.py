"""`python -m training.calibrate DATA --sets FOLDER …`: every constant that depends on the weights.

Fits the probability that a short answer is right, sweeps silence (floor and the cosine's weight)
and the floors of support, all on questions and claims that did not suggest the rules, and
writes them into larger.json, or with --small into reader.json and checker.json, each with its set,
figures, range and date. Choices are reported by cross-validation: chosen on all sets but one (or
four fifths of the claims), measured on the one left out.
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.answering.extraction.answerability import answer_probability
from qa.answering.extraction.confidence import NAMES
from qa.answering.reader.base import Reader
from qa.answering.reader.cascade import from_folder
from qa.answering.reader.model import WEIGHTS, read_weights
from qa.answering.reader.thresholds import CHECKER, LARGER, READER, manifest_name
from training import calibrate_support, calibrate_verdict, signs_at_use
from training.export import fitted_upwards
from training.signs_at_use import Seen

FLOORS = tuple(round(0.05 + 0.01 * step, 2) for step in range(71))
CLOSENESS_WEIGHTS = tuple(float(step) for step in range(11))
# Of a question's first reading. The product is silent less often, for it tells of topics and lists
# in other ways too: .095 of SQuAD's and Natural Questions' here is .080 there.
MOST_WRONGLY_SILENT = 0.105
BOUNDS = (0.065, 0.085, MOST_WRONGLY_SILENT, 0.125)
PRECISION = 0.88  # of the short answers shown on all sets together, so that no set's is below .85
FEWEST = 20  # so many must be shown for their precision to count
CONFIDENCES = tuple(round(0.2 + 0.02 * step, 2) for step in range(40))
Array = NDArray[np.float64]
Swept = dict[str, object]


def sure(item: Seen, weight: float) -> float:
    """As `answerability` weighs it."""
    return max((answer_probability(p, near, weight) for near, p in item.passages), default=0.0)


def silence(found: Sequence[Seen], weight: float, floor: float) -> tuple[float, float]:
    """(silent on what has no answer, silent on what has one)."""
    return _shares(_sureness(found, weight), floor)


def _sureness(found: Sequence[Seen], weight: float) -> list[tuple[bool, float]]:
    """Of each question of which it is known, whether it has an answer, and how sure that is."""
    return [(i.answerable, sure(i, weight)) for i in found if i.answerable is not None]


def best_silence(found: Sequence[Seen]) -> tuple[float, float]:
    """The closeness weight that is most silent rightly, and its floor at the bound of wrongly.

    Each set counts the same, however many questions it has: a large one would hide what another
    loses. The weight is the best of the mean over BOUNDS, for at one bound three questions decide.
    The bound holds for the mean of the sets, and for each of them to within two standard errors.
    """
    sets = [[i for i in found if i.source == name] for name in sorted({i.source for i in found})]

    def at_bounds(weight: float) -> list[tuple[float, float]]:
        """At each bound (rightly silent, floor)."""
        certain = [_sureness(of, weight) for of in sets]
        told = [(floor, [_shares(rows, floor) for rows in certain]) for floor in FLOORS]
        return [
            max(
                (float(np.mean([rightly for rightly, _ in each])), floor)
                for floor, each in told
                if float(np.mean([lost for _, lost in each])) <= bound
                and all(_fits(lost, of, bound) for of, (_, lost) in zip(sets, each, strict=True))
            )
            for bound in BOUNDS
        ]

    options = {weight: at_bounds(weight) for weight in CLOSENESS_WEIGHTS}
    weight = max(options, key=lambda one: np.mean([rightly for rightly, _ in options[one]]))
    return weight, options[weight][BOUNDS.index(MOST_WRONGLY_SILENT)][1]


def _shares(rows: Sequence[tuple[bool, float]], floor: float) -> tuple[float, float]:
    none = [p < floor for answerable, p in rows if not answerable]
    some = [p < floor for answerable, p in rows if answerable]
    return float(np.mean(none)) if none else 0.0, float(np.mean(some)) if some else 0.0


def _fits(lost: float, found: Sequence[Seen], bound: float) -> bool:
    """Whether a share of so many questions is within two standard errors of the bound."""
    count = max(sum(bool(i.answerable) for i in found), 1)
    return lost <= bound + 2 * float(np.sqrt(bound * (1 - bound) / count))


def known(groups: dict[str, list[Seen]], *, but: str = "") -> list[Seen]:
    """The questions of all sets but one of which it is known whether they have an answer."""
    return [
        item
        for name, group in groups.items()
        if name != but
        for item in group
        if item.answerable is not None
    ]


def calibrated_silence(
    groups: dict[str, list[Seen]], weight: float, floor: float
) -> dict[str, Swept]:
    """Weight and floor, as `best_silence` chose them on all sets, with where they come from."""
    left_out = {}
    for name, group in groups.items():
        rest, there = known(groups, but=name), known({name: group})
        if rest and any(i.answerable is False for i in there):
            left_out[name] = [round(v, 3) for v in silence(there, *best_silence(rest))]
    told = f"silent on unanswerable / wrongly, chosen on the other sets: {left_out}"
    chosen = {
        name: [round(v, 3) for v in silence(known({name: group}), weight, floor)]
        for name, group in groups.items()
    }
    return {
        "answerable_floor": swept(floor, groups, f"{told}; with this one: {chosen}", FLOORS),
        "closeness_weight": swept(weight, groups, told, CLOSENESS_WEIGHTS),
    }


def not_silent(found: Sequence[Seen], weight: float, floor: float) -> list[Seen]:
    """What the product would answer: only there a short answer can be shown."""
    return [item for item in found if sure(item, weight) >= floor]


def short_rows(found: Sequence[Seen]) -> tuple[Array, Array]:
    rows = [item for item in found if item.signs is not None and item.right is not None]
    x = np.array([item.signs for item in rows], dtype=np.float64).reshape(len(rows), len(NAMES))
    return x, np.array([float(bool(item.right)) for item in rows])


def probability(weights: Sequence[float], x: Array) -> Array:
    return 1 / (1 + np.exp(-(x @ np.array(weights[:-1]) + weights[-1])))  # type: ignore[no-any-return]


def least_confidence(weights: Sequence[float], groups: Sequence[list[Seen]]) -> float:
    """The lowest floor whose shown answers are as precise as wanted; the highest if none is.

    Questions without an answer are among them, and count as wrong where one is shown.
    """
    x, right = short_rows([item for group in groups for item in group])
    p = probability(weights, x)
    for floor in CONFIDENCES:
        shown = right[p >= floor]
        if len(shown) >= FEWEST and shown.mean() >= PRECISION:
            return floor
    return CONFIDENCES[-1]


def calibrated_short(groups: dict[str, list[Seen]]) -> dict[str, Swept]:
    x, right = short_rows([item for group in groups.values() for item in group])
    weights = fitted_upwards(x, right)
    floor = least_confidence(weights, list(groups.values()))
    left_out = {}
    for name, group in groups.items():
        there, truth = short_rows(group)
        rest, known = short_rows([i for other, g in groups.items() if other != name for i in g])
        if len(truth) < 10 or len(known) < 30:
            continue
        others = fitted_upwards(rest, known)
        floor_there = least_confidence(others, [g for o, g in groups.items() if o != name])
        shown = probability(others, there) >= floor_there
        precise = float(truth[shown].mean()) if shown.any() else float("nan")
        left_out[name] = {
            "judged": len(truth), "right without a floor": round(float(truth.mean()), 3),
            "shown": round(float(shown.mean()), 3), "precision": round(precise, 3),
            "s.e.": round((max(precise * (1 - precise), 0) / max(int(shown.sum()), 1)) ** 0.5, 3),
        }  # fmt: skip
    told = f"fitted and chosen on the other sets: {left_out}"
    return {
        "short_answer": swept(
            list(weights), groups, f"{NAMES}; {told}", "logistic, no negative weight"
        ),
        "short_answer_floor": swept(floor, groups, told, CONFIDENCES),
    }


def swept(
    value: object, sets: Sequence[str] | dict[str, list[Seen]], figure: str, over: object
) -> Swept:
    """A constant with where it comes from."""
    if isinstance(over, tuple) and over and isinstance(over[0], float):
        over = f"{over[0]} to {over[-1]}, {len(over)} values"
    today = datetime.date.today().isoformat()
    return {
        "value": value,
        "set": ", ".join(sets),
        "figure": figure,
        "range": str(over),
        "date": today,
    }


def calibrated_support(data: Path, checker: Reader) -> dict[str, Swept]:
    rows = calibrate_support.read(checker, calibrate_support.claims_kept_out(data))
    weights, floor, left_out = calibrate_support.fit(rows)
    told = f"false shown / true marked, chosen on the other sets: {left_out}"
    return {
        "support": swept(weights, list(rows), told, "logistic, no negative weight"),
        "support_floor": swept(floor, list(rows), told, calibrate_support.FLOORS),
    }


def calibrated_verdict(
    data: Path, reader: Reader, checker: Reader, *, weight: float, floor: float
) -> dict[str, Swept]:
    """yes_floor and no_floor, which belong to the checker, and the reader's decided_floor."""
    found = calibrate_verdict.read(data, reader, checker, closeness_weight=weight)
    fitted = calibrate_verdict.fit(found, answerable_floor=floor)
    over = {"decided_floor": calibrate_verdict.ANSWERING}
    return {
        name: swept(value, ["yes_no"], told, over.get(name, calibrate_verdict.FLOORS))
        for name, (value, told) in fitted.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder with reader.json")
    parser.add_argument(
        "--sets", type=Path, nargs="*", default=[], help="folders as make_set writes them"
    )
    parser.add_argument("--varied", type=Path, help="folder of varied turns")
    parser.add_argument("--work", type=Path, default=Path(".train/calibrate"))
    parser.add_argument("--limit", type=int, default=0, help="questions of each set, evenly chosen")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--small", action="store_true", help="for the small networks alone")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    larger = not options.small
    reader = from_folder(options.weights, threads=options.threads, larger=larger)
    groups = {}
    for folder in [*options.sets, *([options.varied] if options.varied else [])]:
        path = options.work / f"{folder.name}.jsonl"
        if not path.exists():  # what was read stays, so that a run may be ended and gone on with
            varied = folder == options.varied
            corpus, wanted = (signs_at_use.of_varied if varied else signs_at_use.of_set)(folder)
            step = max(1, len(wanted) // options.limit) if options.limit else 1
            read = signs_at_use.seen(folder.name, corpus, wanted[::step], reader, varied=varied)
            signs_at_use.save(list(read), path)
        groups[folder.name] = signs_at_use.load(path)
    checking, reading = (LARGER, LARGER) if larger else (CHECKER, READER)
    checker = read_weights(options.weights, threads=options.threads, name=checking)
    record(options.weights, checking, calibrated_support(options.data, checker))
    if groups:
        weight, floor = best_silence(known(groups))
        verdict = calibrated_verdict(options.data, reader, checker, weight=weight, floor=floor)
        silent = calibrated_silence(groups, weight, floor)
        silent["decided_floor"] = verdict.pop("decided_floor")
        record(options.weights, checking, verdict)
        told = {name: not_silent(group, weight, floor) for name, group in groups.items()}
        record(options.weights, reading, {**silent, **calibrated_short(told)})


def record(folder: Path, name: str, table: dict[str, Swept]) -> None:
    """Write constants into the manifest of a network, beside those that stay."""
    path = folder / manifest_name(folder, name)
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["thresholds"] = {**manifest.get("thresholds", {}), **table}
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(table, indent=2))


if __name__ == "__main__":
    main()
