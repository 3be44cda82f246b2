"""Writes the answer with a chat model and verifies each sentence; rewrites follow-ups.

    State + passages -> model -> claims -> ground -> Answer, Answer, …

What it writes is shown as it comes and checked when it is whole. Where nothing of it
stands, or the model fails, the reader's own answer is given and a note says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa.answering.english import facts
from qa.answering.english.words import one_line, stem, tokens
from qa.answering.extraction.citations import citation
from qa.answering.generation.chat_model import ChatModel
from qa.answering.generation.prompts import NO_ANSWER, answer_messages, rewrite_messages
from qa.answering.messages import NOTHING_STANDS, SILENT, SOME_DROPPED, UNSUPPORTED
from qa.answering.notes import with_note
from qa.answering.question.rewrite import needs_context
from qa.answering.question.topic import subject_stems
from qa.answering.reader.base import Reader
from qa.answering.stages import State
from qa.answering.verification.claims import claims, presentable
from qa.answering.verification.grounding import Grounded, ground
from qa.answering.verification.novelty import Nearness, no_nearness
from qa.errors import ChatModelError
from qa.records import Answer, Citation, Passage, Sentence, Turn

# Passages that the model is given.
PASSAGES = 6
# A rewriting may bring at most this share of words that the conversation does not have, must
# keep this share of the question's own, and is one line of so many characters.
NEW_WORDS, KEPT_WORDS, LONGEST_REWRITING = 0.34, 0.5, 300
_DECLINES = (NO_ANSWER.lower(), "not found", "i cannot answer", "i can't answer", "i'm sorry")


@dataclass(frozen=True, slots=True)
class Writer:
    """A chat model with what checks it.

    unsupported: what happens to a sentence that falls. near: how near in meaning words are.
    """

    model: ChatModel
    reader: Reader
    count_tokens: Callable[[str], int]
    unsupported: Literal["mark", "drop"]
    near: Nearness = no_nearness

    def rewrite(self, question: str, history: Sequence[Turn], fallback: str) -> str:
        """The follow-up as the model understands it; the fallback if that fails or drifts."""
        if not history or not needs_context(question, list(history)):
            return fallback
        try:
            messages = rewrite_messages(
                question,
                history,
                count_tokens=self.count_tokens,
                max_tokens=self.model.context_tokens,
            )
            written = one_line(self.model.reply(messages))
        except ChatModelError:
            return fallback
        written = written.strip('"“” ')
        return written if faithful(written, question, history) else fallback

    def write(self, state: State, fallback: Answer, *, started: float) -> Iterator[Answer]:
        """Drafts as the model writes, then the checked answer.

        fallback: the reader's complete answer, given where the model's does not stand.
        Closing the iterator stops the model.
        """
        passages = [hit.passage for hit in fallback.nearest[:PASSAGES]]
        messages = answer_messages(
            fallback.standalone_question,
            passages,
            history=state.history,
            count_tokens=self.count_tokens,
            max_tokens=self.model.context_tokens,
        )
        drafted = replace(
            fallback,
            direct=None,
            sentences=(),
            citations=(),
            engine=self.model.name,
            text="",
            note="",
        )
        text, shown = "", ""
        stream = self.model.stream(messages)
        try:
            for piece in stream:
                text += piece
                growing = presentable(text, known=len(passages))
                if growing != shown and not declines(growing):
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
            self._checked(text, passages, drafted, fallback),
            seconds=time.perf_counter() - started,
        )

    def _checked(
        self, text: str, passages: Sequence[Passage], drafted: Answer, fallback: Answer
    ) -> Answer:
        written = claims(text)
        if not written or declines(text):
            return _instead(fallback, SILENT)
        grounded = [ground(claim, passages, self.reader, near=self.near) for claim in written]
        if not any(item.supported for item in grounded):
            return _instead(fallback, NOTHING_STANDS)
        kept = [item for item in grounded if item.supported or self.unsupported == "mark"]
        note = SOME_DROPPED if len(kept) < len(grounded) else ""
        sentences, citations = cited(kept)
        return replace(
            drafted,
            text=" ".join(_shown(item) for item in sentences),
            sentences=sentences,
            citations=citations,
            direct=_still_said(fallback.direct, sentences),
            note=note,
        )


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
    return not plain or any(plain.startswith(start) for start in _DECLINES)


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
