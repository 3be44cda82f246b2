"""`python -m training.train`: windows -> weights. One command, on two CPU cores or a GPU.

Two phases: one makes the held-out copy, whose figures are honest on the parts kept out, then
a shorter one goes on from it over everything, which ships. bf16 products, fp32 weights, a
running average of the weights, a checkpoint every hundred steps. --compile fuses the small
operations (1.26 times the tokens a second on two cores with AMX) and needs a C++ compiler.

On a CPU set MALLOC_TRIM_THRESHOLD_, MALLOC_MMAP_THRESHOLD_ and MALLOC_TOP_PAD_ high, or a
third of the time goes into returning memory, and OMP_WAIT_POLICY=passive where other
programs run: threads then sleep and do not spin at every product.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from qa.answering.reader.bert import Outputs, ReaderModel
from qa.answering.reader.network import fast_type
from qa.index.encoder import packaged_path
from training.larger_reader import LargerReader
from training.start_weights import from_encoder
from training.window_arrays import MASKED, Windows

TOKENS_PER_STEP = 4600
AVERAGE, AVERAGE_EVERY = 0.99, 5  # decay of the running average a step; how often it is taken
WARMUP = 80
EVIDENCE_WEIGHT = 0.5
LABEL_WEIGHTS = {"answerable": 1.0, "relevant": 0.5, "support": 1.0}
# A true claim above the false one of its pair (a logistic loss of the difference, as in RankNet,
# Burges et al. 2005): what tells them apart is all that the term sees.
PAIR_WEIGHT = 0.5
SUPPORT = 2  # column of the label and of the pooled logit


class Inputs(Protocol):
    """What every batch has: the arguments of a model."""

    ids: Tensor
    types: Tensor
    mask: Tensor


B = TypeVar("B", bound=Inputs)


class Batch:
    """Padded tensors of some windows, about equally long."""

    def __init__(self, windows: Windows, rows: NDArray[np.int64], device: torch.device) -> None:
        lengths = windows.offsets[rows + 1] - windows.offsets[rows]
        shape = (len(rows), int(lengths.max()))
        ids = np.zeros(shape, np.int64)
        evidence = np.full(shape, MASKED, np.uint8)
        for at, row in enumerate(rows):
            piece = slice(windows.offsets[row], windows.offsets[row + 1])
            ids[at, : lengths[at]] = windows.ids[piece]
            evidence[at, : lengths[at]] = windows.evidence[piece]
        place = np.arange(shape[1])[None, :]
        mask = place < lengths[:, None]
        types = (place >= windows.split[rows][:, None]) & mask
        self.ids = torch.from_numpy(ids).to(device)
        self.mask = torch.from_numpy(mask).to(device)
        self.types = torch.from_numpy(types.astype(np.int64)).to(device)
        self.evidence = torch.from_numpy(evidence).to(device)
        self.start = torch.from_numpy(windows.start[rows].astype(np.int64)).to(device)
        self.end = torch.from_numpy(windows.end[rows].astype(np.int64)).to(device)
        self.labels = torch.from_numpy(windows.labels[rows].astype(np.float32)).to(device)
        self.pairs = torch.from_numpy(_pairs(windows, rows)).to(device)


def _pairs(windows: Windows, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """(pairs, 2) places in a batch of the true and the false claim of each pair in it."""
    places: dict[int, dict[int, int]] = {}
    for at, row in enumerate(rows):
        if windows.pair[row]:
            places.setdefault(int(windows.pair[row]), {})[int(windows.labels[row, SUPPORT])] = at
    found = [(sides[1], sides[0]) for sides in places.values() if len(sides) == 2]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def batches(
    windows: Windows, chance: random.Random, device: torch.device, tokens: int
) -> Iterator[Batch]:
    """One pass over all windows: shuffled, then near-equal lengths together, in random order.

    The two of a pair stay in one batch.
    """
    lengths = np.diff(windows.offsets)
    units = _units(windows)
    chance.shuffle(units)
    found: list[NDArray[np.int64]] = []
    for at in range(0, len(units), 2048):
        chunk = sorted(units[at : at + 2048], key=lambda unit: max(int(lengths[r]) for r in unit))
        group: list[int] = []
        for unit in chunk:
            longest = max(int(lengths[row]) for row in unit)
            if group and (len(group) + len(unit)) * longest > tokens:
                found.append(np.array(group))
                group = []
            group += unit
        found.append(np.array(group))
    chance.shuffle(found)
    for rows in found:
        yield Batch(windows, rows, device)


def _units(windows: Windows) -> list[list[int]]:
    """The windows one by one, those of a pair together."""
    of_pair: dict[int, list[int]] = {}
    units = []
    for row, number in enumerate(windows.pair.tolist()):
        if not number:
            units.append([row])
        elif number in of_pair:
            of_pair[number].append(row)
        else:
            units.append(of_pair.setdefault(number, [row]))
    return units


def loss_of(out: Outputs, batch: Batch) -> dict[str, Tensor]:
    """One term per head, each over the windows that have its label."""
    first = torch.arange(batch.ids.shape[1], device=batch.ids.device)[None, :] == 0
    closed = ~(batch.types.bool() | first)
    span = out.span.float().masked_fill(closed[..., None], -1e4)
    known = batch.start >= 0
    terms: dict[str, Tensor] = {}
    if known.any():
        terms["span"] = 0.5 * (
            functional.cross_entropy(span[known, :, 0], batch.start[known])
            + functional.cross_entropy(span[known, :, 1], batch.end[known])
        )
    marked = batch.evidence != MASKED
    if marked.any():
        terms["evidence"] = EVIDENCE_WEIGHT * functional.binary_cross_entropy_with_logits(
            out.evidence.float()[marked], batch.evidence[marked].float()
        )
    for at, (name, weight) in enumerate(LABEL_WEIGHTS.items()):
        held = batch.labels[:, at] >= 0
        if held.any():
            part = functional.binary_cross_entropy_with_logits(
                out.pooled[held, at].float(), batch.labels[held, at]
            )
            # A batch with few claims must not weigh them as much as one full of them.
            terms[name] = weight * part * (held.sum() / len(held))
    if len(batch.pairs):
        true, false = out.pooled[batch.pairs[:, 0], SUPPORT], out.pooled[batch.pairs[:, 1], SUPPORT]
        share = 2 * len(batch.pairs) / len(batch.labels)
        terms["pair"] = PAIR_WEIGHT * share * functional.softplus((false - true).float()).mean()
    return terms


def _lower(model: ReaderModel | LargerReader, layers: int) -> list[nn.Module]:
    """The embeddings and the first layers, if any are frozen."""
    return [model.positions, model.types, model.norm, *model.layers[:layers]] if layers else []


class Trainer:
    """fp32 weights with a copy that does the arithmetic, and their running average.

    frozen: so many lower layers stay as they are, which saves their backward pass.
    """

    def __init__(
        self,
        model: ReaderModel | LargerReader,
        *,
        rate: float,
        keep: float,
        compiled: bool = False,
        frozen: int = 0,
    ) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model, self.keep, self.rate = model.to(self.device), keep, rate
        # bf16 without matrix units is emulated and slow.
        products = torch.bfloat16 if self.device.type == "cuda" else fast_type()
        model.words.weight.requires_grad_(False)
        self.work = copy.deepcopy(model).to(products)
        for lower in _lower(model, frozen) + _lower(self.work, frozen):
            lower.requires_grad_(False)
        self.forward: Callable[..., Outputs] = (
            torch.compile(self.work, dynamic=True) if compiled else self.work
        )
        self.masters: list[Tensor] = [p for p in model.parameters() if p.requires_grad]
        self.copies: list[Tensor] = [p for p in self.work.parameters() if p.requires_grad]
        self.average = [p.detach().clone() for p in self.masters]
        self.adam = torch.optim.AdamW(
            self.masters, lr=rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
        )
        self.steps = 0

    def step(
        self, batch: B, share: float, loss: Callable[[Outputs, B], dict[str, Tensor]]
    ) -> dict[str, Tensor]:
        """One update; share: the learning rate's fraction of its peak."""
        out = self.forward(batch.ids, batch.types, batch.mask, self.keep)
        terms = loss(out, batch)
        torch.stack(list(terms.values())).sum().backward()  # type: ignore[no-untyped-call]
        for master, copied in zip(self.masters, self.copies, strict=True):
            master.grad = None if copied.grad is None else copied.grad.float()
            copied.grad = None
        torch.nn.utils.clip_grad_norm_(self.masters, 1.0)
        for group in self.adam.param_groups:
            group["lr"] = self.rate * share
        self.adam.step()
        self.steps += 1
        with torch.no_grad():
            torch._foreach_copy_(self.copies, self.masters)
            if self.steps % AVERAGE_EVERY == 0:
                # Early on the average would still be the untrained weights: take it quickly.
                slow = 1 - 1 / (self.steps / AVERAGE_EVERY + 1)
                share = 1 - min(AVERAGE**AVERAGE_EVERY, slow)
                torch._foreach_lerp_(self.average, [p.detach() for p in self.masters], share)
        return {name: value.detach() for name, value in terms.items()}

    def averaged(self) -> dict[str, Tensor]:
        """The averaged weights under the model's names."""
        state = {name: value.clone() for name, value in self.model.state_dict().items()}
        names = [name for name, p in self.model.named_parameters() if p.requires_grad]
        state.update(dict(zip(names, self.average, strict=True)))
        return {name: value.contiguous().cpu() for name, value in state.items()}


