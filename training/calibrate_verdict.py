"""How sure the checker must be to say yes, and to say no, and the reader to answer at all; part of
`calibrate`.

    yes/no questions on news -> passages as the product reads them -> floors that are right

The questions were written by hand for articles of 2019 (benchmarks/fixtures), without looking at
what the product says of them; two in five of them the articles do not decide. What training keeps
out of BoolQ's contrasts and of FEVER is no measure, for there the passage that decides is given:
yes was right there 20 times in 23 at a floor of .95, and here 5 times in 11 (2026-11-27).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.common.data import read_lines
from benchmarks.common.indexes import index_folder
from qa import Assistant, Settings, build_index
from qa.answering.extraction.answerability import answerability
from qa.answering.extraction.yes_or_no import DOUBT, VerdictJudge, asked_of
from qa.answering.question.understand import understand
from qa.answering.reader.base import Checker, Reader
from qa.answering.reader.thresholds import load_thresholds
from qa.answering.retrieval.rerank import rerank
from qa.answering.retrieval.retrieve import NewestArticle, retrieve
from qa.answering.stages import ReadPassage, State
from qa.answering.verification.support import focus

QUESTIONS = Path("benchmarks/fixtures/yes_no_questions.jsonl")
FLOORS = tuple(round(0.5 + 0.01 * step, 2) for step in range(50))
# Of what is said, so much must be right, and so many must be said: with 4 right of 5, "No." came
# before an answer that was yes.
RIGHT, FEWEST = 0.8, 10
NEVER = 1.01  # no text is so sure: it is not said
ANSWERING = tuple(round(0.05 + 0.01 * step, 2) for step in range(46))
SILENT = 0.7  # of what the articles do not decide, so much must be left unanswered


class Asked(NamedTuple):
    """How well a passage supports yes and no, and whether a sentence of it says so by itself."""

    yes: float
    no: float
    yes_stands: bool
    no_stands: bool

    def says(self, floor: float, *, yes: bool) -> bool:
        """Whether it says yes, or no, where the checker must be so sure of it."""
        if yes:
            return self.yes >= floor and self.no < DOUBT and self.yes_stands
        return self.no >= floor and self.yes < DOUBT and self.no_stands


@dataclass(frozen=True, slots=True)
class Said:
    """What is right ("yes", "no", "disputed", "" for undecided), and what was read.

    answerability: of the question. asked: of each passage that was asked, what it says.
    """

    says: str
    answerability: float
    asked: tuple[Asked, ...]


def read(data: Path, reader: Reader, checker: Checker, *, closeness_weight: float) -> list[Said]:
    """Every question through the product's steps, as far as the decisions."""
    corpus = data / "wikinews2019" / "corpus"
    settings = Settings(corpus=corpus, indexes=index_folder("yes_no", corpus))
    build_index(settings)
    found = []
    with Assistant.open(settings, reader=reader) as assistant:
        newest = NewestArticle(assistant.index)
        for row in read_lines(QUESTIONS):
            understood = understand(State(row["question"]), newest=newest)
            part = rerank(retrieve(understood, assistant.index), reader).passages[0]
            judge = VerdictJudge(understood.plain.rstrip(" ?.!"), checker, load_thresholds())
            sure = answerability(part, understood.parts[0], closeness_weight=closeness_weight)
            found.append(Said(row["says"], sure, tuple(_asked(judge, part))))
    return found


def _asked(judge: VerdictJudge, passages: Sequence[ReadPassage]) -> Iterator[Asked]:
    able = asked_of(judge.question, passages)
    near = [focus(judge.question, item.hit.passage.text) for item in able]
    for item, stretch, (yes, no) in zip(able, near, judge.both(near), strict=True):
        yield Asked(
            yes,
            no,
            yes >= DOUBT and judge.decides("yes", item, stretch) is not None,
            no >= DOUBT and judge.decides("no", item, stretch) is not None,
        )


def right_of_said(found: Sequence[Said], floor: float, *, yes: bool) -> tuple[int, int]:
    """(right, said) with this floor of yes, or of no."""
    said = [
        item.says == ("yes" if yes else "no")
        for item in found
        if any(one.says(floor, yes=yes) for one in item.asked)
    ]
    return sum(said), len(said)


def lowest_floor(found: Sequence[Said], *, yes: bool) -> float:
    """The lowest at which as many as must be are right; NEVER if none."""
    for floor in FLOORS:
        right, said = right_of_said(found, floor, yes=yes)
        if said >= FEWEST and right >= RIGHT * said:
            return floor
    return NEVER


def lowest_silent(found: Sequence[Said], most: float) -> tuple[float, float, float]:
    """(floor, silent on what is undecided, silent on the rest): the lowest silent enough.

    most: the floor of other questions, which it is not above.
    """
    for floor in (*(step for step in ANSWERING if step < most), most):
        silent = [item.answerability < floor for item in found if not item.says]
        lost = [item.answerability < floor for item in found if item.says]
        if sum(silent) >= SILENT * len(silent):
            break
    return floor, sum(silent) / len(silent), sum(lost) / len(lost)


def fit(found: Sequence[Said], *, answerable_floor: float) -> dict[str, tuple[float, str]]:
    """yes_floor, no_floor and decided_floor, each with what it does here."""
    fitted = {}
    for name, yes in (("yes_floor", True), ("no_floor", False)):
        floor = lowest_floor(found, yes=yes)
        at = min(floor, FLOORS[-1])
        right, said = right_of_said(found, at, yes=yes)
        fitted[name] = (floor, f"{right} right of {said} said at {at}, of {len(found)} questions")
    floor, silent, lost = lowest_silent(found, answerable_floor)
    told = f"silent on what is undecided {silent:.3f}, on what is decided {lost:.3f}"
    fitted["decided_floor"] = (floor, told)
    return fitted
