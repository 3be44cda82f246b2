"""`python -m training.upper_layers`: the larger network's upper layers go on learning, on a CPU.

    windows -> its lower layers in integers, once -> states -> upper layers and heads, trained on

Two cores take days for all twelve layers. The lower ones change little in fine-tuning (Lee et al.
2019, "What would Elsa do? Freezing layers during transformer fine-tuning"), so their states are
worked out once and kept, and a step costs the upper layers alone. Windows of a set that is new are
read beside a draw of those that it learnt before, or it would forget them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from qa.answering.reader.bert import Outputs
from qa.answering.reader.mpnet import WIDTH, Larger
from qa.answering.reader.network import checked_tensors, read_manifest
from qa.answering.reader.thresholds import LARGER, WEIGHTS
from qa.process import one_core_threads
from training.distil import STILL, gold_loss, learn
from training.gathered import Gathered, Store, cut, passes
from training.larger_reader import LargerReader
from training.quantised import load_rows, save_rows
from training.train import Trainer
from training.window_arrays import Windows, units

LOWER = 8  # layers that stay as they are
RATE, TOKENS, KEEP = 1e-4, 3072, 0.9
READ_AT_ONCE = 8192  # tokens


class UpperLayers(LargerReader):
    """Reads states of its lower layers where a network reads token ids."""

    def __init__(self, lower: int = LOWER) -> None:
        super().__init__()
        self.lower = lower

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor, keep: float = 1.0) -> Outputs:
        """ids: (b, length, WIDTH) states in half precision; the rest as LargerReader."""
        return self.above(ids.float(), mask, keep, first=self.lower)


def lower_states(store: Store, lower: int = LOWER, folder: Path = WEIGHTS) -> Tensor:
    """(tokens, WIDTH) in half precision: what the lower layers of the shipped network make."""
    model = Larger(checked_tensors(folder, read_manifest(folder, name=f"{LARGER}.json").files))
    states = torch.zeros(len(store.ids), WIDTH, dtype=torch.float16)

    @torch.inference_mode()
    def read(rows: NDArray[np.int64]) -> None:
        batch = Gathered(store, rows)
        made = model.states(batch.ids, batch.types, batch.mask.long(), lower)
        states[batch.where[batch.mask]] = made[batch.mask].half()

    batches = cut(store, np.arange(len(store)), READ_AT_ONCE)
    list(one_core_threads(torch.get_num_threads()).map(read, batches))
    return states


def with_states(batches: Iterator[Gathered], states: Tensor) -> Iterator[Gathered]:
    """The batches with states in place of token ids."""
    for batch in batches:
        batch.ids = states[batch.where]
        yield batch


def shipped(lower: int = LOWER, folder: Path = WEIGHTS) -> UpperLayers:
    """The network as it ships, to go on from."""
    model = UpperLayers(lower)
    for name in read_manifest(folder, name=f"{LARGER}.json").files:
        model.load_state_dict(load_rows(folder / name), strict=False)
    return model


def drawn(part: Windows, share: float, chance: random.Random) -> NDArray[np.int64]:
    """So many of the windows, those of a pair together."""
    unit = units(part.pair, np.arange(len(part)))
    chosen = [u for u in dict.fromkeys(unit.tolist()) if chance.random() < share]
    return np.flatnonzero(np.isin(unit, chosen))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("new", type=Path, nargs="+", help="windows of questions, then of claims")
    parser.add_argument(
        "--before", type=Path, nargs="*", default=[], help="the same, learnt before"
    )
    parser.add_argument("--share", type=float, default=0.1, help="of the latter, drawn")
    parser.add_argument("--start", type=Path, help="rows to go on from; else what ships")
    parser.add_argument("--out", type=Path, required=True, help="rows, as training.quantised saves")
    parser.add_argument("--lower", type=int, default=LOWER)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=41)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    parts = [(Windows.load(path), "question" in path.name) for path in options.new]
    for path in options.before:
        part = Windows.load(path)
        parts.append((part.of(drawn(part, options.share, chance)), "question" in path.name))
    store = Store(parts, torch.device("cpu"))
    print(len(store), "windows", len(store.ids), "tokens", flush=True)
    states = lower_states(store, options.lower)
    print("their states are there", flush=True)
    model = shipped(options.lower)
    if options.start:
        model.load_state_dict(load_rows(options.start), strict=False)
    trainer = Trainer(model, rate=options.rate, keep=KEEP, frozen=options.lower)
    batches = passes(store, np.arange(len(store)), chance, TOKENS)
    learn(trainer, with_states(batches, states), gold_loss, seconds=60 * options.minutes)
    # A running average of a few hundred steps has hardly left where it began; the rate ends at 0.
    state = trainer.model.state_dict()
    kept = {name: value.detach() for name, value in state.items() if name not in STILL}
    save_rows(kept, options.out)


if __name__ == "__main__":
    main()
