"""What is checking worth? python -m benchmarks.chat SET [--server URL | --smollm2] [--limit N].

    python -m benchmarks.chat ../shared/data/wikinews2019 --smollm2 --limit 40
    python -m benchmarks.chat SET --server http://127.0.0.1:8081/v1 --model openai:qwen

SET is a folder as for benchmarks.answers. Its questions are answered by the reader, by a
chat model as it writes (unchecked), and by the same words of the model after checking, with
what falls marked, and left out. Beside what is right stand citation recall and precision as
ALCE defines them, and how much of what is shown as fact has no support. `--smollm2` starts
SmolLM2-135M on this machine (benchmarks.common.smollm2); --model and --server name any other, and
its key comes from its provider's own variable. Without either only the reader is asked.
SmolLM2 writes at most --max-tokens: it seldom stops by itself, and each word costs time.
--limit draws evenly over the set in its order, so that it is the same questions each time.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from langchain_core.messages import BaseMessage

from benchmarks.answers import as_reply, chosen, open_product
from benchmarks.common.alce import Judge, Statement, by_evidence, by_support, precision, recall
from benchmarks.common.data import KINDS, Question, load_questions
from benchmarks.common.judge import Cited, Outcome, Reply, judge
from benchmarks.common.metrics import mean
from benchmarks.common.smollm2 import model_file
from benchmarks.common.table import Cell, Table, show
from qa import Assistant, Settings
from qa.answering.generation.chat_model import ChatModel, Limits, load_chat_model
from qa.answering.generation.prompts import Style
from qa.answering.generation.writer import PASSAGES, declines
from qa.answering.reader.base import Checker
from qa.answering.verification.claims import claims, presentable
from qa.errors import QaError
from qa.records import Answer, Turn

# A 135M model on a busy core is slow; what is measured is what it writes.
PATIENT = Limits(first_s=300.0, next_s=120.0, whole_s=600.0)
# What the product adds to an article's words: the date that "on Monday" means, a title.
_OURS = re.compile(r"\[[^\[\]]*\] ?")
MARKED, DROPPED, UNCHECKED, READER = "checked, marked", "checked, dropped", "unchecked", "reader"


@dataclass(frozen=True, slots=True)
class Said:
    """One system's answer: judged, and as statements. plain: what is shown as fact."""

    outcome: Outcome
    plain: tuple[Statement, ...]
    fell_back: bool = False


class Recorder(ChatModel):
    """A chat model that writes once and can be heard again."""

    def __init__(self, model: ChatModel) -> None:
        super().__init__(model._model, model.name, limits=PATIENT, style=model.style)
        self.heard: dict[str, str] = {}
        self.last = ""
        self.spent: list[tuple[int, float, float]] = []  # characters told, first word s, end s

    def stream(self, messages: Sequence[BaseMessage]) -> Iterator[str]:
        """As it comes the first time; whole, from memory, after that."""
        asked = "\n".join(str(message.content) for message in messages)
        if asked not in self.heard:
            text, began, first = "", time.perf_counter(), 0.0
            for piece in super().stream(messages):
                first = first or time.perf_counter() - began
                text += piece
                yield piece
            self.heard[asked] = text
            self.spent.append((len(asked), first, time.perf_counter() - began))
        else:
            yield self.heard[asked]
        self.last = self.heard[asked]


def as_said(question: Question, answer: Answer, engine: str) -> Said:
    """An answer of the product; a sentence marked as unsupported is not shown as fact."""
    quotes = {item.marker: Cited(item.article.path, item.quote) for item in answer.citations}
    statements = tuple(
        Statement(_OURS.sub("", item.text), tuple(quotes[marker] for marker in item.citations))
        for item in answer.sentences
        if item.supported
    )
    outcome = judge(question, as_reply(answer))
    return Said(outcome, statements, answer.engine != engine and answer.status != "not_found")


def as_written(question: Question, answer: Answer, text: str, style: Style) -> Said:
    """What the model wrote, its markers taken at their word.

    answer: the product's, for the passages that the model was shown.
    """
    passages = [hit.passage for hit in answer.nearest[: PASSAGES[style]]]
    silent = declines(text)
    statements = tuple(
        Statement(
            claim.text,
            tuple(
                Cited(passages[marker - 1].article.path, passages[marker - 1].text)
                for marker in claim.markers
                if 1 <= marker <= len(passages)
            ),
        )
        for claim in (() if silent else claims(text))
    )
    cited = tuple(dict.fromkeys(item for statement in statements for item in statement.cited))
    reply = Reply(
        text=presentable(text, known=len(passages)),
        direct=None,
        silent=silent,
        cited=cited,
        seconds=answer.seconds,
        understood=answer.standalone_question,
    )
    return Said(judge(question, reply), statements)


