"""Batches gathered from flat arrays, and the two losses: what is copied and what is gold."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from qa.answering.reader.bert import Outputs
from qa.index.encoder import packaged_path
from training.distil import copied_loss, gold_loss
from training.gathered import Gathered, Logits, Store, passes
from training.labelled import Example
from training.quantised import load_rows, save_rows
from training.train import Batch, loss_of
from training.windows import load_tokenizer, tokenised

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def store() -> Store:
    asked = [
        Example(
            "q",
            "Who won?",
            f"Town {n} won. " + "It rained. " * (n % 5),
            1,
            1,
            span=(0, 6 + (n > 9)),
        )
        for n in range(1, 13)
    ]
    claims = [
        Example(
            "c", f"Town {n} {verb}.", f"Town {n} won. " + "It rained. " * (n % 5), support=s, pair=n
        )
        for n in range(1, 13)
        for s, verb in ((1, "won"), (0, "lost"))
    ]
    tokenizer = load_tokenizer(packaged_path())
    return Store([(tokenised(asked, tokenizer), True), (tokenised(claims, tokenizer), False)], CPU)


def outputs(batch: Gathered) -> Outputs:
    drawn = torch.Generator().manual_seed(3)
    rows, width = batch.ids.shape
    return Outputs(
        torch.randn(rows, width, 2, generator=drawn),
        torch.randn(rows, width, generator=drawn),
        torch.randn(rows, 3, generator=drawn),
    )


def test_a_pass_reads_every_window_once_and_parts_no_pair(store: Store) -> None:
    batches = passes(store, np.arange(len(store)), random.Random(2), 200)
    rows: list[int] = []
    pairs = 0
    while len(rows) < len(store):
        batch = next(batches)
        rows += batch.rows.tolist()
        pairs += len(batch.pairs)
        for at, row in enumerate(batch.rows.tolist()):
            length = int(store.lengths[row])
            first = int(store.offsets[row])
            assert batch.ids[at, :length].tolist() == store.ids[first : first + length].tolist()
            assert batch.mask[at].sum() == length
    assert sorted(rows) == list(range(len(store)))
    assert pairs == 12


def test_the_gold_loss_of_equal_windows_is_that_of_the_other_training(store: Store) -> None:
    asked = tokenised(
        [Example("q", "Who won?", "Town 3 won.", 1, 1, span=(0, 6))],
        load_tokenizer(packaged_path()),
    )
    batch, other = Gathered(store, np.array([0])), Batch(asked, np.array([0]), CPU)
    small = Store([(asked, True)], CPU)
    batch = Gathered(small, np.array([0]))
    out = outputs(batch)
    width = other.ids.shape[1]
    cut = Outputs(out.span[:, :width], out.evidence[:, :width], out.pooled)
    mine, theirs = gold_loss(out, batch), loss_of(cut, other)
    for name in ("span", "answerable", "relevant"):
        assert float(mine[name]) == pytest.approx(float(theirs[name]), rel=1e-4)


def test_the_copied_loss_is_least_at_the_copied_logits(store: Store) -> None:
    count = len(store.ids)
    drawn = torch.Generator().manual_seed(8)
    store.logits = Logits(
        3 * torch.randn(count, 2, generator=drawn), torch.randn(count, generator=drawn),
        torch.randn(len(store), 3, generator=drawn),
    )  # fmt: skip
    batch = Gathered(store, np.arange(12))
    said = batch.logits
    assert said is not None

    def copied(out: Outputs) -> float:
        terms = copied_loss(out, batch)
        return float(torch.stack([t for n, t in terms.items() if not n.startswith("gold")]).sum())

    same = Outputs(said.span, said.evidence, said.pooled)
    assert copied(same) < copied(outputs(batch))
    moved = Outputs(said.span + 0.3 * torch.randn(said.span.shape), said.evidence, said.pooled)
    assert copied(same) < copied(moved)
    store.logits = None


def test_a_byte_a_number_is_within_half_a_step(tmp_path: Path) -> None:
    drawn = torch.Generator().manual_seed(1)
    state = {"w": torch.randn(7, 50, generator=drawn), "b": torch.randn(7, generator=drawn)}
    save_rows(state, tmp_path / "rows")
    back = load_rows(tmp_path / "rows")
    step = state["w"].abs().amax(1, keepdim=True) / 127
    assert bool(((back["w"] - state["w"]).abs() <= 0.52 * step).all())
    assert torch.allclose(back["b"], state["b"], atol=1e-3)
