"""`python -m training.distil`: a larger reader is trained, and the small ones copy its logits.

    windows with gold labels -> larger reader -> its logits of all windows, labelled or not
    -> a reader and a checker, each trained from the packaged encoder on logits and gold labels

For a quarter of an hour of a GPU: every stage ends by the clock. Token arrays, labels and logits
lie in the device's memory; a batch is gathered there. Source of the method: Hinton et al. 2015,
"Distilling the knowledge in a neural network". On a CPU it runs too, for trying it out.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from qa.answering.reader.bert import CLOSED, Outputs, ReaderModel
from training.larger_reader import LargerReader
from training.quantised import load_rows, save_rows
from training.train import EVIDENCE_WEIGHT, LABEL_WEIGHTS, PAIR_WEIGHT, SUPPORT, Trainer
from training.window_arrays import MASKED, Windows

# Peak learning rates and tokens a step: of the common range for models of their size.
LARGER_RATE, LARGER_TOKENS, LARGER_KEEP = 7e-5, 24_576, 0.9
SMALL_RATE, SMALL_TOKENS, SMALL_KEEP = 4e-4, 16_384, 0.97
WARM = 0.04  # of the time
CHUNK = 4096  # units that are sorted by length together
GOLD = 0.5  # weight of the gold labels beside the larger reader's logits
STILL = ("words.weight", "distances.weight")  # not trained, so they need not travel back
CLAIMS_FOR_READER = 0.2  # the closer look uses the reader's support too


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
    unit = np.where(store.pair[rows] > 0, -store.pair[rows], rows)
    _, unit = np.unique(unit, return_inverse=True)
    while True:
        order = generator.permutation(int(unit.max()) + 1)[unit]
        shuffled = rows[np.argsort(order, kind="stable")]
        ends = [*range(CHUNK, len(shuffled), CHUNK), len(shuffled)]
        ends = [end - _parted(store, shuffled, end) for end in ends]
        groups = [
            group
            for first, last in zip([0, *ends], ends, strict=False)
            for group in _cut(store, shuffled[first:last], tokens)
        ]
        for number in generator.permutation(len(groups)):
            yield Gathered(store, groups[number])


def _cut(store: Store, rows: NDArray[np.int64], tokens: int) -> list[NDArray[np.int64]]:
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


def gold_loss(out: Outputs, batch: Gathered) -> dict[str, Tensor]:
    """The terms of `train.loss_of`, each over the windows that have its label, a mean over all."""
    count = len(batch.ids)
    known = (batch.start >= 0).float()
    span = _spans(out.span, batch).log_softmax(1)
    start = span[..., 0].gather(1, batch.start.clamp(min=0)[:, None]).squeeze(1)
    end = span[..., 1].gather(1, batch.end.clamp(min=0)[:, None]).squeeze(1)
    held = (batch.marked != MASKED).float()
    evidence = functional.binary_cross_entropy_with_logits(
        out.evidence.float(), (batch.marked == 1).float(), reduction="none"
    )
    per_window = (evidence * held).sum(1) / held.sum(1).clamp(min=1)
    terms = {
        "span": -0.5 * ((start + end) * known).sum() / count,
        "evidence": EVIDENCE_WEIGHT * per_window.sum() / count,
    }
    for at, (name, weight) in enumerate(LABEL_WEIGHTS.items()):
        label = batch.labels[:, at]
        part = functional.binary_cross_entropy_with_logits(
            out.pooled[:, at].float(), label.clamp(min=0), reduction="none"
        )
        terms[name] = weight * (part * (label >= 0)).sum() / count
    true, false = out.pooled[batch.pairs[:, 0], SUPPORT], out.pooled[batch.pairs[:, 1], SUPPORT]
    terms["pair"] = 2 * PAIR_WEIGHT * functional.softplus((false - true).float()).sum() / count
    return terms


def copied_loss(out: Outputs, batch: Gathered) -> dict[str, Tensor]:
    """How far the logits are from the larger reader's, and the gold terms at GOLD."""
    said = batch.logits
    assert said is not None
    count = len(batch.ids)
    asks = batch.asks.float()
    span = _spans(out.span, batch).log_softmax(1)
    aim = _spans(said.span, batch).softmax(1)
    apart = -(aim * span).sum(1).mean(1)
    inside = batch.types.float()
    evidence = functional.binary_cross_entropy_with_logits(
        out.evidence.float(), said.evidence.sigmoid(), reduction="none"
    )
    per_window = (evidence * inside).sum(1) / inside.sum(1).clamp(min=1)
    pooled = functional.binary_cross_entropy_with_logits(
        out.pooled.float(), said.pooled.sigmoid(), reduction="none"
    )
    terms = {f"gold {name}": GOLD * term for name, term in gold_loss(out, batch).items()}
    terms["span"] = (apart * asks).sum() / count
    terms["evidence"] = EVIDENCE_WEIGHT * (per_window * asks).sum() / count
    terms["answerable"] = (pooled[:, 0] * asks).sum() / count
    terms["relevant"] = 0.5 * (pooled[:, 1] * asks).sum() / count
    terms["support"] = (pooled[:, 2] * (1 - asks)).sum() / count
    return terms


def _spans(span: Tensor, batch: Gathered) -> Tensor:
    """The span logits with all but the passage and its "no answer" closed."""
    first = torch.arange(batch.ids.shape[1], device=batch.ids.device)[None, :] == 0
    closed = ~(batch.types.bool() | first)
    return span.float().masked_fill(closed[..., None], CLOSED)


