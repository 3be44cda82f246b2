"""Selects the sentences and the short answer to show, by answer score and kind of question.

    read passages -> evidence, short answer, status

The kind of question decides how many and which; the reader decides whether there is
an answer at all. No sentence is rewritten. How many words are shown is a setting, a
first long sentence excepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answering.english.lexicon.pronouns import SPEAKERS, THIRD_PERSON
from qa.answering.english.words import content_stems, count_words, coverage
from qa.answering.extraction.answerability import TOPIC_FLOOR, answerability, tells_of_topic
from qa.answering.extraction.candidates import (
    Candidate,
    candidates,
    overlap,
    says_more,
    sentences,
)
from qa.answering.extraction.chronology import by_date, dated
from qa.answering.extraction.comparison_table import as_table, of_own_things
from qa.answering.extraction.confidence import short_answer_confidence
from qa.answering.extraction.context import with_names
from qa.answering.extraction.enumeration import named_one_by_one
from qa.answering.extraction.list_items import listed, listing
from qa.answering.extraction.near_miss import near_miss
from qa.answering.question.question_type import kinds_of_parts, topic_of
from qa.answering.reader.thresholds import Thresholds, load_thresholds
from qa.answering.stages import TELLS_OF_TOPIC, Evidence, Kind, NearMiss, ReadPassage, State

# A further sentence must reach this share of the best one's score …
FURTHER_SHARE = {
    "fact": 0.7, "yes_no": 0.5, "compare": 0.5, "list": 0.6, "explain": 0.4, "overview": 0.5,
    "digest": 0.6, "timeline": 0.4,
}  # fmt: skip
# … and so many are shown at most.
MOST_SENTENCES = {
    "fact": 3, "yes_no": 4, "compare": 4, "list": 4, "explain": 4, "overview": 4, "digest": 6,
    "timeline": 8,
}  # fmt: skip
# It must hold this share of the evidence that the first one holds, by the reader's word on both.
HELD_SHARE: dict[Kind, float] = {"fact": 0.2, "yes_no": 0.1, "compare": 0.1, "explain": 0.1}
# And one of another article, with its title, this share of the question's words. Of 610 turns on
# the news of 2019 one is lost to it, and 35 such sentences become 20 (2026-11-28).
FURTHER_WORDS = 0.5
# A timeline may have so many times the words of another answer.
LENGTHS: dict[Kind, int] = {"timeline": 3}
# From this share of the best one's score on a sentence may belong to a list; it is told that there
# are more. Not measured: low, for a list that is taken for whole and is not misleads.
MAY_BELONG = 0.6
# Where the short answer is one thing, the best that its form allows must reach this share of the
# best of all. As above, at a floor of .45: .8 .667/.079/.681, .9 .700/.088/.688, .95
# .733/.088/.694, 1 the same; facts right .817 with all of them.
PLAUSIBLE_SHARE = 0.95
# Kinds whose short answer is shown only where it is likely to be right.
WEIGHED: tuple[Kind, ...] = ("fact", "list")


def select(
    state: State,
    *,
    max_words: int,
    longer: bool = False,
    thresholds: Thresholds | None = None,
    weighed: bool = False,
) -> State:
    """The state with the sentences to show for a question, or none with status `not_found`.

    longer: whether more is wanted than what answers: what follows it in its article, too.
    thresholds: of the reader that has read; None: the packaged one's. weighed: whether a short
    answer is shown only where it is likely enough to be right (`confidence`).
    A question of which only some parts are answered is `partial`.
    """
    judge = _Judge(thresholds or load_thresholds(), weighed)
    kinds = kinds_of_parts(state.kind, state.parts)
    asked = list(zip(of_own_things(state), kinds, state.parts, strict=True))
    held = [_without_near_misses(part, question) for part, _, question in asked]
    sure = [
        judge.answerability(able, kind=kind, question=question, named=question != state.plain)
        for able, (_, kind, question) in zip(held, asked, strict=True)
    ]
    state = replace(state, answerability=max(sure, default=0.0))
    answered = [
        (part, kind, question, spans)
        for (part, kind, question), able, likely in zip(asked, held, sure, strict=True)
        if likely >= judge.floor(kind)
        and (spans := _answers(able, kind=kind, question=question)) is not None
    ]
    if not answered:
        return replace(state, status="not_found", missed=_missed(state))
    budget = max(max_words // len(answered), 1)
    picked = [
        (evidence, judge.sure(short, spans, part) if kind in WEIGHED else short)
        for part, kind, question, spans in answered
        for evidence, short in [
            _pick(part, spans, question, kind=kind, max_words=budget, longer=longer)
        ]
    ]
    if state.kind == "compare" and len(state.parts) > 1:
        told = dict(zip((question for _, _, question, _ in answered), picked, strict=True))
        state = as_table(state, told)
    evidence = list(state.evidence) or _once([item for items, _ in picked for item in items])
    if not evidence:
        return replace(state, status="not_found")
    shorts = _distinct([text for _, text in picked if text])
    short_answer = state.short_answer if state.compared else "; ".join(shorts) or None
    found = [question for _, _, question, _ in answered]
    left = [part for part in state.parts if part not in found]
    return replace(
        state,
        evidence=tuple(evidence),
        short_answer=short_answer,
        status="partial" if left else "answered",
        shape="timeline" if state.kind == "timeline" and len(evidence) > 1 else state.shape,
        unanswered=() if state.compared else tuple(left),
        unlisted=sum(
            _unlisted(part, spans, evidence) for part, kind, _, spans in answered if kind == "list"
        ),
    )


def _missed(state: State) -> NearMiss | None:
    """What the nearest article tells of in place of what was asked, if it does."""
    nearest = state.ranked()[:1]
    return near_miss(state.plain, nearest[0].hit.passage.article.text) if nearest else None


def _unlisted(
    passages: Sequence[ReadPassage], spans: Sequence[Candidate], shown: Sequence[Evidence]
) -> int:
    """How many sentences may belong to a list and are not shown."""
    ranked = listing(sentences(passages), spans)
    fitting = [item for item in ranked if item.score >= MAY_BELONG * ranked[0].score]
    return sum(not any(_repeats(item, other) for other in shown) for item in fitting)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Decides whether there is an answer, by the thresholds of the reader's weights."""

    thresholds: Thresholds
    weighed: bool

    def answerability(
        self, passages: Sequence[ReadPassage], *, kind: Kind, question: str, named: bool
    ) -> float:
        """How sure it is that the passages answer; of a topic, how close they come to it.

        named: whether it was taken out of a question, which names it as its topic.
        """
        if kind in TELLS_OF_TOPIC:
            return tells_of_topic(passages, topic_of(question, kind), named=named)
        return answerability(passages, question, closeness_weight=self.thresholds.closeness_weight)

    def floor(self, kind: Kind) -> float:
        """Below it the passages do not answer."""
        if kind in TELLS_OF_TOPIC:
            return TOPIC_FLOOR
        limits = self.thresholds
        return limits.decided_floor if kind == "yes_no" else limits.answerable_floor

    def sure(
        self,
        short_answer: str | None,
        spans: Sequence[Candidate],
        passages: Sequence[ReadPassage],
    ) -> str | None:
        """The short answer where it is likely enough to be right, and no pronoun; else None."""
        if short_answer is None or short_answer.lower() in (*THIRD_PERSON, *SPEAKERS):
            return None
        if not self.weighed:
            return short_answer
        likely = short_answer_confidence(spans, passages, thresholds=self.thresholds)
        return short_answer if likely >= self.thresholds.short_answer_floor else None


