"""Run as a process: builds with others, and may kill itself. Usage: CORPUS INDEXES STEP (0: never).

The catalog is that of QA_CATALOG_URL. It prints how many passages this process has embedded.
"""

from __future__ import annotations

import sys
from pathlib import Path

from qa.index.join import join_build
from qa.index.progress import Progress
from qa.settings import Settings
from tests.index.killed import SteppingEmbedder, Steps

LEASE_S = 1.0


def main(corpus: str, indexes: str, last: str) -> None:
    steps = Steps(int(last))

    def progress(_: Progress) -> None:
        steps.step()

    settings = Settings(corpus=Path(corpus), indexes=Path(indexes), embedding_model="words-64")
    embedder = SteppingEmbedder(steps)
    report = join_build(settings, progress=progress, embedder=embedder, lease_s=LEASE_S)
    print(report.embedded, len([text for text in embedder.seen if "Number" in text]))


if __name__ == "__main__":
    main(*sys.argv[1:])
