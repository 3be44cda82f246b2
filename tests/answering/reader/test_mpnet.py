"""The larger network in eight-bit integers: near to float32, and alone as in a batch."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

from qa.answering.reader.model import ModelReader, load_reader
from qa.answering.reader.mpnet import SCALE, Larger, bucket
from qa.answering.reader.network import Network
from qa.answering.reader.thresholds import LARGER, WEIGHTS
from training.larger_reader import LargerReader

TEXTS = (
    "The mayor, Anna Berg, opened the harbour on Friday. It cost 40 million.",
    "Olaf Holm closed the school on Monday. The harbour stays shut until May.",
    "Rain fell on the northern valleys for three days.",
)


@pytest.fixture(scope="module")
def weights() -> Mapping[str, Tensor]:
    found: dict[str, Tensor] = {}
    for path in sorted(WEIGHTS.glob("larger-*.safetensors")):
        found |= load_file(str(path))
    return found


def inputs(lengths: list[int]) -> tuple[Tensor, Tensor, Tensor]:
    """Padded windows of such lengths; a window's tokens do not depend on its neighbours."""
    ids = torch.zeros(len(lengths), max(lengths), dtype=torch.long)
    for row, length in enumerate(lengths):
        drawn = torch.Generator().manual_seed(length)
        ids[row, :length] = torch.randint(1000, 20_000, (length,), generator=drawn)
    mask = (ids > 0).long()
    types = mask.clone()
    types[:, :9] = 0
    return ids, types, mask


def test_in_float32_it_is_the_module_that_was_trained(weights: Mapping[str, Tensor]) -> None:
    trained = LargerReader().eval()
    whole = {
        name: value.float() * weights[name + SCALE].float()
        if name + SCALE in weights
        else value.float()
        for name, value in weights.items()
        if not name.endswith(SCALE)
    }
    trained.load_state_dict(whole)
    given = inputs([40, 23])
    with torch.inference_mode():
        one, other = trained(*given), Larger(weights, integers=False)(*given)
    assert torch.allclose(one.pooled, other.pooled, atol=1e-4)
    inside = given[2].bool()
    assert torch.allclose(one.span[inside], other.span[inside], atol=1e-3)
    assert torch.allclose(one.evidence[inside], other.evidence[inside], atol=1e-3)


def reader_of(weights: Mapping[str, Tensor], *, integers: bool) -> ModelReader:
    shipped = load_reader(name=LARGER)
    network = Network(Larger(weights, integers=integers))
    return ModelReader("trial", network, shipped._calibration, shipped._tokenizer)


def test_integers_say_nearly_the_same(weights: Mapping[str, Tensor]) -> None:
    exact, near = (
        reader_of(weights, integers=kind).read("Who opened the harbour?", TEXTS)
        for kind in (False, True)
    )
    for one, other in zip(exact, near, strict=True):
        assert abs(one.answerable - other.answerable) < 0.15
        assert one.spans[0].text == other.spans[0].text
    assert [reading.answerable > 0.5 for reading in near] == [True, False, False]


def test_what_else_is_in_the_batch_changes_little(weights: Mapping[str, Tensor]) -> None:
    reader = reader_of(weights, integers=True)
    together = reader.read("Who opened the harbour?", TEXTS)
    for text, among in zip(TEXTS, together, strict=True):
        (alone,) = reader.read("Who opened the harbour?", [text])
        assert abs(alone.answerable - among.answerable) < 0.1
        assert alone.spans[0].text == among.spans[0].text


def test_distances_fall_into_the_buckets_that_training_had() -> None:
    relative_position_bucket = MPNetEncoder.relative_position_bucket
    distance = torch.arange(-300, 301)
    assert bucket(distance).tolist() == relative_position_bucket(distance).tolist()
    assert bucket(torch.tensor([0, 1, -1, 7, -7, 500, -500])).tolist() == [0, 17, 1, 23, 7, 31, 15]
