"""Puts "Yes.", "No." or "Reports differ." before the sentences that decide a yes/no question.

    State selected + checker -> State with a statement of ours and the deciding sentences in front

The question as a statement, its denial and its opposites (`question.statement`) are claims; the
checker tells which of them the passages near to the question support. A stretch decides only by a
sentence that decides by itself and is of what is asked, which is shown. Where articles say opposite
things the newer one counts and the older one is shown as earlier; of one day, reports differ. What
goes on changes: a question in the present is left open where a newer article speaks of the same and
does not say. Where the checker is not sure, nothing is said, nor is yes to "anyone" or "any", which
almost any report holds for the checker; nor where the sentence only tells what somebody says.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa.answering.english.dates import written
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.verbs import SAYING, SPEAKING
from qa.answering.english.roots import roots
from qa.answering.english.words import coverage
from qa.answering.extraction.answerability import missing_term_penalty
from qa.answering.extraction.candidates import overlap
from qa.answering.extraction.context import leans, with_names
from qa.answering.messages import DIFFER, EARLIER, EARLIER_UNDATED, NO, YES
from qa.answering.question.statement import Statements, statements_of
from qa.answering.reader.base import Checker
from qa.answering.reader.thresholds import Thresholds, load_thresholds
from qa.answering.stages import Evidence, ReadPassage, State, Statement
from qa.answering.verification.support import focus
from qa.articles import sentence_spans

Verdict = Literal["yes", "no"]

# How far, in logits, a denial must be ahead of half the claim, and how sure the checker must be of
# an opposite. How sure it must be of the claim and of its denial belongs to its weights
# (`Thresholds`). Right of said by larger-mpnet on questions of BoolQ's contrast set (89 yes, 88 no)
# and made of FEVER's claims (110, 97), both kept out: yes at .9 29 of 36 and 84 of 92, at .97 18 of
# 21 and 73 of 79; where .7 of the words must stand in the stretch too, at .97 13 of 16 and 47 of
# 50. No at .6, ahead by 1: 4 of 6 and 11 of 11 (2026-11-27).
AHEAD, OPPOSITE_FLOOR = 1.0, 0.73
# A denial from here on is no yes; a passage that is less answerable says nothing.
DOUBT, READABLE = 0.6, 0.1
READ = 6  # passages that are asked
# Of the question's roots, the share that a newer passage must have to be of the same, and how
# likely the reader must think that it answers.
OF_THE_SAME, SPEAKS_OF_IT = 0.75, 0.4
# Of the claim's, the share that a sentence with its title must have.
OF_WHAT_IS_ASKED = 0.5
# "Seoul says that …", which the checker takes for told: a claim is no fact.
_CLAIMED = re.compile(rf"\b{one_of(SAYING, SPEAKING)} that\b")
_OF_THE_PAST = ("did", "was", "were", "had")  # what these ask of does not change
MOST_SHOWN, MOST_WORDS = 3, 120


@dataclass(frozen=True, slots=True)
class _Deciding:
    """What a stretch says, the sentence of it that decides, and how surely it does."""

    says: Verdict
    sure: float
    told: Evidence

    @property
    def day(self) -> datetime.date:
        return self.told.article.date or datetime.date.min


def with_verdict(
    state: State,
    checker: Checker,
    *,
    is_word: Callable[[str], bool] | None = None,
    thresholds: Thresholds | None = None,
) -> State:
    """The state with yes, no or that reports differ; unchanged where nothing decides.

    is_word: whether a word is a common one (`question.statement`). thresholds: of the checker;
    None: the packaged one's.
    """
    if state.kind != "yes_no" or len(state.parts) != 1:
        return state
    passages = state.passages[0][:READ]
    texts = [read.hit.passage.text for read in passages]
    claims = statements_of(state.plain, texts, is_word=is_word)
    limits = thresholds or load_thresholds()
    found = _deciding(_Judge(claims, checker, limits), passages) if claims else []
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


@dataclass(frozen=True, slots=True)
class _Judge:
    """Tells which of a question's claims texts hold, by a checker and how sure it must be."""

    claims: Statements
    checker: Checker
    limits: Thresholds

    def held(self, texts: Sequence[str]) -> list[tuple[str | None, float]]:
        """For each text the claim that it holds, if it is sure of one, and how sure."""
        every = (self.claims.affirmed, self.claims.denied, *self.claims.opposites)
        scores = {claim: self.checker.support(claim, texts) for claim in every}
        found = []
        for at in range(len(texts)):
            sure = {claim: scores[claim][at] for claim in every}
            claim = self._held(sure)
            found.append((claim, sure[claim] if claim else 0.0))
        return found

    def _held(self, sure: Mapping[str, float]) -> str | None:
        claims, limits = self.claims, self.limits
        yes, no = sure[claims.affirmed], sure[claims.denied]
        opposite = max(claims.opposites, key=lambda item: sure[item], default=None)
        if opposite and sure[opposite] >= max(OPPOSITE_FLOOR, yes):
            return opposite
        if yes >= limits.yes_floor and no < DOUBT:
            return None if claims.open_to_all else claims.affirmed
        ahead = _logit(no) - _logit(yes) / 2 >= AHEAD
        return claims.denied if no >= max(limits.no_floor, yes) and ahead else None