def run(
    trainer: Trainer, windows: Windows, *, tokens: int, steps: int, limit_s: float, cool: float,
    seed: int, out: Path, report: int = 20,
) -> None:  # fmt: skip
    """Train: a warm-up, a plateau, a linear descent over the last share; saves the average.

    limit_s: the schedule follows steps or time, whichever is further on. Only a run that
    its steps end can be repeated to the same figures.
    """
    chance = random.Random(seed)
    seen, gone, began = 0, 0.0, time.monotonic()
    totals: dict[str, list[float]] = {}
    while gone < 1:
        for batch in batches(windows, chance, trainer.device, tokens):
            gone = max(seen / steps, (time.monotonic() - began) / limit_s)
            if gone >= 1:
                break
            share = min((seen + 1) / WARMUP, (1 - gone) / cool, 1.0)
            for name, value in trainer.step(batch, share, loss_of).items():
                totals.setdefault(name, []).append(float(value))
            seen += 1
            if seen % report == 0:
                mean = {name: round(float(np.mean(v[-60:])), 3) for name, v in totals.items()}
                print(seen, f"{(time.monotonic() - began) / seen:.2f} s/step", mean, flush=True)
            if seen % 100 == 0:
                save_file(trainer.averaged(), str(out.with_suffix(".partial")))
    save_file(trainer.averaged(), str(out))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".train"))
    parser.add_argument("--phase", choices=("heldout", "shipped"), required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--limit-s", type=float, default=1e9, help="end after so many seconds")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--keep", type=float, default=1.0, help="1 - dropout")
    parser.add_argument("--cool", type=float, default=0.6, help="share of steps that descend")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--compile", action="store_true", help="faster; needs a C++ compiler")
    parser.add_argument("--start", type=Path, help="weights to go on from, or reader.safetensors")
    parser.add_argument("--frozen", type=int, default=0, help="lower layers that stay as they are")
    parser.add_argument("--tokens", type=int, default=TOKENS_PER_STEP, help="tokens in a step")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    model = from_encoder(packaged_path())
    if options.start:
        # The shipped file leaves out the frozen embeddings, which the encoder has.
        model.load_state_dict(load_file(str(options.start)), strict=False)
    windows = Windows.load(options.work / f"{options.phase}.npz")
    trainer = Trainer(
        model, rate=options.rate, keep=options.keep, compiled=options.compile, frozen=options.frozen
    )
    run(
        trainer, windows, tokens=options.tokens, steps=options.steps, limit_s=options.limit_s,
        cool=options.cool, seed=options.seed, out=options.work / f"{options.phase}.safetensors",
    )  # fmt: skip


if __name__ == "__main__":
    main()
