"""The constants that depend on the reader's and the checker's weights, from their manifests.

    "thresholds" of reader.json, checker.json, larger.json -> Thresholds -> silence, short, support

Weights and constants that were fitted with them change together: `python -m
training.calibrate` writes both into one file, each constant with the set that it was swept
on, the figures, the range and the date. A caller that brings a reader of its own brings its
own Thresholds. No torch is loaded here.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from qa.errors import ReaderError

WEIGHTS = Path(__file__).parent / "weights"
# The networks of one folder: the small reader; the small weights trained on for claims, which read
# questions less well; and the larger network, which does both.
READER, CHECKER, LARGER = "reader", "checker", "larger"
REMEDY = (
    "Install the package again (pip install --force-reinstall .), or restore "
    "qa/answering/reader/weights from the repository."
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every constant of answering that belongs to one set of weights.

    answerable_floor: below it the best passage does not answer. closeness_weight: the log-odds
        that a cosine of one more adds to the reader's (`extraction.answerability`).
    short_answer: weights of `confidence.NAMES`, then the bias. short_answer_floor: a less
        likely short answer is not shown large; the sentences stand.
    support: weights of the reader's logit, of shared letters and of shared word pairs, then the
        constant (`verification.support`). support_floor: below it a passage does not say it.
    yes_floor, no_floor: how sure the checker must be of a yes/no question with "Yes." behind it,
        and with "No." (`extraction.yes_or_no`); above 1 it is never said.
    decided_floor: as answerable_floor, of a yes/no question: the reader, which looks for words that
        answer, is less sure of what decides one.
    """

    answerable_floor: float
    closeness_weight: float
    short_answer: tuple[float, ...]
    short_answer_floor: float
    support: tuple[float, ...]
    support_floor: float
    yes_floor: float
    no_floor: float
    decided_floor: float


LENGTHS = {"short_answer": 6, "support": 4}


def manifest_name(folder: Path, name: str) -> str:
    """The file that describes a network: reader.json where the folder has none of that name."""
    return f"{name}.json" if (folder / f"{name}.json").is_file() else f"{READER}.json"


def described(folder: Path, name: str, take: Callable[[Any], T]) -> T:
    """What `take` makes of a JSON file that describes weights.

    Raises ReaderError, with the remedy, when it is missing or says something else.
    """
    try:
        return take(json.loads((folder / name).read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise ReaderError(f"The reader's weights are missing ({name}). {REMEDY}") from None
    except (ValueError, KeyError, IndexError, TypeError, OSError):
        raise ReaderError(f"The reader's {name} cannot be read. {REMEDY}") from None


@functools.lru_cache(maxsize=8)
def load_thresholds(folder: Path = WEIGHTS, *, larger: bool = True) -> Thresholds:
    """The constants of the weights in a folder.

    larger: of both readers together, where the folder has the larger one; else of the small ones.
    Raises ReaderError, with the remedy, when a manifest is missing or says something else.
    """
    table: dict[str, Mapping[str, object]] = {}
    names = [f"{READER}.json", manifest_name(folder, CHECKER)]
    names += [manifest_name(folder, LARGER)] if larger else []
    for name in dict.fromkeys(names):
        table |= described(folder, name, lambda read: dict(read["thresholds"]))
    try:
        return thresholds_of(table)
    except (ValueError, KeyError, TypeError):
        raise ReaderError(f"The thresholds in {folder} cannot be read. {REMEDY}") from None


def thresholds_of(table: Mapping[str, Mapping[str, object]]) -> Thresholds:
    """From name -> {"value": number or numbers, "swept": where they come from}."""
    found: dict[str, float | tuple[float, ...]] = {}
    for field in fields(Thresholds):
        value = table[field.name]["value"]
        if isinstance(value, list):
            numbers = tuple(float(number) for number in value)
            if len(numbers) != LENGTHS.get(field.name):
                raise ValueError(field.name)
            found[field.name] = numbers
        elif isinstance(value, int | float) and field.name not in LENGTHS:
            found[field.name] = float(value)
        else:
            raise ValueError(field.name)
    return Thresholds(**found)  # type: ignore[arg-type]
