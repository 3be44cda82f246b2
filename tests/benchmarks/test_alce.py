"""ALCE's two figures, worked by hand with a judge that only counts words."""

from collections.abc import Sequence

from benchmarks.common.alce import Statement, by_evidence, precision, recall
from benchmarks.common.data import Question
from benchmarks.common.judge import Cited


def judge(statement: str, cited: Sequence[Cited]) -> bool:
    known = {word for item in cited for word in item.quote.split()}
    return set(statement.split()) <= known


def cited(*quotes: str) -> tuple[Cited, ...]:
    return tuple(Cited("a.txt", quote) for quote in quotes)


def test_what_is_cited_together_supports() -> None:
    both = Statement("it grew fast", cited("it grew", "it went fast"))
    assert recall([both], judge) == 1.0
    assert precision([both], judge) == 1.0


def test_a_citation_that_nothing_needs_is_imprecise() -> None:
    idle = Statement("it grew", cited("it grew", "a cat"))
    assert recall([idle], judge) == 1.0
    assert precision([idle], judge) == 0.5


def test_of_two_that_each_suffice_neither_is_idle() -> None:
    assert precision([Statement("it grew", cited("it grew", "so it grew"))], judge) == 1.0


def test_an_unsupported_statement_has_no_precise_citation() -> None:
    wrong = Statement("it fell", cited("it grew", "fell"))
    assert recall([wrong], judge) == 1.0
    wrong = Statement("it fell", cited("it grew"))
    assert (recall([wrong], judge), precision([wrong], judge)) == (0.0, 0.0)


def test_a_statement_without_citations_counts_for_recall_only() -> None:
    bare, good = Statement("it grew", ()), Statement("it grew", cited("it grew"))
    assert recall([bare, good], judge) == 0.5
    assert precision([bare, good], judge) == 1.0
    assert (recall([], judge), precision([bare], judge)) == (None, None)


def test_the_exact_judge_wants_marked_evidence_of_a_gold_article() -> None:
    question = Question(
        id="f",
        kind="fact",
        question="How many?",
        groups=(("40",),),
        articles=("a.txt",),
        evidence=("The harbour has forty berths for ships.",),
    )
    exact = by_evidence(question)
    assert exact("anything", cited("The harbour has forty berths for ships."))
    assert not exact("anything", cited("It rained."))
    assert not exact("anything", [Cited("b.txt", "The harbour has forty berths for ships.")])
