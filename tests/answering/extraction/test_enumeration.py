"""A counted group is told by the sentence that names as many."""

from qa.answering.extraction.enumeration import BEHIND, named_one_by_one
from qa.answering.stages import Evidence
from tests.answering.make import article

COUNTED = "Thieves stole three paintings."
NAMED = "They are “Ferry” by Anton Weiss, “Barn” by Clara Holt and “Road” by Bo Ek."


def evidence(text: str, words: str) -> Evidence:
    return Evidence(article(text), text.index(words), text.index(words) + len(words), 0.5)


def test_the_sentence_that_names_as_many_comes_first() -> None:
    text = f"{COUNTED} It was late. {NAMED}"
    found = named_one_by_one([evidence(text, COUNTED)])
    assert [item.text for item in found] == [NAMED, COUNTED]


def test_another_number_or_none_changes_nothing() -> None:
    for counted in ("Thieves stole four paintings.", "Thieves stole paintings."):
        ranked = [evidence(f"{counted} {NAMED}", counted)]
        assert named_one_by_one(ranked) == ranked


def test_a_sentence_is_told_to_its_end_or_not_at_all() -> None:
    between = "It rained. " * ((BEHIND - 30) // 11)
    far = NAMED.removesuffix(".") + ", and " + "a long time later " * 40 + "they were found."
    for named, found in ((NAMED, [NAMED, COUNTED]), (far, [COUNTED])):
        text = f"{COUNTED} {between}{named} The end was near."
        assert [item.text for item in named_one_by_one([evidence(text, COUNTED)])] == found
