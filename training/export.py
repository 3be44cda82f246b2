"""`python -m training.export WEIGHTS FOLDER [--name checker]`: weights -> what the product loads.

Writes reader.safetensors (half precision, without the frozen token embeddings) and
reader.json (name, sha256, calibration), or the same of the checker. The calibration is fitted on
the parts kept out
(`measure.json`) with the held-out copy's weights, and handed on to the shipped ones with
`--calibration`: weights that have seen a part cannot be calibrated on it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from qa.answering.reader.model import read_weights, signs_of_answer
from qa.answering.reader.thresholds import CHECKER, READER
from qa.index.encoder import packaged_path
from training.labelled import Asked
from training.negatives import Pool, near_misses

FROZEN = "words.weight"
PLAIN = {
    "answerable": [0.5, 0.1, 0.0, 0.0, 0.0],
    "relevance": [0.2, 0.0, 0.0],
    "support": [1.0, 0.0],
}
QUESTIONS, CLAIMS = 500, 450  # of the parts kept out, enough for a few numbers


def write(weights: Path, folder: Path, *, name: str, calibration: dict[str, list[float]]) -> None:
    """Both files, overwritten."""
    state = load_file(str(weights))
    embeddings = load_file(str(packaged_path() / "model.safetensors"))
    frozen = embeddings["embeddings.word_embeddings.weight"]
    if FROZEN in state and not torch.equal(state[FROZEN], frozen):
        raise SystemExit("The token embeddings were trained too; they must stay frozen.")
    kept = {key: value.half().contiguous() for key, value in state.items() if key != FROZEN}
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.safetensors"
    save_file(kept, str(target))
    manifest = {
        "name": f"{name}-minilm-l6",
        "files": {target.name: hashlib.sha256(target.read_bytes()).hexdigest()},
        "embeddings": hashlib.sha256(frozen.numpy().tobytes()).hexdigest(),
        "calibration": calibration,
    }
    (folder / f"{name}.json").write_text(json.dumps(manifest, indent=2) + "\n")


def fitted(features: NDArray[np.float64], labels: NDArray[np.float64]) -> list[float]:
    """Logistic regression by Newton's method: one weight a column, then the bias."""
    x = np.hstack([features, np.ones((len(features), 1))])
    weights = np.zeros(x.shape[1])
    ridge = 1e-2 * np.eye(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge
        weights += np.linalg.solve(hessian, x.T @ (labels - p) - ridge @ weights)
    return [round(float(value), 4) for value in weights]


def fitted_upwards(features: NDArray[np.float64], labels: NDArray[np.float64]) -> list[float]:
    """The same without negative weights: of several views of one thing, some are enough."""
    kept = list(range(features.shape[1]))
    while True:
        *weights, bias = fitted(features[:, kept], labels)
        if not kept or min(weights) >= 0:
            found = dict(zip(kept, weights, strict=True))
            return [*(found.get(column, 0.0) for column in range(features.shape[1])), bias]
        kept.pop(weights.index(min(weights)))


def use_like(asked: Sequence[Asked], chance: random.Random) -> list[tuple[str, str, int]]:
    """(question, passage, answers?): as the product reads them, near passages beside the right one.

    Three in four passages do not answer; misleading questions are among them as SQuAD has them.
    """
    pool = Pool([item.context for item in asked])
    rows = []
    for item in chance.sample(list(asked), min(QUESTIONS, len(asked))):
        rows.append((item.question, item.context, int(bool(item.answers))))
        near = near_misses(item, pool, k=2, chance=chance)
        rows += [(item.question, text, 0) for text in near if item.answers]
    return rows


def calibrated(folder: Path, measure: Path, *, name: str) -> dict[str, list[float]]:
    """Fit answerable and support on the parts kept out; relevance keeps its weights."""
    reader = read_weights(folder, threads=torch.get_num_threads(), name=name)
    kept = json.loads(measure.read_text())
    chance = random.Random(3)
    asked = [Asked(**item) for item in kept["asked"] if item["source"] in ("squad", "nq")]
    rows = use_like(asked, chance)
    values = np.array(
        [signs_of_answer(reader.logits(q, [text])[0]) for q, text, _ in rows], dtype=np.float64
    )
    labels = np.array([float(label) for _, _, label in rows])
    answerable = fitted_upwards(values, labels)
    claims = chance.sample(kept["claims"], min(CLAIMS, len(kept["claims"])))
    scores = [reader.logits(item["question"], [item["passage"]])[0].support for item in claims]
    marks = np.array([float(item["support"]) for item in claims])
    support = fitted(np.array(scores, dtype=np.float64)[:, None], marks)
    return {**PLAIN, "answerable": answerable, "support": support}


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--name", choices=(READER, CHECKER), default=READER)
    parser.add_argument("--measure", type=Path, default=Path(".train/measure.json"))
    parser.add_argument("--calibration", type=Path, help="reader.json to take it from")
    options = parser.parse_args(argv)
    if options.calibration:
        found = json.loads(options.calibration.read_text())["calibration"]
        write(options.weights, options.folder, name=options.name, calibration=found)
        return
    write(options.weights, options.folder, name=options.name, calibration=PLAIN)
    found = calibrated(options.folder, options.measure, name=options.name)
    write(options.weights, options.folder, name=options.name, calibration=found)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
