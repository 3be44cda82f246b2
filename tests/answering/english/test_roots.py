"""Roots bring the forms of a word together, irregular ones too."""

from qa.answering.english.roots import roots


def test_forms_of_a_verb_have_one_root() -> None:
    assert roots("They won, win and are winning.") == ("win",)
    assert roots("not torn") == roots("tears")


def test_words_that_say_little_have_none() -> None:
    assert roots("He never sold the farm's cows.") == ("sell", "farm", "cow")
