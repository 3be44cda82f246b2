"""One reply to one question -> what was right about it; many of them -> a row of figures.

Stands between the systems that answer (the product, the tutorial pipeline) and the table.
It compares words: it cannot tell a right answer in other words from a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.common.data import Question
from benchmarks.common.metrics import first_words, mean, overlaps, percentile, right
from benchmarks.common.table import Cell

SHORT_WORDS = 60
# The kinds whose answer is one short thing; the others need several, or an explanation.
DIRECT_KINDS = frozenset({"fact", "dated", "followup"})


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation and the file that it is from."""

    file: str
    quote: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system said. silent: it declined, whatever `text` says.

    understood: the question as the system took it, with the conversation worked in.
    """

    text: str
    direct: str | None
    silent: bool
    cited: tuple[Cited, ...]
    seconds: float
    understood: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was right about a reply. precise: share of its citations that are to a gold article."""

    question: Question
    reply: Reply
    right: bool
    right_short: bool
    direct_right: bool
    cited_gold: bool
    cited_evidence: bool
    precise: float | None

    @property
    def answerable(self) -> bool:
        return self.question.kind != "unanswerable"

    @property
    def good(self) -> bool:
        """Right where there is an answer, silent where there is none."""
        return self.right if self.answerable else self.reply.silent


def judge(question: Question, reply: Reply) -> Outcome:
    """Compare a reply with what the set says about the question.

    cited_gold: every gold article is cited; cited_evidence: a piece of evidence is
    (word overlap, see metrics.overlaps). A silent reply is right about nothing.
    """
    prefix = question.kind == "why_how"
    files = {cited.file for cited in reply.cited}
    gold = set(question.articles)
    answered = not reply.silent
    return Outcome(
        question=question,
        reply=reply,
        right=answered and right(reply.text, question.groups, prefix=prefix),
        right_short=answered
        and right(first_words(reply.text, SHORT_WORDS), question.groups, prefix=prefix),
        direct_right=answered and right(reply.direct or "", question.groups, prefix=prefix),
        cited_gold=answered and bool(gold) and gold <= files,
        cited_evidence=answered
        and any(
            cited.file in gold and overlaps(cited.quote, evidence)
            for cited in reply.cited
            for evidence in question.evidence
        ),
        precise=mean([float(cited.file in gold) for cited in reply.cited])
        if answered and gold and reply.cited
        else None,
    )


Figure = Callable[[Sequence[Outcome]], Cell]


def _share(
    what: Callable[[Outcome], bool], among: Callable[[Outcome], bool] = lambda _: True
) -> Figure:
    return lambda outcomes: mean([float(what(o)) for o in outcomes if among(o)])


def _shows_short(outcome: Outcome) -> bool:
    return bool(outcome.reply.direct) and not outcome.reply.silent


FIGURES: dict[str, Figure] = {
    "n": len,
    "right": _share(lambda o: o.right, lambda o: o.answerable),
    f"in {SHORT_WORDS} words": _share(lambda o: o.right_short, lambda o: o.answerable),
    "direct": _share(lambda o: o.direct_right, lambda o: o.question.kind in DIRECT_KINDS),
    # Over all questions: one that has no answer has no right short answer.
    "short shown": _share(_shows_short, lambda o: o.question.kind in DIRECT_KINDS),
    "short right": _share(lambda o: o.direct_right, _shows_short),
    "gold cited": _share(lambda o: o.cited_gold, lambda o: o.right),
    "evidence cited": _share(lambda o: o.cited_evidence, lambda o: o.right),
    "precision": lambda outcomes: mean([o.precise for o in outcomes if o.precise is not None]),
    "abstained": _share(lambda o: o.reply.silent, lambda o: not o.answerable),
    "wrongly abst.": _share(lambda o: o.reply.silent, lambda o: o.answerable),
    "overall": _share(lambda o: o.good),
    "p50 s": lambda outcomes: percentile([o.reply.seconds for o in outcomes], 0.5),
    "p95 s": lambda outcomes: percentile([o.reply.seconds for o in outcomes], 0.95),
}


def row(name: str, outcomes: Sequence[Outcome]) -> tuple[Cell, ...]:
    """The figures of some outcomes: a name, then one cell per entry of FIGURES."""
    return (name, *(figure(outcomes) for figure in FIGURES.values()))
