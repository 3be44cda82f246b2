"""`python -m training.train_questions DATA`: trains the layers that read questions.

    questions.jsonl -> middle states of the packaged encoder -> questions.safetensors, .json

Questions of every kind were written for this in voices of their own (analysts, students, editors,
archivists …), about news that no benchmark holds; many are worded so that they are easily mistaken.
What they are about is marked in them: [topic] and {author or source}, or the two things that are
compared, [one] and {other}. Plain questions of SQuAD and BoolQ stand beside them, whose kind their
first words tell. With --measure trainings leave one voice out each and are measured on it; what
ships has seen them all.
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
from qa.answering.english.words import content_stems
from qa.answering.reader.bert import MARKS, QuestionModel
from qa.answering.reader.question_reader import OF_COLLECTION, QUESTIONS, best_marks
from qa.answering.reader.thresholds import WEIGHTS
from qa.index.encoder import packaged_embedder, packaged_path
from qa.index.onnx_encoder import MIDDLE
from training.start_weights import from_encoder

WRITTEN = Path(__file__).parent / "questions.jsonl"
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
SURE_OF_COLLECTION = 0.5
SURE = (0.5, 0.6, 0.7, 0.8)  # how sure it is: what share of questions, and how many are right
# Kinds whose questions are marked where they name a topic, or two things. What the others are about
# is not marked, which teaches nothing.
MARKED = ("overview", "timeline", "latest", "compare")
_MARKS = (("[", "]"), ("{", "}"))
_ANY_MARK = re.compile(r"[][{}]")
_WHAT_IS_MARKED = re.compile(r"\[[^]]*\]|\{[^}]*\}")
VOICES = 2
UNKNOWN = -100  # a place that teaches nothing


class Example(NamedTuple):
    """A question's middle states, (tokens, 384), its kind's number, who wrote it, and the first
    and last token of each mark: 0 where there is none, UNKNOWN where that is not told.
    """

    states: Tensor
    kind: int
    voice: int
    marks: tuple[int, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    parser.add_argument(
        "--measure", action="store_true", help="measure on voices left out; ships nothing"
    )
    options = parser.parse_args()
    rows = [json.loads(line) for line in WRITTEN.read_text(encoding="utf-8").splitlines()]
    kinds = sorted({row["kind"] for row in rows})
    rows += plain(options.data / "more")
    examples = [example(row, kinds) for row in rows]
    path, manifest = WEIGHTS / f"{QUESTIONS}.safetensors", WEIGHTS / f"{QUESTIONS}.json"
    described = json.loads(manifest.read_text(encoding="utf-8"))
    if options.measure:
        for voice in sorted({item.voice for item in examples} - {NOBODY}):
            seen = [item for item in examples if item.voice != voice]
            unseen = [item for item in examples if item.voice == voice]
            described["figures"][f"voice {voice}"] = measured(
                trained(seen, len(kinds)), unseen, kinds
            )
            print(voice, described["figures"][f"voice {voice}"], flush=True)
    else:
        model = trained(examples, len(kinds))
        save_file({name: value.half() for name, value in model.state_dict().items()}, str(path))
        described |= {
            "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest()},
            "kinds": kinds,
            "words": words_of_collection(rows),
            "date": datetime.date.today().isoformat(),
        }
    manifest.write_text(json.dumps(described, indent=2) + "\n", "utf-8")


def example(row: dict[str, Any], kinds: Sequence[str]) -> Example:
    """The question as the network sees it, with what is marked in it."""
    kind, written = row["kind"], row["question"]
    states, places = packaged_embedder().middle(_ANY_MARK.sub("", written))
    known = kind in MARKED or kind.startswith(OF_COLLECTION)
    known = known and not row.get("unmarked")
    marks = tuple(place for mark in _MARKS for place in _tokens_of(written, mark, places, known))
    return Example(torch.from_numpy(states), kinds.index(kind), row["voice"], marks)


def _tokens_of(
    written: str, mark: tuple[str, str], places: Sequence[tuple[int, int]], known: bool
) -> tuple[int, int]:
    """The first and the last token between the two signs."""
    start, end = (_place(written, sign) for sign in mark)
    if start is None or end is None:
        return (0, 0) if known else (UNKNOWN, UNKNOWN)
    inside = [at for at, (a, b) in enumerate(places) if a < b and a < end and b > start]
    return (inside[0], inside[-1]) if inside else (UNKNOWN, UNKNOWN)


def _place(written: str, sign: str) -> int | None:
    """Where the sign stands in the question without signs."""
    before, found, _ = written.partition(sign)
    return len(_ANY_MARK.sub("", before)) if found else None


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


def words_of_collection(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Stems with which VOICES or more ask of the collection, outside of what they mark."""
    voices: dict[str, set[int]] = {}
    for row in rows:
        if row["kind"].startswith(OF_COLLECTION):
            for found in content_stems(_WHAT_IS_MARKED.sub(" ", row["question"])):
                voices.setdefault(found, set()).add(row["voice"])
    return sorted(found for found, own in voices.items() if len(own) >= VOICES)


