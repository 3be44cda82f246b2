"""The usual tutorial pipeline, to compare with in the same run.

Chunks of 1,000 characters with 200 of overlap, cut at paragraph, line, sentence or word,
all-MiniLM-L6-v2, the four nearest chunks by cosine, and as the answer those of their
sentences that lie nearest to the question, up to 80 words. It says that it found nothing
where not even the nearest chunk is similar. It keeps its vectors in memory.

It is built as tutorials build it and not tuned, neither up nor down: a conversation's
earlier questions are put before the last one.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.common.judge import Cited, Reply
from qa.index import Embedder

CHUNK_CHARACTERS = 1000
OVERLAP_CHARACTERS = 200
SEPARATORS = ("\n\n", "\n", ". ", " ")
CHUNKS_READ = 4
ANSWER_WORDS = 80
# The score_threshold of 0.3 that cosine retrievers are commonly shown with.
SIMILAR_ENOUGH = 0.3

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]?\s+|\n+")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one file."""

    file: str
    text: str


def split_text(
    text: str, size: int = CHUNK_CHARACTERS, *, overlap: int = OVERLAP_CHARACTERS
) -> list[str]:
    """Cut a text into chunks of at most `size` characters that overlap by at most `overlap`.

    A chunk ends at the last separator of the strongest kind in its second half, or at
    `size`. The next one starts `overlap` before that end, at a word.
    """
    chunks, start = [], 0
    while start < len(text):
        end = min(start + size, len(text))
        if end < len(text):
            end = _cut(text, start + size // 2, end)
        chunk = text[start:end].strip()
        if chunk:
            chunks.append(chunk)
        if end == len(text):
            break
        back = text.find(" ", max(end - overlap, start + 1), end)
        start = end if back == -1 else back + 1
    return chunks


def _cut(text: str, low: int, high: int) -> int:
    for separator in SEPARATORS:
        found = text.rfind(separator, low, high)
        if found != -1:
            return found + len(separator)
    return high


class Baseline:
    """The tutorial pipeline over a folder of text files."""

    name = "tutorial pipeline"

    def __init__(self, corpus: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        self._chunks = [
            Chunk(path.name, text)
            for path in sorted(corpus.glob("*.txt"))
            for text in split_text(path.read_text(encoding="utf-8"))
        ]
        self._vectors = embedder.encode([chunk.text for chunk in self._chunks])

    def nearest(self, question: str, k: int = CHUNKS_READ) -> list[tuple[Chunk, float]]:
        """The k chunks with the highest cosine similarity, best first."""
        scores = self._vectors @ self._embedder.encode([question])[0]
        return [(self._chunks[i], float(scores[i])) for i in np.argsort(-scores)[:k]]

    def reply(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Reply:
        """Answer with the sentences nearest to the question."""
        started = time.perf_counter()
        asked = " ".join([*(earlier for earlier, _ in history), question])
        hits = self.nearest(asked)
        if not hits or hits[0][1] < SIMILAR_ENOUGH:
            return Reply("", None, True, (), time.perf_counter() - started, asked)
        sentences = list(
            dict.fromkeys(
                (chunk.file, sentence.strip())
                for chunk, _ in hits
                for sentence in _SENTENCE_END.split(chunk.text)
                if sentence.strip()
            )
        )
        scores = (
            self._embedder.encode([text for _, text in sentences])
            @ self._embedder.encode([asked])[0]
        )
        chosen: list[tuple[str, str]] = []
        for index in np.argsort(-scores):
            words = sum(len(text.split()) for _, text in [*chosen, sentences[index]])
            if words > ANSWER_WORDS:
                break
            chosen.append(sentences[index])
        return Reply(
            text=" ".join(text for _, text in chosen),
            direct=None,
            silent=False,
            cited=tuple(Cited(file, text) for file, text in chosen),
            seconds=time.perf_counter() - started,
            understood=asked,
        )
