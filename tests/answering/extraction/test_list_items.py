from qa.answering.extraction.candidates import Candidate
from qa.answering.extraction.list_items import listed, listing
from qa.answering.stages import Evidence
from tests.answering.make import article

SOURCE = article("Oslo, Rome and Bern signed. Oslo had rain. Lyon signed later.")
SERIES = Evidence(SOURCE, 0, 27, 0.6)
RAIN = Evidence(SOURCE, 28, 42, 0.62)
LATER = Evidence(SOURCE, 43, 61, 0.5)


def _span(text: str, sentence: Evidence, score: float) -> Candidate:
    start = SOURCE.text.index(text, sentence.start)
    return Candidate(text, start, start + len(text), sentence, score)


def test_a_sentence_with_a_series_comes_before_a_slightly_better_one() -> None:
    assert listing([RAIN, SERIES], [])[:1] != [RAIN]
    assert [item.text for item in listing([RAIN, SERIES], [])] == [SERIES.text, RAIN.text]


def test_the_items_are_the_series_that_an_answer_lies_in() -> None:
    spans = [_span("Rome", SERIES, 0.9), _span("Lyon", LATER, 0.8)]
    assert listed([SERIES, LATER], spans) == "Oslo, Rome and Bern"


def test_without_a_series_the_strong_answers_of_the_sentences_add_up() -> None:
    spans = [_span("Oslo", RAIN, 0.9), _span("Lyon", LATER, 0.8), _span("rain", RAIN, 0.2)]
    assert listed([RAIN, LATER], spans) == "Oslo and Lyon"


def test_one_answer_is_no_list() -> None:
    assert listed([LATER], [_span("Lyon", LATER, 0.8)]) is None