def _deciding(judge: _Judge, passages: Sequence[ReadPassage]) -> list[_Deciding]:
    """What each passage that may answer says, of its stretch that shares most with the question."""
    affirmed = judge.claims.affirmed
    able = [
        read
        for read in passages
        if read.reading.answerable >= READABLE
        and not missing_term_penalty(affirmed, read.hit.passage.article)
    ]
    near = [focus(affirmed, read.hit.passage.text) for read in able]
    found = []
    for read, stretch, (claim, _) in zip(able, near, judge.held(near), strict=True):
        sure, told = _sentence(judge, claim, read, stretch) if claim else (0.0, None)
        if claim and told and (not _CLAIMED.search(told.text) or _CLAIMED.search(claim)):
            found.append(_Deciding("yes" if claim == affirmed else "no", sure, told))
    return sorted(found, key=lambda item: -item.sure)


def _sentence(
    judge: _Judge, claim: str, read: ReadPassage, stretch: str
) -> tuple[float, Evidence | None]:
    """The sentence of the stretch that decides by itself, the surest one, and how surely.

    One that leans is read with the one before it. A heading or a caption, of which the checker is
    as sure of anything, has few of the words.
    """
    passage = read.hit.passage
    start = passage.start + passage.text.index(stretch)
    spans = sentence_spans(stretch, passage.article.language)
    texts = [
        stretch[spans[max(at - leans(stretch[a:b]), 0)][0] : b] for at, (a, b) in enumerate(spans)
    ]
    wanted, title = set(roots(claim)), passage.article.title
    able = [
        (sure, a, b)
        for text, (a, b), (held, sure) in zip(texts, spans, judge.held(texts), strict=True)
        if held == claim and coverage(wanted, roots(f"{title} {text}")) >= OF_WHAT_IS_ASKED
    ]
    if not able:
        return 0.0, None
    sure, a, b = max(able, key=lambda item: item[0])
    return sure, Evidence(passage.article, start + a, start + b, read.answer_score)


def _logit(share: float) -> float:
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))


def _agreed(found: Sequence[_Deciding]) -> tuple[str, list[Evidence]]:
    """What they say together, and the sentences to show for it, the deciding one first.

    found: the surest first.
    """
    newest = max(found, key=lambda item: item.day)
    said = YES if newest.says == "yes" else NO
    against = [item for item in found if item.says != newest.says]
    if not against:
        return said, [found[0].told]
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
        and read.reading.answerable >= SPEAKS_OF_IT
        and coverage(wanted, roots(f"{read.hit.passage.article.title} {read.hit.passage.text}"))
        >= OF_THE_SAME
        for read in passages
    )