def learn(
    trainer: Trainer,
    batches: Iterator[Gathered],
    loss: Callable[[Outputs, Gathered], dict[str, Tensor]],
    *,
    seconds: float,
    report: int = 100,
) -> None:
    """Until the time is over: a warm-up, then a linear descent to nothing."""
    began, seen, tokens = time.monotonic(), 0, 0
    recent: list[dict[str, Tensor]] = []
    trainer.work.train()
    for batch in batches:
        gone = (time.monotonic() - began) / seconds
        if gone >= 1:
            break
        recent.append(trainer.step(batch, min(gone / WARM + 0.01, 1 - gone), loss))
        seen, tokens = seen + 1, tokens + batch.mask.numel()
        if seen % report == 0:
            means = {name: torch.stack([r[name] for r in recent]).mean() for name in recent[0]}
            told = " ".join(f"{name} {float(value):.3f}" for name, value in means.items())
            rate = tokens / (time.monotonic() - began)
            print(f"{seen} {gone:.2f} {rate / 1000:.0f}k tokens/s {told}", flush=True)
            recent = []
    print("seen", tokens, "tokens in", seen, "steps", flush=True)


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
        part = part[np.argsort(store.lengths[part], kind="stable")]
        for rows in _cut_plain(store, part, tokens):
            batch = Gathered(store, rows)
            out = model(batch.ids, batch.types, batch.mask)
            places = batch.where[batch.mask]
            logits.span[places] = out.span[batch.mask].to(half)
            logits.evidence[places] = out.evidence[batch.mask].to(half)
            logits.pooled[batch.rows] = out.pooled.to(half)
        if store.device.type == "cuda":
            torch.cuda.synchronize()
    return logits, np.sort(order[:at])


def _cut_plain(store: Store, rows: NDArray[np.int64], tokens: int) -> Iterator[NDArray[np.int64]]:
    first = 0
    for last in range(1, len(rows) + 1):
        over = last < len(rows) and (last + 1 - first) * store.lengths[rows[last]] > tokens
        if last == len(rows) or over:
            yield rows[first:last]
            first = last


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".train/teacher"))
    parser.add_argument(
        "--larger", type=Path, required=True, help="its start, as training.quantised saves"
    )
    parser.add_argument("--start", type=Path, required=True, help="the small ones' start, likewise")
    parser.add_argument("--larger-s", type=float, default=240, help="seconds of the larger reader")
    parser.add_argument("--logits-s", type=float, default=75, help="of saying its logits")
    parser.add_argument("--reader-s", type=float, default=100)
    parser.add_argument("--checker-s", type=float, default=80)
    parser.add_argument("--seed", type=int, default=31)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    run(options)


def run(options: argparse.Namespace) -> None:
    """All stages; what each made is saved at once."""
    work: Path = options.work
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    began = time.monotonic()

    def tell(what: str) -> None:
        print(f"[{time.monotonic() - began:.0f} s] {what}", flush=True)

    chance = random.Random(options.seed)
    gold = Store(
        [(Windows.load(work / "questions.npz"), True), (Windows.load(work / "claims.npz"), False)],
        device,
    )
    tell(f"{len(gold)} windows with labels, {len(gold.ids)} tokens")
    larger = LargerReader()
    larger.load_state_dict(load_rows(options.larger), strict=False)
    trainer = Trainer(larger, rate=LARGER_RATE, keep=LARGER_KEEP)
    everything = np.arange(len(gold))
    learn(
        trainer,
        passes(gold, everything, chance, LARGER_TOKENS),
        gold_loss,
        seconds=options.larger_s,
    )
    kept = {name: v for name, v in trainer.averaged().items() if name not in STILL}
    save_rows(kept, work / "larger.rows.safetensors")
    measure = Store([(Windows.load(work / "measured.npz"), True)], device)
    tell(
        "the larger reader is trained: "
        + figures(measure, said_by(trainer.work, measure, LARGER_TOKENS)[0])
    )
    del gold
    parts = [
        (Windows.load(work / f"{name}.npz"), "questions" in name)
        for name in ("questions", "near_questions", "claims", "near_claims")
    ]
    store = Store(parts, device)
    products = torch.bfloat16 if device.type == "cuda" else torch.float32
    larger.load_state_dict(trainer.averaged())
    store.logits, said = said_by(
        larger.to(device, products), store, 4 * LARGER_TOKENS, seconds=options.logits_s
    )
    del trainer, larger
    tell(f"it has said its logits of {len(said)} of {len(store)} windows")
    questions, claims = said[store.asks[said]], said[~store.asks[said]]
    some = np.random.default_rng(1).permutation(claims)[: int(CLAIMS_FOR_READER * len(claims))]
    for name, rows, seconds in (
        ("reader", np.sort(np.concatenate([questions, some])), options.reader_s),
        ("checker", claims, options.checker_s),
    ):
        small = ReaderModel()
        small.load_state_dict(load_rows(options.start), strict=False)
        trainer = Trainer(small, rate=SMALL_RATE, keep=SMALL_KEEP)
        learn(trainer, passes(store, rows, chance, SMALL_TOKENS), copied_loss, seconds=seconds)
        state = {n: v.half() for n, v in trainer.averaged().items() if n != "words.weight"}
        save_file(state, str(work / f"{name}.half.safetensors"))
        tell(
            f"the {name} is trained: "
            + figures(measure, said_by(trainer.work, measure, LARGER_TOKENS)[0])
        )


if __name__ == "__main__":
    main()
