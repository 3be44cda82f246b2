"""Are follow-ups understood? python -m benchmarks.conversation [--answers SET] [--json].

Two public sets of conversations, TREC CAsT 2021 and INScit, over one pool of passages: how
often a right passage is among the first five for the last turn as it was asked, for our
rewriting of it, for ours where passages of the article that the last answer rested on count a
little more, as they do in an answer, and for a person's rewriting (CAsT only). With --answers,
the follow-ups of a set of questions are answered too, and judged as in benchmarks.answers. The
first turn of a conversation needs no rewriting and does not count.

With --model a chat model rewrites those that lean on the conversation, as many of a set as --limit
says, evenly chosen: its words as they are, and with ours in their place where they drift, as the
product takes them of a large model. --keep FOLDER keeps what it writes, as in benchmarks.chat.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from benchmarks.answers import ask, open_product
from benchmarks.common.data import DEFAULT_DATA, Document, RetrievalSet, load_questions, read_lines
from benchmarks.common.heard import Recorder
from benchmarks.common.judge import FIGURES, row
from benchmarks.common.metrics import mean
from benchmarks.common.table import Cell, Table, show
from benchmarks.retrieval import open_index
from qa import Settings
from qa.answering.generation.chat_model import load_chat_model
from qa.answering.generation.writer import Writer, faithful
from qa.answering.question.rewrite import follow, needs_context, with_topic
from qa.answering.reader.lazy import LazyReader
from qa.answering.retrieval.spoken_of import CONVERSATION_BOOST
from qa.errors import QaError
from qa.index import Index
from qa.records import Turn

K = 5
SETS = {
    "CAsT 2021": "conversation_cast2021_half.jsonl.gz",
    "INScit": "conversation_inscit_half.jsonl.gz",
}
POOL = "conversation_passages.jsonl.gz"
# "inscit:Types of cheese:19", "cast:MARCO_D59865-7": the article and the place in it.
_PLACE_IN_ARTICLE = re.compile(r"[:-]\d+$")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A later turn of a conversation.

    human: a person's rewriting, None where there is none.
    before: documents of the articles that the turn before it is about.
    """

    question: str
    history: tuple[Turn, ...]
    human: str | None
    relevant: frozenset[str]
    before: frozenset[str] = frozenset()

    @property
    def ours(self) -> str:
        """What the product looks for."""
        followed = follow(self.question, self.history)
        return with_topic(followed.standalone, followed.topic)

    @property
    def leans(self) -> bool:
        """Whether it is one that the product rewrites."""
        return needs_context(self.question, list(self.history))

    def by(self, writer: Writer, *, guarded: bool) -> str:
        """What the product looks for where a model rewrites; guarded: ours where it drifts."""
        followed = follow(self.question, self.history)
        written = writer.rewritten(self.question, self.history)
        if guarded and not faithful(written, self.question, self.history):
            written = followed.standalone
        return with_topic(written, followed.topic)


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


def load_follow_ups(path: Path, names: Mapping[str, str]) -> Iterator[FollowUp]:
    """The later turns of a set that have a relevant passage in the pool."""
    articles: dict[str, set[str]] = defaultdict(set)
    for item, document in names.items():
        articles[_PLACE_IN_ARTICLE.sub("", item)].add(document)
    before: dict[object, frozenset[str]] = {}
    for line in read_lines(path):
        ids = [item for item in line["relevant"] if item in names]
        relevant = frozenset(names[item] for item in ids)
        if line["history"] and relevant:
            history = tuple(Turn(item["question"], item["answer"]) for item in line["history"])
            human, last = line.get("rewritten"), before.get(line["topic"], frozenset())
            yield FollowUp(line["question"], history, human, relevant, last)
        if ids:
            about = (articles[_PLACE_IN_ARTICLE.sub("", item)] for item in ids)
            before[line["topic"]] = frozenset().union(*about)


def found_at(
    index: Index, question: str, relevant: frozenset[str], *, before: frozenset[str] = frozenset()
) -> float:
    """1.0 if a relevant document is among the first K, else 0.0.

    before: documents that count more, by as much as they do in an answer.
    """
    best: dict[str, float] = {}
    for hit in index.search(question, k=8 * K):
        document = PurePosixPath(hit.passage.article.path).stem
        score = hit.score + CONVERSATION_BOOST * (document in before)
        best[document] = max(score, best.get(document, score))
    first = sorted(best, key=lambda document: -best[document])[:K]
    return float(bool(relevant & set(first)))


