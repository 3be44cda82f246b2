"""The chain's state: one flat frozen record of all that is known of a question so far.

    understand -> retrieve -> rerank -> select -> compose

Each step takes a `State` and returns a copy with its own fields filled, so a trace of the chain
shows how an answer came about. Frozen records without behaviour but for what is derived.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from qa.answering.english.dates import TimeFilter
from qa.answering.reader.base import Reading
from qa.records import Article, Hit, Layout, Status, Turn

NO_TIME_FILTER = TimeFilter()
Kind = Literal[
    "fact",
    "list",
    "explain",
    "yes_no",
    "compare",
    "overview",
    "timeline",
    "digest",
    "collection",
    "small_talk",
]

# Kinds that tell of a topic: nothing is asked that a reader could find unanswered.
TELLS_OF_TOPIC: tuple[Kind, ...] = ("overview", "timeline")


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """One passage, read for one part of the question.

    rerank_score: what passages are ordered by. answer_score: what the reader's spans and
    sentences of it are weighed by. Both are sums of shares, comparable within one question.
    """

    hit: Hit
    reading: Reading
    rerank_score: float
    answer_score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence worth showing: `article.text[start:end]`.

    score: 0..1, how good it is, its passage's answer score included. held: 0..1, how much of the
    evidence the reader says it holds by itself. context: whether it is shown only to say who or
    what another sentence speaks of. label: what stands before it, "Earlier, 3 March 2025".
    """

    article: Article
    start: int
    end: int
    score: float
    held: float = 0.0
    context: bool = False
    label: str = ""

    @property
    def text(self) -> str:
        """The words of the article, exactly."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """Words of articles on a thing, and the sentences that hold them; "" where none tells it."""

    text: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One thing of a comparison: its name in the question, and a cell for each column."""

    name: str
    cells: tuple[ComparedCell, ...]


class NearMiss(NamedTuple):
    """What is asked for, and what of its kind an article gives instead: "fourth quarter", "third
    quarter".
    """

    asked: str
    given: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A fixed sentence of ours, with the evidence that it points at: "There are 171 articles." """

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A question on its way to an answer.

    Asked: question, with history (the conversation before it, oldest turn first); words, about how
    long the answer is to be, or None for the setting; today, the day that "last March" is counted
    from.

    Understood: standalone, the question as understood from the conversation; plain, the same
    without what is said to the assistant; kind; parts, one text per thing asked; undated_parts,
    the same without the day or month that they name; time_filter, what the question says
    about time; topic, words of the conversation that are searched for besides; searched_as, words
    that were exchanged for ones of the articles.

    Retrieved and read: spoken_of, ids of the articles that a follow-up may go on about; hits and
    passages, for each part, best first.

    Selected: answerability, how sure it is that a passage answers, 0..1; evidence, the sentences to
    show in order; short_answer; status; unanswered, the parts that a `partial` answer leaves open;
    missed, what the nearest article tells of in place of what was asked; unlisted, how many
    sentences a list leaves out;
    statements, fixed sentences of ours that stand before the evidence; shape, how the answer is
    laid out; gathered, whether the items of a list are the articles near to it; compared and
    columns, the rows of a comparison and what stands over their cells.
    """

    question: str
    history: tuple[Turn, ...] = ()
    words: int | None = None
    today: datetime.date = field(default_factory=datetime.date.today)
    standalone: str = ""
    plain: str = ""
    kind: Kind = "fact"
    parts: tuple[str, ...] = ()
    undated_parts: tuple[str, ...] = ()
    time_filter: TimeFilter = NO_TIME_FILTER
    topic: tuple[str, ...] = ()
    searched_as: tuple[str, ...] = ()
    spoken_of: tuple[str, ...] = ()
    hits: tuple[tuple[Hit, ...], ...] = ()
    passages: tuple[tuple[ReadPassage, ...], ...] = ()
    answerability: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    short_answer: str | None = None
    status: Status = "not_found"
    unanswered: tuple[str, ...] = ()
    missed: NearMiss | None = None
    unlisted: int = 0
    statements: tuple[Statement, ...] = ()
    shape: Layout = "prose"
    gathered: bool = False
    compared: tuple[ComparedRow, ...] = ()
    columns: tuple[str, ...] = ()

    def ranked(self) -> list[ReadPassage]:
        """The passages of all parts together, best first; a passage once for each part."""
        read = [item for part in self.passages for item in part]
        return sorted(read, key=lambda item: -item.rerank_score)
