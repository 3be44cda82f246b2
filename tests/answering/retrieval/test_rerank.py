"""Passages are ranked by what the reader says, weighed by dates where the question names one."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

import pytest

from qa.answering.english.dates import TimeFilter, parse_time_filter
from qa.answering.reader.base import Reading
from qa.answering.retrieval.rerank import rerank
from qa.answering.stages import Kind
from qa.records import Hit
from tests.answering.make import article, passage, understood

DAY = datetime.date


class FixedReader:
    """Says of each text what a table says."""

    name = "fixed"

    def __init__(self, scores: dict[str, float]) -> None:
        self.scores = scores

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        scores = [self.scores[text.rpartition(". ")[2]] for text in texts]
        return [Reading(score, score, (), ()) for score in scores]

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        raise NotImplementedError


def ranked(
    scores: dict[str, tuple[float, datetime.date | None]], time_filter: TimeFilter
) -> list[str]:
    hits = tuple(
        Hit(passage(article(text, name=str(number), date=date)), 0.5)
        for number, (text, (_, date)) in enumerate(scores.items())
    )
    found = understood("Who?", *hits, time_filter=time_filter)
    result = rerank(found, FixedReader({text: score for text, (score, _) in scores.items()}))
    return [item.hit.passage.text for item in result.passages[0]]


def test_the_reader_decides_the_order() -> None:
    assert ranked({"a": (0.2, None), "b": (0.9, None)}, TimeFilter()) == ["b", "a"]


def test_retrieval_breaks_ties_and_ids_break_the_rest() -> None:
    first = Hit(passage(article("x", name="1")), 0.2)
    second = Hit(passage(article("y", name="2")), 0.9)
    found = understood("W?", first, second)
    result = rerank(found, FixedReader({"x": 0.5, "y": 0.5}))
    assert [item.hit.passage.text for item in result.passages[0]] == ["y", "x"]


@pytest.mark.parametrize(
    ("kind", "order"), [("fact", ["near", "fits"]), ("overview", ["fits", "near"])]
)
def test_the_reader_weighs_more_where_a_topic_is_told_of(kind: Kind, order: list[str]) -> None:
    hits = (
        Hit(passage(article("near", name="1")), 1.0),
        Hit(passage(article("fits", name="2")), 0.1),
    )
    found = understood("W", *hits, kind=kind)
    result = rerank(found, FixedReader({"near": 0.5, "fits": 0.8}))
    assert [item.hit.passage.text for item in result.passages[0]] == order


def test_an_article_of_the_named_day_goes_first() -> None:
    time_filter = parse_time_filter("Who ran it on 5 August 2019?", today=DAY(2020, 1, 1))
    scores = {"june": (0.8, DAY(2019, 6, 1)), "august": (0.7, DAY(2019, 8, 7))}
    assert ranked(scores, time_filter) == ["august", "june"]
    assert ranked(scores, TimeFilter()) == ["june", "august"]


def test_the_latest_is_the_newest_that_answers() -> None:
    time_filter = TimeFilter(latest=True)
    scores = {
        "old": (0.9, DAY(2019, 1, 1)),
        "new": (0.8, DAY(2019, 11, 1)),
        "newer, of something else": (0.05, DAY(2019, 12, 1)),
    }
    assert ranked(scores, time_filter)[0] == "new"


def test_as_of_a_day_prefers_what_was_known_then_to_what_came_out_after() -> None:
    time_filter = parse_time_filter(
        "As of 1 September 2019, how strong was it?", today=DAY(2020, 1, 1)
    )
    scores = {"then": (0.6, DAY(2019, 9, 1)), "later": (0.8, DAY(2019, 9, 5))}
    assert ranked(scores, time_filter) == ["then", "later"]
    assert ranked(scores, TimeFilter()) == ["later", "then"]


def test_the_latest_wins_by_its_place_among_those_that_answer_not_by_days() -> None:
    time_filter = TimeFilter(latest=True)
    scores = {"monday": (0.9, DAY(2019, 9, 2)), "friday": (0.7, DAY(2019, 9, 6))}
    assert ranked(scores, time_filter) == ["friday", "monday"]


def test_an_article_that_looks_back_beats_one_of_no_date_that_answers_less() -> None:
    time_filter = parse_time_filter("What began in October 2017?", today=DAY(2020, 1, 1))
    scores = {"november": (0.7, DAY(2017, 11, 21)), "undated": (0.5, None)}
    assert ranked(scores, time_filter) == ["november", "undated"]


def test_only_passages_that_name_the_day_are_asked_with_it() -> None:
    asked: dict[str, str] = {}

    class Noting(FixedReader):
        def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
            asked.update(dict.fromkeys((text.rpartition("! ")[2] for text in texts), question))
            return [Reading(0.5, 0.5, (), ()) for _ in texts]

    question = "Who ran the state on 5 August 2019?"
    texts = ("On 5 August she ran it.", "She runs it now.", "He ran it on August 5.")
    hits = tuple(
        Hit(passage(article(text, name=str(n))), 1 - n / 9) for n, text in enumerate(texts)
    )
    time_filter = parse_time_filter(question, today=DAY(2020, 1, 1))
    found = understood(question, *hits, time_filter=time_filter)
    result = rerank(found, Noting({}))
    assert [item.hit.passage.text for item in result.passages[0]] == list(texts)
    with_date = {text for text, said in asked.items() if said == question and "August" in text}
    without = {text for text, said in asked.items() if said == "Who ran the state?"}
    assert len(with_date) == 2
    assert len(without) == 1


def test_retrieval_counts_more_for_the_order_than_for_the_weight_of_an_answer() -> None:
    near = Hit(passage(article("near", name="1")), 0.9)
    far = Hit(passage(article("far", name="2")), 0.1)
    found = understood("W?", far, near)
    result = rerank(found, FixedReader({"near": 0.5, "far": 0.75}))
    first, second = result.passages[0]
    assert first.hit.passage.text == "near"
    assert first.answer_score < second.answer_score


@pytest.mark.parametrize(
    ("scores", "read"),
    [
        ({"own": 0.5, "far": 0.9}, ["own"]),
        ({"own": 0.4, "far": 0.55}, ["own", "far"]),
        ({"own": 0.3, "far": 0.55}, ["far", "own"]),
    ],
)
def test_other_articles_are_read_where_those_spoken_of_are_not_sure(
    scores: dict[str, float], read: list[str]
) -> None:
    own, far = (Hit(passage(article(text, name=text)), 0.5) for text in ("own", "far"))
    found = understood("Who?", own, far)
    asked_on = replace(found, spoken_of=(own.passage.article.id,))
    result = rerank(asked_on, FixedReader(scores))
    assert [item.hit.passage.text for item in result.passages[0]] == read
    told = rerank(replace(asked_on, kind="overview"), FixedReader(scores))
    assert {item.hit.passage.text for item in told.passages[0]} == {"own", "far"}
