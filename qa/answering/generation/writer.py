"""Writes the answer with a chat model and verifies each sentence; rewrites follow-ups.

    reader's Answer -> model -> claims -> ground -> Answer, Answer, …

The reader's answer is the first draft, at once. What the model writes is shown as it comes; when
it is whole, each sentence is attributed to the passages that the reader read and checked against
them. The model is asked also where the reader found nothing: what it then writes is shown if it
is supported and answers the question. Where nothing of it stands, or the model fails, the
reader's own answer is given and a note says so.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from langchain_core.messages import BaseMessage

from qa.answering.english import facts
from qa.answering.english.words import one_line, stem, tokens
from qa.answering.extraction.citations import citation
from qa.answering.generation.chat_model import ChatModel
from qa.answering.generation.prompts import NO_ANSWER, Style, answer_messages, rewrite_messages
from qa.answering.messages import (
    ASKING,
    BOTH_DOUBT,
    NOT_FOUND,
    NOTHING_STANDS,
    OFF_QUESTION,
    SILENT,
    SOME_DROPPED,
    UNSUPPORTED,
    WRITING,
)
from qa.answering.notes import with_note
from qa.answering.question.rewrite import needs_context
from qa.answering.question.topic import subject_stems
from qa.answering.reader.base import Checker, Reader
from qa.answering.reader.thresholds import Thresholds, load_thresholds
from qa.answering.stages import ReadPassage, State
from qa.answering.verification.claims import Claim, claims, only_markers, presentable
from qa.answering.verification.grounding import Grounded, ground
from qa.errors import ChatModelError
from qa.records import Answer, Citation, Passage, Sentence, Turn

# Passages that the model is told, by the style of its prompt. The evidence of 24 of 25 held-out
# questions was in the first five, of 21 in the first two; each further one costs a small model
# time and attention.
PASSAGES: dict[Style, int] = {"plain": 3, "cited": 5}
# So long may the model read before its first word, in seconds, where its speed is known.
PATIENCE_S = 20.0
# A model's refusal silences a reader that is less sure than its floor and this.
DOUBTFUL = 0.1
# What the model writes where the reader found nothing must be so likely an answer, 0..1.
LEAST_ANSWER = 0.5
# A rewriting may bring at most this share of words that the conversation does not have, must
# keep this share of the question's own, and is one line of so many characters.
NEW_WORDS, KEPT_WORDS, LONGEST_REWRITING = 0.34, 0.5, 300
_DECLINES = (NO_ANSWER.lower(), "not found", "i cannot answer", "i can't answer", "i'm sorry")
# "The passages do not mention …", "There is no information on …"
_SAYS_NOTHING = re.compile(
    r"(?:(?:the|these|this|none of the) (?:given |provided )?"
    r"(?:passages?|articles?|texts?|information|context)\b[^.]{0,40}? (?:do not|does not|don't|"
    r"doesn't) |there is no (?:information|mention)|it is not (?:stated|mentioned|specified))"
)


@dataclass(frozen=True, slots=True)
class Writer:
    """A chat model with what checks it.

    unsupported: what happens to a sentence that falls.
    """

    model: ChatModel
    reader: Reader
    checker: Checker
    count_tokens: Callable[[str], int]
    unsupported: Literal["mark", "drop"]
    thresholds: Thresholds | None = None

    def rewrite(self, question: str, history: Sequence[Turn], fallback: str) -> str:
        """The follow-up as the model understands it; the fallback if that fails or drifts.

        A small model is not asked: the reader's answer would wait for it, 18 to 24 s on an idle
        core for 1.5B parameters, where the rules leave .09 to a person's rewriting (CAsT 2021).
        """
        small = self.model.style == "plain"
        if small or not history or not needs_context(question, list(history)):
            return fallback
        try:
            written = self.rewritten(question, history)
        except ChatModelError:
            return fallback
        return written if faithful(written, question, history) else fallback

    def rewritten(self, question: str, history: Sequence[Turn]) -> str:
        """The follow-up in the model's words, whatever they are. Raises ChatModelError."""
        messages = rewrite_messages(
            question,
            history,
            count_tokens=self.count_tokens,
            max_tokens=self.model.context_tokens,
        )
        return one_line(self.model.reply(messages)).strip('"“” ')

    def write(self, state: State, fallback: Answer, *, started: float) -> Iterator[Answer]:
        """The reader's answer, drafts as the model writes, then the checked answer.

        fallback: the reader's complete answer, given where the model's does not stand.
        Closing the iterator stops the model.
        """
        told = self.told(fallback)
        if not told or (self.model.style == "plain" and _laid_out(state, fallback)):
            yield fallback
            return
        yield with_note(fallback, ASKING if fallback.status == "not_found" else WRITING)
        drafted = _empty(fallback, self.model.name)
        text, shown = "", ""
        stream = self.model.stream(self._messages(state, fallback, told))
        try:
            for piece in stream:
                text += piece
                growing = presentable(text, known=len(told))
                if growing != shown and not declines(growing) and not only_markers(growing):
                    shown = growing
                    yield replace(drafted, text=shown, seconds=time.perf_counter() - started)
        except ChatModelError as error:
            note = f"{str(error).rstrip('.')}; this is what the articles say."
            yield replace(_instead(fallback, note), seconds=time.perf_counter() - started)
            return
        finally:
            close = getattr(stream, "close", None)
            if close:
                close()
        yield replace(
            self._checked(text, told, state, drafted, fallback),
            seconds=time.perf_counter() - started,
        )

    def told(self, fallback: Answer) -> list[Passage]:
        """The passages that the model is given: fewer where it reads slowly."""
        passages = [hit.passage for hit in fallback.nearest[: PASSAGES[self.model.style]]]
        most = (self.model.reading_speed or math.inf) * PATIENCE_S
        while len(passages) > 1 and sum(len(passage.text) for passage in passages) > most:
            passages.pop()
        return passages

    def _messages(
        self, state: State, fallback: Answer, told: Sequence[Passage]
    ) -> list[BaseMessage]:
        return answer_messages(
            fallback.standalone_question,
            told,
            style=self.model.style,
            history=state.history,
            count_tokens=self.count_tokens,
            max_tokens=self.model.context_tokens,
        )

    def _checked(
        self,
        text: str,
        told: Sequence[Passage],
        state: State,
        drafted: Answer,
        fallback: Answer,
    ) -> Answer:
        """What stands of the model's text, or the reader's answer; one decision about silence."""
        question = fallback.standalone_question
        written = _written(text, told, state)
        if not written:
            return self._refused(state, fallback)
        passages = [hit.passage for hit in fallback.nearest]
        grounded = [
            ground(
                claim, passages, self.checker,
                thresholds=self.thresholds, question=question,
            )
            for claim in written
        ]  # fmt: skip
        stands = [item for item in grounded if item.supported]
        if not stands:
            return _instead(fallback, NOTHING_STANDS)
        if fallback.status == "not_found" and not self._answers(question, stands):
            return _instead(fallback, OFF_QUESTION)
        kept = grounded if self.unsupported == "mark" else stands
        sentences, citations = cited(kept)
        return replace(
            drafted,
            text=" ".join(_shown(item) for item in sentences),
            status="answered" if fallback.status == "not_found" else fallback.status,
            sentences=sentences,
            citations=citations,
            direct=_still_said(fallback.direct, sentences),
            note=SOME_DROPPED if len(kept) < len(grounded) else "",
        )

    def _refused(self, state: State, fallback: Answer) -> Answer:
        """The model found no answer: the reader's stands where it is sure enough of its own."""
        floor = (self.thresholds or load_thresholds()).answerable_floor
        if fallback.status != "not_found" and state.answerability >= floor + DOUBTFUL:
            return _instead(fallback, SILENT)
        return replace(
            _empty(fallback, fallback.engine), text=NOT_FOUND, status="not_found", note=BOTH_DOUBT
        )

    def _answers(self, question: str, stands: Sequence[Grounded]) -> bool:
        """Whether a supported sentence is likely to be what was asked for."""
        readings = self.reader.read(question, [item.text for item in stands])
        return max(reading.answerable for reading in readings) >= LEAST_ANSWER


