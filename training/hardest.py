"""Which of the made negatives still look like an answer to the reader that is trained on.

    candidates of a question -> windows -> an earlier copy of the reader -> the hardest

After some legs most negatives tell a reader nothing new; those that mislead it do. One that
it takes for an answer without any doubt may well be one, in other words than the answers
that are known, and is passed over (RocketQA, Qu et al. 2021, section 4.2, does the same with
a cross-encoder); a question with a detail exchanged cannot be.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from qa.answering.reader.network import load_network, read_manifest
from qa.index.encoder import packaged_path
from training.labelled import Example
from training.windows import load_tokenizer, tokenised

BATCH_TOKENS = 4096
SURE = 2.2  # logit of "answerable" (.9 uncalibrated) from where another passage may answer


class Judge:
    """An exported copy of the reader, asked how answerable a window looks."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        manifest = read_manifest(folder)
        self._network = load_network(folder, manifest, encoder=packaged_path(), threads=threads)
        self._tokenizer: Tokenizer = load_tokenizer(packaged_path())

    def answerable(self, examples: Sequence[Example]) -> NDArray[np.float32]:
        """(n,) logits of "answerable", in the order of the examples."""
        if not examples:
            return np.zeros(0, dtype=np.float32)
        windows = tokenised(examples, self._tokenizer)
        lengths = np.diff(windows.offsets)
        logits = np.zeros(len(windows), dtype=np.float32)
        batches: list[list[int]] = [[]]
        for row in np.argsort(lengths, kind="stable").tolist():
            if batches[-1] and (len(batches[-1]) + 1) * int(lengths[row]) > BATCH_TOKENS:
                batches.append([])
            batches[-1].append(row)

        def ids(row: int) -> list[int]:
            found: list[int] = windows.ids[windows.offsets[row] : windows.offsets[row + 1]].tolist()
            return found

        said = self._network.run(
            [([ids(i) for i in each], [int(windows.split[i]) for i in each]) for each in batches]
        )
        for batch, (_, _, pooled) in zip(batches, said, strict=True):
            logits[batch] = pooled[:, 0]
        return logits


def hardest(logits: Sequence[float], *, passing_over_sure: bool) -> int | None:
    """The place of the highest logit, of those up to SURE if asked for; None if there is none."""
    fair = [
        (logit, -at) for at, logit in enumerate(logits) if logit <= SURE or not passing_over_sure
    ]
    return -max(fair)[1] if fair else None
