"""Windows: labels stand on the right tokens, and a crop never loses the answer."""

from __future__ import annotations

import random

import numpy as np
import pytest

from qa.index.encoder import packaged_path
from training.labelled import Example
from training.window_arrays import MASKED
from training.windows import MAX_TOKENS, SEP, cropped, load_tokenizer, tokenised

PASSAGE = "Rain fell. Ida Berg won the race in Oslo. The crowd cheered."


def example(answer: str, **more: int) -> Example:
    start = PASSAGE.index(answer)
    span = (start, start + len(answer))
    return Example("made", "Who won?", PASSAGE, 1, 1, span=span, evidence=((11, 41),), **more)


@pytest.mark.parametrize("seed", range(8))
def test_a_crop_keeps_the_answer_and_whole_sentences(seed: int) -> None:
    short = cropped(example("Ida Berg"), most_words=10, chance=random.Random(seed))
    assert short.span is not None
    assert short.passage[slice(*short.span)] == "Ida Berg"
    assert short.passage in (
        "Rain fell. Ida Berg won the race in Oslo.",
        "Ida Berg won the race in Oslo.",
        "Ida Berg won the race in Oslo. The crowd cheered.",
    )
    assert short.evidence is not None
    assert [short.passage[slice(*place)] for place in short.evidence] == [
        "Ida Berg won the race in Oslo."
    ]


def test_labels_stand_on_the_tokens_of_the_answer() -> None:
    tokenizer = load_tokenizer(packaged_path())
    nothing = Example("made-", "Who lost?", PASSAGE, 0, 0, evidence=())
    windows = tokenised([example("Ida Berg"), nothing], tokenizer)
    first = windows.ids[: windows.offsets[1]]
    said = tokenizer.decode(list(first[windows.start[0] : windows.end[0] + 1]))
    assert said == "ida berg"
    assert first[-1] == SEP
    marks = windows.evidence[: windows.offsets[1]]
    assert tokenizer.decode(list(first[marks == 1])) == "ida berg won the race in oslo."
    assert set(marks[: windows.split[0]]) == {MASKED}
    assert (windows.start[1], windows.end[1]) == (0, 0)
    assert windows.labels.tolist() == [[1, 1, -1], [0, 0, -1]]
    assert 1 not in windows.evidence[windows.offsets[1] :]


def test_an_answer_that_is_cut_off_is_unknown_and_not_no_answer() -> None:
    long = "word " * 300 + "Oslo."
    windows = tokenised(
        [Example("made", "Where?", long, 1, 1, span=(1500, 1504), evidence=())],
        load_tokenizer(packaged_path()),
    )
    assert len(windows.ids) == MAX_TOKENS
    assert (windows.start[0], windows.end[0]) == (-1, -1)
    assert np.all(windows.labels == [[1, 1, -1]])
