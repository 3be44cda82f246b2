"""Tells what kind of answer a question wants, by a small network: "how come they left" -> explain.

    question -> the packaged encoder's middle states -> one layer, trained on -> kind: probability

A middle layer knows how a question is worded, the last what it is about. The layer above it was
trained on questions written for it (`training.train_kinds`), in eight voices; its weights and
what it tells rightly of a voice that it did not see stand in weights/kinds.json.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path

from qa.answering.reader.thresholds import REMEDY, WEIGHTS
from qa.errors import ReaderError
from qa.index.encoder import packaged_embedder

KINDS = "kinds"  # name of the weights
REMEMBERED = 256  # questions; several steps ask for the same


@functools.lru_cache(maxsize=REMEMBERED)
def kind_probabilities(question: str) -> dict[str, float]:
    """Each kind that the network knows, and how likely the question is of it; they sum to 1.

    Raises ReaderError when the weights are missing or damaged.
    """
    return _network().probabilities(question)


@functools.lru_cache(maxsize=1)
def _network() -> KindNetwork:
    return KindNetwork(WEIGHTS)


class KindNetwork:
    """The layer and its head in memory. Holds no state between calls; safe in threads."""

    def __init__(self, folder: Path) -> None:
        """Raises ReaderError when the weights are missing or damaged."""
        # torch takes a second to import: a question to the collection needs none
        from qa.answering.reader.bert import KindModel  # noqa: PLC0415
        from qa.answering.reader.network import checked_tensors  # noqa: PLC0415

        name = f"{KINDS}.json"
        try:
            described = json.loads((folder / name).read_text(encoding="utf-8"))
            self.kinds = tuple(map(str, described["kinds"]))
            files = dict(described["files"])
        except FileNotFoundError:
            raise ReaderError(f"The reader's weights are missing ({name}). {REMEDY}") from None
        except (ValueError, KeyError, TypeError, OSError):
            raise ReaderError(f"The reader's {name} cannot be read. {REMEDY}") from None
        tensors = checked_tensors(folder, files)
        self._model = KindModel(len(self.kinds))
        self._model.load_state_dict({key: value.float() for key, value in tensors.items()})
        self._model.eval()

    def probabilities(self, question: str) -> dict[str, float]:
        """As `kind_probabilities`."""
        likely = self._model.likely(packaged_embedder().middle(question))
        return dict(zip(self.kinds, likely, strict=True))
