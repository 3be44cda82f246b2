"""What a reader says of stored windows, and how good that is on those kept out.

    Store -> logits of windows -> AUC of answerable and support by source, overlap of spans

`distil` tells these figures of itself at its end; `benchmarks.reader` and `benchmarks.claims`
measure what ships.
"""

from __future__ import annotations

import time

import numpy as np
import torch
from numpy.typing import NDArray

from qa.answering.reader.bert import ReaderModel
from training.gathered import CHUNK, Gathered, Logits, Store, cut
from training.larger_reader import LargerReader


@torch.no_grad()
def said_by(
    model: LargerReader | ReaderModel, store: Store, tokens: int, *, seconds: float = 1e9
) -> tuple[Logits, NDArray[np.int64]]:
    """The logits in half precision, of windows in random order until the time is over.

    Also which windows have theirs.
    """
    model.eval()
    count = len(store.ids)
    half = torch.float16 if store.device.type == "cuda" else torch.float32
    logits = Logits(
        torch.zeros(count, 2, dtype=half, device=store.device),
        torch.zeros(count, dtype=half, device=store.device),
        torch.zeros(len(store), 3, dtype=half, device=store.device),
    )
    order = np.random.default_rng(1).permutation(len(store))
    began, at = time.monotonic(), 0
    while at < len(order) and time.monotonic() - began < seconds:
        part = order[at : at + 4 * CHUNK]
        at += len(part)
        for rows in cut(store, part, tokens):
            batch = Gathered(store, rows)
            out = model(batch.ids, batch.types, batch.mask)
            places = batch.where[batch.mask]
            logits.span[places] = out.span[batch.mask].to(half)
            logits.evidence[places] = out.evidence[batch.mask].to(half)
            logits.pooled[batch.rows] = out.pooled.to(half)
        if store.device.type == "cuda":
            torch.cuda.synchronize()
    return logits, np.sort(order[:at])


def figures(store: Store, logits: Logits) -> str:
    """Of windows kept out, by source: AUC of answerable and of support, exact spans."""
    told = []
    answerable, support = logits.pooled[:, 0].cpu().numpy(), logits.pooled[:, 2].cpu().numpy()
    labels = store.labels.cpu().numpy()
    for number, name in enumerate(store.names):
        rows = store.source == number
        for kind, score, label in (("answerable", answerable, labels[:, 0]),
                                   ("support", support, labels[:, 2])):  # fmt: skip
            good, bad = score[rows & (label == 1)], score[rows & (label == 0)]
            if len(good) and len(bad):
                told.append(f"{name} {kind} AUC {_auc(good, bad):.3f} of {len(good)}+{len(bad)}")
        spans = [row for row in np.flatnonzero(rows).tolist() if int(store.start[row]) > 0]
        if spans:
            found = np.mean([_f1(store, logits, row) for row in spans])
            told.append(f"{name} span F1 {found:.3f} of {len(spans)}")
    return "; ".join(told)


def _auc(good: NDArray[np.float32], bad: NDArray[np.float32]) -> float:
    order = np.argsort(np.concatenate([bad, good]), kind="stable")
    ranks = np.empty(len(order))
    ranks[order] = np.arange(len(order))
    return float((ranks[len(bad) :].sum() - len(good) * (len(good) - 1) / 2) / len(good) / len(bad))


def _f1(store: Store, logits: Logits, row: int) -> float:
    """Overlap of the best span of at most 24 tokens with the gold one, by places."""
    first, last = int(store.offsets[row]) + int(store.split[row]), int(store.offsets[row])
    last += int(store.lengths[row]) - 1
    start, end = logits.span[first:last].float().cpu().unbind(1)
    both = start[:, None] + end[None, :]
    both = both.triu() - 1e6 * (1 - torch.ones_like(both).triu() + torch.ones_like(both).triu(24))
    a, b = divmod(int(both.argmax()), both.shape[1])
    shift = int(store.split[row])
    gold = set(range(int(store.start[row]), int(store.end[row]) + 1))
    said = set(range(a + shift, b + shift + 1))
    return 2 * len(gold & said) / (len(gold) + len(said))
