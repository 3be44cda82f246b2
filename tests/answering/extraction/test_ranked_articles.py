"""A superlative that is spread over articles is a table of their numbers, the most first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.extraction.comparison_table import TOLD
from qa.answering.extraction.compose import compose
from qa.answering.extraction.ranked_articles import with_ranking
from qa.answering.reader.base import Reading
from qa.answering.reader.thresholds import load_thresholds
from qa.answering.stages import Evidence, State
from qa.records import Article, Hit, Passage
from tests.answering.make import article, reading, understood

ASKED = "Which fire killed the most people?"
LIMITS = replace(load_thresholds(), answerable_floor=0.6, closeness_weight=0.0)


class _Index:
    """What is found, whatever is asked."""

    def __init__(self, *found: Article) -> None:
        self.found = found

    def search(self, question: str, *, k: int, dense_weight: float = 0.5) -> list[Hit]:
        return [
            Hit(Passage(source.id, source, 0, len(source.text), source.text), 1.0, dense=0.5)
            for source in self.found
        ][:k]


class _Reader:
    """Answers with the first word of a text behind its title."""

    name = "stub"

    def __init__(self, *, sure: float = 0.9) -> None:
        self.asked: list[str] = []
        self._sure = sure

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        self.asked.append(question)
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Reading:
        body = text.partition(". ")[2]
        spans = [(body.split()[0], 0.9)]
        return reading(text, [(body, 0.5)], answerable=self._sure, spans=spans)

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        return [0.0] * len(texts)


def _fire(place: str, count: str) -> Article:
    text = f"{count} were killed in {place}."
    return article(text, title=f"Fire in {place}", name=place.lower())


BERN, OSLO, ROME = _fire("Bern", "Nine"), _fire("Oslo", "31"), _fire("Rome", "Two")


def ranked(state: State, *found: Article, reader: _Reader | None = None) -> State:
    reader = reader or _Reader()
    return with_ranking(state, _Index(*found), reader, thresholds=LIMITS)  # type: ignore[arg-type]


def test_a_row_an_article_with_its_number_the_most_first() -> None:
    reader = _Reader()
    found = ranked(understood(ASKED), BERN, OSLO, ROME, reader=reader)
    *_, told = compose(found, engine="reader", seconds=0.0)
    assert reader.asked == [f"this one: {ASKED}"] * 2
    assert [(row.name, row.cells[0].text) for row in found.compared] == [
        ("Fire in Oslo", "31 were killed in Oslo."),
        ("Fire in Bern", "Nine were killed in Bern."),
        ("Fire in Rome", "Two were killed in Rome."),
    ]
    assert (found.columns, told.status, told.direct) == ((TOLD,), "answered", None)
    assert [item.quote for item in told.citations] == [OSLO.text, BERN.text, ROME.text]


def test_the_least_stands_first_where_it_is_asked_for() -> None:
    found = ranked(understood("Which fire killed the fewest people?"), BERN, OSLO)
    assert [row.name for row in found.compared] == ["Fire in Bern", "Fire in Oslo"]


def test_an_article_without_the_names_of_the_question_has_no_row() -> None:
    state = understood("Which fire in Norland killed the most people?")
    assert ranked(state, BERN, OSLO) is state


def test_an_answer_that_is_no_number_is_no_row() -> None:
    ulm = article("Many came to Ulm, 400 of them on foot.", title="Fire in Ulm", name="ulm")
    found = ranked(understood(ASKED), BERN, OSLO, ulm)
    assert [row.name for row in found.compared] == ["Fire in Oslo", "Fire in Bern"]


def test_what_one_article_or_an_unsure_reader_tells_stays_as_it_was() -> None:
    state = understood(ASKED)
    assert ranked(state, BERN) is state
    assert ranked(state, BERN, OSLO, reader=_Reader(sure=0.5)) is state
    assert ranked(understood("Which fire was in May?"), BERN, OSLO).compared == ()


def test_a_sentence_with_the_superlative_stands_only_for_a_question_that_names_what_it_is_of() -> (
    None
):
    ulm = article("The largest number of people were killed at noon in Norland.", name="ulm")
    said = (Evidence(ulm, 0, len(ulm.text), 1.0),)
    question = "Which fire in Norland killed the largest number of people?"
    named = replace(understood(question), evidence=said, status="answered")
    places = [replace(fire, text=f"{fire.text} It was in Norland.") for fire in (BERN, OSLO)]
    assert ranked(named, *places) is named
    several = ("Which fire killed the largest number of people?", "Who put it out?")
    asked = understood(several[0], parts=several)
    at_large = ranked(replace(asked, evidence=said, status="answered"), BERN, OSLO)
    assert [row.name for row in at_large.compared] == ["Fire in Oslo", "Fire in Bern"]
