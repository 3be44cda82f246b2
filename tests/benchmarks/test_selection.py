"""The figures of the sentences that an answer shows, on a question of its own."""

from benchmarks.selection import Selected, figures, is_shown
from qa.records import Answer, Sentence

ASKED = Selected("When was it built?", ("It was built in 1909 .", "Ice closed it in winter ."))


def _answer(*texts: str) -> Answer:
    said = tuple(Sentence(text, (), supported=True) for text in texts)
    return Answer("q", "q", " ".join(texts), None, said, (), "answered", (), "reader", 0.0)


def test_a_sentence_is_shown_when_most_of_its_words_stand_there_in_order() -> None:
    assert is_shown("It was built in 1909 .", "They say it was built, in 1909, of stone.")
    assert not is_shown("It was built in 1909 .", "In 1909 built was it.")
    assert not is_shown("", "Anything.")


def test_figures_of_one_answer() -> None:
    found = figures(ASKED, _answer("Rain fell.", "It was built in 1909."))
    assert found == (0.5, 0.5, 0.0, 7)
    assert figures(ASKED, _answer()) == (0.0, None, None, 0)
