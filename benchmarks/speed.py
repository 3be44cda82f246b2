"""How fast: building, rebuilding, searching, answering, starting; `python -m benchmarks.speed`.

Beside the quality benchmarks. The corpus is made of the open sets' texts where they are,
else of generated sentences, as plain files in a temporary folder. Each figure is one run
on this machine as it is at that moment; ratios are taken within the same run. Start-up
and memory are measured in processes of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common.data import DEFAULT_DATA
from benchmarks.common.table import Table, show
from qa.index import Index, Progress, build_index, load_embedder, packaged_path
from qa.settings import Settings

QUESTIONS = (
    "Who led the expedition?", "How many people were killed in the attack?",
    "When was the university founded?", "What did the minister say about the treaty?",
    "Which company built the engine?", "Why did the empire fall?",
    "Where does the river begin?", "What is the role of oxygen in combustion?",
)  # fmt: skip
WORDS_AN_ARTICLE = 400


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: what, how much, in which unit, and the target it is held to."""

    name: str
    value: float
    unit: str
    target: str = ""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--quick", action="store_true", help="a tenth of the articles")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of open sets")
    parser.add_argument(
        "--only-answers", action="store_true", help="answers at 10,000 passages and no more"
    )
    options = parser.parse_args(arguments)
    scale = 10 if options.quick else 1
    measured = at_ten_thousand if options.only_answers else measure
    figures = []
    with tempfile.TemporaryDirectory(prefix="speed-") as folder:
        for figure in measured(Path(folder), options.data, scale=scale):
            print(f"{figure.name}: {figure.value:.3g} {figure.unit}", file=sys.stderr, flush=True)
            figures.append(figure)
    rows = tuple((f.name, f.value, f.unit, f.target) for f in figures)
    show([Table("speed", ("what", "value", "unit", "target"), rows)], as_json=options.json)


def measure(folder: Path, data: Path, *, scale: int) -> Iterator[Figure]:
    """All figures, in the order in which they are shown."""
    yield Figure("import of qa", _import_s(), "s", "< 0.3")
    texts = _texts(data)
    settings = Settings(corpus=folder / "corpus", indexes=folder / "indexes")
    write_articles(settings.corpus, texts, count=1_000 // scale)
    yield from _building(settings)
    yield from _updating(settings)
    yield from _searching(settings, "search")
    yield from _answering(settings)
    yield from at_ten_thousand(folder, data, scale=scale)
    yield from _starting(settings)


def at_ten_thousand(folder: Path, data: Path, *, scale: int) -> Iterator[Figure]:
    """Searches and answers, by either reader, over some 10,000 passages with random vectors.

    Which instructions the networks use is the environment's to say: ATEN_CPU_CAPABILITY=avx2
    and ONEDNN_MAX_CPU_ISA=AVX2 show a processor without AVX-512, VNNI and AMX.
    """
    settings = Settings(corpus=folder / "larger", indexes=folder / "larger-index")
    write_articles(settings.corpus, _texts(data), count=2_100 // scale)
    build_index(settings, embedder=_RandomVectors(settings))  # type: ignore[arg-type]
    yield from _searching(settings, "search")
    yield from _answering(settings)


def write_articles(folder: Path, texts: Iterator[str], *, count: int) -> None:
    """Plain articles of about 400 words with a title and a date."""
    folder.mkdir(parents=True)
    for number in range(count):
        words: list[str] = []
        while len(words) < WORDS_AN_ARTICLE:
            words += [*next(texts).split(), "\n\n"]
        day = f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
        body = " ".join(words).replace(" \n\n ", "\n\n").strip()
        head = f"---\ntitle: Report {number} of the archive\ndate: {day}\n---\n\n"
        (folder / f"{number:05}.md").write_text(f"{head}{body}\n", encoding="utf-8")


def _building(settings: Settings) -> Iterator[Figure]:
    first: dict[str, float] = {}
    started = time.perf_counter()

    def progress(step: Progress) -> None:
        if step.stage == "embed" and "words" not in first:
            first["words"] = time.perf_counter() - started

    asked = threading.Thread(target=_first_hit, args=(settings, started, first), daemon=True)
    asked.start()
    with _Peak() as peak:
        report = build_index(settings, progress=progress)
    asked.join()
    yield Figure("build: articles", report.added / report.seconds, "1/s")
    yield Figure("build: passages", report.passages / report.seconds, "1/s")
    yield Figure("first search result after the build began", first["hit"], "s", "< 10")
    yield Figure("peak memory of the build", peak.megabytes, "MB", "< 1500")
    yield from _against_plain(settings)


def _first_hit(settings: Settings, started: float, first: dict[str, float]) -> None:
    """Ask until there is an index that finds something, as a person would."""
    while True:
        try:
            with Index.open(settings) as index:
                if index.search(QUESTIONS[0], k=1):
                    first["hit"] = time.perf_counter() - started
                    return
        except Exception:
            pass
        time.sleep(0.2)


def _against_plain(settings: Settings) -> Iterator[Figure]:
    """Our encoding against `SentenceTransformer.encode`, in turns over the same passages."""
    with Index.open(settings) as index:
        ids = [row.id for row in index.articles()][:60]
        texts = [passage.text for key in ids for passage in index.passages_of(key)]
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(packaged_path()), device="cpu")
    ours = load_embedder(settings)
    plain.encode(texts[:8])
    ours.encode(texts[:8])
    wall: dict[str, list[float]] = {"ours": [], "plain": []}
    work: dict[str, list[float]] = {"ours": [], "plain": []}
    for _ in range(3):
        for name, encode in (("plain", plain.encode), ("ours", ours.encode)):
            begun, worked = time.perf_counter(), time.process_time()
            encode(texts)
            wall[name].append(time.perf_counter() - begun)
            work[name].append(time.process_time() - worked)
    yield Figure("encode: passages", len(texts) / min(wall["ours"]), "1/s")
    yield Figure("encode / plain, by time", min(wall["plain"]) / min(wall["ours"]), "x", ">= 1.0")
    yield Figure("encode / plain, by processor", min(work["plain"]) / min(work["ours"]), "x")


def _updating(settings: Settings) -> Iterator[Figure]:
    build_index(settings)  # looks once more at files as young as the clock's grain
    report = build_index(settings)
    files = report.unchanged
    yield Figure(f"rebuild without a change, {files} articles", report.seconds, "s", "< 1")
    path = next(iter(sorted(settings.corpus.iterdir())))
    path.write_text(path.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    yield Figure("update of one article", build_index(settings).seconds, "s")


def _searching(settings: Settings, name: str) -> Iterator[Figure]:
    with Index.open(settings) as index:
        index.search("warm up", k=10)
        passages = index.stats().passages
        # Each question once: a repeated one would not be embedded again.
        asked = [f"{question} {number}" for number in range(12) for question in QUESTIONS]
        times = [_timed(lambda text: index.search(text, k=10), question) for question in asked]
    yield from _percentiles(f"{name}, {passages} passages", times, target="< 60")


def _answering(settings: Settings) -> Iterator[Figure]:
    from qa.answering import Assistant

    for reader, target in (("small", "< 250"), ("larger", "< 500")):
        chosen = settings.model_copy(update={"reader": reader})
        with Assistant.open(chosen) as assistant:
            assistant.load()
            passages = assistant.index.stats().passages
            times = [_timed(assistant.answer, question) for question in QUESTIONS * 2]
        name = f"answer, {passages} passages, reader {reader}"
        yield from _percentiles(name, times, target=target)


class _RandomVectors:
    """The packaged encoder for questions and random vectors for passages.

    How long a search takes does not depend on what the vectors say, and embedding ten
    thousand passages takes minutes.
    """

    def __init__(self, settings: Settings) -> None:
        self._real = load_embedder(settings)
        self.name, self.dim, self.max_tokens = (
            self._real.name, self._real.dim, self._real.max_tokens,
        )  # fmt: skip
        self.count_tokens = self._real.count_tokens

    def encode(self, texts: Sequence[str]) -> object:
        import numpy as np

        if len(texts) == 1:
            return self._real.encode(texts)
        rows = np.random.default_rng(len(texts[0])).normal(size=(len(texts), self.dim))
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def _starting(settings: Settings) -> Iterator[Figure]:
    code = (
        "import qa, sys; from pathlib import Path\n"
        "s = qa.Settings(corpus=Path(sys.argv[1]), indexes=Path(sys.argv[2]))\n"
        "a = qa.Assistant.open(s); a.answer('Who led the expedition?'); a.close()\n"
        "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    paths = [str(settings.corpus), str(settings.indexes)]
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *paths], check=True, capture_output=True, text=True
    )
    yield Figure("start-up to first answer", time.perf_counter() - begun, "s")
    yield Figure("peak memory of answering", float(done.stdout.split()[-1]), "MB")


def _import_s() -> float:
    code = "import time; t = time.perf_counter(); import qa; print(time.perf_counter() - t)"
    runs = [
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout)
        for _ in range(5)
    ]
    return min(runs)


