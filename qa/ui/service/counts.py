"""Counts the questions of one process by how they ended, and sorts their seconds.

    drafts of an answer -> counting -> the same drafts; at their end one more of an outcome

Beside the queue, for everyone's questions: the page's and those of programs. It keeps numbers
only, of the time since the process began, and no word of a question.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from qa.errors import QuestionError
from qa.records import Answer

# How a question can end: as its answer says, with an error, or left by who asked.
OUTCOMES = ("answered", "partial", "not_found", "refused", "failed", "given_up")
# Upper limits in seconds, from words of a small index to a chat model on two cores.
LIMITS_S = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: questions by outcome; answers by `LIMITS_S`, the last above all of them.

    seconds: of all answers together, waiting not included.
    """

    outcomes: dict[str, int]
    by_seconds: tuple[int, ...]
    seconds: float


class Counts:
    """The counts of a process; safe to use from several threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._outcomes = dict.fromkeys(OUTCOMES, 0)
        self._by_seconds = [0] * (len(LIMITS_S) + 1)
        self._seconds = 0.0

    def counting(self, drafts: Generator[Answer, None, None]) -> Generator[Answer, None, None]:
        """The drafts of one question, which is counted when they are over."""
        last: Answer | None = None
        outcome = "given_up"
        try:
            with closing(drafts):
                for draft in drafts:
                    last = draft
                    yield draft
            outcome = last.status if last else "failed"
        except QuestionError:
            outcome = "refused"
            raise
        except Exception:
            outcome = "failed"
            raise
        finally:
            self._count(outcome, last.seconds if last else 0.0)

    @contextmanager
    def judging(self) -> Iterator[None]:
        """The time in which a question is judged before it is asked; counted if it is refused."""
        try:
            yield
        except QuestionError:
            self._count("refused", 0.0)
            raise

    def now(self) -> Counted:
        """What was counted until now."""
        with self._guard:
            return Counted({**self._outcomes}, tuple(self._by_seconds), self._seconds)

    def _count(self, outcome: str, seconds: float) -> None:
        with self._guard:
            self._outcomes[outcome] += 1
            if outcome in ("answered", "partial", "not_found"):
                self._by_seconds[bisect_left(LIMITS_S, seconds)] += 1
                self._seconds += seconds