def _answers(
    passages: Sequence[ReadPassage], *, kind: Kind, question: str
) -> list[Candidate] | None:
    """The short answers, best first; None where one is asked for and the question has it all."""
    spans = candidates(passages)
    if kind != "fact" or not spans:
        return spans
    able = [span for span in spans if says_more(span.text, question)]
    best = able[0].score if able else -1.0
    return able if best >= PLAUSIBLE_SHARE * spans[0].score else None


def _without_near_misses(passages: Sequence[ReadPassage], question: str) -> list[ReadPassage]:
    """The passages of articles that may tell of what is asked, each article looked at once."""
    articles = {read.hit.passage.article.id: read.hit.passage.article for read in passages}
    missed = {key for key, article in articles.items() if near_miss(question, article.text)}
    return [read for read in passages if read.hit.passage.article.id not in missed]


def _pick(
    passages: Sequence[ReadPassage],
    spans: Sequence[Candidate],
    question: str,
    *,
    kind: Kind,
    max_words: int,
    longer: bool,
) -> tuple[tuple[Evidence, ...], str | None]:
    """The sentences for one part of the question, the one that answers first, and its short
    answer.
    """
    best = ranked = sentences(passages)
    short_answer = None
    if kind == "list":
        best = listing(ranked, spans)
        ranked = named_one_by_one(best)
    elif kind in ("fact", "yes_no", "compare") and spans:
        first = spans[0].sentence
        ranked = [first, *(item for item in ranked if not overlap(item, first))]
        short_answer = spans[0].text
    if kind == "timeline":
        ranked = dated(ranked) or ranked
    if kind in HELD_SHARE and kind != "compare":  # which goes on with the other thing
        ranked = [item for item in ranked if _of_what_is_asked(question, item, ranked[0])]
    kept = within(
        ranked,
        max_words=max_words * LENGTHS.get(kind, 1),
        most=MOST_SENTENCES[kind],
        share=FURTHER_SHARE[kind],
        held=HELD_SHARE.get(kind, 0.0),
    )
    if kind == "list" and ranked[:1] == best[:1]:
        short_answer = listed(kept, spans)
    if kind == "timeline":
        return by_date(kept), None
    if longer and kept and kind in HELD_SHARE:
        kept = going_on(kept, best, max_words=max_words)
    shown = with_names((*kept[:1], *in_order(kept[1:])), max_words=max_words)
    return shown, short_answer if kind in WEIGHED else None


