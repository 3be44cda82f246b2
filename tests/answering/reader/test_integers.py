"""Eight-bit products: what they are made of, and that they stay near to float32's."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from qa.answering.reader.integers import (
    IntegerLinear,
    integers_are_better,
    quantised,
    with_integers,
)


def test_a_row_of_numbers_is_brought_to_eight_bits_by_its_own_largest() -> None:
    found, scale = quantised(torch.tensor([[1.0, -2.0, 0.5], [100.0, 0.0, 25.0], [0.0, 0.0, 0.0]]))
    assert found.tolist() == [[64, -127, 32], [127, 0, 32], [0, 0, 0]]
    assert scale[:2, 0].tolist() == pytest.approx([2 / 127, 100 / 127])


def test_a_layer_of_integers_is_exact_where_its_numbers_are() -> None:
    weight = torch.eye(16, dtype=torch.int8) * 127
    layer = IntegerLinear(weight, torch.full((16, 1), 1 / 127), torch.arange(16.0))
    x = torch.zeros(2, 3, 16)
    x[0, 0, 4], x[1, 2, 9] = 127.0, -63.5
    expected = torch.arange(16.0).repeat(2, 3, 1)
    expected[0, 0, 4] += 127
    expected[1, 2, 9] -= 63.5
    with torch.inference_mode():
        assert torch.allclose(layer(x), expected, atol=1e-4)


def test_linear_layers_become_integers_and_others_stay() -> None:
    generator = torch.Generator().manual_seed(1)
    block = nn.ModuleList([nn.ModuleDict({"up": nn.Linear(64, 32), "norm": nn.LayerNorm(32)})])
    before = block[0]["up"]  # type: ignore[index]
    with_integers(block)
    after = block[0]["up"]  # type: ignore[index]
    assert isinstance(after, IntegerLinear)
    assert isinstance(block[0]["norm"], nn.LayerNorm)  # type: ignore[index]
    x = torch.randn(40, 64, generator=generator)
    with torch.inference_mode():
        assert (before(x) - after(x)).abs().max() < 0.05


def test_whether_integers_are_better_is_decided_once() -> None:
    assert integers_are_better() is integers_are_better()
