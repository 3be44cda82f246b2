"""The line that a yes or no question is answered with, from how likely each answer is.

    probabilities of "Yes." and "No." + State -> State with "Yes.", "No." or "Reports differ." first

Where neither is sure, nothing is said and the sentences stand by themselves. It judges nothing:
whoever reads question and passages gives the two probabilities, each the highest that some passage
supports, and the sentences that decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.messages import NO, REPORTS_DIFFER, YES
from qa.answering.stages import Evidence, State, Statement


def verdict(yes: float, no: float, *, sure: float) -> str | None:
    """What is said; None where no side reaches `sure`. All in 0..1."""
    if yes >= sure and no >= sure:
        return REPORTS_DIFFER
    if max(yes, no) < sure:
        return None
    return YES if yes >= sure else NO


def with_verdict(
    state: State, *, yes: float, no: float, sure: float, deciding: Sequence[Evidence] = ()
) -> State:
    """The state that says its verdict first, then the deciding sentences; unchanged without one.

    deciding: the sentences that the probabilities come from, best first, of both sides where they
    differ; the others follow where they say something else.
    """
    said = verdict(yes, no, sure=sure)
    if said is None or state.status == "not_found":
        return state
    places = {(item.article.id, item.start) for item in deciding}
    others = [item for item in state.evidence if (item.article.id, item.start) not in places]
    evidence = (*deciding, *others) if said != REPORTS_DIFFER else tuple(deciding) or state.evidence
    return replace(state, statements=(Statement(said),), evidence=evidence)
