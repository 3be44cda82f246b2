"""A build that kills itself at its n-th step, and the process that runs it.

Usage: CORPUS INDEXES STEP (0: never). Catalog and search engine are those of the environment.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.index import Progress, build_index
from qa.settings import Settings
from tests.index.make import CountingEmbedder

ROOT = Path(__file__).parents[2]


def killed_at(step: int, settings: Settings) -> bool:
    """Run a build in a process that ends itself at a step; whether it came to that."""
    command = [sys.executable, "-m", "tests.index.killed", str(settings.corpus)]
    done = subprocess.run(
        [*command, str(settings.indexes), str(step)],
        cwd=ROOT,
        env=environment(settings),
        check=False,
        capture_output=True,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode != 0


def environment(settings: Settings) -> dict[str, str]:
    """This process's, with the addresses of catalog and engine."""
    urls = {"QA_CATALOG_URL": settings.catalog_url, "QA_SEARCH_URL": settings.search_url}
    return {**os.environ, **{name: url for name, url in urls.items() if url}}


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
