"""Quotes are slices of the article, equal spans share a marker, markers follow sentences."""

from qa.answering.extraction.citations import cite, marked
from qa.answering.stages import Evidence
from qa.records import Article, Place
from tests.answering.make import article

TEXT = "First sentence.\nSecond, over\n two lines. Third."
SOURCE = article(TEXT)


def piece(words: str, source: Article = SOURCE) -> Evidence:
    start = source.text.index(words)
    return Evidence(source, start, start + len(words), 0.75)


def test_quotes_are_exact_and_sentences_are_on_one_line() -> None:
    sentences, citations = cite([piece("Second, over\n two lines."), piece("Third.")])
    assert [item.text for item in sentences] == ["Second, over two lines.", "Third."]
    assert [item.citations for item in sentences] == [(1,), (2,)]
    assert all(item.supported for item in sentences)
    assert [item.quote for item in citations] == ["Second, over\n two lines.", "Third."]
    assert all(TEXT[item.start : item.end] == item.quote for item in citations)
    assert marked(sentences) == "Second, over two lines. [1] Third. [2]"


def test_equal_spans_share_a_marker() -> None:
    sentences, citations = cite([piece("Third."), piece("First sentence."), piece("Third.")])
    assert [item.citations for item in sentences] == [(1,), (2,), (1,)]
    assert [item.marker for item in citations] == [1, 2]


def test_the_page_is_cited_where_the_article_has_pages() -> None:
    paged = Article("b", "b.pdf", "B", TEXT, "", places=(Place(0, "p. 1"), Place(16, "p. 2")))
    _, citations = cite([piece("First sentence.", paged), piece("Third.", paged)])
    assert [item.place for item in citations] == ["p. 1", "p. 2"]
