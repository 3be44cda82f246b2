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
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from qa.answering.reader.bert import CLOSED, Outputs, ReaderModel
from training.figures import figures, said_by
from training.gathered import Gathered, Store, passes
from training.larger_reader import LargerReader
from training.quantised import load_rows, save_rows
from training.train import EVIDENCE_WEIGHT, LABEL_WEIGHTS, PAIR_WEIGHT, SUPPORT, Trainer
from training.window_arrays import MASKED, Windows

# Peak learning rates and tokens a step: of the common range for models of their size.
LARGER_RATE, LARGER_TOKENS, LARGER_KEEP = 7e-5, 24_576, 0.9
SMALL_RATE, SMALL_TOKENS, SMALL_KEEP = 5e-4, 32_768, 0.97
WARM = 0.04  # of the time
GOLD = 0.5  # weight of the gold labels beside the larger reader's logits
STILL = ("words.weight", "distances.weight")  # not trained, so they need not travel back
CLAIMS_FOR_READER = 0.2  # the closer look uses the reader's support too


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
    parser.add_argument("--rate", type=float, default=LARGER_RATE, help="its peak learning rate")
    parser.add_argument("--keep", type=float, default=LARGER_KEEP, help="1 - its dropout")
    parser.add_argument(
        "--leave-out", nargs="*", default=[], help="sources of windows that it does not read"
    )
    parser.add_argument("--only-larger", action="store_true", help="no small ones, no logits")
    parser.add_argument("--seed", type=int, default=31)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    run(options)


def _names(part: Windows) -> NDArray[np.str_]:
    """The source of each window."""
    return np.array(part.sources)[part.source]


def run(options: argparse.Namespace) -> None:
    """All stages; what each made is saved at once."""
    work: Path = options.work
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    # cuDNN plans its attention anew for every shape of a batch: four fifths of a small step's time.
    torch.backends.cuda.enable_cudnn_sdp(False)
    began = time.monotonic()

    def tell(what: str) -> None:
        print(f"[{time.monotonic() - began:.0f} s] {what}", flush=True)

    chance = random.Random(options.seed)
    labelled = [Windows.load(work / f"{name}.npz") for name in ("questions", "claims")]
    wanted = np.flatnonzero(
        np.concatenate([~np.isin(_names(part), options.leave_out) for part in labelled])
    )
    gold = Store([(labelled[0], True), (labelled[1], False)], device)
    tell(f"{len(gold)} windows with labels, {len(gold.ids)} tokens")
    larger = LargerReader()
    larger.load_state_dict(load_rows(options.larger), strict=False)
    trainer = Trainer(larger, rate=options.rate, keep=options.keep)
    learn(
        trainer,
        passes(gold, wanted, chance, LARGER_TOKENS),
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
    if options.only_larger:
        return
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
