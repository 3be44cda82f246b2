"""When to be silent: risk against coverage, and what each threshold would give.

Beside benchmarks.answers, for its --curve. Every question is read once, and answered from
that reading at every threshold, also at none, where everything gets an answer. Confidence
is what the product compares with its threshold: `candidates.sureness`. It draws
and counts; the threshold itself is the product's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.common.data import Question
from benchmarks.common.judge import FIGURES, Outcome
from benchmarks.common.metrics import auc, risk_coverage
from benchmarks.common.table import Table
from qa import Assistant
from qa.answering.extraction.compose import compose
from qa.answering.extraction.select import select
from qa.answering.question.understand import understand
from qa.answering.reader.thresholds import load_thresholds
from qa.answering.retrieval.rerank import rerank
from qa.answering.retrieval.retrieve import NewestArticle, retrieve
from qa.answering.stages import State
from qa.records import Answer, Turn

FLOORS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
SHOWN = ("right", "abstained", "wrongly abst.", "overall")

Judged = Callable[[Question, Answer], Outcome]


@dataclass(frozen=True, slots=True)
class Read:
    """A question as it was read. outcomes: one per floor, in the order of FLOORS."""

    confidence: float
    outcomes: tuple[Outcome, ...]


def read_all(assistant: Assistant, questions: Sequence[Question], *, judged: Judged) -> list[Read]:
    """Read every question once and answer it at every floor."""
    newest = NewestArticle(assistant.index)
    read = []
    for question in questions:
        history = tuple(Turn(asked, said) for asked, said in question.history)
        asked = understand(State(question.question, history), newest=newest)
        state = rerank(retrieve(asked, assistant.index), assistant.reader)
        max_words = assistant.settings.answer_words
        outcomes = [
            judged(question, answer_at(state, floor=floor, max_words=max_words)) for floor in FLOORS
        ]
        read.append(Read(confidence(state), tuple(outcomes)))
    return read


def answer_at(state: State, *, floor: float, max_words: int) -> Answer:
    """The answer that the product would give if its threshold were `floor`."""
    thresholds = replace(load_thresholds(), answerable_floor=floor)
    selected = select(state, max_words=max_words, thresholds=thresholds)
    *_, answer = compose(selected, engine="reader", seconds=0.0)
    return answer


def confidence(state: State) -> float:
    """How sure the reader is of the part of the question that it is surest of."""
    return select(state, max_words=1).answerability


def surest_first(read: Sequence[Read]) -> list[tuple[float, float]]:
    """(coverage, risk) points: every question answered, the surest first."""
    return risk_coverage([one.confidence for one in read], [one.outcomes[0].right for one in read])


def floors(read: Sequence[Read]) -> Table:
    """A row per threshold."""
    rows = []
    for number, floor in enumerate(FLOORS):
        outcomes = [one.outcomes[number] for one in read]
        rows.append((floor, *(FIGURES[name](outcomes) for name in SHOWN)))
    return Table("Thresholds", ("sure at least", *SHOWN), tuple(rows))


def separation(read: Sequence[Read]) -> Table:
    """How well the confidence tells questions that have an answer from those that have none."""
    scores = [one.confidence for one in read]
    labels = [one.outcomes[0].answerable for one in read]
    figure = auc(scores, labels) if len(set(labels)) > 1 else None
    return Table(
        "Answered or silent",
        ("questions", "with none", "AUC"),
        ((len(read), len(read) - sum(labels), figure),),
    )


def draw(curves: dict[str, list[tuple[float, float]]], path: Path) -> None:
    """Write risk against coverage as a PNG, a line per system."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 4), dpi=150)
    for name, points in curves.items():
        axes.plot([x for x, _ in points], [y for _, y in points], label=name)
    axes.set(xlabel="coverage: share of questions answered", ylabel="risk: share of answers wrong")
    axes.set_xlim(0, 1)
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    axes.legend()
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    pyplot.close(figure)
