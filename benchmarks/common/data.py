"""Public sets, read into the few records that the benchmarks share.

First step of every benchmark: a folder of downloaded sets -> RetrievalSet or QuestionSet.
The sets are not part of the repository; a missing one ends the run with a sentence that
says where it was looked for. It downloads nothing and changes no text.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from qa.errors import QaError

DEFAULT_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
CACHE = Path(__file__).resolve().parents[2] / ".cache" / "benchmarks"

Kind: TypeAlias = Literal[
    "fact", "list", "why_how", "two_articles", "dated", "followup", "unanswerable"
]
KINDS: tuple[Kind, ...] = (
    "fact",
    "list",
    "why_how",
    "two_articles",
    "dated",
    "followup",
    "unanswerable",
)


class BenchmarkDataError(QaError):
    """A public set is missing or not in the layout that is described."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text to be found. title is "" where the set has none."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the ids of the documents that answer it (never empty)."""

    id: str
    question: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Documents and the questions asked of them."""

    name: str
    documents: tuple[Document, ...]
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to answer, with what a right answer must hold.

    groups: a right answer holds a variant of every group; empty for unanswerable.
    articles: file names within the set's corpus; evidence: quotations from them.
    history: earlier (question, answer) pairs, oldest first.
    """

    id: str
    kind: Kind
    question: str
    groups: tuple[tuple[str, ...], ...]
    articles: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A folder with `corpus/` and `questions.jsonl`."""

    name: str
    folder: Path
    questions: tuple[Question, ...]

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file, gzipped if its name ends in .gz.

    Raises BenchmarkDataError if the file is absent or a line is no JSON object.
    """
    if not path.is_file():
        raise BenchmarkDataError(
            f"There is no {path.name} in {path.parent}. The benchmarks need the public sets: "
            "put them there, or name their folder with --data."
        )
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except json.JSONDecodeError:
                record = None
            if not isinstance(record, dict):
                raise BenchmarkDataError(f"Line {number} of {path} is not a JSON object.")
            yield record


def load_nq(folder: Path) -> RetrievalSet:
    """Natural Questions: each question's gold passage among all gold passages (open half)."""
    return _passages_of_questions(
        "NQ",
        [
            (row["question"], row["title"], row["text"])
            for row in read_lines(folder / "nq_gold_half.jsonl.gz")
        ],
    )


def load_squad(folder: Path) -> RetrievalSet:
    """SQuAD 2.0: answerable questions, their paragraph among all paragraphs of the open half.

    The article's title is left out, as in the usual setting: a paragraph stands alone.
    """
    return _passages_of_questions(
        "SQuAD",
        [
            (row["question"] if row["answers"] else "", "", row["context"])
            for row in read_lines(folder / "squad2_dev_half.jsonl.gz")
        ],
    )


def load_scifact(folder: Path) -> RetrievalSet:
    """SciFact (BEIR): claims of the train split, abstracts that bear on them."""
    documents = tuple(
        Document(row["_id"], row["title"], row["text"])
        for row in read_lines(folder / "scifact_corpus.jsonl.gz")
    )
    queries = tuple(
        Query(row["id"], row["question"], frozenset(row["relevant"]))
        for row in read_lines(folder / "scifact_train_queries.jsonl.gz")
    )
    return RetrievalSet("SciFact", documents, queries)


LOADERS = {"nq": load_nq, "squad": load_squad, "scifact": load_scifact}


def _passages_of_questions(name: str, rows: list[tuple[str, str, str]]) -> RetrievalSet:
    """(question or "", title, text) rows -> one document per distinct text."""
    documents: dict[str, Document] = {}
    queries = []
    for number, (question, title, text) in enumerate(rows):
        document = documents.setdefault(text, Document(f"d{len(documents)}", title, text))
        if question:
            queries.append(Query(f"q{number}", question, frozenset({document.id})))
    return RetrievalSet(name, tuple(documents.values()), tuple(queries))


def load_questions(folder: Path) -> QuestionSet:
    """A folder with `corpus/` and `questions.jsonl`, one question per line.

    `answers` is a flat list of variants, or a list of groups that are all needed;
    `history` is optional. Raises BenchmarkDataError if either part is missing.
    """
    if not (folder / "corpus").is_dir():
        raise BenchmarkDataError(
            f"{folder} is no set of questions: it needs a folder corpus/ and questions.jsonl."
        )
    rows = list(read_lines(folder / "questions.jsonl"))
    return QuestionSet(folder.resolve().name, folder, tuple(_question(row, folder) for row in rows))


def _question(row: dict[str, Any], folder: Path) -> Question:
    if row.get("kind") not in KINDS or not isinstance(row.get("question"), str):
        raise BenchmarkDataError(
            f"{row.get('id', 'A question')} in {folder / 'questions.jsonl'} needs a question "
            f"and a kind out of {', '.join(KINDS)}."
        )
    answers = row.get("answers", [])
    if answers and isinstance(answers[0], str):
        answers = [answers]
    return Question(
        id=str(row["id"]),
        kind=row["kind"],
        question=row["question"],
        groups=tuple(tuple(group) for group in answers),
        articles=tuple(row.get("articles", ())),
        evidence=tuple(row.get("evidence", ())),
        history=tuple((turn["question"], turn["answer"]) for turn in row.get("history", ())),
        note=row.get("note", ""),
    )