def _laid_out(state: State, answer: Answer) -> bool:
    """Whether the reader's answer is a list, a table, a timeline, or says that reports differ.

    A small model makes prose of one side of it: of 60 varied questions Qwen2.5-1.5B lost three so
    that the reader had right, and won none (2026-11-27).
    """
    return answer.shape != "prose" or bool(state.statements)


def _empty(answer: Answer, engine: str) -> Answer:
    """The answer without its words."""
    return replace(
        answer, direct=None, sentences=(), citations=(), engine=engine, text="", note="",
        shape="prose",
    )  # fmt: skip


def _written(text: str, told: Sequence[Passage], state: State) -> list[Claim]:
    """The model's sentences; a bare marker chooses a passage that it was told, by its best one."""
    if chosen := only_markers(text):
        read = {item.hit.passage.id: item for item in reversed(state.ranked())}
        picked = [read.get(told[at - 1].id) for at in chosen if 1 <= at <= len(told)]
        return [Claim(_best_sentence(item), chosen) for item in picked if item]
    return [] if declines(text) else claims(text)


def _best_sentence(read: ReadPassage) -> str:
    """The sentence of a passage that the reader finds best."""
    text = read.hit.passage.text
    best = max(read.reading.sentences, key=lambda item: item.score, default=None)
    return one_line(text[best.start : best.end] if best else text)


