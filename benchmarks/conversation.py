"""Are follow-ups understood? python -m benchmarks.conversation [--answers SET] [--json].

Two public sets of conversations, TREC CAsT 2021 and INScit, over one pool of passages: how
often a right passage is among the first five for the last turn as it was asked, for our
rewriting of it, and for a person's (CAsT only). With --answers, the follow-ups of a set of
questions are answered too, and judged as in benchmarks.answers. The first turn of a
conversation needs no rewriting and does not count.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.answers import ask, open_product
from benchmarks.data import DEFAULT_DATA, Document, RetrievalSet, load_questions, read_lines
from benchmarks.judge import FIGURES, row
from benchmarks.metrics import mean
from benchmarks.retrieval import documents, open_index
from benchmarks.table import Cell, Table, show
from qa.answering.follow import standalone
from qa.errors import QaError
from qa.index import Index
from qa.records import Turn

K = 5
SETS = {
    "CAsT 2021": "conversation_cast2021_half.jsonl.gz",
    "INScit": "conversation_inscit_half.jsonl.gz",
}
POOL = "conversation_passages.jsonl.gz"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A later turn of a conversation. human: a person's rewriting, None where there is none."""

    question: str
    history: tuple[Turn, ...]
    human: str | None
    relevant: frozenset[str]


def load_pool(folder: Path) -> tuple[RetrievalSet, dict[str, str]]:
    """The passages as documents, and the document that each passage id stands for.

    Ids hold characters that file names cannot; equal texts are one document.
    """
    found: dict[str, Document] = {}
    names: dict[str, str] = {}
    for line in read_lines(folder / POOL):
        text = str(line["text"])
        document = found.setdefault(text, Document(f"d{len(found)}", "", text))
        names[str(line["id"])] = document.id
    return RetrievalSet("conversation", tuple(found.values()), ()), names


def load_follow_ups(path: Path, names: dict[str, str]) -> Iterator[FollowUp]:
    """The later turns of a set that have a relevant passage in the pool."""
    for line in read_lines(path):
        relevant = frozenset(names[item] for item in line["relevant"] if item in names)
        if line["history"] and relevant:
            history = tuple(Turn(item["question"], item["answer"]) for item in line["history"])
            yield FollowUp(line["question"], history, line.get("rewritten"), relevant)


def found_at(index: Index, question: str, relevant: frozenset[str]) -> float:
    """1.0 if a relevant document is among the first K, else 0.0."""
    return float(bool(relevant & set(documents(index.search(question, k=4 * K))[:K])))


def rewriting_row(name: str, index: Index, follow_ups: Sequence[FollowUp]) -> tuple[Cell, ...]:
    """Recall at K of the last turn, of ours and of a person's, and how much of the gap closes."""
    raw = mean([found_at(index, item.question, item.relevant) for item in follow_ups])
    ours = mean(
        [
            found_at(index, standalone(item.question, item.history), item.relevant)
            for item in follow_ups
        ]
    )
    human = mean([found_at(index, item.human, item.relevant) for item in follow_ups if item.human])
    closed = None
    if raw is not None and ours is not None and human is not None and human > raw:
        closed = (ours - raw) / (human - raw)
    return (name, len(follow_ups), raw, ours, human, closed)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 with a sentence on stderr if it cannot be run."""
    arguments = argparse.ArgumentParser(prog="benchmarks.conversation", description=__doc__)
    arguments.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of public sets")
    arguments.add_argument("--answers", type=Path, help="also answer the follow-ups of this set")
    arguments.add_argument("--json", action="store_true", help="JSON instead of tables")
    options = arguments.parse_args(argv)

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    tables = []
    try:
        pool, names = load_pool(options.data)
        with open_index(pool, tell=tell) as index:
            rows = [
                rewriting_row(name, index, list(load_follow_ups(options.data / file, names)))
                for name, file in SETS.items()
            ]
        columns = ("set", "follow-ups", "raw", "ours", "human", "gap closed")
        tables.append(Table(f"Rewriting: a right passage in the top {K}", columns, tuple(rows)))
        if options.answers:
            wanted = load_questions(options.answers)
            later = [item for item in wanted.questions if item.history]
            outcomes = ask(open_product(wanted), later, tell=tell)
            tables.append(
                Table("Follow-ups answered", ("kind", *FIGURES), (row("followup", outcomes),))
            )
    except QaError as error:
        tell(str(error))
        return 2
    show(tables, as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
