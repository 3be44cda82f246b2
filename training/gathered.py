"""Windows on the device: batches are gathered there out of flat arrays of tokens and labels.

    Windows of several files -> Store -> passes of Gathered batches, of near-equal lengths

A larger reader's logits lie beside the windows that it has read. `distil` trains on what is here.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.train import SUPPORT
from training.window_arrays import MASKED, Windows, units

CHUNK = 4096  # units that are sorted by length together


@dataclass(slots=True)
class Logits:
    """What the larger reader said: (tokens, 2), (tokens,), (windows, 3)."""

    span: Tensor
    evidence: Tensor
    pooled: Tensor


class Store:
    """Windows of several files on the device.

    asks: (n,) whether the first segment is a question, else it is a claim.
    """

    def __init__(self, parts: Sequence[tuple[Windows, bool]], device: torch.device) -> None:
        shift = np.cumsum([0, *(len(part.ids) for part, _ in parts)])
        self.offsets = np.concatenate(
            [part.offsets[:-1] + at for (part, _), at in zip(parts, shift, strict=False)]
        )
        self.lengths = np.concatenate([np.diff(part.offsets) for part, _ in parts])
        self.asks = np.concatenate([np.full(len(part), asks) for part, asks in parts])
        self.pair = np.zeros(len(self.lengths), dtype=np.int64)
        at = most = 0
        for part, _ in parts:
            self.pair[at : at + len(part)] = np.where(part.pair > 0, part.pair + most, 0)
            at, most = at + len(part), most + int(part.pair.max(initial=0))
        self.support = np.concatenate([part.labels[:, SUPPORT] for part, _ in parts])

        def put(name: str, kind: torch.dtype) -> Tensor:
            joined = np.concatenate([getattr(part, name) for part, _ in parts])
            return torch.from_numpy(joined).to(device).to(kind)

        self.ids = put("ids", torch.int32)
        self.marked = put("evidence", torch.uint8)
        self.split = put("split", torch.int64)
        self.start, self.end = put("start", torch.int64), put("end", torch.int64)
        self.labels = put("labels", torch.float32)
        # Of a store of one part, the names of its sources; else of its last.
        self.names = parts[-1][0].sources
        self.source = parts[-1][0].source
        self.device = device
        self.logits: Logits | None = None

    def __len__(self) -> int:
        return len(self.lengths)

    def rows(self, *, asks: bool) -> NDArray[np.int64]:
        return np.flatnonzero(self.asks == asks)


class Gathered:
    """A padded batch of a store's windows; gold labels, and logits where the store has them."""

    def __init__(self, store: Store, rows: NDArray[np.int64]) -> None:
        lengths, device = store.lengths[rows], store.device
        width = int(-(-lengths.max() // 8) * 8)
        at = torch.from_numpy(rows).to(device)
        place = torch.arange(width, device=device)[None, :]
        self.mask = place < torch.from_numpy(lengths).to(device)[:, None]
        self.where = torch.from_numpy(store.offsets[rows]).to(device)[:, None] + place
        self.where = self.where.clamp(max=len(store.ids) - 1)
        self.rows = at
        self.ids = store.ids[self.where].long() * self.mask
        self.types = ((place >= store.split[at][:, None]) & self.mask).long()
        self.marked = store.marked[self.where].masked_fill(~self.mask, MASKED)
        self.start, self.end, self.labels = store.start[at], store.end[at], store.labels[at]
        self.pairs = torch.from_numpy(_pairs(store, rows)).to(device)
        self.asks = torch.from_numpy(store.asks[rows]).to(device)
        self.logits: Logits | None = None
        if said := store.logits:
            self.logits = Logits(
                said.span[self.where].float(), said.evidence[self.where].float(),
                said.pooled[at].float(),
            )  # fmt: skip


def _pairs(store: Store, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """(pairs, 2) places in a batch of the true and the false claim of each pair in it."""
    numbers, said = store.pair[rows], store.support[rows]
    order = np.lexsort((-said, numbers))
    first, second = order[:-1], order[1:]
    whole = (numbers[first] == numbers[second]) & (numbers[first] > 0)
    return np.stack([first[whole], second[whole]], axis=1)


def passes(
    store: Store, rows: NDArray[np.int64], chance: random.Random, tokens: int
) -> Iterator[Gathered]:
    """Pass after pass over these windows, those of a pair together, near-equal lengths together."""
    generator = np.random.default_rng(chance.randrange(2**32))
    _, unit = np.unique(units(store.pair[rows], rows), return_inverse=True)
    while True:
        order = generator.permutation(int(unit.max()) + 1)[unit]
        shuffled = rows[np.argsort(order, kind="stable")]
        ends = [*range(CHUNK, len(shuffled), CHUNK), len(shuffled)]
        ends = [end - _parted(store, shuffled, end) for end in ends]
        groups = [
            group
            for first, last in zip([0, *ends], ends, strict=False)
            for group in cut(store, shuffled[first:last], tokens)
        ]
        for number in generator.permutation(len(groups)):
            yield Gathered(store, groups[number])


def cut(store: Store, rows: NDArray[np.int64], tokens: int) -> list[NDArray[np.int64]]:
    """Groups of so many tokens; a pair is sorted by its longer window and stays together."""
    longest = store.lengths[rows].copy()
    twin = (store.pair[rows][:-1] == store.pair[rows][1:]) & (store.pair[rows][:-1] > 0)
    at = np.flatnonzero(twin)
    longest[at] = longest[at + 1] = np.maximum(longest[at], longest[at + 1])
    ordered = rows[np.argsort(longest, kind="stable")]
    groups, first = [], 0
    for last in range(1, len(ordered) + 1):
        full = last < len(ordered) and (last + 1 - first) * store.lengths[ordered[last]] > tokens
        if last == len(ordered) or full:
            end = max(last - _parted(store, ordered, last), first + 1)
            groups.append(ordered[first:end])
            first = end
    return groups


def _parted(store: Store, rows: NDArray[np.int64], at: int) -> int:
    """1 if a cut there would part a pair, else 0."""
    if at >= len(rows):
        return 0
    number = int(store.pair[rows[at]])
    return int(number > 0 and number == int(store.pair[rows[at - 1]]))
