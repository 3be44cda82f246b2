"""Loads the packaged readers at the first question, and the checker at the first claim.

Stands before `reader.model` and `reader.cascade` behind the same Reader protocol, so that opening
an assistant is instant. It adds nothing to what the readers say.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from qa.answering.reader.base import Reader, Reading
from qa.answering.reader.cascade import packaged
from qa.answering.reader.thresholds import READER
from qa.settings import Settings


class LazyReader:
    """One question is read at a time: two side by side on the same cores take longer.

    name: READER, or CHECKER for the weights that check a chat model's sentences.
    """

    def __init__(self, settings: Settings, name: str = READER) -> None:
        self._settings, self._name = settings, name
        self._lock = threading.Lock()
        self._reader: Reader | None = None

    @property
    def name(self) -> str:
        """What the reader is called; loads it."""
        with self._lock:
            return self._loaded().name

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """See Reader."""
        with self._lock:
            return self._loaded().read(question, texts)

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        """See Reader."""
        with self._lock:
            return self._loaded().support(claim, texts)

    def _loaded(self) -> Reader:
        if self._reader is None:
            self._reader = packaged(self._settings, name=self._name)
        return self._reader
