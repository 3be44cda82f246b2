"""Ranks articles by the number that each gives, where a superlative is spread over them.

    "Which fire killed the most people?" -> a row an article: its title and sentence, most first

No passage says which of all is the most. Each near article is asked the question of its own by the
reader, and the sentences that answer are put in the order of their numbers. An article counts where
it has the question's names, is as sure to answer as any that is shown, and answers with a number.
No winner is declared: the reader takes one number for another now and then, and articles that are
not near may have more.

A row's answer need not be as sure as a short one that is shown large: with that floor the greatest
was missing for both of two questions over Wikinews of 2019 that got rows, without it it comes first
for all of three (2026-11-27).
"""

from __future__ import annotations

from dataclasses import replace

from qa.answering.english.facts import numbers
from qa.answering.english.phrases import names_in
from qa.answering.english.roots import roots
from qa.answering.english.words import one_line
from qa.answering.extraction.answerability import answerability
from qa.answering.extraction.candidates import Candidate, candidates
from qa.answering.extraction.changed_figures import unit_of
from qa.answering.extraction.comparison_table import TOLD
from qa.answering.extraction.missing_terms import best_of_each
from qa.answering.question.superlative import Ranked, asked_of_each
from qa.answering.reader.base import Reader
from qa.answering.reader.cascade import AT_ONCE
from qa.answering.reader.thresholds import Thresholds, load_thresholds
from qa.answering.retrieval.rerank import rerank
from qa.answering.stages import ComparedCell, ComparedRow, State
from qa.index import SearchIndex
from qa.records import Article

# Passages looked through, and articles that are asked: so few at once that the larger network reads
# each.
CANDIDATES, ASKED = 40, 8
MOST, FEWEST = 5, 2


def with_ranking(
    state: State, index: SearchIndex, reader: Reader, *, thresholds: Thresholds | None = None
) -> State:
    """The state with a table of articles by their numbers; unchanged where fewer than two have
    one, or where the question names what it is of and what is selected says it in words: of other
    questions that tells of its own article alone.

    thresholds: of the reader; None: the packaged one's.
    """
    ranked = asked_of_each(state.parts[0])
    if ranked is None or state.compared or state.kind not in ("fact", "list"):
        return state
    if names_in(state.plain) and any(ranked.word in roots(i.text) for i in state.evidence):
        return state
    found = _numbers(state, ranked, index, reader, thresholds or load_thresholds())
    if len(found) < FEWEST:
        return state
    found = sorted(found, key=_value, reverse=not ranked.least)[:MOST]
    rows = tuple(_row(item) for item in found)
    return replace(
        state,
        compared=rows,
        columns=(TOLD,),
        evidence=tuple(item.sentence for item in found),
        short_answer=None,
        status="answered",
        shape="table",
        missed=None,
        unlisted=0,
        gathered=False,
    )


def _numbers(
    state: State, ranked: Ranked, index: SearchIndex, reader: Reader, limits: Thresholds
) -> list[Candidate]:
    """The answer of each article whose best is one number, all of the first one's unit."""
    hits = best_of_each(state.plain, index.search(state.plain, k=CANDIDATES))[:ASKED]
    asked = (ranked.question,)
    found: list[Candidate] = []
    for start in range(0, len(hits), AT_ONCE):
        few = (tuple(hits[start : start + AT_ONCE]),)
        read = rerank(replace(state, parts=asked, undated_parts=asked, hits=few), reader)
        for item in read.passages[0]:
            sure = answerability([item], state.plain, closeness_weight=limits.closeness_weight)
            best = next(iter(candidates([item])), None)
            if best is None or sure < limits.answerable_floor or len(numbers(best.text)) != 1:
                continue
            if not found or unit_of(best) == unit_of(found[0]):
                found.append(best)
    return found


def _value(item: Candidate) -> float:
    return float(*numbers(item.text))


def _row(item: Candidate) -> ComparedRow:
    article: Article = item.sentence.article
    cell = ComparedCell(one_line(item.sentence.text), (item.sentence,))
    return ComparedRow(one_line(article.title), (cell,))
