"""The baseline reader: offsets are exact, closeness and words decide."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.similarity_reader import SimilarityReader


class WordEmbedder:
    """Each text is the bag of its words from a vocabulary of three."""

    name, dim, max_tokens = "words", 4, 64

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [
            [0.1, *(float(word in text.lower()) for word in ("harbour", "berths", "ice"))]
            for text in texts
        ]
        vectors = np.array(rows, dtype=np.float32).reshape(len(rows), self.dim)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


READER = SimilarityReader(WordEmbedder())
TEXT = "Anna came late.\nThe harbour has 40 berths. Ice is thick."


def test_sentences_have_exact_offsets_and_the_right_one_is_best() -> None:
    (reading,) = READER.read("How many berths are in the harbour?", [TEXT])
    texts = [TEXT[item.start : item.end] for item in reading.sentences]
    assert texts == ["Anna came late.", "The harbour has 40 berths.", "Ice is thick."]
    scores = [item.score for item in reading.sentences]
    assert scores.index(max(scores)) == 1
    assert reading.relevance == max(scores)
    assert reading.spans == ()
    assert reading.answerable > 0.9


def test_nothing_in_common_is_no_answer() -> None:
    (reading,) = READER.read("Who won the ice cup?", ["The harbour has 40 berths."])
    assert reading.answerable < 0.1


def test_empty_and_no_texts() -> None:
    assert READER.read("What?", []) == []
    (empty,) = READER.read("What?", [""])
    assert (empty.answerable, empty.relevance, empty.sentences) == (0.0, 0.0, ())


def test_order_of_the_texts_does_not_matter() -> None:
    texts = [TEXT, "Ice.", "Nothing at all"]
    there = READER.read("Is there ice?", texts)
    back = READER.read("Is there ice?", texts[::-1])
    assert there == back[::-1]


def test_support_is_higher_for_the_text_that_says_it() -> None:
    good, bad = READER.support("The harbour has 40 berths.", ["The harbour has 40 berths.", "Ice."])
    assert good > 0.99
    assert bad < 0.5
    assert READER.support("Ice.", []) == []
