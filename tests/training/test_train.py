"""The two claims of a pair are read in one batch, and the loss tells them apart."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch

from qa.answering.reader.bert import Outputs
from qa.index.encoder import packaged_path
from training.labelled import Example
from training.train import PAIR_WEIGHT, Batch, batches, loss_of
from training.window_arrays import Windows
from training.windows import load_tokenizer, tokenised

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def windows() -> Windows:
    examples = []
    for number in range(1, 41):
        passage = f"Town {number} beat its neighbour. " + "It rained all day. " * (number % 7)
        for support in (1, 0):
            claim = "The town won." if support else "The town lost."
            examples.append(Example("made", claim, passage, support=support, pair=number))
    examples += [Example("alone", "It rained.", "It rained all day.", support=1)] * 5
    return tokenised(examples, load_tokenizer(packaged_path()))


def test_no_pair_is_parted_and_no_window_is_lost(windows: Windows) -> None:
    seen = list(batches(windows, random.Random(4), CPU, 400))
    assert len(seen) > 3
    assert sum(len(batch.pairs) for batch in seen) == 40
    assert sum(len(batch.labels) for batch in seen) == len(windows)


def outputs(batch: Batch, support: torch.Tensor) -> Outputs:
    rows, length = batch.ids.shape
    pooled = torch.zeros(rows, 3)
    pooled[:, 2] = support
    return Outputs(torch.zeros(rows, length, 2), torch.zeros(rows, length), pooled)


def test_the_loss_of_a_pair_is_small_where_the_true_claim_stands_above(windows: Windows) -> None:
    batch = Batch(windows, np.array([0, 1]), CPU)
    assert batch.pairs.tolist() == [[0, 1]]
    right = loss_of(outputs(batch, torch.tensor([3.0, -3.0])), batch)["pair"]
    wrong = loss_of(outputs(batch, torch.tensor([-3.0, 3.0])), batch)["pair"]
    assert float(right) == pytest.approx(PAIR_WEIGHT * float(np.log1p(np.exp(-6))), rel=1e-4)
    assert float(wrong) == pytest.approx(PAIR_WEIGHT * float(np.log1p(np.exp(6))), rel=1e-4)


def test_a_claim_without_its_twin_has_no_pair(windows: Windows) -> None:
    batch = Batch(windows, np.array([0, 3, 82]), CPU)
    assert batch.pairs.shape == (0, 2)
    assert "pair" not in loss_of(outputs(batch, torch.zeros(3)), batch)
