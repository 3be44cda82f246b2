"""An overview is told by the articles near to its topic; of the latest, by the newest of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.answering.english.dates import TimeFilter
from qa.answering.extraction.overview import with_overview
from qa.answering.stages import Kind, ReadPassage, State
from qa.records import Article
from tests.answering.make import article, passage, read_passage, reading, state

OLD = article(
    "The storm closed the harbour of the town for nine days.",
    name="1",
    date=datetime.date(2019, 1, 1),
)
NEW = article(
    "The harbour of the town is open again after the storm.",
    name="2",
    date=datetime.date(2019, 2, 1),
)
OTHER = article(
    "The choir of the school sang on the market all day.", name="3", date=datetime.date(2019, 3, 1)
)


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    rows = np.array([["storm" in text, "choir" in text] for text in texts], dtype=np.float32) + 0.01
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def read(source: Article, *, dense: float) -> ReadPassage:
    found = read_passage(passage(source), reading(source.text, [(source.text, 0.9)]))
    return replace(found, hit=replace(found.hit, dense=dense))


def asked(kind: Kind = "overview", *, latest: bool = False) -> State:
    part = [read(NEW, dense=0.7), read(OLD, dense=0.8), read(OTHER, dense=0.3)]
    selected = replace(state(part, question="The storm", kind=kind), status="answered")
    return replace(selected, time_filter=TimeFilter(latest=latest))


def texts(given: State) -> list[str]:
    return [item.text for item in with_overview(given, encode, max_words=40).evidence]


def test_articles_of_the_topic_speak_oldest_first() -> None:
    assert texts(asked()) == [OLD.text, NEW.text]


def test_of_the_latest_the_newest_speaks() -> None:
    assert texts(asked(latest=True)) == [NEW.text]


def test_articles_that_lack_the_name_are_not_of_the_topic() -> None:
    named = article("The storm Ida closed the harbour of Orm for nine days.", name="4")
    part = [read(OLD, dense=0.8), read(named, dense=0.7)]
    asked_of = replace(state(part, kind="overview"), status="answered", parts=("storm Ida",))
    assert texts(asked_of) == [named.text]


def test_an_article_with_all_words_of_the_topic_is_of_it_however_far_in_meaning() -> None:
    part = [read(OLD, dense=0.8), read(NEW, dense=0.2), read(OTHER, dense=0.3)]
    asked_of = replace(state(part, kind="overview"), status="answered", parts=("harbour storm",))
    assert texts(asked_of) == [OLD.text, NEW.text]


def test_a_timeline_has_the_dated_sentences_of_the_topic_each_once() -> None:
    text = (
        "On May 4, 2019 the storm came to Orm.\n\nThe choir sang on May 6, 2019 on the market.\n\n"
        "The storm had begun at sea in April 2019. The storm cost the town a lot of money."
    )
    first, second = (
        article(text, name=name, date=datetime.date(2019, 7, 1)) for name in ("5", "6")
    )
    part = [read(first, dense=0.8), read(second, dense=0.7)]
    told = replace(state(part, kind="timeline"), status="answered", parts=("storm",))
    found = with_overview(told, encode, max_words=40)
    assert [item.text for item in found.evidence] == [
        "The storm had begun at sea in April 2019.",
        "On May 4, 2019 the storm came to Orm.",
    ]
    assert found.shape == "timeline"


@pytest.mark.parametrize("kind", ["fact", "list"])
def test_other_kinds_stay_as_they_were(kind: Kind) -> None:
    given = asked(kind)
    assert with_overview(given, encode, max_words=40) is given


def test_what_was_not_found_is_not_told() -> None:
    given = replace(asked(), status="not_found")
    assert with_overview(given, encode, max_words=40) is given


def test_where_no_two_sentences_are_dated_a_timeline_is_told_as_an_overview() -> None:
    part = [read(OLD, dense=0.8), read(NEW, dense=0.7)]
    told = replace(state(part, kind="timeline"), status="answered", parts=("storm",))
    found = with_overview(told, encode, max_words=40)
    assert [item.text for item in found.evidence] == [OLD.text, NEW.text]
    assert found.shape == "prose"
