"""Passages and questions that look right and do not answer: what teaches a reader to abstain.

Each kind drops a candidate that may answer after all: one that holds an answer string.
Owns the BM25 pool of the training passages (tantivy in memory).
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence

import tantivy

from qa.articles import sentence_spans
from training.labelled import Asked
from training.text import words

NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
NAME = re.compile(r"(?<![.?!]\s)(?<=\s)(?:[A-Z][\w'’-]+)(?:\s(?:[A-Z][\w'’-]+))*")
FROM_PASSAGE = 0.5  # of exchanged names and numbers, how many come from the passage itself
OPPOSITES = (
    ("first", "last"), ("before", "after"), ("most", "least"), ("largest", "smallest"),
    ("more", "fewer"), ("increase", "decrease"), ("highest", "lowest"), ("north", "south"),
    ("east", "west"), ("oldest", "youngest"), ("old", "new"), ("won", "lost"),
    ("began", "ended"), ("start", "stop"), ("always", "never"), ("above", "below"),
    ("higher", "lower"), ("inside", "outside"), ("early", "late"), ("good", "bad"),
    ("allowed", "forbidden"), ("best", "worst"), ("male", "female"), ("small", "large"),
    ("support", "oppose"), ("men", "women"), ("rise", "fall"), ("major", "minor"),
)  # fmt: skip
_OTHER = {a: b for pair in OPPOSITES for a, b in (pair, pair[::-1])}


class Pool:
    """All training passages, searchable by words; answers the closest other passages."""

    def __init__(self, contexts: Sequence[str]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("row", stored=True)
        builder.add_text_field("body", tokenizer_name="en_stem")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        self.contexts = list(dict.fromkeys(contexts))
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        for number, context in enumerate(self.contexts):
            writer.add_document(tantivy.Document(row=number, body=context))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def near(self, question: str, k: int) -> list[str]:
        words = " ".join(re.findall(r"\w+", question.lower()))
        query, _errors = self._index.parse_query_lenient(words, ["body"])
        hits = self._searcher.search(query, k).hits
        return [
            self.contexts[int(self._searcher.doc(address).to_dict()["row"][0])]
            for _score, address in hits
        ]


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether any acceptable answer stands in the text, whole words, any case."""
    return any(
        re.search(r"(?<!\w)" + re.escape(answer.strip()) + r"(?!\w)", text, re.IGNORECASE)
        for answer in answers
        if answer.strip()
    )


def near_misses(asked: Asked, pool: Pool, *, k: int, chance: random.Random) -> list[str]:
    """Up to k passages that share the question's words and hold no answer to it."""
    found = [
        text
        for text in pool.near(asked.question, 12)
        if text != asked.context and not holds(text, asked.answers)
    ]
    # The first ones are the hardest, and the likeliest to answer after all: draw among six.
    return chance.sample(found[:6], min(k, len(found[:6])))


def without_answer(asked: Asked) -> str | None:
    """The passage with every sentence that holds an answer taken out."""
    spans = sentence_spans(asked.context)
    kept = [asked.context[a:b] for a, b in spans if not holds(asked.context[a:b], asked.answers)]
    text = " ".join(kept)
    return text if len(kept) >= 2 and len(kept) < len(spans) else None


class Neighbours:
    """Other passages of a question's own article: all about its topic, none with its answer."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for item in asked:
            found[item.source, item.group][item.context] = None
        self._contexts = {key: list(contexts) for key, contexts in found.items()}

    def other(self, asked: Asked, chance: random.Random) -> str | None:
        """Of a few drawn, the passage that shares most words with the question."""
        contexts = self._contexts[asked.source, asked.group]
        drawn = chance.sample(contexts, min(8, len(contexts)))
        drawn = [text for text in drawn if not holds(text, asked.answers)]
        wanted = words(asked.question)
        return max(drawn, key=lambda text: len(wanted & words(text)), default=None)


class Swaps:
    """Questions with one detail exchanged, so that their passage answers no longer.

    Half of the new details stand elsewhere in the same passage: that a question's words
    are all there is then no sign of an answer.
    """

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._names: dict[str, list[str]] = defaultdict(list)
        self._numbers: list[str] = []
        for item in asked:
            self._names[item.source] += NAME.findall(item.question)
            self._numbers += NUMBER.findall(item.question)

    def swapped(self, asked: Asked, chance: random.Random) -> str | None:
        """A name, number or word of contrast exchanged; None where there is nothing to exchange."""
        makers = [self._other_number, self._other_name, self._other_word]
        chance.shuffle(makers)
        for make in makers:
            question = make(asked, chance)
            if question and question != asked.question:
                return question
        return None

    def _other_number(self, asked: Asked, chance: random.Random) -> str | None:
        found = list(NUMBER.finditer(asked.question))
        if not found:
            return None
        place = chance.choice(found)
        known = NUMBER.findall(asked.question) + list(asked.answers)
        near = [n for n in NUMBER.findall(asked.context) if not any(n in text for text in known)]
        if near and chance.random() < FROM_PASSAGE:
            return _put(asked.question, place.span(), chance.choice(near))
        return _put(asked.question, place.span(), other_number(place.group(), chance))

    def _other_name(self, asked: Asked, chance: random.Random) -> str | None:
        found = list(NAME.finditer(asked.question))
        others = self._names[asked.source]
        if not found or not others:
            return None
        place = chance.choice(found)
        # A shared word may be the same name in another form ("Obama", "Barack Obama").
        known = words(" ".join([asked.question, *asked.answers]))
        near = [n for n in NAME.findall(asked.context) if not words(n) & known]
        if near and chance.random() < FROM_PASSAGE:
            return _put(asked.question, place.span(), chance.choice(near))
        for _ in range(8):
            other = chance.choice(others)
            if other.lower() not in asked.context.lower() and other != place.group():
                return _put(asked.question, place.span(), other)
        return None

    def _other_word(self, asked: Asked, chance: random.Random) -> str | None:
        return other_word(asked.question, chance)


def other_number(number: str, chance: random.Random) -> str:
    """Another number of the same shape: a year near the year, another amount."""
    digits = re.sub(r"\D", "", number)
    if len(digits) == 4 and digits[:2] in ("17", "18", "19", "20") and number.isdigit():
        return str(int(number) + chance.choice([-30, -12, -7, -4, -3, -2, -1, 1, 2, 3, 4, 7, 12]))
    at = chance.choice([i for i, c in enumerate(number) if c.isdigit()])
    low = 1 if at == 0 else 0
    options = [d for d in map(str, range(low, 10)) if d != number[at]]
    return number[:at] + chance.choice(options) + number[at + 1 :]


def other_word(text: str, chance: random.Random) -> str | None:
    """A word of contrast ("before", "largest") put into its opposite, or a "not" added."""
    found = [m for m in re.finditer(r"[a-z]+", text) if m.group() in _OTHER]
    if found:
        place = chance.choice(found)
        return _put(text, place.span(), _OTHER[place.group()])
    verb = re.search(r"\b(?:did|was|were|is|are|does|do|can|has|have|had|will)\b", text)
    if verb and chance.random() < 0.5:
        return _put(text, (verb.end(), verb.end()), " not")
    return None


def _put(text: str, place: tuple[int, int], new: str) -> str:
    return text[: place[0]] + new + text[place[1] :]
