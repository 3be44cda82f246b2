"""Run as a process: a build that kills itself at its n-th step. Usage: CORPUS INDEXES STEP."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.index import Progress, build_index
from qa.settings import Settings
from tests.index.make import CountingEmbedder


class Steps:
    """Counts steps, and at the last one ends the process as a power cut would."""

    def __init__(self, last: int) -> None:
        self.left = last

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class SteppingEmbedder(CountingEmbedder):
    """Each call is a step."""

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self.steps = steps

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        self.steps.step()
        return super().count_tokens(texts)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.steps.step()
        return super().encode(texts)


def main(corpus: str, indexes: str, last: str) -> None:
    steps = Steps(int(last))

    def progress(_: Progress) -> None:
        steps.step()

    settings = Settings(corpus=Path(corpus), indexes=Path(indexes), embedding_model="words-64")
    build_index(settings, progress=progress, embedder=SteppingEmbedder(steps))


if __name__ == "__main__":
    main(*sys.argv[1:])
