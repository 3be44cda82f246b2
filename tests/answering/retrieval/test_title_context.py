"""The reader sees titles; what it finds is placed in the passage alone."""

from collections.abc import Sequence

from qa.answering.reader.base import Reading, Scored, Span
from qa.answering.retrieval.title_context import read_with_titles
from qa.records import Hit
from tests.answering.make import article, passage

TEXT = "He came in May. He left in June."
TITLE = "The envoy in Moscow"


class Finds:
    """Finds the words it is told of in every text."""

    name = "finds"

    def __init__(self, *words: str) -> None:
        self.words = words
        self.seen: list[str] = []

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        self.seen += texts
        return [self._reading(text) for text in texts]

    def _reading(self, text: str) -> Reading:
        places = [(text.index(word), text.index(word) + len(word), word) for word in self.words]
        spans = tuple(Span(start, end, word, 0.5) for start, end, word in places)
        return Reading(0.5, 0.5, spans, (Scored(0, len(text), 0.25),))

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        raise NotImplementedError


def test_offsets_are_in_the_passage_and_the_title_gives_no_answer() -> None:
    reader = Finds("Moscow", "in June")
    (reading,) = read_with_titles(reader, "When?", [Hit(passage(article(TEXT, title=TITLE)), 1.0)])
    assert reader.seen == [f"{TITLE}. {TEXT}"]
    assert reading.spans == (Span(24, 31, "in June", 0.5),)
    assert TEXT[24:31] == "in June"
    assert reading.sentences == (Scored(0, len(TEXT), 0.25),)


def test_a_title_that_only_repeats_the_opening_is_left_out() -> None:
    reader = Finds("May")
    made = Hit(passage(article(TEXT, title="He came in…")), 1.0)
    (reading,) = read_with_titles(reader, "When?", [made])
    assert reader.seen == [TEXT]
    assert reading.spans == (Span(11, 14, "May", 0.5),)
