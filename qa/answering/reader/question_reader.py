"""Reads a question: what kind of answer it wants, and which of its words name what it is about.

    "Who sat longer, Ann Lee or Bea Ray?"   -> compare; Ann Lee, Bea Ray
    "which pieces on the strike are by Ek"  -> c:list; the strike, Ek

    question -> the packaged encoder's middle states -> two layers, trained on -> kinds, marks

A middle layer knows how a question is worded, the last what it is about. The layers above it were
trained on questions written for it (`training.train_questions`); their weights and what they tell
rightly of a voice that they did not see stand in weights/questions.json. Kinds that begin with "c:"
ask of the collection, not of what its articles say.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.answering.reader.thresholds import WEIGHTS, described
from qa.index.encoder import packaged_embedder

QUESTIONS = "questions"  # name of the weights
OF_COLLECTION = "c:"
REMEMBERED = 256  # questions; several steps ask for the same
LONGEST_MARK = 40  # tokens


class ReadQuestion(NamedTuple):
    """What the network makes of a question.

    kinds: each kind that asks the articles, and how likely the question is of it; they sum to 1.
    of_collection: each kind that asks of the collection, without its "c:"; with all others they sum
    to 1. first, second: characters of the two things compared; else of the topic, and of the author
    or source that is named; None where there is none.
    """

    kinds: dict[str, float]
    of_collection: dict[str, float]
    first: tuple[int, int] | None
    second: tuple[int, int] | None


@functools.lru_cache(maxsize=REMEMBERED)
def read_question(question: str) -> ReadQuestion:
    """The question as the network reads it. Raises ReaderError when its weights are missing or
    damaged.
    """
    return _network().read(question)


def words_of_collection() -> frozenset[str]:
    """Stems with which people ask of a collection, whatever of it: "file", "earliest", "carry"."""
    return _network().words


def kind_probabilities(question: str) -> dict[str, float]:
    """Each kind that asks the articles, and how likely the question is of it; they sum to 1."""
    return read_question(question).kinds


@functools.lru_cache(maxsize=1)
def _network() -> QuestionNetwork:
    return QuestionNetwork(WEIGHTS)


class QuestionNetwork:
    """The layers and their heads in memory. Holds no state between calls; safe in threads."""

    def __init__(self, folder: Path) -> None:
        """Raises ReaderError when the weights are missing or damaged."""
        # torch takes a second to import
        from qa.answering.reader.bert import QuestionModel  # noqa: PLC0415
        from qa.answering.reader.network import checked_tensors  # noqa: PLC0415

        self.kinds, self.words, files = described(
            folder,
            f"{QUESTIONS}.json",
            lambda read: (
                tuple(map(str, read["kinds"])),
                frozenset(map(str, read["words"])),
                dict(read["files"]),
            ),
        )
        tensors = checked_tensors(folder, files)
        self._model = QuestionModel(len(self.kinds))
        self._model.load_state_dict({key: value.float() for key, value in tensors.items()})
        self._model.eval()

    def read(self, question: str) -> ReadQuestion:
        """As `read_question`."""
        states, places = packaged_embedder().middle(question)
        likely, marks = self._model.read(states)
        told = dict(zip(self.kinds, likely, strict=True))
        asking = {kind: share for kind, share in told.items() if not kind.startswith(OF_COLLECTION)}
        first, second = (
            _whole_words(question, best_marks(marks[:, at : at + 2]), places) for at in (0, 2)
        )
        return ReadQuestion(
            {kind: share / sum(asking.values()) for kind, share in asking.items()},
            {
                kind.removeprefix(OF_COLLECTION): share
                for kind, share in told.items()
                if kind not in asking
            },
            first,
            second,
        )


def best_marks(logits: NDArray[np.float32]) -> tuple[int, int] | None:
    """The likeliest first and last token, None where none is likelier; logits: (length, 2).

    The first token stands for none, the last closes the question.
    """
    length = len(logits) - 1
    if length < 2:
        return None
    distance = np.arange(1, length)[None, :] - np.arange(1, length)[:, None]
    scores = logits[1:length, :1] + logits[None, 1:length, 1]
    scores = np.where((distance >= 0) & (distance < LONGEST_MARK), scores, -np.inf)
    if scores.max() <= logits[0].sum():
        return None
    first, last = np.unravel_index(int(scores.argmax()), scores.shape)
    return int(first) + 1, int(last) + 1


def _whole_words(
    question: str, tokens: tuple[int, int] | None, places: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """The characters of these tokens, out to the ends of words."""
    if tokens is None:
        return None
    start, end = places[tokens[0]][0], places[tokens[1]][1]
    while start and question[start - 1].isalnum() and question[start].isalnum():
        start -= 1
    while end < len(question) and question[end].isalnum() and question[end - 1].isalnum():
        end += 1
    return start, end
