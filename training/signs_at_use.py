"""What the product sees of a question before it decides: the raw material of the calibration.

    question set -> understand, retrieve, rerank -> Seen (signs, what is right)

Asked through the product's own steps with any copy of the reader. Each question is read once;
every decision is made again from what was written down.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.common.data import load_questions
from benchmarks.common.indexes import index_folder
from benchmarks.common.metrics import right
from qa import Assistant, Settings, build_index
from qa.answering.extraction.answerability import nearness
from qa.answering.extraction.candidates import candidates
from qa.answering.extraction.confidence import signs_of_short
from qa.answering.question.understand import understand
from qa.answering.reader.base import Reader
from qa.answering.retrieval.rerank import rerank
from qa.answering.retrieval.retrieve import NewestArticle, retrieve
from qa.answering.stages import State
from qa.records import Turn

# Turns of the varied set that the collection answers, without reading.
NOT_READ = ("metadata", "smalltalk", "latest", "overview", "superlative_count")


class Wanted(NamedTuple):
    """A question with what is known of its answer.

    short: the acceptable short ones; () where every one is wrong, for the articles do not hold the
    answer; None: unknown.
    """

    key: str
    kind: str
    question: str
    history: tuple[Turn, ...]
    answerable: bool | None
    short: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One question as it was read.

    passages: (nearness, None if unknown, answerable) of each. signs: `confidence.NAMES`, None
    where there is no candidate or none is judged. right: whether the first candidate is right.
    """

    source: str
    key: str
    kind: str
    answerable: bool | None
    passages: list[tuple[float | None, float]]
    signs: list[float] | None
    right: bool | None
    text: str


def of_set(folder: Path) -> tuple[Path, list[Wanted]]:
    """(corpus, questions) of a folder that benchmarks.answers reads."""
    read = load_questions(folder)
    found = []
    for item in read.questions:
        answers = tuple(variant for group in item.groups[:1] for variant in group)
        fact = item.kind in ("fact", "dated", "followup")
        history = tuple(Turn(asked, said) for asked, said in item.history)
        has = item.kind != "unanswerable"
        found.append(
            Wanted(
                item.id,
                item.kind,
                item.question,
                history,
                has,
                answers if fact or not has else None,
            )
        )
    return read.corpus, found


def of_varied(folder: Path) -> tuple[Path, list[Wanted]]:
    """The same of a folder of varied turns; of a conversation only the first turn."""
    corpus = (folder / (folder / "CORPUS").read_text().strip()).resolve()
    found = []
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] in NOT_READ:
            continue
        turn = row["turns"][0]
        expect = turn["expect"]
        status = expect.get("status")
        answerable = None if status is None else status == "answered"
        short = expect.get("short_any", () if answerable is False else None)
        key = str(row["id"])
        found.append(
            Wanted(
                key,
                row["kind"],
                turn["question"],
                (),
                answerable,
                None if short is None else tuple(short),
            )
        )
    return corpus, found


def seen(
    source: str, corpus: Path, wanted: Sequence[Wanted], reader: Reader, *, varied: bool
) -> Iterator[Seen]:
    """Every question through the product's steps, as far as the decisions."""
    settings = Settings(corpus=corpus, indexes=index_folder(source, corpus))
    build_index(settings)
    with Assistant.open(settings, reader=reader) as assistant:
        newest = NewestArticle(assistant.index)
        for item in wanted:
            understood = understand(State(item.question, item.history), newest=newest)
            state = rerank(retrieve(understood, assistant.index), reader)
            part = state.passages[0]
            spans = candidates(part)
            kind = understood.kind
            judged = (
                item.short is not None
                and bool(spans)
                and kind == "fact"
                and len(state.passages) == 1
            )
            signs = list(signs_of_short(spans, part)) if judged else None
            yield Seen(
                source, item.key, kind, item.answerable,
                [
                    (nearness(understood.parts[0], read.hit.dense), read.reading.answerable)
                    for read in part
                ],
                signs, _right(spans[0].text, item.short or (), varied=varied) if judged else None,
                spans[0].text if spans else "",
            )  # fmt: skip


def _right(text: str, variants: Sequence[str], *, varied: bool) -> bool:
    if varied:
        return any(_holds(text, variant) for variant in variants)
    return bool(variants) and right(text, [tuple(variants)], prefix=False)


def _holds(text: str, bit: str) -> bool:
    """As the varied set's own scorer compares."""
    wanted = _plain(bit).strip(" .,'\"")
    return bool(wanted) and bool(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", _plain(text)))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return " ".join(
        re.sub(r"[^\w%$€£.,:'-]+", " ", text.replace("“", '"').replace("”", '"')).split()
    )


def save(found: Sequence[Seen], path: Path) -> None:
    path.write_text("".join(json.dumps(asdict(item)) + "\n" for item in found), encoding="utf-8")


def load(path: Path) -> list[Seen]:
    return [Seen(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
