"""Runs the trained reader over windows of passages: answer spans, sentence scores, answerability.

    passages -> windows of tokens -> network -> logits -> a closer look -> Reading

Stands behind the Reader protocol. Each passage is read twice: whole, and then only its best
span's sentence with the one before it, where a detail that does not fit weighs more. It
reads what it is given and knows no index; it never answers in words of its own: every span
is a slice of a passage. English only by training; other languages read as unanswerable more
often than not.
"""

from __future__ import annotations

import functools
import math
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qa.answering.reader.base import Reading, Scored, Span
from qa.answering.reader.thresholds import READER, manifest_name
from qa.articles import sentence_spans
from qa.index.encoder import packaged_path
from qa.settings import Settings

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from qa.answering.reader.network import Calibration, Network

WEIGHTS = Path(__file__).parent / "weights"
CLS, SEP = 101, 102
MAX_QUESTION = 64  # tokens; what is longer is cut, its end says least
WINDOW, STRIDE = 208, 128  # passage tokens in a window, and from one window to the next
# Padding included. One thread at 512, 1,024, 4,096: .42, .43, .47 s for ten passages with AVX-512,
# .70, .73, .76 with AVX2.
BATCH_TOKENS = 512
MAX_SPAN = 24  # tokens; 99 of 100 answers of the training sets are shorter
MAX_SPANS = 5
# What a span loses for each token beyond a few. Best start and best end may be of two answers,
# which then come with all that lies between ("54 nations have signed, only 27"). 1,500 questions
# of six samples (SQuAD and NQ kept out, reviews, Reddit), 2026-11-26: exact matches rise by .016
# to .033 in each, F1 by -.002 to .017; .05 and .2, and beyond 2 or 8 tokens, are within .015.
LONG_SPAN, LONG_LOSS = 4, 0.1
CANDIDATES = 20  # best starts and ends that are paired
NO_MARGIN = -20.0  # of a window that holds no span at all
# Sentences before the best span's own that the closer look sees: they name who is spoken of. Area
# under the curve of "answerable", on 802 questions of SQuAD that training kept out: no closer look
# .765, one before .779. With weights trained on for a while: none .768, the sentence alone .765,
# one before .782, one before and one behind .779, two and two .773 (2026-11-22).
BEFORE = 1


# start logit + end logit, first token, last token
_Pair: TypeAlias = tuple[float, int, int]


class Logits(NamedTuple):
    """What the network says of a window before calibration.

    margin: best span over none. closer, closer_support: answerable and support of the best
    span's sentence with the one before it.
    """

    answerable: float
    relevant: float
    support: float
    margin: float
    closer: float
    closer_support: float


NOTHING = Logits(-9.0, -9.0, -9.0, -9.0, -9.0, -9.0)


@dataclass(frozen=True, slots=True)
class _Window:
    """Some tokens of a text with the question before them.

    offsets: (passage tokens, 2) code points in the text.
    """

    text: int
    ids: list[int]
    passage_start: int
    offsets: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Said:
    """What the network said of a window; span and evidence cover the passage's tokens."""

    window: _Window
    span: NDArray[np.float32]
    null: tuple[float, float]
    evidence: NDArray[np.float32]
    pooled: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Found:
    """A window after the closer look.

    pairs: its spans, best first. evidence: of the passage's tokens.
    """

    window: _Window
    pairs: list[_Pair]
    evidence: NDArray[np.float32]
    logits: Logits