def cited(grounded: Sequence[Grounded]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """The sentences with markers in the order of their quotes; equal quotes share one."""
    citations: dict[tuple[str, int, int], Citation] = {}
    sentences = []
    for item in grounded:
        markers = []
        for quote in item.quotes:
            key = (quote.article.id, quote.start, quote.end)
            if key not in citations:
                citations[key] = citation(quote, len(citations) + 1, support=quote.score)
            markers.append(citations[key].marker)
        sentences.append(Sentence(item.text, tuple(dict.fromkeys(markers)), item.supported))
    return tuple(sentences), tuple(citations.values())


def _instead(fallback: Answer, note: str) -> Answer:
    """The reader's answer, with why it stands for the model's before its own note."""
    return with_note(replace(fallback, note=note), fallback.note)


def _shown(sentence: Sentence) -> str:
    marks = [f"[{marker}]" for marker in sentence.citations]
    return " ".join([sentence.text, *marks, *([] if sentence.supported else [UNSUPPORTED])])


def _still_said(direct: str | None, sentences: Sequence[Sentence]) -> str | None:
    """The reader's short answer, if a supported sentence of the model has it too."""
    said = " ".join(item.text for item in sentences if item.supported).lower()
    return direct if direct and direct.lower() in said else None


def declines(text: str) -> bool:
    """Whether the model says that it has no answer."""
    plain = one_line(text).lower().strip("*\"' .")
    return not plain or plain.startswith(_DECLINES) or bool(_SAYS_NOTHING.match(plain))


def faithful(written: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a rewriting is one question, of the conversation's words, and still the question.

    A name or a number that nobody mentioned is a drift, however much else fits.
    """
    own, new = set(subject_stems(question)), set(subject_stems(written))
    if not new or len(written) > LONGEST_REWRITING or not written.endswith("?"):
        return False
    texts = [text for turn in history for text in (turn.question, turn.answer, *turn.cited)]
    said = "\n".join((question, *texts))
    if facts.numbers(written) - facts.numbers(said):
        return False
    if facts.names(written) - {stem(word) for word in tokens(said)}:
        return False
    known = own | {item for text in texts for item in subject_stems(text)}
    strange = len(new - known) / len(new)
    kept = len(own & new) / len(own) if own else 1.0
    return strange <= NEW_WORDS and kept >= KEPT_WORDS
