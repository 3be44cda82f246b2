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
--limit draws evenly over the set in its order, so that it is the same questions each time. With
--keep FOLDER what the model writes is kept there (heard.jsonl): a run that was stopped goes on, and
another way of checking is measured on the same words. Every answer is told in answers.jsonl as it
comes, with what the check says of each sentence of the model.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.answers import as_reply, chosen, open_product
from benchmarks.common.alce import Judge, Statement, by_evidence, by_support, precision, recall
from benchmarks.common.data import KINDS, Question, load_questions
from benchmarks.common.heard import ReadOnce, Recorder
from benchmarks.common.judge import Cited, Outcome, Reply, judge
from benchmarks.common.metrics import holds, mean, percentile
from benchmarks.common.smollm2 import model_file
from benchmarks.common.table import Cell, Table, show
from benchmarks.support import Remembering
from qa import Assistant, Settings
from qa.answering.generation.chat_model import ChatModel, load_chat_model
from qa.answering.generation.prompts import Style
from qa.answering.generation.writer import PASSAGES, declines
from qa.answering.reader.base import Checker
from qa.answering.reader.thresholds import load_thresholds
from qa.answering.verification.claims import claims, presentable
from qa.answering.verification.grounding import Grounded, ground
from qa.errors import QaError
from qa.records import Answer, Turn

# What the product adds to an article's words: the date that "on Monday" means, a title.
_OURS = re.compile(r"\[[^\[\]]*\] ?")
MARKED, DROPPED, UNCHECKED, READER = "checked, marked", "checked, dropped", "unchecked", "reader"


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of the model and what the check says of it; right: it holds a wanted answer."""

    grounded: Grounded
    right: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One system's answer: judged, and as statements.

    plain: what is shown as fact. first_s: seconds to the first words on the page. checked: of what
    the model wrote, each sentence.
    """

    outcome: Outcome
    plain: tuple[Statement, ...]
    fell_back: bool = False
    first_s: float = 0.0
    checked: tuple[Checked, ...] = ()


def as_said(question: Question, answer: Answer, engine: str, *, first_s: float = 0.0) -> Said:
    """An answer of the product; a sentence marked as unsupported is not shown as fact."""
    quotes = {item.marker: Cited(item.article.path, item.quote) for item in answer.citations}
    statements = tuple(
        Statement(_OURS.sub("", item.text), tuple(quotes[marker] for marker in item.citations))
        for item in answer.sentences
        if item.supported
    )
    outcome = judge(question, as_reply(answer))
    fell_back = answer.engine != engine and answer.status != "not_found"
    return Said(outcome, statements, fell_back, first_s)


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


def as_checked(question: Question, answer: Answer, text: str, checker: Checker) -> list[Checked]:
    """The model's sentences, each held against the passages that were read, as the product does."""
    passages = [hit.passage for hit in answer.nearest]
    found = []
    for claim in [] if declines(text) else claims(text):
        wanted = any(holds(claim.text, one) for group in question.groups for one in group)
        grounded = ground(claim, passages, checker, question=answer.standalone_question)
        found.append(Checked(grounded, wanted))
    return found


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
        mean([float(item.reply.silent) for item in able]),
        mean([float(item.reply.silent) for item in none]),
        mean([float(item.outcome.good) for item in said]),
        averaged(recall),
        averaged(precision),
        mean([float(exact(one.text, one.cited)) for one, exact in marked]),
        mean([float(not (one.cited and by_checker(one.text, one.cited))) for _, one in plain]),
        mean([float(item.fell_back) for item in said]),
        percentile([item.first_s for item in said], 0.95),
        mean([item.outcome.reply.seconds for item in said]),
    )


COLUMNS = (
    "system", "n", "right", "wrongly abst.", "abstained", "overall", "ALCE recall",
    "ALCE precision", "cites evidence", "unsupported as fact", "reader instead",
    "p95 first s", "mean s",
)  # fmt: skip


def of_sentences(name: str, said: Sequence[Said]) -> tuple[Cell, ...]:
    """How often the check marks what the model wrote: all, with a wanted answer, where none is."""
    able = [item for one in said if one.outcome.answerable for item in one.checked]
    none = [item for one in said if not one.outcome.answerable for item in one.checked]
    groups = (able, [item for item in able if item.right], none)
    marked = [[float(not item.grounded.supported) for item in group] for group in groups]
    return (name, *(cell for group in marked for cell in (len(group), mean(group))))


SENTENCES = (
    "sentences", "n", "marked", "with a wanted answer", "marked ", "of the unanswerable", " marked"
)  # fmt: skip


def systems(assistant: Assistant, recorder: Recorder | None) -> dict[str, Assistant]:
    """The product without a model, and with it in both ways of treating what falls."""
    settings = assistant.settings
    found = {READER: assistant.with_chat(None)}
    reader, checker = ReadOnce(assistant.reader), Remembering(assistant.checker)
    for name, unsupported in ((MARKED, "mark"), (DROPPED, "drop")) if recorder else ():
        found[name] = Assistant(
            assistant.index,
            settings.model_copy(update={"unsupported": unsupported}),
            reader=reader,
            checker=checker,
            chat=recorder,
            thresholds=load_thresholds(larger=settings.reader == "larger"),
        )
    return found


