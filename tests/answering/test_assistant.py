"""The whole room on a real index: questions in, checked answers out."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.answering import Assistant, Reader, Reading
from qa.answering.reader.lazy import LazyReader
from qa.errors import CollectionMissing, IndexMissing, QuestionError
from qa.index import build_index
from qa.records import Answer
from qa.scope import Scope
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.index import Embedder

QUESTION = "How many North Koreans hold a permit to work in Russia?"


def test_an_answer_is_cited_to_exact_words(assistant: Assistant) -> None:
    answer = assistant.answer(QUESTION)
    assert answer.status == "answered"
    assert answer.question == answer.standalone_question == QUESTION
    assert "Over 40,000 North Koreans hold a permit to work in Russia" in answer.text
    assert answer.sentences
    for sentence in answer.sentences:
        assert sentence.supported
        assert sentence.citations
        assert all(f"[{marker}]" in answer.text for marker in sentence.citations)
    for number, item in enumerate(answer.citations, start=1):
        assert item.marker == number
        assert item.article.text[item.start : item.end] == item.quote
    assert answer.citations[0].article.title == "Work permits double"
    assert answer.seconds > 0
    assert answer.nearest[0].passage.article.title == "Work permits double"


def test_what_the_articles_do_not_hold_is_not_found(assistant: Assistant) -> None:
    answer = assistant.answer("Who won the chess olympiad in Batumi?")
    assert answer.status == "not_found"
    assert (answer.direct, answer.sentences, answer.citations) == (None, (), ())
    assert answer.text.count(".") == 1
    assert answer.nearest


def test_a_scope_and_a_length_hold_for_one_question(assistant: Assistant) -> None:
    desk = Scope(sources=("Test desk",))
    for made in (
        assistant.answer(QUESTION, scope=desk),
        list(assistant.stream(QUESTION, scope=desk))[-1],
    ):
        places = [cited.article.path for cited in made.citations]
        places += [hit.passage.article.path for hit in made.nearest]
        assert set(places) == {"rail/line.md"}
    assert [hit.passage.article.path for hit in assistant.search(QUESTION, k=1, scope=desk)] == [
        "rail/line.md"
    ]
    assert assistant.answer(QUESTION).citations[0].article.path == "workers.html"
    overview = "Tell me about the line to Rajin."
    short, long = (assistant.answer(overview, words=words) for words in (12, 200))
    assert len(short.sentences) < len(long.sentences)


def test_a_scope_without_articles_and_a_length_out_of_range_are_refused(
    assistant: Assistant,
) -> None:
    nobody = Scope(sources=("Nobody",))
    with pytest.raises(QuestionError, match="No article fits the filter"):
        assistant.search(QUESTION, scope=nobody)
    with pytest.raises(QuestionError, match="No article fits the filter"):
        assistant.answer(QUESTION, scope=nobody)
    with pytest.raises(QuestionError, match="10 to 1,000 words, not 5"):
        assistant.answer(QUESTION, words=5)


def test_a_stream_grows_and_ends_with_the_answer(assistant: Assistant) -> None:
    drafts = list(assistant.stream(QUESTION))
    final = assistant.answer(QUESTION)
    assert drafts[-1].text == final.text
    assert drafts[-1].citations == final.citations
    for draft in drafts[:-1]:
        assert final.text.startswith(draft.text)


def test_a_question_in_capitals_or_with_line_ends_is_the_same_question(
    assistant: Assistant,
) -> None:
    quote = assistant.answer(QUESTION).citations[0].quote
    assert assistant.answer(QUESTION.replace(" ", "\n ")).citations[0].quote == quote
    assert assistant.answer(QUESTION.upper()).citations[0].quote == quote


@pytest.mark.parametrize(
    ("question", "words"),
    [("", "empty"), (" \n\t ", "empty"), ("?!", "empty"), ("why " * 2_500, "10,000 characters")],
)
def test_no_question_or_too_much_of_one(assistant: Assistant, question: str, words: str) -> None:
    for call in (assistant.answer, assistant.stream, assistant.search):
        with pytest.raises(QuestionError, match=words):
            call(question)


def test_two_thousand_characters_are_read(assistant: Assistant) -> None:
    question = (QUESTION + " ") * 40
    assert isinstance(assistant.answer(question[:2_000]), Answer)
    with pytest.raises(QuestionError):
        assistant.answer(question[:2_000] + "?")


def test_no_index_says_how_to_get_one(
    tmp_path_factory: pytest.TempPathFactory, packaged_embedder: Embedder
) -> None:
    home = tmp_path_factory.mktemp("none")
    with pytest.raises(IndexMissing, match="qa build"):
        Assistant.open(Settings(corpus=home, indexes=home / "indexes"), embedder=packaged_embedder)


def test_models_are_loaded_at_the_first_question_or_when_asked(
    built_settings: Settings, packaged_embedder: Embedder
) -> None:
    with Assistant.open(built_settings, embedder=packaged_embedder) as opened:
        assert isinstance(opened.reader, LazyReader)
        assert opened.reader._reader is None
        opened.load()
        assert opened.reader._reader is not None


def test_search_gives_hits_best_first(assistant: Assistant) -> None:
    hits = assistant.search("ferry to Vladivostok", k=2)
    assert hits[0].passage.article.title == "A ferry sails to Vladivostok"
    assert hits[0].score >= hits[1].score
    assert len(hits) == 2


def test_many_threads_may_ask_at_once(assistant: Assistant) -> None:
    expected = assistant.answer(QUESTION).text
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda: texts.append(assistant.answer(QUESTION).text))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [expected] * 4


class SilentReader:
    """A reader of one's own: it never finds an answer."""

    name = "silent"

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return [Reading(0.0, 0.0, (), ()) for _ in texts]

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        return [0.0 for _ in texts]


