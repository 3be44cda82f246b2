"""First-in-first-out queue in front of the models, whose tickets know their position.

    join -> wait (how many are before me?) -> answer -> leave

Gradio has a queue of its own, but tells a waiting person nothing that a page can word. Every
question of the window and of its endpoints waits in this one. It knows no question and no
person; who leaves, answered or not, makes room for the next.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Self, TypeVar

Draft = TypeVar("Draft")


class QuestionQueue:
    """A queue that serves as many at once as there are places."""

    def __init__(self, places: int) -> None:
        self.places = places
        self._moved = threading.Condition()
        self._people: list[Ticket] = []
        self._read = 0

    def join(self) -> Ticket:
        """A ticket at the end of the queue; use it in a `with` statement, which gives it up."""
        ticket = Ticket(self)
        with self._moved:
            self._people.append(ticket)
        return ticket

    def __len__(self) -> int:
        """How many people wait in it, those who are being served included."""
        return len(self._people)

    def before(self, ticket: Ticket) -> int:
        """How many are ahead of that ticket, those who are being served included."""
        with self._moved:
            return self._people.index(ticket) if ticket in self._people else 0

    def wait(self, ticket: Ticket, timeout_s: float | None) -> bool:
        """Block until that ticket is served; False if the time was up first."""
        with self._moved:
            return self._moved.wait_for(
                lambda: ticket in self._people[: self.places], timeout=timeout_s
            )

    def reading(self, drafts: Iterator[Draft]) -> Iterator[Draft]:
        """The drafts; while they are being made, a question counts as being read."""
        with self._moved:
            self._read += 1
        try:
            yield from drafts
        finally:
            with self._moved:
                self._read -= 1
                self._moved.notify_all()

    def quiet(self, timeout_s: float) -> bool:
        """Block until no question is being read; False if the time was up first."""
        with self._moved:
            return self._moved.wait_for(lambda: not self._read, timeout=timeout_s)

    def leave(self, ticket: Ticket) -> None:
        """Give the ticket up; nothing happens if that was done before."""
        with self._moved:
            if ticket in self._people:
                self._people.remove(ticket)
                self._moved.notify_all()


class Ticket:
    """Somebody's position in the queue. Leaves it at the end of its `with` statement."""

    def __init__(self, queue: QuestionQueue) -> None:
        self._queue = queue

    @property
    def before(self) -> int:
        """How many people are ahead, those who are being served included; 0 when one's turn."""
        ahead = self._queue.before(self)
        return ahead if ahead >= self._queue.places else 0

    def wait(self, timeout_s: float | None = None) -> bool:
        """Block until it is one's turn; False if the time was up first."""
        return self._queue.wait(self, timeout_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._queue.leave(self)
