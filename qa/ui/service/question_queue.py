"""The line in front of the models: first come, first served, and everyone can see their place.

    join -> wait (how many are before me?) -> answer -> leave

Gradio has a queue of its own, but tells a waiting person nothing that a page can word. Every
question of the window and of its endpoints stands in this one. It knows no question and no
person; who leaves, answered or not, makes room for the next.
"""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self


class Line:
    """A line with as many served at once as there are places."""

    def __init__(self, places: int) -> None:
        self.places = places
        self._moved = threading.Condition()
        self._people: list[Place] = []

    def join(self) -> Place:
        """A place at the end; use it in a `with` statement, which gives it up."""
        place = Place(self)
        with self._moved:
            self._people.append(place)
        return place

    def __len__(self) -> int:
        """How many people stand in it, those who are being served included."""
        return len(self._people)

    def before(self, place: Place) -> int:
        """How many are ahead of that place, those who are being served included."""
        with self._moved:
            return self._people.index(place) if place in self._people else 0

    def wait(self, place: Place, timeout_s: float | None) -> bool:
        """Block until that place is served; False if the time was up first."""
        with self._moved:
            return self._moved.wait_for(
                lambda: place in self._people[: self.places], timeout=timeout_s
            )

    def leave(self, place: Place) -> None:
        """Give the place up; nothing happens if that was done before."""
        with self._moved:
            if place in self._people:
                self._people.remove(place)
                self._moved.notify_all()


class Place:
    """Somebody's place in a line. Leaves it at the end of its `with` statement."""

    def __init__(self, line: Line) -> None:
        self._line = line

    @property
    def before(self) -> int:
        """How many people are ahead, those who are being served included; 0 when one's turn."""
        ahead = self._line.before(self)
        return ahead if ahead >= self._line.places else 0

    def wait(self, timeout_s: float | None = None) -> bool:
        """Block until it is one's turn; False if the time was up first."""
        return self._line.wait(self, timeout_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._line.leave(self)
