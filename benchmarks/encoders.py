"""Is the project's own ONNX encoder worth its lines? python -m benchmarks.encoders [--texts 256].

The same passages of the example corpus are embedded by the product's engine, by
sentence-transformers on torch, and by sentence-transformers' ONNX backend where optimum is
installed, each in a fresh process on one thread. Processor seconds are compared, because they
hardly depend on what else the machine does: to be ready for a first question, and for the
passages; resident memory at the end; and the lowest cosine with the first engine's vectors.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.common.table import Table, show
from qa.index import load_embedder, packaged_path
from qa.process import be_offline
from qa.settings import Settings

ENGINES = ("own", "torch", "onnx")
NAMES = {
    "own": "the product's ONNX graph",
    "torch": "sentence-transformers, torch",
    "onnx": "sentence-transformers, ONNX",
}
QUESTION = "Which company gave the country a second link?"
WORDS = 110
EXPORTED = "EXPORTED_MODEL"
Encode = Callable[[Sequence[str]], NDArray[np.float32]]


def passages(corpus: Path, count: int) -> list[str]:
    """Runs of 110 words of the corpus, about 150 tokens, again from the start if they end."""
    words = " ".join(path.read_text("utf-8") for path in sorted(corpus.glob("*.md"))).split()
    texts = [" ".join(words[at : at + WORDS]) for at in range(0, len(words), WORDS)]
    return [texts[number % len(texts)] for number in range(count)]


def engine(name: str) -> Encode:
    """A function from texts to unit vectors."""
    be_offline()
    folder = str(packaged_path())
    if name == "own":
        return load_embedder(Settings(threads=1)).encode
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    if name == "torch":
        model = SentenceTransformer(folder, device="cpu")
    else:
        import onnxruntime  # type: ignore[import-untyped]

        session = onnxruntime.SessionOptions()
        session.intra_op_num_threads = session.inter_op_num_threads = 1
        options = {"session_options": session, "provider": "CPUExecutionProvider"}
        # The package ships no ONNX file, so it is exported once, which is not measured.
        model = SentenceTransformer(
            os.environ[EXPORTED], device="cpu", backend="onnx", model_kwargs=options
        )
    return lambda texts: model.encode(
        list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
    )


def measure(name: str, texts: Sequence[str], out: Path) -> dict[str, float]:
    """What one engine takes; run in a process of its own."""
    encode = engine(name)
    encode([QUESTION])
    ready = time.process_time()
    vectors = encode(texts)
    np.save(out, vectors)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"ready_s": ready, "texts_s": time.process_time() - ready, "memory_mb": memory}


def export(folder: Path) -> None:
    """The packaged model with an ONNX file beside it, written by sentence-transformers."""
    from sentence_transformers import SentenceTransformer

    SentenceTransformer(str(packaged_path()), device="cpu", backend="onnx").save_pretrained(
        str(folder)
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each engine in a fresh process, or one in this one."""
    parser = argparse.ArgumentParser(prog="benchmarks.encoders", description=__doc__)
    parser.add_argument("--texts", type=int, default=256, help="passages")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--one", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(
            json.dumps(measure(options.one, passages(options.corpus, options.texts), options.out))
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = list(_all(Path(folder), options.corpus, options.texts))
    head = ("engine", "ready, s", "passages a s", "MB", "lowest cosine")
    title = f"{options.texts} passages, one thread, processor time"
    show([Table(title, head, tuple(rows))])


def _all(folder: Path, corpus: Path, texts: int) -> Iterator[tuple[str, ...]]:
    reference = None
    for name in ENGINES:
        if name == "onnx" and find_spec("optimum") is None:
            print("sentence-transformers' ONNX backend needs optimum-onnx; left out.")
            continue
        if name == "onnx":
            export(folder / "exported")
        out = folder / f"{name}.npy"
        found = subprocess.run(
            [sys.executable, "-m", "benchmarks.encoders", "--one", name, "--out", str(out),
             "--texts", str(texts), "--corpus", str(corpus)],
            env=os.environ | {"OMP_NUM_THREADS": "1", EXPORTED: str(folder / "exported")},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        figures = json.loads(found.stdout.splitlines()[-1])
        vectors = np.load(out)
        reference = vectors if reference is None else reference
        cosine = float((vectors * reference).sum(axis=1).min())
        speed = texts / figures["texts_s"]
        yield (NAMES[name], f"{figures['ready_s']:.1f}", f"{speed:.1f}",
               f"{figures['memory_mb']:.0f}", f"{cosine:.6f}")  # fmt: skip


if __name__ == "__main__":
    main()