def timed(
    assistant: Assistant, question: Question, recorder: Recorder | None
) -> tuple[Answer, float]:
    """The answer with its seconds, what was heard before counted as then; and those to a draft."""
    if recorder:
        recorder.forget()
    known = set(recorder.heard) if recorder else set()
    history = [Turn(asked, answered) for asked, answered in question.history]
    started = time.perf_counter()
    drafts = assistant.stream(question.question, history)
    answer = next(drafts)
    first = time.perf_counter() - started
    for draft in drafts:
        answer = draft
    spent = time.perf_counter() - started
    again = [heard for heard in recorder.used if heard.asked in known] if recorder else []
    return replace(answer, seconds=spent + sum(heard.end_s for heard in again)), first


def ask(
    assistant: Assistant,
    questions: Sequence[Question],
    model: ChatModel | None,
    *,
    tell: Callable[[str], None],
    keep: Path | None = None,
) -> dict[str, list[Said]]:
    """Every question by every system; the model writes once for each.

    keep: a folder for what the model writes and for every answer as it comes.
    """
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / "answers.jsonl").unlink(missing_ok=True)
    recorder = Recorder(model, keep / "heard.jsonl" if keep else None) if model else None
    asked = systems(assistant, recorder)
    found: dict[str, list[Said]] = {name: [] for name in (READER, UNCHECKED, MARKED, DROPPED)}
    for number, question in enumerate(questions, start=1):
        kept: dict[str, object] = {}
        for name, system in asked.items():
            answer, first = timed(system, question, recorder)
            engine = recorder.name if recorder and name != READER else "reader"
            found[name].append(as_said(question, answer, engine, first_s=first))
            kept[name] = _told(answer, found[name][-1])
            if name == MARKED and recorder:
                written = as_written(question, answer, recorder.last, recorder.style)
                checked = as_checked(question, answer, recorder.last, system.checker)
                found[UNCHECKED].append(replace(written, checked=tuple(checked)))
                kept[UNCHECKED] = _written(recorder.last, found[UNCHECKED][-1])
        if keep:
            with (keep / "answers.jsonl").open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(_asked(question) | kept, ensure_ascii=False) + "\n")
        if number % 5 == 0 or number == len(questions):
            tell(f"{number} of {len(questions)} questions{_spent(recorder)}")
    return {name: said for name, said in found.items() if said}


def _asked(question: Question) -> dict[str, object]:
    return {
        "id": question.id, "kind": question.kind, "question": question.question,
        "wanted": question.groups, "evidence": question.evidence,
    }  # fmt: skip


def _told(answer: Answer, said: Said) -> dict[str, object]:
    """An answer for a person who looks for what went wrong."""
    return {
        "text": answer.text, "direct": answer.direct, "status": answer.status, "note": answer.note,
        "engine": answer.engine, "right": said.outcome.right, "seconds": answer.seconds,
    }  # fmt: skip


def _written(text: str, said: Said) -> dict[str, object]:
    """What the model wrote, each sentence with what the check says."""
    sentences = [
        {
            "text": item.grounded.text,
            "right": item.right,
            "supported": item.grounded.supported,
            "why_not": item.grounded.why_not,
            "quotes": [quote.text for quote in item.grounded.quotes],
        }
        for item in said.checked
    ]
    return {"text": text, "right": said.outcome.right, "sentences": sentences}


def _spent(recorder: Recorder | None) -> str:
    """What a prompt holds and how long the model takes, on the average."""
    if recorder is None or not recorder.heard:
        return ""
    heard = recorder.heard.values()
    told = sum(item.told for item in heard) / len(heard)
    first = sum(item.first_s for item in heard) / len(heard)
    end = sum(item.end_s for item in heard) / len(heard)
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
    arguments.add_argument("--keep", type=Path, help="folder for what is written and answered")
    arguments.add_argument("--json", action="store_true", help="JSON instead of tables")
    options = arguments.parse_args(argv)

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    try:
        question_set = load_questions(options.set)
        questions = chosen(question_set.questions, kinds=options.kind, limit=options.limit)
        assistant = open_product(question_set).assistant
        model = chat_model(options, assistant.settings)
        found = ask(assistant, questions, model, tell=tell, keep=options.keep)
        name = model.name if model else "no chat model"
        rows = tuple(row(system, said, assistant.checker) for system, said in found.items())
    except QaError as error:
        tell(str(error))
        return 2
    tables = [Table(f"{question_set.name}: {name}", COLUMNS, rows)]
    if model:
        of_model = of_sentences(name, found[UNCHECKED])
        tables.append(Table("Sentences of the model", SENTENCES, (of_model,)))
    show(tables, as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