def rewriting_row(name: str, index: Index, follow_ups: Sequence[FollowUp]) -> tuple[Cell, ...]:
    """Recall at K of the last turn, of ours and of a person's, and how much of the gap closes."""
    raw = mean([found_at(index, item.question, item.relevant) for item in follow_ups])
    ours = mean([found_at(index, item.ours, item.relevant) for item in follow_ups])
    again = mean(
        [
            found_at(
                index,
                item.ours,
                item.relevant,
                before=item.before if item.ours != item.question else frozenset(),
            )
            for item in follow_ups
        ]
    )
    human = mean([found_at(index, item.human, item.relevant) for item in follow_ups if item.human])
    closed = None
    if raw is not None and again is not None and human is not None and human > raw:
        closed = (again - raw) / (human - raw)
    return (name, len(follow_ups), raw, ours, again, human, closed)


def model_row(
    name: str,
    index: Index,
    follow_ups: Sequence[FollowUp],
    writer: Writer,
    *,
    tell: Callable[[str], None],
) -> tuple[Cell, ...]:
    """Recall at K of follow-ups that a model rewrites, beside raw, ours and a person's."""
    figures: dict[str, list[float]] = defaultdict(list)
    for number, item in enumerate(follow_ups, start=1):
        asked = {
            "raw": item.question,
            "ours": item.ours,
            "written": item.by(writer, guarded=False),
            "guarded": item.by(writer, guarded=True),
            **({"human": item.human} if item.human else {}),
        }
        for which, question in asked.items():
            figures[which].append(found_at(index, question, item.relevant))
        if number % 5 == 0 or number == len(follow_ups):
            tell(f"{name}: {number} of {len(follow_ups)} rewritten")
    columns = ("raw", "ours", "written", "guarded", "human")
    return (name, len(follow_ups), *(mean(figures[which]) for which in columns))


def model_table(
    options: argparse.Namespace,
    index: Index,
    sets: Mapping[str, Sequence[FollowUp]],
    *,
    tell: Callable[[str], None],
) -> Table:
    """What a model's rewriting is worth, of the follow-ups that lean on their conversation."""
    settings = Settings(chat_model=options.model, threads=options.threads)
    model = load_chat_model(settings)
    if model is None:
        raise QaError("--model cannot be empty.")
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    recorder = Recorder(model, options.keep / "heard.jsonl" if options.keep else None)
    reader = LazyReader(settings)
    writer = Writer(
        recorder, reader, reader, lambda text: index.embedder.count_tokens([text])[0], "mark"
    )
    rows = []
    for name, follow_ups in sets.items():
        leaning = [item for item in follow_ups if item.leans]
        count = min(options.limit or len(leaning), len(leaning))
        thinned = [leaning[at * len(leaning) // count] for at in range(count)]
        rows.append(model_row(name, index, thinned, writer, tell=tell))
    columns = ("set", "leaning", "raw", "ours", "model, as written", "model, guarded", "human")
    return Table(f"Rewritten by {model.name}: the top {K}", columns, tuple(rows))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 with a sentence on stderr if it cannot be run."""
    arguments = argparse.ArgumentParser(prog="benchmarks.conversation", description=__doc__)
    arguments.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of public sets")
    arguments.add_argument("--answers", type=Path, help="also answer the follow-ups of this set")
    arguments.add_argument("--model", help="a chat model that rewrites, as QA_CHAT_MODEL")
    arguments.add_argument("--threads", type=int, default=0, help="that a GGUF file runs on")
    arguments.add_argument("--limit", type=int, default=0, help="follow-ups of a set it rewrites")
    arguments.add_argument("--keep", type=Path, help="folder for what the model writes")
    arguments.add_argument("--json", action="store_true", help="JSON instead of tables")
    options = arguments.parse_args(argv)

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    tables = []
    try:
        pool, names = load_pool(options.data)
        with open_index(pool, tell=tell) as index:
            sets = {
                name: list(load_follow_ups(options.data / file, names))
                for name, file in SETS.items()
            }
            rows = [rewriting_row(name, index, items) for name, items in sets.items()]
            if options.model:
                tables.append(model_table(options, index, sets, tell=tell))
        columns = ("set", "follow-ups", "raw", "ours", "ours, last article", "human", "gap closed")
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
