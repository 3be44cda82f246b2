"""How many passages are looked for, by the kind of question, its parts and its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answering import Assistant
from qa.answering.question.understand import understand
from qa.answering.retrieval.retrieve import (
    READ_OVERVIEW,
    READ_PASSAGES,
    READ_PER_PART,
    retrieve,
)
from qa.answering.stages import State
from qa.index import Index, build_index
from qa.records import Turn

if TYPE_CHECKING:
    from qa.index import Embedder
    from qa.settings import Settings


def understood(question: str, *history: Turn) -> State:
    return understand(State(question, history), newest=lambda: None)


def test_a_topic_is_read_about_more_widely_than_a_fact(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    for number in range(READ_OVERVIEW + 5):
        text = f"Dogs and cats of street {number}\n\nThe dogs of street {number} chase its cats."
        (settings.corpus / f"{number}.txt").write_text(text, encoding="utf-8")
    build_index(settings, embedder=packaged_embedder)
    with Index.open(settings, embedder=packaged_embedder) as index:
        for question, read in (
            ("Tell me about dogs and cats", READ_OVERVIEW),
            ("Who chases cats?", READ_PASSAGES),
        ):
            asked = understood(question)
            (hits,) = retrieve(asked, index).hits
            assert list(hits) == index.search(asked.parts[0], k=read)
            assert len(hits) == read


def test_a_passage_is_as_near_to_a_part_as_to_the_whole_question(assistant: Assistant) -> None:
    question = "How long is the line from Khasan to Rajin, and when did it open again?"
    asked = understood(question)
    near = {hit.passage.id: hit.dense for hit in assistant.index.search(question, k=READ_PASSAGES)}
    second = asked.parts[1]
    own = {hit.passage.id: hit.dense for hit in assistant.index.search(second, k=READ_PER_PART)}
    assert second == "When did it open again (Khasan, Rajin, line)?"
    hits = retrieve(asked, assistant.index).hits[1]
    assert [hit.dense for hit in hits] == [
        max(own.get(hit.passage.id, 0.0), near.get(hit.passage.id, 0.0)) for hit in hits
    ]
    assert any(hit.dense != own[hit.passage.id] for hit in hits if hit.passage.id in own)


def test_an_overview_of_a_month_leaves_other_months_out(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    for month in ("05", "06", "07"):
        text = f"---\ntitle: Strikes\ndate: 2019-{month}-10\n---\n\nThe crews struck in {month}."
        (settings.corpus / f"{month}.md").write_text(text, encoding="utf-8")
    build_index(settings, embedder=packaged_embedder)
    with Index.open(settings, embedder=packaged_embedder) as index:
        for question, dates in (
            ("Tell me about the crews in June 2019", {"2019-06-10"}),
            ("Which crews struck in June 2019?", {"2019-05-10", "2019-06-10", "2019-07-10"}),
            (
                "Tell me about the crews in March 2012",
                {"2019-05-10", "2019-06-10", "2019-07-10"},
            ),
        ):
            (hits,) = retrieve(understood(question), index).hits
            found = {str(hit.passage.article.date) for hit in hits}
            assert found >= dates
            assert (found == {"2019-06-10"}) == (len(dates) == 1)
