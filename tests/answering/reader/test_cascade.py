"""The small reader reads all, the larger one the likeliest again."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering.reader.base import Reader, Reading, Scored, Span
from qa.answering.reader.cascade import CascadeReader


class Said:
    """A reader that says of each text what it was told to, and remembers what it read."""

    def __init__(self, name: str, answerable: dict[str, float]) -> None:
        self.name, self._answerable = name, answerable
        self.seen: list[str] = []

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        self.seen += texts
        return [
            Reading(
                self._answerable[text], 0.1 * len(self.name),
                (Span(0, 1, text[0], 0.5 * self._answerable[text]),), (Scored(0, 1, 0.3),),
            )
            for text in texts
        ]  # fmt: skip

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        return [self._answerable[text] for text in texts]


SMALL = {"a": 0.9, "b": 0.2, "c": 0.7, "d": 0.6}


def test_the_likeliest_are_read_again_in_their_order() -> None:
    small, larger = Said("small", SMALL), Said("larger", {"a": 0.1, "c": 0.8})
    reader = CascadeReader(small, larger, again=2)
    assert isinstance(reader, Reader)
    found = reader.read("Who?", list("abcd"))
    assert (small.seen, larger.seen) == (list("abcd"), ["a", "c"])
    assert [reading.answerable for reading in found] == [0.1, 0.2, 0.8, 0.6]
    assert {reading.relevance for reading in found} == {0.5}, "ranking stays the small one's"
    assert reader.name == "small + larger"


def test_what_was_not_read_again_is_believed_no_more_than_what_was() -> None:
    small, larger = Said("small", SMALL), Said("larger", {"a": 0.1, "c": 0.3})
    found = CascadeReader(small, larger, again=2).read("Who?", list("abcd"))
    assert [reading.answerable for reading in found] == [0.1, 0.2, 0.3, 0.3]
    assert found[3].spans[0].score == 0.5 * 0.6 * (0.3 / 0.6)
    assert found[1].spans[0].score == 0.5 * 0.2


def test_where_the_larger_one_is_sure_of_one_of_the_likeliest_it_reads_no_others() -> None:
    small, larger = Said("small", SMALL), Said("larger", {"a": 0.1, "c": 0.95})
    found = CascadeReader(small, larger, again=4).read("Who?", list("abcd"))
    assert larger.seen == ["a", "c"]
    assert [reading.answerable for reading in found] == [0.1, 0.2, 0.95, 0.6]
    unsure = Said("larger", {"a": 0.1, "c": 0.8, "d": 0.3, "b": 0.7})
    found = CascadeReader(small, unsure, again=4).read("Who?", list("abcd"))
    assert unsure.seen == ["a", "c", "d", "b"]
    assert [reading.answerable for reading in found] == [0.1, 0.7, 0.8, 0.3]


def test_no_texts_give_no_readings() -> None:
    assert CascadeReader(Said("small", {}), Said("larger", {})).read("Who?", []) == []


def test_claims_are_held_against_the_larger_one() -> None:
    reader = CascadeReader(Said("small", SMALL), Said("larger", {"a": 0.4, "c": 0.5}), again=2)
    assert reader.support("It is.", list("abcd")) == [0.4, 0.2, 0.5, 0.5]
    assert reader.support("It is.", []) == []
