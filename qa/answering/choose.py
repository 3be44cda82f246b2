"""Chooses what to show: sentences of the articles that hold the answer, in a sensible order.

    Studied -> Chosen

The kind of question decides how many and which; the reader decides whether there is
an answer at all. No sentence is rewritten. How many words are shown is a setting, a
first long sentence excepted.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering.candidates import Candidate, candidates, sentences, sureness
from qa.answering.context import with_names
from qa.answering.stages import Chosen, Evidence, Kind, Studied, Study
from qa.answering.words import content_stems, count_words
from qa.records import Status

# Below this the best passage does not answer the question. Swept with CLOSENESS_SHARE on
# wikinews2019 (unanswerable abstained / wrongly abstained / right or rightly silent,
# 2026-11-21): .32 .133/.079/.507, .34 .200/.114/.514, .36 .233/.158/.507; with a share of .7,
# .42 .233/.123/.507, .44 .333/.132/.521, nearer to what the cosine alone would say.
ANSWERABLE_FLOOR = 0.34
# A further sentence must reach this share of the best one's score …
FURTHER_SHARE = {"fact": 0.9, "yes_no": 0.85, "list": 0.8, "explain": 0.7, "overview": 0.6}
# … and so many are shown at most.
MOST_SENTENCES = {"fact": 2, "yes_no": 2, "list": 4, "explain": 3, "overview": 4}
# Further short answers of a list, as a share of the best one's score.
LIST_SHARE = 0.75


def choose(studied: Studied, *, max_words: int, floor: float = ANSWERABLE_FLOOR) -> Chosen:
    """The sentences to show for a question, or none with status `not_found`.

    floor: how sure the reader must be that a part of the question is answered.
    A question of which only some parts are answered is `partial`.
    """
    kind = studied.found.understood.kind
    answered = [part for part in studied.parts if _answers(part, floor)]
    if not answered:
        return Chosen(studied, (), None, "not_found")
    budget = max(max_words // len(answered), 1)
    picked = [_pick(part, kind=kind, max_words=budget) for part in answered]
    evidence = _once([item for items, _ in picked for item in items])
    if not evidence:
        return Chosen(studied, (), None, "not_found")
    direct = "; ".join(dict.fromkeys(text for _, text in picked if text)) or None
    status: Status = "answered" if len(answered) == len(studied.parts) else "partial"
    return Chosen(studied, tuple(evidence), direct, status)


def _answers(studies: Sequence[Study], floor: float) -> bool:
    return sureness(studies) >= floor


def _pick(
    studies: Sequence[Study], *, kind: Kind, max_words: int
) -> tuple[tuple[Evidence, ...], str | None]:
    """The sentences for one part of the question, in order, and its short answer."""
    spans = candidates(studies)
    style = "fact" if kind == "compare" else kind
    ranked = sentences(studies)
    direct = None
    if style in ("fact", "yes_no", "list") and spans:
        several = _several(spans) if style == "list" else spans[:1]
        first = [item.sentence for item in several]
        ranked = first + [item for item in ranked if not any(_overlap(item, f) for f in first)]
        direct = ", ".join(dict.fromkeys(item.text for item in several))
    kept = within(
        ranked,
        max_words=max_words,
        most=MOST_SENTENCES[style],
        share=FURTHER_SHARE[style],
    )
    return with_names(in_order(kept), max_words=max_words), direct if style != "yes_no" else None


def _several(spans: Sequence[Candidate]) -> list[Candidate]:
    """The short answers that belong together: strong, apart, and not the same words again."""
    kept: list[Candidate] = []
    for item in spans:
        if item.score < LIST_SHARE * spans[0].score:
            break
        stems = content_stems(item.text)
        if not any(
            stems <= content_stems(other.text) or content_stems(other.text) <= stems
            for other in kept
        ):
            kept.append(item)
    return kept


def within(
    ranked: Sequence[Evidence], *, max_words: int, most: int, share: float
) -> list[Evidence]:
    """The best sentences that fit the budget, `most` at most; the first always does."""
    kept: list[Evidence] = []
    words = 0
    for item in ranked:
        if len(kept) == most or item.score < share * ranked[0].score:
            break
        words_with = words + count_words(item.text)
        if kept and (words_with > max_words or any(_repeats(item, other) for other in kept)):
            continue
        kept.append(item)
        words = words_with
    return kept


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end


def _repeats(one: Evidence, other: Evidence) -> bool:
    """Whether one says nothing that the other does not: the same place, or the same words."""
    if _overlap(one, other):
        return True
    return content_stems(one.text) <= content_stems(other.text)


def _once(items: Sequence[Evidence]) -> list[Evidence]:
    kept: list[Evidence] = []
    for item in items:
        if not any(_overlap(item, other) for other in kept):
            kept.append(item)
    return kept


def in_order(kept: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Articles in the order of their best sentence, sentences in the order of their article."""
    first: dict[str, int] = {}
    for position, item in enumerate(kept):
        first.setdefault(item.article.id, position)
    return tuple(sorted(kept, key=lambda item: (first[item.article.id], item.start)))