class ModelReader:
    """The cross-encoder with its tokenizer. One per process is enough; safe in threads."""

    def __init__(
        self,
        name: str,
        network: Network,
        calibration: Calibration,
        tokenizer: Tokenizer,
        *,
        closer: bool = True,
    ) -> None:
        self.name, self._closer = name, closer
        self._network = network
        self._calibration = calibration
        self._tokenizer = tokenizer

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """One Reading per text, in the order of the texts; an empty text is unanswerable."""
        found = self._look(question, texts)
        return [self._reading(text, found[at]) for at, text in enumerate(texts)]

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        """How well each text supports the claim, 0..1; of a long text, its best window."""
        scale, bias = self._calibration.support
        return [
            max((_sigmoid(scale * float(item.pooled[2]) + bias) for item in items), default=0.0)
            for items in self._run(claim, texts)
        ]

    def logits(self, question: str, texts: Sequence[str]) -> list[Logits]:
        """Of each text the uncalibrated logits of its most answerable window, for calibration."""
        found = self._look(question, texts)
        return [max((item.logits for item in items), default=NOTHING) for items in found]

    def _look(self, question: str, texts: Sequence[str]) -> list[list[_Found]]:
        """The windows of each text, looked at as a whole and then at their best sentence alone."""
        rows = [
            [(item, _pairs(item.span)) for item in items] for items in self._run(question, texts)
        ]
        around = [
            [
                _best_sentence(text, item.window, pairs) if self._closer else None
                for item, pairs in row
            ]
            for text, row in zip(texts, rows, strict=True)
        ]
        wanted = list(dict.fromkeys(sentence for row in around for sentence in row if sentence))
        said = zip(wanted, self._run(question, wanted), strict=True)
        closer = {sentence: items[0].pooled for sentence, items in said if items}
        return [
            [
                _Found(
                    item.window,
                    pairs,
                    item.evidence,
                    _logits(item, pairs, closer.get(sentence or "", item.pooled)),
                )
                for (item, pairs), sentence in zip(row, sentences, strict=True)
            ]
            for row, sentences in zip(rows, around, strict=True)
        ]

    def _run(self, question: str, texts: Sequence[str]) -> list[list[_Said]]:
        windows = list(self._windows(question, texts))
        found: list[list[_Said]] = [[] for _ in texts]
        batches = list(_batches(windows, self._network.threads))
        said = self._network.run(
            [([item.ids for item in b], [item.passage_start for item in b]) for b in batches]
        )
        for batch, (span, evidence, pooled) in zip(batches, said, strict=True):
            for at, item in enumerate(batch):
                inside = slice(item.passage_start, item.passage_start + len(item.offsets))
                null = (float(span[at, 0, 0]), float(span[at, 0, 1]))
                found[item.text].append(
                    _Said(item, span[at, inside], null, evidence[at, inside], pooled[at])
                )
        return [sorted(items, key=lambda item: int(item.window.offsets[0, 0])) for items in found]

    def _windows(self, question: str, texts: Sequence[str]) -> Iterator[_Window]:
        asked = self._tokenizer.encode(_clean(question), add_special_tokens=False)
        head = [CLS, *asked.ids[:MAX_QUESTION], SEP]
        encodings = self._tokenizer.encode_batch(
            [_clean(text) for text in texts], add_special_tokens=False
        )
        for number, encoding in enumerate(encodings):
            offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
            for at in range(0, len(encoding.ids), STRIDE):
                piece = encoding.ids[at : at + WINDOW]
                yield _Window(number, [*head, *piece, SEP], len(head), offsets[at : at + WINDOW])
                if at + WINDOW >= len(encoding.ids):
                    break

    def _reading(self, text: str, found: list[_Found]) -> Reading:
        sentences = sentence_spans(text)
        if not found:
            return Reading(0.0, 0.0, (), tuple(Scored(a, b, 0.0) for a, b in sentences))
        answerable = max(self._answerable(item.logits) for item in found)
        relevance = max(self._relevance(item.logits) for item in found)
        spans: list[Span] = []
        for item in found:
            spans += _spans(text, item, sentences, scale=self._answerable(item.logits))
        return Reading(answerable, relevance, _distinct(spans), _scored(sentences, found))

    def _answerable(self, logits: Logits) -> float:
        *weights, bias = self._calibration.answerable
        signs = signs_of_answer(logits)
        return _sigmoid(sum(w * sign for w, sign in zip(weights, signs, strict=True)) + bias)

    def _relevance(self, logits: Logits) -> float:
        relevant, answerable, margin = self._calibration.relevance
        return _sigmoid(
            relevant * logits.relevant + answerable * logits.answerable + margin * logits.margin
        )


def load_reader(
    settings: Settings | None = None, *, name: str = READER, closer: bool = True
) -> ModelReader:
    """One packaged network (READER, CHECKER or LARGER), loaded once per thread count. closer: as
    `read_weights` has it.

    Raises ReaderError when its weights are missing or damaged.
    """
    threads = settings.threads if settings else 0
    return _loaded(WEIGHTS, name, threads or os.cpu_count() or 1, closer)


@functools.lru_cache(maxsize=4)
def _loaded(folder: Path, name: str, threads: int, closer: bool) -> ModelReader:
    return read_weights(folder, name=name, threads=threads, closer=closer)


def read_weights(
    folder: Path, *, threads: int, name: str = READER, closer: bool = True
) -> ModelReader:
    """A reader from a folder with NAME.json and the files that it names.

    name: READER, or CHECKER for the weights that check sentences, or LARGER; a folder of trial
    weights has none of its own, and its reader stands for them. closer: whether it looks at the
    best sentence alone too; the larger network never does.
    Raises ReaderError when they are missing or damaged.
    """
    from tokenizers import Tokenizer  # noqa: PLC0415 - not before a question is asked

    from qa.answering.reader.network import load_network, read_manifest  # noqa: PLC0415 - torch

    manifest = read_manifest(folder, name=manifest_name(folder, name))
    encoder = packaged_path()
    network = load_network(folder, manifest, encoder=encoder, threads=threads)
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return ModelReader(
        manifest.name,
        network,
        manifest.calibration,
        tokenizer,
        closer=closer and bool(manifest.embeddings),
    )