def _timed(ask: Callable[[str], object], question: str) -> float:
    begun = time.perf_counter()
    ask(question)
    return (time.perf_counter() - begun) * 1000


def _percentiles(name: str, times_ms: Sequence[float], *, target: str = "") -> Iterator[Figure]:
    yield Figure(f"{name}: p50", statistics.median(times_ms), "ms", target)
    yield Figure(f"{name}: p95", statistics.quantiles(times_ms, n=20)[-1], "ms")


class _Peak:
    """The most memory that this process held while it lasted, from /proc where there is one."""

    def __enter__(self) -> _Peak:
        self.megabytes = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        pages = Path("/proc/self/statm")
        if not pages.exists():
            return
        size = os.sysconf("SC_PAGE_SIZE") / 1e6
        while not self._done.wait(0.1):
            held = int(pages.read_text(encoding="ascii").split()[1]) * size
            self.megabytes = max(self.megabytes, held)


def _texts(data: Path) -> Iterator[str]:
    """Paragraphs without end: of the open sets, or generated where these are missing."""
    found = list(dict.fromkeys(_paragraphs(data)))
    chance = random.Random(7)
    chance.shuffle(found)
    number = 0
    while True:
        for text in found:
            # Numbered, so that a second round through the sets is new text to the index.
            yield f"{text} (Note {number}.)" if number >= len(found) else text
            number += 1


def _paragraphs(data: Path) -> Iterator[str]:
    import gzip

    names = ("squad2_dev_half", "squadshifts_new_wiki", "squadshifts_reddit")
    present = [data / f"{n}.jsonl.gz" for n in names if (data / f"{n}.jsonl.gz").is_file()]
    for path in present:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (" ".join(str(json.loads(line)["context"]).split()) for line in lines)
    if not present:
        chance = random.Random(11)
        nouns = [
            "river",
            "city",
            "bridge",
            "council",
            "engine",
            "treaty",
            "school",
            "harbour",
            "law",
            "field",
        ]
        verbs = [
            "crossed",
            "founded",
            "opened",
            "repaired",
            "described",
            "followed",
            "closed",
            "measured",
        ]
        for number in range(2_000):
            yield " ".join(
                f"In {1900 + chance.randrange(120)} the {chance.choice(nouns)} of district "
                f"{number} {chance.choice(verbs)} a {chance.choice(nouns)}."
                for _ in range(8)
            )


if __name__ == "__main__":
    main()
