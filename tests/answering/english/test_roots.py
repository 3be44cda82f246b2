"""Roots bring the forms of a word together, irregular ones too."""

from qa.answering.english.roots import placed_roots, roots


def test_forms_of_a_verb_have_one_root() -> None:
    assert roots("They won, win and are winning.") == ("win",)
    assert roots("not torn") == roots("tears")


def test_each_word_of_content_has_its_place() -> None:
    text = "He sold the farm."
    assert [text[item.start : item.end] for item in placed_roots(text)] == ["sold", "farm"]
