"""Shows the reply beside a claim: "One site speaks of terrorism. Officials found no explosives."

    State of a yes/no question -> "Reports differ.", the claim, the reply

Where the article itself sets a denial beside what somebody claims, in the same sentence or in one
near to it, neither stands alone. By form: words that attribute and words that deny. It weighs
neither side; a verdict that rests on one of the two is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.verbs import SAYING, SPEAKING
from qa.answering.english.roots import roots
from qa.answering.english.words import coverage
from qa.answering.extraction.candidates import as_they_stand, overlap
from qa.answering.messages import DIFFER
from qa.answering.stages import Evidence, State, Statement

_REPLIES = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es?|ed)|dismiss(?:es|ed)|"
    r"contradict(?:s|ed)?|refut(?:es?|ed)|rul(?:es|ed) out|absurd|untrue|"
    r"no (?:evidence|trace|sign|proof|link|indication)s?)\b",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    rf"\b(?:{one_of(SAYING, SPEAKING)}|accus(?:e|es|ed)|alleg(?:e|es|ed|edly)|suspect(?:s|ed)?|"
    r"suggest(?:s|ed)?|complain(?:s|ed)?|reported(?:ly)?|rumou?rs?|ascribed|blam(?:es?|ed|ing))\b",
    re.IGNORECASE,
)
BEFORE, BEHIND = 1, 2  # sentences in which a claim and its reply stand apart
MOST = 4
# Of the question's roots, the share that the claim with its title must have.
OF_WHAT_IS_ASKED = 0.5


def with_both_sides(state: State) -> State:
    """The state with claim and reply in front; unchanged where the two do not stand together."""
    if state.kind != "yes_no" or state.status != "answered" or len(state.parts) != 1:
        return state
    rests = [item for statement in state.statements for item in statement.evidence]
    read = {(item.article.id, item.start): item for item in as_they_stand(state.passages[0])}
    wanted = set(roots(state.plain))
    shown = [item for item in rests or state.evidence if not item.context]
    near = sorted(shown, key=_about(wanted))
    for item in near:
        sides = _sides(item, list(read.values()), wanted)
        if sides:
            rest = [each for each in state.evidence if not any(overlap(each, s) for s in sides)]
            said = (Statement(DIFFER, tuple(sides)),)
            return replace(state, evidence=(*sides, *rest)[:MOST], statements=said)
    return state


def _about(wanted: set[str]) -> Callable[[Evidence], float]:
    """Orders sentences by how much they and their titles have of what is asked, the most first."""
    return lambda item: -coverage(wanted, roots(f"{item.article.title} {item.text}"))


def _sides(item: Evidence, read: Sequence[Evidence], wanted: set[str]) -> tuple[Evidence, ...]:
    """The claim and the reply of which the sentence is one; it alone where it holds both."""
    about = _about(wanted)
    denial = _REPLIES.search(item.text)
    claim = _CLAIMS.search(_REPLIES.sub("", item.text))
    if denial and claim and ";" in item.text:
        return (item,)
    own = [each for each in read if each.article.id == item.article.id]
    own.sort(key=lambda each: each.start)
    at = next((n for n, each in enumerate(own) if overlap(each, item)), None)
    if at is None or not (denial or claim):
        return ()
    form, behind, before = (_CLAIMS, BEFORE, BEHIND) if denial else (_REPLIES, BEHIND, BEFORE)
    near = [*own[at + 1 : at + 1 + behind], *reversed(own[max(at - before, 0) : at])]
    other = next((each for each in near if form.search(each.text)), None)
    if other is None:
        return ()
    sides = (other, item) if denial else (item, other)
    return sides if -about(sides[0]) >= OF_WHAT_IS_ASKED else ()
