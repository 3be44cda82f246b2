"""The packaged model is the official one, reads what it says, and agrees with itself."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from qa.errors import SettingsError
from qa.index import Embedder, load_embedder, packaged_path
from qa.index.embedder import BATCH_TOKENS, _batches
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
    lengths = [10, 200, 30, 250, 900, 5, *[100] * 100]
    batches = list(_batches(lengths, 254))
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    for batch in batches:
        widest = min(max(lengths[i] for i in batch), 254) + 2
        assert len(batch) == 1 or len(batch) * widest <= BATCH_TOKENS


def test_a_model_that_cannot_be_loaded_names_the_setting_and_the_remedy() -> None:
    with pytest.raises(SettingsError, match=r"QA_EMBEDDING_MODEL.*all-MiniLM-L6-v2"):
        load_embedder(Settings(embedding_model="/no/such/folder"))


def test_a_folder_of_another_model_is_loaded(packaged_embedder: Embedder) -> None:
    other = load_embedder(Settings(embedding_model=str(packaged_path())))
    assert (other.dim, other.max_tokens) == (384, 254)
    text = "Rain is expected in the north."
    assert other.encode([text])[0] == pytest.approx(packaged_embedder.encode([text])[0], abs=1e-4)
