"""Examples -> token arrays: crops passages to whole sentences and places the labels on tokens.

Owns the tokenizer on the training side. Lengths and the crop are what training costs.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from qa.articles import sentence_spans
from training.labelled import Example
from training.window_arrays import MASKED, Windows

MAX_TOKENS = 224
MAX_QUESTION = 300  # characters of a question or claim
SEP = 102


def load_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def cropped(example: Example, *, most_words: int, chance: random.Random) -> Example:
    """A run of whole sentences of at most so many words that keeps span and evidence inside."""
    if len(example.passage.split()) <= most_words:
        return example
    spans = sentence_spans(example.passage)
    must = [example.span] if example.span else list(example.evidence or ())[:1]
    held = [i for i, (a, b) in enumerate(spans) if any(a < m[1] and m[0] < b for m in must)]
    first = last = chance.randrange(len(spans))
    if held:
        first, last = held[0], held[-1]
    size = [len(example.passage[a:b].split()) for a, b in spans]
    total = sum(size[first : last + 1])
    while True:
        sides = [s for s in (first - 1, last + 1) if 0 <= s < len(spans)]
        sides = [s for s in sides if total + size[s] <= most_words]
        if not sides:
            break
        side = chance.choice(sides)
        total += size[side]
        first, last = min(first, side), max(last, side)
    start, end = spans[first][0], spans[last][1]

    def moved(place: tuple[int, int]) -> tuple[int, int]:
        return max(place[0], start) - start, min(place[1], end) - start

    evidence = example.evidence
    if evidence is not None:
        evidence = tuple(moved(e) for e in evidence if e[0] < end and start < e[1])
    return replace(
        example,
        passage=example.passage[start:end],
        span=moved(example.span) if example.span else None,
        evidence=evidence,
    )


def tokenised(examples: Sequence[Example], tokenizer: Tokenizer) -> Windows:
    """Tokenise all; an answer that truncation cuts off becomes unknown, not "no answer"."""
    sources = tuple(sorted({example.source for example in examples}))
    ids: list[NDArray[np.int16]] = []
    evidence: list[NDArray[np.uint8]] = []
    lengths: list[int] = []
    split: list[int] = []
    places: list[tuple[int, int]] = []
    labels: list[tuple[int, int, int]] = []
    source: list[int] = []
    for at in range(0, len(examples), 1000):
        batch = examples[at : at + 1000]
        pairs = [(example.question[:MAX_QUESTION], example.passage) for example in batch]
        for example, encoding in zip(batch, tokenizer.encode_batch(pairs), strict=True):
            kept = np.arange(len(encoding.ids)) < MAX_TOKENS
            types = np.array(encoding.type_ids)[kept]
            spots = np.array(encoding.offsets)[kept]
            inside = (types == 1) & (spots[:, 1] > spots[:, 0])
            ids.append(np.array(encoding.ids, dtype=np.int16)[kept])
            ids[-1][-1] = SEP
            evidence.append(_evidence(example, spots, inside))
            lengths.append(len(ids[-1]))
            split.append(int(np.argmax(types == 1)) if types.any() else len(types))
            places.append(_span(example, spots, inside))
            labels.append((example.answerable, example.relevant, example.support))
            source.append(sources.index(example.source))
    return Windows(
        ids=np.concatenate(ids),
        evidence=np.concatenate(evidence),
        offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        split=np.array(split, dtype=np.int16),
        start=np.array([place[0] for place in places], dtype=np.int16),
        end=np.array([place[1] for place in places], dtype=np.int16),
        labels=np.array(labels, dtype=np.int8),
        source=np.array(source, dtype=np.int16),
        sources=sources,
        pair=np.array([example.pair for example in examples], dtype=np.int32),
    )


def _evidence(
    example: Example, spots: NDArray[np.int64], inside: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    marks = np.full(len(spots), MASKED, dtype=np.uint8)
    if example.evidence is not None:
        marks[inside] = 0
        for start, end in example.evidence:
            marks[inside & (spots[:, 0] < end) & (spots[:, 1] > start)] = 1
    return marks


def _span(example: Example, spots: NDArray[np.int64], inside: NDArray[np.bool_]) -> tuple[int, int]:
    if example.span is None:
        return (0, 0) if example.answerable == 0 else (-1, -1)
    start, end = example.span
    held = np.flatnonzero(inside & (spots[:, 0] < end) & (spots[:, 1] > start))
    if len(held) == 0 or spots[held[-1], 1] < end:
        return -1, -1
    return int(held[0]), int(held[-1])
