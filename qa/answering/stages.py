"""What travels between the steps of the chain, in the order of the flow.

    Asked -> Understood -> Found -> Studied -> Chosen -> Answer

Frozen records without behaviour; each keeps what the steps before it produced, so
that a trace of the chain shows how an answer came about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa.answering.english.dates import DateWish
from qa.answering.reader.base import Reading
from qa.records import Article, Hit, Status, Turn

NO_WISH = DateWish()
Kind = Literal["fact", "list", "explain", "yes_no", "compare", "overview", "digest"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came in, with the conversation before it, oldest turn first.

    words: about how long the answer is; None: as the settings say.
    """

    question: str
    history: tuple[Turn, ...] = ()
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands on its own.

    standalone: the question as understood from the conversation.
    plain: the same without what is said to the assistant.
    parts: what to look for, one text per thing asked; (plain,) for a question about one thing.
    wish: what the question says about time.
    topic: words of the conversation that are looked for besides.
    """

    asked: Asked
    standalone: str
    plain: str
    kind: Kind
    parts: tuple[str, ...]
    wish: DateWish = NO_WISH
    topic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The hits for each part of the question, best first."""

    understood: Understood
    hits: tuple[tuple[Hit, ...], ...]


@dataclass(frozen=True, slots=True)
class Study:
    """One passage, read for one part of the question.

    rank: what passages are ordered by. weight: what its answers and sentences are weighed by.
    doubt: for what its article lacks of the question (unsaid.py).
    """

    hit: Hit
    reading: Reading
    rank: float
    weight: float
    doubt: float = 0.0


@dataclass(frozen=True, slots=True)
class Studied:
    """The passages of each part, read and reranked, best first."""

    found: Found
    parts: tuple[tuple[Study, ...], ...]

    def ranked(self) -> list[Study]:
        """What was read for all parts together, best first; a passage once for each part."""
        return sorted((item for part in self.parts for item in part), key=lambda item: -item.rank)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence worth showing: `article.text[start:end]`. score: 0..1, how good it is."""

    article: Article
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The words of the article, exactly."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What will be shown, in order, and what became of the question.

    unanswered: the parts of a `partial` answer's question that it leaves open.
    """

    studied: Studied
    evidence: tuple[Evidence, ...]
    direct: str | None
    status: Status
    unanswered: tuple[str, ...] = ()
