"""Citation recall and precision as ALCE defines them, with whatever judge is at hand.

    statements with the texts they cite + a judge -> recall, precision

A statement counts for recall if what it cites, taken together, supports it; one that cites
nothing does not. A citation counts for precision if its statement is so supported and the
citation is not idle: it supports the statement alone, or the others without it do not.
Source: Gao et al., "Enabling Large Language Models to Generate Text with Citations", 2023,
section 4. ALCE's judge is a large entailment model; ours is the product's own support
model, so what the product has checked with it is judged mildly: compare with the exact
judge, which asks whether a citation holds evidence that a person marked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.common.data import Question
from benchmarks.common.judge import Cited
from benchmarks.common.metrics import mean, overlaps
from qa.answering.english import facts
from qa.answering.reader.base import Checker
from qa.answering.verification.support import supports

# A judge's word: support is likelier than not.
LIKELIER = 0.5
# Whether what is cited, taken together, supports the statement.
Judge = Callable[[str, Sequence[Cited]], bool]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer and what it cites."""

    text: str
    cited: tuple[Cited, ...]


def recall(statements: Sequence[Statement], judge: Judge) -> float | None:
    """Share of the statements that their citations support; None without statements."""
    return mean([float(_held(item, judge)) for item in statements])


def precision(statements: Sequence[Statement], judge: Judge) -> float | None:
    """Share of the citations that are needed or good alone; None without citations."""
    good: list[float] = []
    for item in statements:
        held = _held(item, judge)
        for position, cited in enumerate(item.cited):
            others = item.cited[:position] + item.cited[position + 1 :]
            idle = bool(others) and not judge(item.text, [cited]) and judge(item.text, others)
            good.append(float(held and not idle))
    return mean(good)


def _held(item: Statement, judge: Judge) -> bool:
    return bool(item.cited) and judge(item.text, item.cited)


def by_support(checker: Checker) -> Judge:
    """The product's support model as the judge; a number that is cited nowhere is no support."""

    def judge(statement: str, cited: Sequence[Cited]) -> bool:
        together = " ".join(item.quote for item in cited)
        if facts.numbers(statement) - facts.numbers(together):
            return False
        return supports(statement, [together], checker)[0] >= LIKELIER

    return judge


def by_evidence(question: Question) -> Judge:
    """The evidence that the set marks as the judge, blind to what the statement says."""

    def judge(statement: str, cited: Sequence[Cited]) -> bool:
        del statement
        return any(
            item.file in question.articles and overlaps(item.quote, evidence)
            for item in cited
            for evidence in question.evidence
        )

    return judge
