"""Puts "Yes.", "No." or "Reports differ." before the sentences that decide a yes/no question.

    State selected + checker -> State with a statement of ours and the deciding sentences in front

The question with "Yes." and with "No." behind it are two claims, as the networks learnt them; the
checker tells which of them the passages near to the question support. A stretch decides only by a
sentence that decides by itself and is of what is asked, which is shown. Where articles say opposite
things the newer one counts and the older one is shown as earlier; of one day, reports differ. What
goes on changes: a question in the present is left open where a newer article speaks of the same and
does not say. Where the checker is not sure, nothing is said, nor is yes to "anyone" or "any", which
almost any report holds for the checker; nor where the sentence only tells what somebody says. The
packaged networks would be wrong too often with either, so their floors are never reached and they
are not asked (`training.calibrate_verdict`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa.answering.english.dates import written
from qa.answering.english.facts import negations
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.verbs import SAYING, SPEAKING
from qa.answering.english.roots import roots
from qa.answering.english.words import coverage
from qa.answering.extraction.candidates import overlap
from qa.answering.extraction.context import leans, with_names
from qa.answering.extraction.missing_terms import lacks_a_term
from qa.answering.messages import DIFFER, EARLIER, EARLIER_UNDATED, NO, YES
from qa.answering.reader.base import Checker
from qa.answering.reader.thresholds import Thresholds, load_thresholds
from qa.answering.stages import Evidence, ReadPassage, State, Statement
from qa.answering.verification.support import focus
from qa.articles import sentence_spans

Verdict = Literal["yes", "no"]

# From here on the other claim is doubt enough to say nothing, and a sentence is sure enough to be
# the one of its stretch that decides; a passage that is less answerable is not asked. How sure the
# checker must be of a stretch belongs to its weights (`Thresholds`).
DOUBT, READABLE = 0.5, 0.1
READ = 6  # passages that are asked
SUREST = 1.0  # what is said from a higher floor on is never said, and need not be asked for
# Of the question's roots, the share that a newer passage must have to be of the same, and how
# likely the reader must think that it answers.
OF_THE_SAME, SPEAKS_OF_IT = 0.75, 0.4
# Of the claim's, the share that a sentence with its title must have.
OF_WHAT_IS_ASKED = 0.5
# "Seoul says that …", "ascribed to terrorism", which the checker takes for told.
_CLAIMED = re.compile(
    rf"\b(?:{one_of(SAYING, SPEAKING)} that|claim(?:s|ed)?|alleged(?:ly)?|suspect(?:s|ed)?|accused|"
    r"reportedly|rumou?rs?|ascribed|fears?|believes?)\b"
)
_OF_THE_PAST = ("did", "was", "were", "had")  # what these ask of does not change
MOST_SHOWN, MOST_WORDS = 3, 120
# A choice of two has another answer than yes or no; hardly a report speaks against "any".
_CHOICE = re.compile(r"\b(?:or|whether)\b", re.IGNORECASE)
_ANY = re.compile(r"\bany(?:one|body|thing)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Deciding:
    """What a stretch says, the sentence of it that decides, and how surely it does."""

    says: Verdict
    sure: float
    told: Evidence

    @property
    def day(self) -> datetime.date:
        """The day of its article."""
        return self.told.article.date or datetime.date.min


def with_verdict(
    state: State,
    checker: Checker,
    *,
    thresholds: Thresholds | None = None,
) -> State:
    """The state with yes, no or that reports differ; unchanged where nothing decides.

    thresholds: of the checker; None: the packaged one's.
    """
    if state.kind != "yes_no" or len(state.parts) != 1:
        return state
    if _CHOICE.search(state.plain) or negations(state.plain):
        return state
    limits = thresholds or load_thresholds()
    if min(limits.yes_floor, limits.no_floor) > SUREST:
        return state
    passages = state.passages[0][:READ]
    judge = VerdictJudge(state.plain.rstrip(" ?.!"), checker, limits)
    found = _deciding(judge, passages)
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
class VerdictJudge:
    """Tells what texts say to a question, by a checker and how sure it must be.

    question: without its mark.
    """

    question: str
    checker: Checker
    limits: Thresholds

    def says(self, texts: Sequence[str]) -> list[tuple[Verdict | None, float]]:
        """For each text what it says, if the checker is sure of one, and how sure."""
        return [self._sure(yes, no) for yes, no in self.both(texts)]

    def leans(self, texts: Sequence[str]) -> list[tuple[Verdict, float]]:
        """For each text which of the two it says rather, and how sure that is."""
        return [("yes", yes) if yes > no else ("no", no) for yes, no in self.both(texts)]

    def decides(self, says: Verdict, read: ReadPassage, stretch: str) -> Deciding | None:
        """The sentence of the stretch that says the same by itself, unless it tells a claim."""
        sure, told = _sentence(self, says, read, stretch)
        if told is None or (_CLAIMED.search(told.text) and not _CLAIMED.search(self.question)):
            return None
        return Deciding(says, sure, told)

    def both(self, texts: Sequence[str]) -> list[tuple[float, float]]:
        """How well each text supports the question with "Yes." and with "No." behind it."""
        asked = f"{self.question[:1].upper()}{self.question[1:]}?"
        each = [self.checker.support(f"{asked} {answer}.", texts) for answer in ("Yes", "No")]
        return list(zip(*each, strict=True))

    def _sure(self, yes: float, no: float) -> tuple[Verdict | None, float]:
        if yes >= self.limits.yes_floor and no < DOUBT and not _ANY.search(self.question):
            return "yes", yes
        if no >= self.limits.no_floor and yes < DOUBT:
            return "no", no
        return None, 0.0


def _deciding(judge: VerdictJudge, passages: Sequence[ReadPassage]) -> list[Deciding]:
    """What each passage that may answer says, of its stretch that shares most with the question."""
    question = judge.question
    able = asked_of(question, passages)
    near = [focus(question, read.hit.passage.text) for read in able]
    found = [
        judge.decides(says, read, stretch)
        for read, stretch, (says, _) in zip(able, near, judge.says(near), strict=True)
        if says
    ]
    return sorted(filter(None, found), key=lambda item: -item.sure)


def asked_of(question: str, passages: Sequence[ReadPassage]) -> list[ReadPassage]:
    """Those of the first READ that may answer: only they are asked."""
    return [
        read
        for read in passages[:READ]
        if read.reading.answerable >= READABLE
        and not lacks_a_term(question, read.hit.passage.article)
    ]


def _sentence(
    judge: VerdictJudge, verdict: Verdict, read: ReadPassage, stretch: str
) -> tuple[float, Evidence | None]:
    """The sentence of the stretch that says the same by itself, the surest one, and how surely.

    One that leans is read with the one before it. A heading or a caption, of which the checker is
    as sure of anything, has few of the words.
    """
    passage = read.hit.passage
    start = passage.start + passage.text.index(stretch)
    spans = sentence_spans(stretch, passage.article.language)
    texts = [
        stretch[spans[max(at - leans(stretch[a:b]), 0)][0] : b] for at, (a, b) in enumerate(spans)
    ]
    wanted, title = set(roots(judge.question)), passage.article.title
    able = [
        (sure, a, b)
        for text, (a, b), (says, sure) in zip(texts, spans, judge.leans(texts), strict=True)
        if says == verdict
        and sure >= DOUBT
        and coverage(wanted, roots(f"{title} {text}")) >= OF_WHAT_IS_ASKED
    ]
    if not able:
        return 0.0, None
    sure, a, b = max(able, key=lambda item: item[0])
    return sure, Evidence(passage.article, start + a, start + b, read.answer_score)


def _agreed(found: Sequence[Deciding]) -> tuple[str, list[Evidence]]:
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
    question: str, found: Sequence[Deciding], passages: Sequence[ReadPassage]
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
