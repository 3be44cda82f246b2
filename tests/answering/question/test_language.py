"""Questions in other languages are recognised; English ones with foreign names stay English."""

import pytest

from qa.answering.question.language import foreign_language


@pytest.mark.parametrize(
    ("question", "code", "name"),
    [
        ("Wer hat den Friedensnobelpreis gewonnen?", "de", "German"),
        ("Combien de personnes sont mortes ?", "fr", "French"),
        ("¿Cuántas personas murieron en el terremoto?", "es", "Spanish"),
        ("Ile osób zginęło w wypadku?", "pl", "Polish"),
        ("Кто победил на выборах?", "ru", "Russian"),
        ("誰が選挙に勝ちましたか", "ja", "Japanese"),
    ],
)
def test_another_language_is_named(question: str, code: str, name: str) -> None:
    assert foreign_language(question) == (code, name)


@pytest.mark.parametrize(
    "question",
    [
        "Who is Hatice Cengiz?",
        "Who did Kay Hagan lose her Senate seat to?",
        "What did Volodymyr Zelenskyy say to Emmanuel Macron?",
        "and in Spain?",
        "Did Robert Mugabe die in Zimbabwe?",
        "Warum?",
        "hello",
    ],
)
def test_english_and_what_is_too_short_to_tell_is_not(question: str) -> None:
    assert foreign_language(question) is None
