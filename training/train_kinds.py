"""`python -m training.train_kinds`: trains the layer that tells kinds of questions.

    kind_questions.jsonl -> middle states of the packaged encoder -> kinds.safetensors, kinds.json

Nine kinds of questions were written for this in eight voices (analysts, students, editors …), about
news that no benchmark holds; half are worded so that they are easily mistaken. Plain questions of
SQuAD and BoolQ stand beside them, whose kind their first words tell. With --measure eight trainings
leave one voice out each and are measured on it; what ships has seen them all.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors.torch import save_file
from torch import Tensor

from benchmarks.common.data import read_lines
from qa.answering.reader.bert import KindModel
from qa.answering.reader.question_kinds import KINDS
from qa.answering.reader.thresholds import WEIGHTS
from qa.index.encoder import packaged_embedder, packaged_path
from qa.index.onnx_encoder import MIDDLE
from training.start_weights import from_encoder

QUESTIONS = Path(__file__).parent / "kind_questions.jsonl"
EPOCHS, BATCH, RATE, HEAD_RATE, WARM_UP = 5, 32, 2e-4, 5e-3, 50
SMOOTHING, DECAY, KEEP = 0.05, 0.01, 0.9
NOBODY = 0  # the voice of public sets
OF_OPENING, MOST_OF_BOOLQ = 8, 200
_SPACED = re.compile(r" (['’?.,:;)])")
_EXPLAINS = re.compile(r"why |how (?:do|does|did|is|are|was|were|can|could|has|have) ")
_FACT = re.compile(
    r"(?:(?:in|on|at|to|from|by|for|with|during|of|since|until) )?"
    r"(?:who|whom|whose|when|where|which|what|how) "
)
_SEVERAL = re.compile(
    r"\b(?:what|which) (?:are|were|other|two|three|four)\b|\b(?:what|which) \w+s\b(?<!s's)|"
    r"\b(?:differen|compar|versus|list|kinds?|types?|some|both|each)"
)
SURE = (0.5, 0.6, 0.7, 0.8)  # how sure it is: what share of questions, and how many are right


class Example(NamedTuple):
    """A question's middle states, (tokens, 384), its kind's number, and who wrote it."""

    states: Tensor
    kind: int
    voice: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    parser.add_argument(
        "--measure", action="store_true", help="measure on voices left out; ships nothing"
    )
    options = parser.parse_args()
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    kinds = sorted({row["kind"] for row in rows})
    rows += plain(options.data / "more")
    encoder = packaged_embedder()
    examples = [
        Example(
            torch.from_numpy(encoder.middle(row["question"])),
            kinds.index(row["kind"]),
            row["voice"],
        )
        for row in rows
    ]
    path, manifest = WEIGHTS / f"{KINDS}.safetensors", WEIGHTS / f"{KINDS}.json"
    described = json.loads(manifest.read_text(encoding="utf-8"))
    if options.measure:
        for voice in sorted({item.voice for item in examples} - {NOBODY}):
            seen = [item for item in examples if item.voice != voice]
            unseen = [item for item in examples if item.voice == voice]
            described["figures"][f"voice {voice}"] = measured(trained(seen, len(kinds)), unseen)
            print(voice, described["figures"][f"voice {voice}"], flush=True)
    else:
        model = trained(examples, len(kinds))
        save_file({name: value.half() for name, value in model.state_dict().items()}, str(path))
        described |= {
            "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest()},
            "kinds": kinds,
            "date": datetime.date.today().isoformat(),
        }
    manifest.write_text(json.dumps(described, indent=2) + "\n", "utf-8")


def plain(folder: Path) -> list[dict[str, Any]]:
    """Questions of SQuAD that ask for a fact or an explanation by their first words, and BoolQ's.

    No more than OF_OPENING begin with the same two words: half of SQuAD asks "what is" or "how
    many".
    """
    found: list[dict[str, Any]] = []
    openings: Counter[tuple[str, ...]] = Counter()
    for row in read_lines(folder / "squad1_train_sentence_question.jsonl.gz"):
        question = _SPACED.sub(r"\1", row["question"].strip())
        opening = tuple(question.split()[:2])
        openings[opening] += 1
        if openings[opening] > OF_OPENING or _SEVERAL.search(question):
            continue
        if _EXPLAINS.match(question):
            found.append({"voice": NOBODY, "kind": "explain", "question": question})
        elif _FACT.match(question):
            found.append({"voice": NOBODY, "kind": "fact", "question": question})
    asked = [row["question"] for row in read_lines(folder / "boolq_contrast.jsonl.gz")]
    chosen = random.Random(0).sample(sorted(set(asked)), MOST_OF_BOOLQ)
    return found + [{"voice": NOBODY, "kind": "yes_no", "question": one} for one in chosen]


def trained(examples: Sequence[Example], kinds: int) -> KindModel:
    """A model that has seen these examples, begun with the encoder's own next layer."""
    torch.manual_seed(0)
    chance = random.Random(0)
    model = KindModel(kinds)
    model.layer.load_state_dict(from_encoder(packaged_path()).layers[MIDDLE].state_dict())
    optimizer = torch.optim.AdamW(
        [
            {"params": model.layer.parameters(), "lr": RATE},
            {"params": model.head.parameters(), "lr": HEAD_RATE},
        ],
        weight_decay=DECAY,
    )
    steps = EPOCHS * (len(examples) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * max(0.0, 1 - step / steps)
    )
    model.train()
    for _ in range(EPOCHS):
        order = chance.sample(range(len(examples)), len(examples))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            batch = [examples[at] for at in order[start : start + BATCH]]
            loss = torch.nn.functional.cross_entropy(
                model(*padded(batch), KEEP),
                torch.tensor([item.kind for item in batch]),
                label_smoothing=SMOOTHING,
            )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    return model.eval()


def padded(batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """States (b, length, 384) and mask (b, length)."""
    states = torch.nn.utils.rnn.pad_sequence([item.states for item in batch], batch_first=True)
    lengths = torch.tensor([len(item.states) for item in batch])
    return states, (torch.arange(states.shape[1])[None, :] < lengths[:, None]).float()


def measured(model: KindModel, examples: Sequence[Example]) -> dict[str, object]:
    """The share that is told rightly, in all and where the model is so sure."""
    with torch.inference_mode():
        likely = torch.cat([model(*padded([item])).softmax(-1) for item in examples])
    sure, told = likely.max(-1)
    right = told == torch.tensor([item.kind for item in examples])
    found: dict[str, object] = {"right": round(float(right.float().mean()), 3)}
    for bound in SURE:
        able = sure >= bound
        found[str(bound)] = [
            round(float(able.float().mean()), 3),
            round(float(right[able].float().mean()), 3),
        ]
    return found


if __name__ == "__main__":
    main()
