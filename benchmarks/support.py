"""Does the reader know what a passage supports? python -m benchmarks.support [--limit N] [--json].

AttributionBench (open dev part, balanced): a claim, its references, and whether they support
it. The product's support score of the claim against each reference, together with the exact
agreement of facts that an answer must pass, is held against the majority and against cosine
similarity of the packaged embedder with its threshold fitted on the other half. Macro-F1 over
the two classes; thresholds of both are fitted on one half and measured on the other, both ways.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data import DEFAULT_DATA, read_lines
from benchmarks.table import Cell, Table, show
from qa.answering.ground import SUPPORT_FLOOR
from qa.answering.lazy import packaged_reader
from qa.answering.verify import problems
from qa.errors import QaError
from qa.index import load_embedder
from qa.settings import Settings

FILE = "attributionbench_dev.jsonl.gz"
# A longer reference is a web page; what supports a claim stands in one of its stretches.
STRETCH, STEP, MOST_STRETCHES = 1_400, 1_000, 12


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, the texts it refers to, and whether they support it."""

    claim: str
    references: tuple[str, ...]
    supported: bool
    source: str


def load_cases(folder: Path, *, limit: int = 0) -> list[Case]:
    """The cases of the set, evenly thinned to `limit`; 0 means all."""
    cases = [
        Case(
            line["claim"],
            tuple(line["references"]),
            line["attribution_label"] == "attributable",
            line["src_dataset"],
        )
        for line in read_lines(folder / FILE)
    ]
    if limit and limit < len(cases):
        cases = [cases[index * len(cases) // limit] for index in range(limit)]
    return cases


def stretches(references: Sequence[str]) -> list[str]:
    """The references in overlapping pieces of a passage or two."""
    pieces = [
        text[at : at + STRETCH]
        for text in references
        for at in range(0, max(len(text) - (STRETCH - STEP), 1), STEP)
    ]
    return pieces[:MOST_STRETCHES]


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


def halves_f1(scores: Sequence[float], true: Sequence[bool]) -> float:
    """Macro-F1 with the threshold of each half fitted on the other; halves interleave."""
    said = [False] * len(scores)
    for fitted, measured in ((0, 1), (1, 0)):
        step = best_threshold(scores[fitted::2], true[fitted::2])
        said[measured::2] = [score >= step for score in scores[measured::2]]
    return macro_f1(said, true)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 with a sentence on stderr if it cannot be run."""
    arguments = argparse.ArgumentParser(prog="benchmarks.support", description=__doc__)
    arguments.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of public sets")
    arguments.add_argument("--limit", type=int, default=0, help="cases, evenly chosen")
    arguments.add_argument("--json", action="store_true", help="JSON instead of tables")
    options = arguments.parse_args(argv)
    try:
        cases = load_cases(options.data, limit=options.limit)
        rows = measure(cases)
    except QaError as error:
        print(error, file=sys.stderr)
        return 2
    show([Table("Support: macro-F1", ("system", "cases", "macro-F1"), rows)], as_json=options.json)
    return 0


def measure(cases: Sequence[Case]) -> tuple[tuple[Cell, ...], ...]:
    """A row per system."""
    settings = Settings()
    reader, embedder = packaged_reader(settings), load_embedder(settings)
    support, cosine, agree = [], [], []
    for number, case in enumerate(cases, start=1):
        texts = stretches(case.references)
        support.append(max(reader.support(case.claim, texts), default=0.0))
        vectors = embedder.encode([case.claim, *texts])
        cosine.append(float(max(vectors[1:] @ vectors[0], default=0.0)))
        agree.append(not problems(case.claim, ["\n".join(case.references)]))
        if number % 100 == 0:
            print(f"{number} of {len(cases)} claims", file=sys.stderr, flush=True)
    true = [case.supported for case in cases]
    at_floor = [score >= SUPPORT_FLOOR for score in support]
    both = [a and b for a, b in zip(at_floor, agree, strict=True)]
    majority = [sum(true) * 2 >= len(true)] * len(true)
    count = len(cases)
    return (
        ("majority", count, macro_f1(majority, true)),
        ("cosine, fitted threshold", count, halves_f1(cosine, true)),
        ("exact agreement alone", count, macro_f1(agree, true)),
        ("reader, fitted threshold", count, halves_f1(support, true)),
        (f"reader at {SUPPORT_FLOOR}", count, macro_f1(at_floor, true)),
        (f"reader at {SUPPORT_FLOOR} and exact agreement", count, macro_f1(both, true)),
    )


if __name__ == "__main__":
    sys.exit(main())
