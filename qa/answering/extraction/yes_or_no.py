"""Puts "Yes.", "No." or "Reports differ." before the sentences that decide a yes/no question.

    State selected + checker -> State with a statement of ours and the deciding sentences in front

The question as a statement, its denial and its opposites (`question.statement`) are claims; the
checker tells which of them the passages near to the question support. Where articles say opposite
things the newer one counts and the older one is shown as earlier; of one day, reports differ. What
goes on changes: a question in the present is left open where a newer article speaks of the same and
does not say. Where the checker is not sure, nothing is said, nor is yes to "anyone" or "any", which
almost any report holds for the checker.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa.answering.english.dates import written
from qa.answering.english.roots import roots
from qa.answering.english.words import coverage
from qa.answering.extraction.candidates import overlap
from qa.answering.extraction.context import with_names
from qa.answering.messages import DIFFER, EARLIER, EARLIER_UNDATED, NO, YES
from qa.answering.question.statement import Statements, statements_of
from qa.answering.reader.base import Checker
from qa.answering.stages import Evidence, ReadPassage, State, Statement
from qa.answering.verification.support import focus
from qa.articles import sentence_spans

Verdict = Literal["yes", "no"]

# How sure the checker (checker-minilm-l6 209c6861) must be of a claim. Verdicts said and right: yes
# at .62 / .68 / .73 of questions made of SQuAD's kept-out titles 35 of 39 / 27 of 28 / 24 of 24, of
# FEVER's claims 32 of 35 / 26 of 27 / 24 of 24, of sentences of NQ, CLAP-NQ and SciFact 48 of 49 /
# 47 of 48 / 45 of 46, of BoolQ's contrast set (220) 24 of 38 / 15 of 21 / 9 of 11; of all with
# opposites .92 / .96 / .99. No at .44 / .5 / .56: 91 of 94 / 88 of 90 / 87 of 87, BoolQ 7 of 10 /
# 4 of 6 / 4 of 4. Opposites at .62 / .73: of 78 70 / 66 said, none wrong of 79 (2026-11-26).
YES_FLOOR, NO_FLOOR = 0.73, 0.56
READ = 6  # passages that are asked
# Of the question's roots, the share that a newer article must have to be of the same.
OF_THE_SAME = 0.75
_OF_THE_PAST = ("did", "was", "were", "had")  # what these ask of does not change
MOST_SHOWN, MOST_WORDS = 3, 120


@dataclass(frozen=True, slots=True)
class _Deciding:
    """A stretch that decides, what it says, how surely, and its sentence that says it best."""

    says: Verdict
    sure: float
    told: Evidence

    @property
    def day(self) -> datetime.date:
        return self.told.article.date or datetime.date.min


def with_verdict(
    state: State, checker: Checker, *, is_word: Callable[[str], bool] | None = None
) -> State:
    """The state with yes, no or that reports differ; unchanged where nothing decides.

    is_word: whether a word is a common one (`question.statement`).
    """
    if state.kind != "yes_no" or len(state.parts) != 1:
        return state
    passages = state.passages[0][:READ]
    texts = [read.hit.passage.text for read in passages]
    claims = statements_of(state.plain, texts, is_word=is_word)
    found = _deciding(claims, passages, checker) if claims else []
    if not found or _is_overtaken(state.plain, found, passages):
        return state
    said, shown = _agreed(found)
    told = with_names(shown, max_words=MOST_WORDS)
    others = [
        item
        for item in state.evidence
        if not item.context and not any(overlap(item, each) for each in told)
    ]
    return replace(
        state,
        evidence=(*told, *others)[: max(MOST_SHOWN, len(told))],
        statements=(Statement(said, tuple(shown if said == DIFFER else shown[:1])),),
        status="answered",
        missed=None,
    )


def _deciding(
    claims: Statements, passages: Sequence[ReadPassage], checker: Checker
) -> list[_Deciding]:
    """What each passage says, of its stretch that shares most with the question."""
    near = [focus(claims.affirmed, read.hit.passage.text) for read in passages]
    yes_floor = math.inf if claims.open_to_all else YES_FLOOR
    floors = {claims.affirmed: yes_floor, claims.denied: NO_FLOOR}
    floors |= dict.fromkeys(claims.opposites, YES_FLOOR)
    sure = {claim: checker.support(claim, near) for claim in floors}
    found = []
    for at, (read, stretch) in enumerate(zip(passages, near, strict=True)):
        claim = max(sure, key=lambda item: sure[item][at])
        if sure[claim][at] >= floors[claim]:
            says: Verdict = "yes" if claim == claims.affirmed else "no"
            found.append(_Deciding(says, sure[claim][at], _best(claim, read, stretch, checker)))
    return sorted(found, key=lambda item: -item.sure)


def _best(claim: str, read: ReadPassage, stretch: str, checker: Checker) -> Evidence:
    """The sentence of the stretch that supports the claim best."""
    passage = read.hit.passage
    start = passage.start + passage.text.index(stretch)
    spans = sentence_spans(stretch, passage.article.language)
    scores = checker.support(claim, [stretch[a:b] for a, b in spans])
    a, b = spans[scores.index(max(scores))]
    return Evidence(passage.article, start + a, start + b, read.answer_score)


def _agreed(found: Sequence[_Deciding]) -> tuple[str, list[Evidence]]:
    """What they say together, and the sentences to show for it, the deciding one first.

    found: the surest first.
    """
    newest = max(found, key=lambda item: item.day)
    said = YES if newest.says == "yes" else NO
    against = [item for item in found if item.says != newest.says]
    if not against:
        return said, [newest.told]
    other = max(against, key=lambda item: item.day)
    if other.day == newest.day:
        return DIFFER, [newest.told, other.told]
    label = EARLIER.format(day=written(other.day)) if other.told.article.date else EARLIER_UNDATED
    return said, [newest.told, replace(other.told, label=label)]


def _is_overtaken(
    question: str, found: Sequence[_Deciding], passages: Sequence[ReadPassage]
) -> bool:
    """Whether a newer article speaks of what goes on and may say otherwise."""
    if question.split(maxsplit=1)[0].lower() in _OF_THE_PAST:
        return False
    newest, wanted = max(item.day for item in found), set(roots(question))
    return any(
        (read.hit.passage.article.date or datetime.date.min) > newest
        and coverage(wanted, roots(f"{read.hit.passage.article.title} {read.hit.passage.text}"))
        >= OF_THE_SAME
        for read in passages
    )
