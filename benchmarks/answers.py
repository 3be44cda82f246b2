"""How well questions are answered: python -m benchmarks.answers SET [--baseline] [--json].

SET is a folder with corpus/ and questions.jsonl. Its index is built once and kept in
.cache/; every question is asked through `qa.Assistant.answer`, a follow-up with its
history. Right is what holds the wanted words (judge.py), so a figure is an
approximation: compare figures, and read what `--show wrong` prints.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from benchmarks.common.baseline import Baseline
from benchmarks.common.curve import draw, floors, read_all, separation, surest_first
from benchmarks.common.data import KINDS, Question, QuestionSet, load_questions
from benchmarks.common.indexes import index_folder
from benchmarks.common.judge import FIGURES, Cited, Outcome, Reply, judge, row
from benchmarks.common.metrics import overlaps
from benchmarks.common.table import Table, show
from benchmarks.common.vectors import CachedEmbedder
from qa import Assistant, Settings, build_index
from qa.errors import QaError
from qa.index import load_embedder
from qa.records import Answer, Passage, Turn

# As many fused passages as are looked through to tell a retrieval error from a reading error.
CANDIDATES = 12


class System(Protocol):
    """What can be asked."""

    name: str

    def reply(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Reply: ...


class Product:
    """The product, asked as a caller asks it."""

    name = "qa"

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    def reply(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Reply:
        turns = [Turn(question=asked, answer=answered) for asked, answered in history]
        return as_reply(self.assistant.answer(question, history=turns))

    def candidates(self, question: str) -> list[Passage]:
        """The fused passages that the answer was chosen from, about."""
        return [hit.passage for hit in self.assistant.index.search(question, k=CANDIDATES)]


def as_reply(answer: Answer) -> Reply:
    """An Answer in the terms of the judge; `partial` counts as answered."""
    return Reply(
        text=answer.text,
        direct=answer.direct,
        silent=answer.status == "not_found",
        cited=tuple(Cited(item.article.path, item.quote) for item in answer.citations),
        seconds=answer.seconds,
        understood=answer.standalone_question,
    )


def open_product(question_set: QuestionSet) -> Product:
    """Build what has to be built, and open the assistant over it."""
    settings = Settings(
        corpus=question_set.corpus, indexes=index_folder(question_set.name, question_set.corpus)
    )
    # Remembered vectors for the articles; the questions are embedded as a user's are.
    build_index(settings, embedder=CachedEmbedder(load_embedder(settings)))
    return Product(Assistant.open(settings))


def ask(
    system: System, questions: Sequence[Question], *, tell: Callable[[str], None] = lambda _: None
) -> list[Outcome]:
    """Ask every question and judge the replies, in order. The first is asked twice: models load."""
    if questions:
        system.reply(questions[0].question, history=questions[0].history)
    outcomes = []
    for number, question in enumerate(questions, start=1):
        outcomes.append(judge(question, system.reply(question.question, history=question.history)))
        if number % 25 == 0 or number == len(questions):
            tell(f"{system.name}: {number} of {len(questions)} questions")
    return outcomes


def chosen(questions: Iterable[Question], *, kinds: Sequence[str], limit: int) -> list[Question]:
    """The questions of some kinds (all, if none is named), evenly thinned to `limit` (0: all)."""
    wanted = [question for question in questions if not kinds or question.kind in kinds]
    if not limit or limit >= len(wanted):
        return wanted
    return [wanted[index * len(wanted) // limit] for index in range(limit)]


def table(title: str, outcomes: Sequence[Outcome]) -> Table:
    """A row per kind that was asked, and one over all."""
    rows = []
    for kind in KINDS:
        of_kind = [outcome for outcome in outcomes if outcome.question.kind == kind]
        if of_kind:
            rows.append(row(kind, of_kind))
    rows.append(row("all", outcomes))
    return Table(title, ("kind", *FIGURES), tuple(rows))


def failure(outcome: Outcome, passages: Sequence[Passage]) -> str:
    """What went wrong, in a word: retrieval, abstention, reading, or no silence.

    passages: what the answer could be chosen from.
    """
    if not outcome.answerable:
        return "should be silent"
    found = any(
        passage.article.path in outcome.question.articles and overlaps(passage.text, evidence)
        for passage in passages
        for evidence in outcome.question.evidence
    )
    if not found:
        return "retrieval"
    return "abstention" if outcome.reply.silent else "reading"


def failures(outcomes: Sequence[Outcome], product: Product) -> str:
    """Every outcome that is not good, with all that is needed to see why."""
    parts = []
    counts: dict[str, int] = {}
    for outcome in outcomes:
        if outcome.good:
            continue
        question, reply = outcome.question, outcome.reply
        what = failure(outcome, product.candidates(reply.understood))
        counts[what] = counts.get(what, 0) + 1
        parts.append(
            f"[{what}] {question.id} ({question.kind}) {question.question}\n"
            + "".join(f"    before: {asked} -> {said}\n" for asked, said in question.history)
            + (
                f"    understood: {reply.understood}\n"
                if reply.understood != question.question
                else ""
            )
            + f"    answer: {'(silent) ' if reply.silent else ''}{reply.text}\n"
            f"    direct: {reply.direct}\n"
            f"    cited: {', '.join(dict.fromkeys(item.file for item in reply.cited)) or 'none'}\n"
            f"    gold: {' + '.join(' | '.join(group) for group in question.groups) or 'none'}"
            f" in {', '.join(question.articles) or 'no article'}\n"
            + "".join(f"    evidence: {evidence}\n" for evidence in question.evidence)
            + (f"    note: {question.note}\n" if question.note else "")
        )
    summary = ", ".join(f"{what} {count}" for what, count in sorted(counts.items())) or "none"
    return "\n".join([*parts, f"Failures: {summary}."])


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(prog="benchmarks.answers", description=__doc__)
    arguments.add_argument("set", type=Path, help="folder with corpus/ and questions.jsonl")
    arguments.add_argument("--baseline", action="store_true", help="the tutorial pipeline as well")
    arguments.add_argument("--json", action="store_true", help="JSON instead of tables")
    arguments.add_argument("--curve", type=Path, metavar="FILE", help="risk and coverage, a PNG")
    arguments.add_argument("--limit", type=int, default=0, help="ask about so many, evenly chosen")
    arguments.add_argument("--kind", action="append", choices=KINDS, default=[], help="only these")
    arguments.add_argument("--show", choices=["wrong"], help="list what went wrong, and where")
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 with a sentence on stderr if it cannot be run."""
    options = parser().parse_args(argv)

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    try:
        question_set = load_questions(options.set)
        questions = chosen(question_set.questions, kinds=options.kind, limit=options.limit)
        product = open_product(question_set)
        outcomes = ask(product, questions, tell=tell)
        tables = [table(f"{question_set.name}: qa ({product.assistant.reader.name})", outcomes)]
        if options.baseline:
            baseline = Baseline(question_set.corpus, load_embedder(product.assistant.settings))
            tables.append(
                table(f"{question_set.name}: {baseline.name}", ask(baseline, questions, tell=tell))
            )
        if options.curve:
            read = read_all(product.assistant, questions, judged=lambda q, a: judge(q, as_reply(a)))
            tables += [floors(read), separation(read)]
            draw({product.assistant.reader.name: surest_first(read)}, options.curve)
    except QaError as error:
        tell(str(error))
        return 2
    if options.show:
        tell(failures(outcomes, product))
    show(tables, as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