def test_a_reader_of_ones_own_decides(
    built_settings: Settings, packaged_embedder: Embedder
) -> None:
    reader: Reader = SilentReader()
    opened = Assistant.open(built_settings, reader=reader, embedder=packaged_embedder)
    with opened:
        assert opened.answer(QUESTION).status == "not_found"


def test_scores_and_support_are_shares(assistant: Assistant) -> None:
    for question in (QUESTION, "Tell me about the ferry.", "Which cities does the line link?"):
        answer = assistant.answer(question)
        # A sentence of an article is cited to its own words.
        assert [cited.support for cited in answer.citations] == [1.0] * len(answer.citations)


def test_a_question_in_another_language_is_told_what_is_read(assistant: Assistant) -> None:
    answer = assistant.answer("Wie viele Menschen haben eine Arbeitserlaubnis in Russland?")
    assert answer.status == "not_found"
    assert answer.text.startswith("This question seems to be in German. ")
    assert answer.searched == ""
    follow_up = assistant.answer("Who wrote it?", [answer.as_turn()])
    assert "Arbeitserlaubnis" not in follow_up.standalone_question


def test_not_found_says_what_was_searched_and_whether_a_filter_left_articles_out(
    assistant: Assistant,
) -> None:
    asked = "How many elephants live in the zoo of Bern?"
    whole = assistant.answer(asked)
    assert whole.searched == "Searched 3 articles, dated 6 February 2017 to 20 May 2017."
    assert not whole.filtered
    some = assistant.answer(asked, scope=Scope(first=datetime.date(2017, 3, 1)))
    assert some.searched == (
        "Searched 2 of 3 articles, those that the filter leaves, "
        "dated 28 March 2017 to 20 May 2017."
    )
    assert some.filtered


def test_another_collection_is_opened_by_its_name(
    tmp_path: Path, built_settings: Settings, packaged_embedder: Embedder
) -> None:
    settings = built_settings.model_copy(update={"collections": tmp_path})
    (tmp_path / "Ships" / "corpus").mkdir(parents=True)
    (tmp_path / "Ships" / "corpus" / "a.txt").write_text("The crane of Rajin lifts 90 tonnes.")
    build_index(settings.of("Ships"), embedder=packaged_embedder)
    with Assistant.open(settings, collection="ships", embedder=packaged_embedder) as opened:
        assert [row.path for row in opened.index.articles()] == ["a.txt"]
        assert opened.settings.collection == "Ships"
    with pytest.raises(CollectionMissing):
        Assistant.open(settings, collection="wire")