def row(name: str, said: Sequence[Said], checker: Checker) -> tuple[Cell, ...]:
    """The figures of a system."""
    by_checker = by_support(checker)
    answered = [item for item in said if not item.outcome.reply.silent]
    able = [item.outcome for item in said if item.outcome.answerable]
    none = [item.outcome for item in said if not item.outcome.answerable]
    plain = [(item.outcome.question, one) for item in answered for one in item.plain]
    marked = [(one, by_evidence(q)) for q, one in plain if q.evidence]

    def averaged(figure: Callable[[Sequence[Statement], Judge], float | None]) -> Cell:
        figures = [figure(item.plain, by_checker) for item in answered if item.plain]
        return mean([value for value in figures if value is not None])

    return (
        name,
        len(said),
        mean([float(item.right) for item in able]),
        mean([float(item.reply.silent) for item in none]),
        mean([float(item.outcome.good) for item in said]),
        averaged(recall),
        averaged(precision),
        mean([float(exact(one.text, one.cited)) for one, exact in marked]),
        mean([float(not (one.cited and by_checker(one.text, one.cited))) for _, one in plain]),
        mean([float(item.fell_back) for item in said]),
        mean([item.outcome.reply.seconds for item in said]),
    )


COLUMNS = (
    "system", "n", "right", "abstained", "overall", "ALCE recall", "ALCE precision",
    "cites evidence", "unsupported as fact", "reader instead", "mean s",
)  # fmt: skip


def ask(
    assistant: Assistant,
    questions: Sequence[Question],
    model: ChatModel | None,
    *,
    tell: Callable[[str], None],
) -> dict[str, list[Said]]:
    """Every question by every system; the model writes once for each."""
    settings = assistant.settings
    recorder = Recorder(model) if model else None
    systems = {READER: Assistant(assistant.index, settings, reader=assistant.reader)}
    if recorder:
        for name, unsupported in ((MARKED, "mark"), (DROPPED, "drop")):
            systems[name] = Assistant(
                assistant.index,
                settings.model_copy(update={"unsupported": unsupported}),
                reader=assistant.reader,
                checker=assistant.checker,
                chat=recorder,
            )
    found: dict[str, list[Said]] = {name: [] for name in (READER, UNCHECKED, MARKED, DROPPED)}
    for number, question in enumerate(questions, start=1):
        history = [Turn(asked, answered) for asked, answered in question.history]
        for name, system in systems.items():
            started = time.perf_counter()
            if recorder:
                recorder.last = ""
            answer = system.answer(question.question, history)
            answer = replace(answer, seconds=time.perf_counter() - started)
            engine = "reader" if name == READER or recorder is None else recorder.name
            found[name].append(as_said(question, answer, engine))
            if name == MARKED and recorder:
                found[UNCHECKED].append(as_written(question, answer, recorder.last, recorder.style))
        if number % 5 == 0 or number == len(questions):
            tell(f"{number} of {len(questions)} questions{_spent(recorder)}")
    return {name: said for name, said in found.items() if said}


def _spent(recorder: Recorder | None) -> str:
    """What a prompt holds and how long the model takes, on the average."""
    if recorder is None or not recorder.spent:
        return ""
    columns = zip(*recorder.spent, strict=True)
    told, first, end = (sum(column) / len(recorder.spent) for column in columns)
    return f"; {told:,.0f} characters told, first word after {first:.1f} s, end after {end:.1f} s"


def chat_model(options: argparse.Namespace, settings: Settings) -> ChatModel | None:
    """The model that the options name; None: only the reader is asked."""
    name = options.model or ("openai:model" if options.server else None)
    if options.smollm2:
        name = f"gguf:{model_file()}"
    named = {
        "chat_model": name,
        "chat_base_url": options.server,
        "chat_style": options.style,
        "threads": options.threads or settings.threads,
    }
    os.environ.setdefault("OPENAI_API_KEY", "none")
    return load_chat_model(settings.model_copy(update=named))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 with a sentence on stderr if it cannot be run."""
    arguments = argparse.ArgumentParser(prog="benchmarks.chat", description=__doc__)
    arguments.add_argument("set", type=Path, help="folder with corpus/ and questions.jsonl")
    arguments.add_argument("--model", help="provider:model, as QA_CHAT_MODEL")
    arguments.add_argument("--server", help="address of the model's server, as QA_CHAT_BASE_URL")
    arguments.add_argument("--style", choices=("auto", "plain", "cited"), default="auto")
    arguments.add_argument("--smollm2", action="store_true", help="ask SmolLM2-135M, run here")
    arguments.add_argument("--threads", type=int, default=0, help="that a GGUF file runs on")
    arguments.add_argument("--limit", type=int, default=0, help="questions, evenly chosen")
    arguments.add_argument("--kind", action="append", choices=KINDS, default=[], help="only these")
    arguments.add_argument("--json", action="store_true", help="JSON instead of tables")
    options = arguments.parse_args(argv)

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    try:
        question_set = load_questions(options.set)
        questions = chosen(question_set.questions, kinds=options.kind, limit=options.limit)
        assistant = open_product(question_set).assistant
        model = chat_model(options, assistant.settings)
        found = ask(assistant, questions, model, tell=tell)
        name = model.name if model else "no chat model"
        rows = tuple(row(system, said, assistant.checker) for system, said in found.items())
    except QaError as error:
        tell(str(error))
        return 2
    show([Table(f"{question_set.name}: {name}", COLUMNS, rows)], as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