def _clean(text: str) -> str:
    # The tokenizer is native code and takes no lone surrogates; "?" keeps every offset.
    return text.encode("utf-8", "replace").decode("utf-8")


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _batches(windows: Sequence[_Window], threads: int) -> Iterator[list[_Window]]:
    """Windows of similar length together, so that little is padding; the longest first.

    As many batches as threads or more, for they run side by side.
    """
    most = min(BATCH_TOKENS, sum(len(item.ids) for item in windows) // threads)
    batch: list[_Window] = []
    for item in sorted(windows, key=lambda item: (-len(item.ids), item.ids)):
        if batch and (len(batch) + 1) * len(batch[0].ids) > most:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def _pairs(span: NDArray[np.float32]) -> list[_Pair]:
    """The best spans of a passage's tokens; span: (tokens, 2), logits of starts and ends."""
    start, end = span[:, 0], span[:, 1]
    starts = np.argsort(-start, kind="stable")[:CANDIDATES]
    ends = np.argsort(-end, kind="stable")[:CANDIDATES]
    pairs = [
        (float(start[a] + end[b]), int(a), int(b))
        for a in starts
        for b in ends
        if a <= b < a + MAX_SPAN
    ]
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))


def _logits(item: _Said, pairs: list[_Pair], closer: NDArray[np.float32]) -> Logits:
    """closer: the pooled logits of the closer look."""
    answerable, relevant, support = map(float, item.pooled)
    margin = pairs[0][0] - sum(item.null) if pairs else NO_MARGIN
    return Logits(answerable, relevant, support, margin, float(closer[0]), float(closer[2]))


def signs_of_answer(logits: Logits) -> tuple[float, float, float, float]:
    """What is weighed to tell how answerable a window is, in the order of the calibration."""
    return logits.answerable, logits.margin, logits.closer, logits.closer_support


def _best_sentence(text: str, window: _Window, pairs: list[_Pair]) -> str | None:
    """The best span's sentence and the one before it; None if that is the whole window."""
    if not pairs:
        return None
    offsets = window.offsets
    start = int(offsets[pairs[0][1], 0])
    sentences = sentence_spans(text)
    at = next((i for i, (a, b) in enumerate(sentences) if a <= start < b), None)
    if at is None:
        return None
    first, last = sentences[max(at - BEFORE, 0)][0], sentences[at][1]
    if first <= int(offsets[0, 0]) and int(offsets[-1, 1]) <= last:
        return None
    return text[first:last]


def _spans(
    text: str, item: _Found, sentences: list[tuple[int, int]], *, scale: float
) -> list[Span]:
    """Spans within one sentence, those kept that no better one overlaps.

    A score is the span's share of all, times how answerable the window is. Which one is better also
    depends on how long they are; a score does not, so that one which took the place of a
    likelier longer one is as unsure as it is.
    """
    places = []
    for logit, first, last in item.pairs[: 6 * MAX_SPANS]:
        start, end = int(item.window.offsets[first, 0]), int(item.window.offsets[last, 1])
        if start < end and any(a <= start and end <= b for a, b in sentences):
            loss = LONG_LOSS * max(0, last - first + 1 - LONG_SPAN)
            places.append((logit - loss, logit, start, end))
    top = max((logit for _, logit, *_ in places), default=0.0)
    total = sum(math.exp(logit - top) for _, logit, *_ in places)
    return _apart(
        Span(start, end, text[start:end], scale * math.exp(logit - top) / total)
        for _, logit, start, end in sorted(places, key=lambda place: -place[0])
    )


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Those that overlap none before them."""
    kept: list[Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept


def _distinct(spans: list[Span]) -> tuple[Span, ...]:
    """The best ones that do not overlap a better one."""
    ordered = sorted(spans, key=lambda span: (-span.score, span.start, span.end))
    return tuple(_apart(ordered)[:MAX_SPANS])


def _scored(sentences: list[tuple[int, int]], found: list[_Found]) -> tuple[Scored, ...]:
    """Each sentence's score: the mean evidence of its tokens, in the window that likes it best."""
    scored = []
    for start, end in sentences:
        best = 0.0
        for item in found:
            offsets = item.window.offsets
            inside = (offsets[:, 0] < end) & (offsets[:, 1] > start)
            if inside.any():
                best = max(best, _sigmoid(float(item.evidence[inside].mean())))
        scored.append(Scored(start, end, best))
    return tuple(scored)
