"""How much memory an index takes: python -m benchmarks.memory [--passages 100000] [--json].

Beside the speed benchmark. Articles of generated words are built into an index by a process
of its own, with an encoder of random vectors: what is measured is how reading, words,
vectors and catalog grow, and the packaged encoder adds what it takes at any size (it is in
the peak that benchmarks.speed prints). Another process then opens the index and searches.
The figures are the most that each process ever held.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.common.table import Table, show
from qa.index import Index, Progress, build_index
from qa.settings import Settings

MODEL = "random-384"
WORDS_A_PASSAGE = 100
PASSAGES_AN_ARTICLE = 10
VOCABULARY = 20_000
SEARCHES = 50
TARGET = "< 1500"


class RandomVectors:
    """Unit vectors that depend on nothing but the order of the texts, as wide as MiniLM's."""

    name, dim, max_tokens = MODEL, 384, 256

    def __init__(self) -> None:
        self._chance = np.random.default_rng(3)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = self._chance.standard_normal((len(texts), self.dim), dtype=np.float32)
        # The probe must come out the same each time that it is asked for.
        if len(texts) == 1:
            rows[:] = np.linspace(-1, 1, self.dim, dtype=np.float32)
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000, help="about how many to index")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="memory-") as folder:
        settings = _settings(Path(folder))
        write_articles(settings.corpus, passages=options.passages)
        built, searched = _measured(folder, "build"), _measured(folder, "search")
    rows = (
        ("build", built["passages"], built["seconds"], built["megabytes"], TARGET),
        ("search", searched["passages"], searched["seconds"], searched["megabytes"], TARGET),
    )
    names = ("process", "passages", "seconds", "peak MB", "target")
    show([Table("memory", names, rows)], as_json=options.json)


def write_articles(folder: Path, *, passages: int) -> None:
    """Plain texts of generated words; each paragraph comes to one passage."""
    folder.mkdir(parents=True)
    chance = random.Random(5)
    words = [f"{chance.choice('bdgklmnprst')}{number:x}" for number in range(VOCABULARY)]
    for article in range(max(passages // PASSAGES_AN_ARTICLE, 1)):
        paragraphs = [f"Report {article} of the archive"]
        for _ in range(PASSAGES_AN_ARTICLE):
            said = [
                f"The {' and the '.join(chance.choices(words, k=8))} of it were seen by them."
                for _ in range(WORDS_A_PASSAGE // 25)
            ]
            paragraphs.append(" ".join(said))
        (folder / f"{article:06}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")


def build(settings: Settings) -> int:
    """Build the index; its passages. Says how far it is, because it takes minutes."""
    said = -1

    def say(step: Progress) -> None:
        nonlocal said
        tenth = 10 * step.done // max(step.total, 1)
        if step.stage in {"read", "embed"} and tenth != said:
            said = tenth
            print(f"{step.stage}: {step.done} of {step.total}", file=sys.stderr, flush=True)

    return build_index(settings, embedder=RandomVectors(), progress=say).passages


def search(settings: Settings) -> int:
    """Search the index; its passages."""
    with Index.open(settings, embedder=RandomVectors()) as index:
        for number in range(SEARCHES):
            index.search(f"Who saw report {number} and the b{number:x}?", k=10)
        return index.stats().passages


def _settings(folder: Path) -> Settings:
    # The size at which a passage of this encoder is full.
    return Settings(
        corpus=folder / "corpus",
        indexes=folder / "indexes",
        embedding_model=MODEL,
        passage_tokens=WORDS_A_PASSAGE + 20,
    )


def _measured(folder: str, step: str) -> dict[str, float]:
    code = "from benchmarks.memory import inside; import sys; inside(*sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, folder, step], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def inside(folder: str, step: str) -> None:
    """One step in this process; prints its passages, its time and the memory that it held."""
    import resource  # there is none on Windows

    begun = time.perf_counter()
    passages = {"build": build, "search": search}[step](_settings(Path(folder)))
    # Kilobytes on Linux, bytes on a Mac.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    seconds = time.perf_counter() - begun
    print(json.dumps({"passages": passages, "seconds": seconds, "megabytes": peak}))


if __name__ == "__main__":
    main()
