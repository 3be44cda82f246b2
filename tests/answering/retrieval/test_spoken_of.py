"""A follow-up looks first into the articles last cited; a question that stands alone does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.answering.question.understand import understand
from qa.answering.retrieval.retrieve import READ_PASSAGES, retrieve
from qa.answering.retrieval.spoken_of import (
    ARTICLES,
    CONVERSATION_BOOST,
    OTHER_PASSAGES,
    OWN_PASSAGES,
)
from qa.answering.stages import State
from qa.records import Turn

if TYPE_CHECKING:
    from qa.answering import Assistant
    from qa.index import Embedder, Index
    from qa.records import Hit
    from qa.settings import Settings

TITLES = ("Works at Halm", "Harbour fees", "School meals", "A new library")


@pytest.fixture
def town(settings: Settings, packaged_embedder: Embedder) -> Index:
    """Four articles of one passage each, and one of many."""
    from qa.index import Index, build_index

    for number, title in enumerate(TITLES):
        text = f"{title}\n\nThe council of {title} met. It spent {number} crowns on paint."
        (settings.corpus / f"{number}.txt").write_text(text, encoding="utf-8")
    paragraphs = (f"Pier {n} was mended by crew {n} in {1900 + n}. " * 9 for n in range(20))
    long = "\n\n".join(("Twenty piers", *paragraphs))
    (settings.corpus / "long.txt").write_text(long, encoding="utf-8")
    build_index(settings, embedder=packaged_embedder)
    return Index.open(settings, embedder=packaged_embedder)


def asked(index: Index, question: str, *history: Turn) -> State:
    return retrieve(understand(State(question, history), newest=lambda: None), index)


def cites(*titles: str) -> Turn:
    return Turn("What was built?", "Much. [1]", None, titles)


def spoken_of(index: Index, question: str, *history: Turn) -> list[str]:
    ids = {index.search(title, k=1)[0].passage.article.id: title for title in TITLES}
    return [ids[article] for article in asked(index, question, *history).spoken_of]


@pytest.mark.parametrize(
    "question",
    ["How much did it cost?", "Who paid for the paint in the end?", "And in Bern?", "When?"],
)
def test_what_leans_or_names_nothing_asks_on(town: Index, question: str) -> None:
    assert spoken_of(town, question, cites(TITLES[1])) == [TITLES[1]]


@pytest.mark.parametrize(
    "question", ["What did Halm spend on paint?", "Who won the Chicago Marathon?"]
)
def test_what_names_something_of_its_own_is_searched_for_as_it_is(
    town: Index, question: str
) -> None:
    state = asked(town, question, cites(TITLES[1]))
    assert state.spoken_of == ()
    assert list(state.hits[0]) == town.search(question, k=READ_PASSAGES)


def test_the_last_two_answers_count_the_last_one_first(town: Index) -> None:
    oldest, older, last = cites(TITLES[0]), cites(TITLES[1]), cites(TITLES[2])
    silent = Turn("Why?", "The articles do not seem to answer this.", status="not_found")
    question = "How much did it cost?"
    assert spoken_of(town, question, oldest, older, last, silent) == [TITLES[2], TITLES[1]]
    assert len(spoken_of(town, question, cites(*TITLES[:2]), cites(*TITLES[2:]))) == ARTICLES


def test_without_citations_what_is_near_the_last_turn_is_spoken_of(town: Index) -> None:
    turn = Turn("Who raised the fees of the harbour?", "The council did.")
    assert TITLES[1] in spoken_of(town, "When?", turn)


def test_passages_of_the_cited_article_stand_first_and_count_more(assistant: Assistant) -> None:
    index = assistant.index
    cited = index.search("permits to work", k=1)[0].passage.article.title
    turn = Turn("How many hold a permit?", "Over 40,000. [1]", None, (cited,))
    state = asked(index, "Where do they work?", turn)
    own = [hit.passage.article.id in state.spoken_of for hit in state.hits[0]]
    assert own == sorted(own, reverse=True)
    assert own[0]
    scores = {
        hit.passage.id: hit.score
        for hit in index.search(f"Where do they work ({', '.join(state.topic)})?", k=READ_PASSAGES)
    }
    for hit, is_own in zip(state.hits[0], own, strict=True):
        if hit.dense is not None:
            more = CONVERSATION_BOOST if is_own else 0.0
            assert hit.score == pytest.approx(scores[hit.passage.id] + more)


def test_a_question_without_a_pronoun_is_searched_for_with_the_topic_too(town: Index) -> None:
    """Else passages of the article would seem far from a question that leaves the topic out."""
    state = asked(town, "Who mended the seventh one of the piers?", cites("Twenty piers"))
    plain = {hit.passage.id: hit.dense or 0.0 for hit in town.search(state.plain, k=READ_PASSAGES)}
    assert state.topic == ()
    assert any((hit.dense or 0.0) > plain.get(hit.passage.id, 0.0) for hit in state.hits[0])


def test_no_more_passages_are_read_than_of_other_questions(town: Index) -> None:
    """Of a short article all, of a long one those that are near; others beside them."""
    few: tuple[Hit, ...] = asked(town, "How much did it cost?", cites(TITLES[3])).hits[0]
    assert [hit.passage.article.title for hit in few].count(TITLES[3]) == 1
    assert len(few) == READ_PASSAGES
    many = asked(town, "Which crew mended it in 1907?", cites("Twenty piers")).hits[0]
    own = [hit for hit in many if hit.passage.article.title == "Twenty piers"]
    assert OWN_PASSAGES <= len(own) <= READ_PASSAGES
    assert len({hit.passage.id for hit in many}) == len(many) <= len(own) + OTHER_PASSAGES
