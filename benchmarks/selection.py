"""Are the right sentences shown? python -m benchmarks.selection [--words N] [--limit N] [--json].

CLAP-NQ (Rosenthal et al. 2024): questions with one gold passage each and the sentences of it that
people selected for a long answer. All passages, those of unanswerable questions too, make one
corpus; every question is asked through `qa.Assistant.answer` with at most `--words` words. Counted
are the selected sentences that the answer shows (a sentence is shown when SHOWN of its words stand
there in order), the shown sentences that were selected, and how long answers are.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common.data import DEFAULT_DATA, BenchmarkDataError, Document, read_lines
from benchmarks.common.indexes import index_folder, write_corpus
from benchmarks.common.metrics import mean
from benchmarks.common.table import Table, show
from qa import Assistant, Settings, build_index
from qa.answering.english.words import count_words, tokens
from qa.errors import QaError
from qa.records import Answer

ANSWERABLE = "clapnq_answerable_half.jsonl.gz"
UNANSWERABLE = "clapnq_unanswerable_half.jsonl.gz"
WORDS = 90
SHOWN = 0.8
COLUMNS = ("questions", "selected shown", "s.e.", "shown selected", "first selected", "not found",
           "words")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Selected:
    """A question and the sentences that people selected."""

    question: str
    sentences: tuple[str, ...]


def load(folder: Path) -> tuple[list[Document], list[Selected]]:
    """The passages of both halves as documents, and the answerable questions."""
    documents: dict[str, Document] = {}
    questions = []
    for name in (ANSWERABLE, UNANSWERABLE):
        for row in read_lines(folder / name):
            passage = row["passages"][0]
            document = Document(f"d{len(documents)}", passage["title"], passage["text"])
            documents.setdefault(passage["text"], document)
            chosen = row["output"][0].get("selected_sentences") or ()
            if name == ANSWERABLE and chosen:
                questions.append(Selected(row["input"], tuple(chosen)))
    return list(documents.values()), questions


def is_shown(sentence: str, text: str) -> bool:
    """Whether most words of the sentence stand in the text, in order."""
    wanted, there = tokens(sentence), tokens(text)
    return bool(wanted) and _in_common(wanted, there) >= SHOWN * len(wanted)


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for at, there in enumerate(other, 1):
            before, row[at] = row[at], before + 1 if word == there else max(row[at], row[at - 1])
    return row[-1]


def figures(asked: Selected, answer: Answer) -> tuple[float, float | None, float | None, int]:
    """Share of the selected sentences shown, of the shown ones selected, the first one, words."""
    said = [item.text for item in answer.sentences if not item.ours]
    shown = _share([is_shown(item, " ".join(said)) for item in asked.sentences]) or 0.0
    chosen = " ".join(asked.sentences)
    wanted = [is_shown(item, chosen) for item in said]
    words = count_words(" ".join(said))
    return shown, _share(wanted), float(wanted[0]) if wanted else None, words


def _share(true: Sequence[bool]) -> float | None:
    return sum(true) / len(true) if true else None


def answers(assistant: Assistant, asked: Sequence[Selected], words: int) -> Iterator[Answer]:
    """Each question's answer."""
    for item in asked:
        yield assistant.answer(item.question, words=words)


def measure(assistant: Assistant, asked: Sequence[Selected], words: int) -> Table:
    """One row of figures over all questions."""
    given = list(answers(assistant, asked, words))
    found = [figures(item, answer) for item, answer in zip(asked, given, strict=True)]
    shown = [each[0] for each in found]
    precise = [each[1] for each in found if each[1] is not None]
    first = [each[2] for each in found if each[2] is not None]
    spread = statistics.stdev(shown) / math.sqrt(len(shown)) if len(shown) > 1 else None
    silent = mean([float(answer.status == "not_found") for answer in given])
    lengths = mean([float(each[3]) for each in found])
    row = (len(asked), mean(shown), spread, mean(precise), mean(first), silent, lengths)
    return Table(f"CLAP-NQ, at most {words} words", COLUMNS, (row,))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of the sets")
    parser.add_argument("--words", type=int, default=WORDS, help="most words of an answer")
    parser.add_argument("--limit", type=int, default=0, help="questions, evenly chosen")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    try:
        documents, asked = load(options.data)
        corpus = write_corpus("CLAP-NQ", documents)
        settings = Settings(corpus=corpus, indexes=index_folder("clapnq", corpus))
        build_index(settings)
        step = max(1, len(asked) // options.limit) if options.limit else 1
        with Assistant.open(settings) as assistant:
            table = measure(assistant, asked[::step], options.words)
    except (BenchmarkDataError, QaError) as error:
        sys.exit(str(error))
    show([table], as_json=options.json)


if __name__ == "__main__":
    main()