def _of_what_is_asked(question: str, item: Evidence, first: Evidence) -> bool:
    """Whether it is of the first one's article, or has enough of the question's words."""
    if item.article.id == first.article.id:
        return True
    asked = content_stems(question)
    own = content_stems(f"{item.article.title} {item.text}")
    return not asked or coverage(asked, own) >= FURTHER_WORDS


def _distinct(texts: Sequence[str]) -> list[str]:
    """The texts in order, none that another says in full and more."""
    stems = [content_stems(text) for text in texts]
    return [
        text
        for text, own in dict(zip(texts, stems, strict=True)).items()
        if not own or not any(own < other for other in stems)
    ]


def within(
    ranked: Sequence[Evidence], *, max_words: int, most: int, share: float, held: float = 0.0
) -> list[Evidence]:
    """The best sentences that fit the budget, `most` at most; the first always does.

    share, held: of the first one's score, and of what it holds of the evidence, that a further one
    must reach.
    """
    kept: list[Evidence] = []
    words = 0
    for item in ranked:
        if len(kept) == most or item.score < share * ranked[0].score:
            break
        if kept and item.held < held * ranked[0].held:
            continue
        words_with = words + count_words(item.text)
        if kept and (words_with > max_words or any(_repeats(item, other) for other in kept)):
            continue
        kept.append(item)
        words = words_with
    return kept


def going_on(
    kept: Sequence[Evidence], ranked: Sequence[Evidence], *, max_words: int
) -> list[Evidence]:
    """The sentences and, up to the budget, those that follow the first of them in its article.

    CLAP-NQ, a third of its questions, at most 90 words: of the sentences that people selected .46
    are shown without and .57 with them, of the shown ones .67 and .58 were selected (2026-11-26).
    """
    found = list(kept)
    words = sum(count_words(item.text) for item in found)
    first = kept[0]
    own = (item for item in ranked if item.article.id == first.article.id)
    for item in sorted(own, key=lambda item: item.start):
        if item.start < first.end or any(_repeats(item, other) for other in found):
            continue
        words += count_words(item.text)
        if words > max_words:
            break
        found.append(item)
    return found


def _repeats(one: Evidence, other: Evidence) -> bool:
    """Whether one says nothing that the other does not: the same place, or the same words."""
    if overlap(one, other):
        return True
    return content_stems(one.text) <= content_stems(other.text)


def _once(items: Sequence[Evidence]) -> list[Evidence]:
    kept: list[Evidence] = []
    for item in items:
        if not any(overlap(item, other) for other in kept):
            kept.append(item)
    return kept


def in_order(kept: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Articles in the order of their best sentence, sentences in the order of their article."""
    first: dict[str, int] = {}
    for position, item in enumerate(kept):
        first.setdefault(item.article.id, position)
    return tuple(sorted(kept, key=lambda item: (first[item.article.id], item.start)))
