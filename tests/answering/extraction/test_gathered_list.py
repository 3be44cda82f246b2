"""A list over articles has a line from each that fits, where no passage surely answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.extraction.compose import compose
from qa.answering.extraction.gathered_list import SURE, with_gathered
from qa.answering.reader.base import Reading
from qa.answering.stages import State
from qa.records import Article, Hit, Passage
from tests.answering.make import article, reading

ASKED = State(
    "Which fires do the articles report? Name three.",
    kind="list",
    parts=("Which fires do the articles report? Name three.",),
)


class _Reader:
    """Finds every passage that tells of a fire good for the question, and others not."""

    name = "stub"

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        assert "three" not in question
        return [
            reading(text, [], answerable=0.5 if "fire was" in text or "A fire" in text else 0.3)
            for text in texts
        ]

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        return [0.0] * len(texts)


READER = _Reader()


class _Index:
    """What is found, whatever is asked."""

    def __init__(self, found: Sequence[tuple[Article, float]]) -> None:
        self.found = found

    def search(self, question: str, *, k: int, dense_weight: float = 0.5) -> list[Hit]:
        assert "three" not in question
        return [
            Hit(Passage(source.id, source, 0, len(source.text), source.text), 1.0, dense=near)
            for source, near in self.found
        ][:k]


def _told(place: str, near: float) -> tuple[Article, float]:
    text = f"The mayor of {place} was in tears on Monday. A fire destroyed the old hall of {place}."
    return article(text, title=f"Fire in {place}", name=place.lower()), near


RAIN = article("It rained in Ulm for the whole of a week in May.", title="Rain", name="rain"), 0.6


def test_each_fitting_article_gives_its_sentence_and_a_note_says_what_the_list_is() -> None:
    index = _Index([_told("Bern", 0.5), RAIN, _told("Oslo", 0.4), _told("Rome", 0.45)])
    told = with_gathered(ASKED, index, READER)  # type: ignore[arg-type]
    *_, answer = compose(told, engine="reader", seconds=0.0)
    assert answer.text.splitlines() == [
        "- Fire in Bern: A fire destroyed the old hall of Bern. [1]",
        "- Fire in Rome: A fire destroyed the old hall of Rome. [2]",
        "- Fire in Oslo: A fire destroyed the old hall of Oslo. [3]",
    ]
    assert answer.shape == "list"
    assert answer.note == (
        "One line from each article near to the question; whether each belongs was not checked."
    )


def test_too_few_or_too_far_articles_are_no_list() -> None:
    few = _Index([_told("Bern", 0.5), RAIN, _told("Oslo", 0.4)])
    assert with_gathered(ASKED, few, READER) is ASKED  # type: ignore[arg-type]
    far = _Index([(RAIN[0], 0.9)] * 3)
    assert with_gathered(ASKED, far, READER) is ASKED  # type: ignore[arg-type]
    fact = State("Who?", kind="fact", parts=("Who?",))
    assert with_gathered(fact, few, READER) is fact  # type: ignore[arg-type]


def test_a_list_that_was_found_is_gathered_where_it_is_not_sure_and_names_nobody() -> None:
    index = _Index([_told("Bern", 0.5), _told("Oslo", 0.4), _told("Rome", 0.45)])
    doubted = replace(ASKED, status="answered", answerability=SURE - 0.01, short_answer="Bern")
    told = with_gathered(doubted, index, READER)  # type: ignore[arg-type]
    assert (len(told.evidence), told.short_answer, told.gathered) == (3, None, True)
    named = "Which fires did Bern and Oslo see?"
    for kept in (
        replace(doubted, answerability=SURE),
        replace(doubted, spoken_of=("bern",)),
        replace(doubted, question=named, parts=(named,)),
    ):
        assert with_gathered(kept, index, READER) is kept  # type: ignore[arg-type]


def test_what_is_counted_over_articles_is_gathered_where_each_has_the_names_and_the_thing() -> None:
    question = "How many fires did the mayor of Bern see?"
    asked = State(question, plain=question, parts=(question,))
    told = [
        (article(f"A fire was seen by the mayor of Bern, the {day} one.", name=day), 0.5)
        for day in ("first", "second", "third")
    ]
    found = with_gathered(asked, _Index([*told, _told("Oslo", 0.5)]), READER)  # type: ignore[arg-type]
    shown = [item.article.id for item in found.evidence]
    assert shown == sorted(source.id for source, _ in told)
    assert (found.status, found.shape, found.gathered) == ("answered", "list", True)
    few = _Index([*told[:2], _told("Oslo", 0.5)])
    assert with_gathered(asked, few, READER) is asked  # type: ignore[arg-type]