def trained(examples: Sequence[Example], kinds: int) -> QuestionModel:
    """A model that has seen these examples, begun with the encoder's own next layers."""
    torch.manual_seed(0)
    chance = random.Random(0)
    model = QuestionModel(kinds)
    encoder = from_encoder(packaged_path())
    for number, layer in enumerate(model.layers):
        layer.load_state_dict(encoder.layers[MIDDLE + number].state_dict())
    optimizer = torch.optim.AdamW(
        [
            {"params": model.layers.parameters(), "lr": RATE},
            {"params": model.head.parameters(), "lr": HEAD_RATE},
            {"params": model.marks.parameters(), "lr": HEAD_RATE},
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
            asked, marks = model(*padded(batch), KEEP)
            loss = torch.nn.functional.cross_entropy(
                asked, torch.tensor([item.kind for item in batch]), label_smoothing=SMOOTHING
            )
            places = torch.tensor([item.marks for item in batch])
            if bool((places != UNKNOWN).any()):
                loss = loss + torch.nn.functional.cross_entropy(marks, places, ignore_index=UNKNOWN)
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


def measured(
    model: QuestionModel, examples: Sequence[Example], kinds: Sequence[str]
) -> dict[str, object]:
    """The share of kinds that is told rightly, in all and where the model is so sure; and of marks.

    A mark is right that begins and ends where it should, or is rightly not there.
    """
    told, marks = [], []
    with torch.inference_mode():
        for item in examples:
            asked, places = model(*padded([item]))
            told.append(asked[0].softmax(-1))
            for at in range(0, 2 * MARKS, 2):
                if item.marks[at] != UNKNOWN:
                    found = best_marks(places[0, :, at : at + 2].numpy()) or (0, 0)
                    marks.append(found == item.marks[at : at + 2])
    sure, chosen = torch.stack(told).max(-1)
    right = chosen == torch.tensor([item.kind for item in examples])
    of_collection = torch.tensor([kind.startswith(OF_COLLECTION) for kind in kinds])
    meant = of_collection[torch.tensor([item.kind for item in examples])]
    found_so = torch.stack(told)[:, of_collection].sum(-1) >= SURE_OF_COLLECTION
    figures: dict[str, object] = {
        "right": _share(right),
        "of the collection, found": _share(found_so[meant]),
        "of the articles, taken for it": _share(found_so[~meant]),
        "marks": round(sum(marks) / max(len(marks), 1), 3),
    }
    for bound in SURE:
        able = sure >= bound
        figures[str(bound)] = [_share(able), _share(right[able])]
    return figures


def _share(found: Tensor) -> float:
    return round(float(found.float().mean()), 3) if len(found) else 1.0


if __name__ == "__main__":
    main()
