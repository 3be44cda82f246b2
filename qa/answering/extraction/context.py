"""Adds the preceding sentence where a selected one opens with a pronoun or "the company".

    Evidence -> Evidence, behind it as context the sentences that name what it speaks of

By form: a sentence that opens with a pronoun, or with "the company" and the like. Where
no sentence near it names anything, the title beside its citation has to do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.english.facts import names
from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.pronouns import (
    ANAPHORIC_NOUNS,
    DEMONSTRATIVES,
    POSSESSIVES,
    SUBJECTS,
)
from qa.answering.english.words import count_words
from qa.answering.stages import Evidence
from qa.articles import sentence_spans
from qa.records import Article

_OPENERS = r"But|And|However|Instead|Then|Later|Also|Meanwhile|In response|At the time"
_PRONOUNS = (*SUBJECTS, *POSSESSIVES)
_POINTING = capitalised((*_PRONOUNS, *DEMONSTRATIVES, "both", "neither"))
_LEANS = re.compile(
    rf"^[\"'“‘(]*(?:(?:{_OPENERS}),? )?"
    rf"(?:{one_of(_POINTING, _PRONOUNS)}|[Tt]he {one_of(ANAPHORIC_NOUNS)})\b(?! of\b)"
)
# How far back a sentence looks for its names, in characters and in sentences.
LOOK_BACK_CHARACTERS = 1_500
LOOK_BACK_SENTENCES = 2


def leans(text: str) -> bool:
    """Whether the sentence opens with something named before it."""
    return bool(_LEANS.match(text))


def with_names(chosen: Sequence[Evidence], *, max_words: int) -> tuple[Evidence, ...]:
    """The chosen sentences, behind them as context what names the subject of each that leans.

    max_words: for all sentences together. What does not fit is left out.
    """
    words = sum(count_words(item.text) for item in chosen)
    context: list[Evidence] = []
    for item in chosen:
        namer = _namer(item.article, item.start) if leans(item.text) else None
        if namer is None or _holds([*chosen, *context], item.article, namer):
            continue
        length = count_words(item.article.text[namer[0] : namer[1]])
        if words + length <= max_words:
            context.append(Evidence(item.article, *namer, item.score, context=True))
            words += length
    return (*chosen, *context)


def _holds(chosen: Sequence[Evidence], article: Article, span: tuple[int, int]) -> bool:
    return any(
        item.article.id == article.id and item.start <= span[0] and span[1] <= item.end
        for item in chosen
    )


def _namer(article: Article, position: int) -> tuple[int, int] | None:
    """The nearest sentence before that names something and does not lean itself."""
    window = max(position - LOOK_BACK_CHARACTERS, 0)
    if window:
        window = max(article.text.find("\n", window, position), window)
    before = article.text[window:position]
    spans = sentence_spans(before, article.language)
    for start, end in reversed(spans[-LOOK_BACK_SENTENCES:]):
        text = before[start:end]
        if not leans(text) and names(text):
            return window + start, window + end
    return None
