"""Background tasks of the window: started, told to stop, and joined before the process ends.

A thread that is inside the models' or the index's native code while the interpreter goes
aborts the whole process: what was printed may be lost, and the exit status is a crash's.
So whatever calls them from a thread counts here as work, and the end waits for it.
"""

from __future__ import annotations

import atexit
import threading
import weakref
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from qa.errors import IndexLocked, QaError
from qa.ui.interface_words import _

Item = TypeVar("Item")

# A step of an answer or of a build takes less than this; loading the models can take longer.
PATIENCE_S = 15.0
# Between two looks whether another process still builds.
OTHERS_S = 1.0
_open: weakref.WeakSet[Background] = weakref.WeakSet()


class WindowClosed(QaError):
    """The window is being closed; what was begun is not gone on with."""

    def __init__(self) -> None:
        super().__init__(_("The window is closing. Open it again and ask once more."))


class Background:
    """What is being worked at in threads. Closed at the end of the process by itself.

    stopping: set when it is over. Long work looks at it between its steps.
    """

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self._at_work = 0
        self._changed = threading.Condition()
        _open.add(self)

    def start(self, work: Callable[[], object], *, name: str) -> None:
        """Run it in a thread of its own, which counts as work. Nothing happens once it is over."""
        with suppress(WindowClosed):
            self._begin()
            threading.Thread(target=self._run, args=(work,), name=name, daemon=True).start()

    @contextmanager
    def working(self) -> Iterator[None]:
        """Count as work for as long as this lasts. Raises WindowClosed once it is over."""
        self._begin()
        try:
            yield
        finally:
            self._end()

    def steps(self, items: Iterator[Item]) -> Generator[Item, None, None]:
        """The items; making each is work, what is done with it between them is not.

        Raises WindowClosed once it is over.
        """
        while True:
            with self.working():
                try:
                    item = next(items)
                except StopIteration:
                    return
            yield item

    def go_on(self) -> None:
        """Raises WindowClosed once it is over."""
        if self.stopping.is_set():
            raise WindowClosed

    def close(self, timeout_s: float = PATIENCE_S) -> bool:
        """Let all work know that it is over, and wait for it; False if the time was up first."""
        self.stopping.set()
        with self._changed:
            return self._changed.wait_for(lambda: not self._at_work, timeout=timeout_s)

    def _run(self, work: Callable[[], object]) -> None:
        try:
            with suppress(WindowClosed):
                work()
        finally:
            self._end()

    def _begin(self) -> None:
        with self._changed:
            self.go_on()
            self._at_work += 1

    def _end(self) -> None:
        with self._changed:
            self._at_work -= 1
            self._changed.notify_all()


def after_others(build: Callable[[], None], stopping: threading.Event) -> None:
    """Build, once no other process does; of windows that open together one builds for all.

    Raises WindowClosed once it is over.
    """
    while True:
        try:
            build()
            return
        except IndexLocked:
            if stopping.wait(OTHERS_S):
                raise WindowClosed from None


@atexit.register
def _close_all() -> None:
    with suppress(KeyboardInterrupt):  # pressed again: the person does not want to wait
        for background in list(_open):
            background.close()
