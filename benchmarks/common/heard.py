"""A chat model that writes once, and a reader that reads once: the same is told again after that.

    prompt -> the model -> heard.jsonl -> the same prompt later, told again without the model

A small model writes for minutes where the rest of a benchmark takes seconds. With a file, a run
that was stopped goes on where it was, and another way of checking is measured on the same words.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from langchain_core.messages import BaseMessage

from benchmarks.support import Remembering
from qa.answering.generation.chat_model import ChatModel, Limits
from qa.answering.reader.base import Reader, Reading

# A model on a busy core is slow; what is measured is what it writes.
PATIENT = Limits(first_s=3600.0, next_s=600.0, whole_s=7200.0)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a model wrote for a prompt, whose digest is `asked`.

    told: characters of the prompt. first_s, end_s: seconds to the first word and to the last.
    """

    asked: str
    text: str
    told: int
    first_s: float
    end_s: float


class Recorder(ChatModel):
    """A chat model that writes once and can be heard again.

    file: where what it wrote is kept, a line each; None: in memory alone.
    last: what was written last, spent: the seconds of all that was written since `forget`.
    """

    def __init__(self, model: ChatModel, file: Path | None = None) -> None:
        super().__init__(model._model, model.name, limits=PATIENT, style=model.style)
        self.heard: dict[str, Heard] = {}
        self.used: list[Heard] = []
        self._file = file
        if file and file.is_file():
            for line in file.read_text(encoding="utf-8").splitlines():
                known = Heard(**json.loads(line))
                self.heard[known.asked] = known

    @property
    def last(self) -> str:
        """What was written for the last prompt since `forget`; "" if nothing was asked."""
        return self.used[-1].text if self.used else ""

    def forget(self) -> None:
        """Begin a question: nothing was asked for it yet."""
        self.used = []

    def stream(self, messages: Sequence[BaseMessage]) -> Iterator[str]:
        """As it comes the first time; whole, as it was heard, after that."""
        asked = "\n".join(str(message.content) for message in messages)
        digest = hashlib.sha256(f"{self.name}\n{asked}".encode()).hexdigest()
        if digest not in self.heard:
            text, began, first = "", time.perf_counter(), 0.0
            for piece in super().stream(messages):
                first = first or time.perf_counter() - began
                text += piece
                yield piece
            heard = Heard(digest, text, len(asked), first, time.perf_counter() - began)
            self.heard[digest] = heard
            if self._file:
                with self._file.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps(asdict(heard)) + "\n")
        else:
            yield self.heard[digest].text
        # A slow model is told fewer passages: what else this machine does must not count.
        self.reading_speed = None
        self.used.append(self.heard[digest])


class ReadOnce(Remembering):
    """A reader that says of a question and its passages the same again without reading again."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._reader = reader
        self._read: dict[tuple[str, tuple[str, ...]], list[Reading]] = {}

    @property
    def name(self) -> str:
        """See Reader."""
        return self._reader.name

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """See Reader."""
        key = (question, tuple(texts))
        if key not in self._read:
            self._read[key] = self._reader.read(question, texts)
        return self._read[key]
