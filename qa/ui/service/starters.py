"""Chooses the starter questions of an empty conversation, once for each state of the index.

    index -> a spread of its articles -> suggest -> kept in memory and in a small file

They are looked for in the background, with a bound on the cost, and anyone who waits for an
answer goes first. What was found is written beside the index, so that the next start has it
at once; the file may be deleted at any time.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from qa.index.listing import ListQuery
from qa.ui.service.background import Background
from qa.ui.service.question_queue import QuestionQueue
from qa.ui.suggestions.suggest import candidates, checked

if TYPE_CHECKING:
    from qa.answering import Assistant

WANTED = 5
TRIES = 30
LONGEST_S = 90.0
ARTICLES_LOOKED_AT = 24  # spread over the corpus
GIVE_WAY_S = 0.2
FILE = "questions.json"
LONGEST_KEPT = 200
MADE_BY = 6  # raised when other questions would be proposed, so that kept ones are let go


class Starters:
    """The questions that are offered now; () until some were found."""

    def __init__(self, folder: Path, queue: QuestionQueue, background: Background) -> None:
        self.questions: tuple[str, ...] = ()
        self._path = folder / FILE
        self._queue = queue
        self._background = background
        self._of = ""

    def find(self, assistant: Assistant) -> None:
        """Look for questions that this state of the index answers, unless that was done."""
        stats = assistant.index.stats()
        facts = (MADE_BY, stats.generation, stats.built_at, stats.passages, assistant.reader.name)
        state = " ".join(map(str, facts))
        if state == self._of:
            return
        self.questions = self._read(state)
        if not self.questions:
            self.questions, in_time = self._look(assistant)
            # Otherwise the next start looks again, maybe on a machine that is less busy.
            if in_time:
                self._write(state)
        self._of = state

    def _look(self, assistant: Assistant) -> tuple[tuple[str, ...], bool]:
        """What was found, and whether all that may be tried was tried in time."""
        some = assistant.index.listed(ListQuery(order="newest")).spread(ARTICLES_LOOKED_AT)
        made = candidates([assistant.index.article(row.id) for row in some])
        until = time.monotonic() + LONGEST_S

        def stop() -> bool:
            while len(self._queue) and time.monotonic() < until:
                if self._background.stopping.wait(GIVE_WAY_S):
                    break
            self._background.go_on()
            return time.monotonic() > until

        found = tuple(checked(assistant, made, wanted=WANTED, tries=TRIES, stop=stop))
        return found, len(found) == WANTED or time.monotonic() <= until

    def _read(self, state: str) -> tuple[str, ...]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            fits = kept["index"] == state
            questions = [text[:LONGEST_KEPT] for text in kept["questions"] if isinstance(text, str)]
        except (OSError, ValueError, KeyError, TypeError):
            return ()
        return tuple(questions[:WANTED]) if fits else ()

    def _write(self, state: str) -> None:
        with suppress(OSError):  # it only saves time
            kept = {"index": state, "questions": self.questions}
            self._path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
