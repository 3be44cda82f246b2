"""Puts "Yes.", "No." or "Reports differ." before the sentences that decide a yes/no question.

    State selected -> State with a statement of ours and the deciding sentences in front

Each sentence of the read passages is asked by exact agreement (`verdict`). Where two say opposite
things the newer article counts and the older one is shown as earlier; of one day, reports differ.
What goes on changes: a question in the present is left open where a newer article speaks of the
same and does not say. Most questions get no verdict, and stay as they were.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answering.english.dates import written
from qa.answering.english.roots import roots
from qa.answering.extraction.candidates import as_they_stand, overlap
from qa.answering.extraction.context import with_names
from qa.answering.extraction.verdict import Told, Verdict, denies, verdict
from qa.answering.messages import DIFFER, EARLIER, EARLIER_UNDATED, NO, YES
from qa.answering.question.polar import Asked, asked_in
from qa.answering.stages import Evidence, ReadPassage, State, Statement
from qa.articles import sentence_spans

# Characters before a sentence that may say whom it speaks of, and behind it that may deny it.
BEFORE, AFTER = 600, 300
# What these ask of does not change.
_OF_THE_PAST = ("did", "was", "were", "had")
_SAID = {"yes": YES, "no": NO, "disputed": DIFFER}
MOST_SHOWN, MOST_WORDS = 3, 120


@dataclass(frozen=True, slots=True)
class _Deciding:
    """A sentence that decides, what it says, and the day of its article."""

    says: Verdict
    told: Evidence

    @property
    def day(self) -> datetime.date:
        return self.told.article.date or datetime.date.min


def with_verdict(state: State) -> State:
    """The state with yes, no or that reports differ; unchanged where no sentence decides."""
    if state.kind != "yes_no" or len(state.parts) != 1:
        return state
    asked = asked_in(state.plain)
    if asked is None:
        return state
    passages = state.passages[0]
    found = _deciding(asked, passages)
    if not found or _is_overtaken(asked, found, passages):
        return state
    says, shown = _agreed(found)
    pointed = shown if says == "disputed" else shown[:1]
    told = with_names(shown, max_words=MOST_WORDS)
    others = [
        item
        for item in state.evidence
        if not item.context and not any(overlap(item, each) for each in told)
    ]
    return replace(
        state,
        evidence=(*told, *others)[: max(MOST_SHOWN, len(told))],
        statements=(Statement(_SAID[says], tuple(pointed)),),
        status="answered",
        missed=None,
    )


def _deciding(asked: Asked, passages: Sequence[ReadPassage]) -> list[_Deciding]:
    """Every sentence of the passages that decides, the best passage first, each once."""
    found: dict[tuple[str, int], _Deciding] = {}
    for item in as_they_stand(passages):
        article = item.article
        before = article.text[max(item.start - BEFORE, 0) : item.start]
        after = article.text[item.end : item.end + AFTER]
        told = Told(item.text, f"{article.title}\n{before}", after)
        if says := verdict(asked, told):
            found.setdefault((article.id, item.start), _Deciding(says, item))
    return list(found.values())


def _agreed(found: Sequence[_Deciding]) -> tuple[Verdict, list[Evidence]]:
    """What they say together, and the sentences to show for it, the deciding one first."""
    plain = [item for item in found if item.says != "disputed"]
    if not plain:
        return "disputed", [found[0].told, *_denial(found[0].told)]
    newest = max(plain, key=lambda item: item.day)
    against = [item for item in plain if item.says != newest.says]
    if not against:
        return newest.says, [newest.told]
    other = max(against, key=lambda item: item.day)
    if other.day == newest.day:
        return "disputed", [newest.told, other.told]
    label = EARLIER.format(day=written(other.day)) if other.told.article.date else EARLIER_UNDATED
    return newest.says, [newest.told, replace(other.told, label=label)]


def _denial(charge: Evidence) -> list[Evidence]:
    """The sentence behind a charge that denies it."""
    article = charge.article
    behind = article.text[charge.end : charge.end + AFTER]
    for start, end in sentence_spans(behind, article.language):
        if denies(behind[start:end]):
            return [replace(charge, start=charge.end + start, end=charge.end + end)]
    return []


def _is_overtaken(
    asked: Asked, found: Sequence[_Deciding], passages: Sequence[ReadPassage]
) -> bool:
    """Whether a newer article speaks of what goes on and may say otherwise."""
    if asked.auxiliary in _OF_THE_PAST:
        return False
    newest = max(item.day for item in found)
    for read in passages:
        article = read.hit.passage.article
        if (article.date or datetime.date.min) > newest:
            there = roots(f"{article.title} {read.hit.passage.text}")
            if len(asked.roots - set(there)) <= 1:
                return True
    return False
