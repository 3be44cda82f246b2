"""Runs answers in threads of their own, by the id of their conversation: they outlive a page.

    question -> start -> Growing -> follow (the page that asked, and the same page after a reload)

An answer that nobody follows any more is given up after a short while; one that is complete is
kept for some minutes, so that a page that was reloaded meanwhile can pick it up.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Generator
from contextlib import closing

from qa.ui.service.background import Background
from qa.ui.service.exchanges import Conversation, stopped

# A page that is reloaded is back within seconds, on a slow network within half a minute.
GIVEN_UP_S = 30.0
KEPT_S = 300.0
MOST_KEPT = 200
LOOK_S = 1.0
# How long the pages of an answer that is left have to take what they were given of it.
LEAVE_S = 5.0
Grow = Callable[[Callable[[], bool]], Generator[Conversation, None, None]]


class Growing:
    """A conversation whose newest answer grows. clock: seconds that only grow."""

    def __init__(self, begun: Conversation, *, clock: Callable[[], float]) -> None:
        self.latest = begun
        self.over = False
        self.ended_at = 0.0
        self._clock = clock
        self._changed = threading.Condition()
        self._followers = 0
        self._left_at = clock()
        self._stopped = False
        self._version = 0

    def follow(self) -> Generator[Conversation, None, None]:
        """The conversation as it is, and each time it has changed, until its answer is over."""
        shown = -1
        with self._changed:
            self._followers += 1
        try:
            while True:
                now, version, over = self._after(shown)
                if version != shown:
                    yield now
                shown = version
                if over:
                    return
        finally:
            with self._changed:
                self._followers -= 1
                self._left_at = self._clock()
                self._changed.notify_all()

    def unfollowed(self, timeout_s: float) -> bool:
        """Block until nobody follows it any more; False if the time was up first."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._followers, timeout_s)

    def _after(self, version: int) -> tuple[Conversation, int, bool]:
        """Wait for a change after that version; what there is then, and whether it is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != version or self.over)
            return self.latest, self._version, self.over

    def _set(self, conversation: Conversation) -> None:
        self.latest = conversation
        self._version += 1
        self._changed.notify_all()

    def stop(self) -> None:
        """Let the answer end where it is; nobody is told any more of it."""
        with self._changed:
            self._stopped = True
            self._end()

    def is_left(self) -> bool:
        """Whether nobody wants it any more: it was stopped, or its pages are gone for too long."""
        with self._changed:
            alone = not self._followers and self._clock() - self._left_at > GIVEN_UP_S
            return self._stopped or alone

    def run(self, grow: Grow, left: Callable[[], bool]) -> None:
        """Let the answer grow until it is complete or `left` says that nobody wants it."""
        try:
            with closing(grow(left)) as drafts:
                for draft in drafts:
                    if left():
                        break
                    with self._changed:
                        if not self.over:
                            self._set(draft)
        finally:
            with self._changed:
                self._end()

    def _end(self) -> None:
        if self.over:
            return
        self.over = True
        self.ended_at = self._clock()
        if (left := stopped(self.latest)) is not self.latest:
            self._set(left)
        self._changed.notify_all()


class Running:
    """The growing answers of one window."""

    def __init__(
        self, background: Background, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._background = background
        self._clock = clock
        self._lock = threading.Lock()
        self._growing: OrderedDict[str, Growing] = OrderedDict()
        self._due: OrderedDict[str, bool] = OrderedDict()  # taken: whether stopped since

    def take(self, name: str) -> None:
        """A question was taken, and is about to be started under that id."""
        with self._lock:
            self._due[name] = False
            while len(self._due) > MOST_KEPT:
                self._due.popitem(last=False)

    def start(self, name: str, begun: Conversation, grow: Grow) -> Growing:
        """Let a conversation grow under its id; `grow` is given what tells that it is left."""
        growing = Growing(begun, clock=self._clock)
        with self._lock:
            self._forget()
            before = self._growing.pop(name, None)
            self._growing[name] = growing
            stopped_before = self._due.pop(name, False)
        if before is not None:
            before.stop()
        if stopped_before:
            growing.stop()
            return growing
        closing_down = self._background.stopping.is_set

        def left() -> bool:
            return closing_down() or growing.is_left()

        self._background.start(lambda: growing.run(grow, left), name="answer")
        if closing_down():  # then it was not begun
            growing.stop()
        return growing

    def get(self, name: str) -> Growing | None:
        """What grows, or has grown a while ago, under that id."""
        with self._lock:
            self._forget()
            return self._growing.get(name)

    def stop(self, name: str) -> None:
        """End what grows under that id, or is about to; nothing happens if nothing is."""
        growing = self.get(name)
        with self._lock:
            if name in self._due:
                self._due[name] = True
        if growing is not None and not growing.over:
            growing.stop()

    def leave(self, name: str) -> None:
        """The same, and wait until no page is being given anything of it."""
        self.stop(name)
        growing = self.get(name)
        if growing is not None:
            growing.unfollowed(LEAVE_S)

    def drop(self, name: str) -> None:
        """End what grows under that id, and keep nothing of it for a page that comes later."""
        self.stop(name)
        with self._lock:
            self._growing.pop(name, None)

    def _forget(self) -> None:
        now = self._clock()
        for name, growing in list(self._growing.items()):
            if growing.over and now - growing.ended_at > KEPT_S:
                del self._growing[name]
        while len(self._growing) >= MOST_KEPT:
            self._growing.popitem(last=False)
