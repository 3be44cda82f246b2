"""Phrases by their form: names, persons, lists, noun phrases with their places."""

from __future__ import annotations

import pytest

from qa.answering.english.phrases import (
    Phrase,
    items,
    names_in,
    noun_phrases,
    people_in,
    person_phrase,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Did Ada Ek see the Louvre?", ["Ada Ek", "Louvre"]),
        ("Trains ran. The Bank of the West closed.", ["Bank of the West"]),
        ("Ursula von der Leyen met Mr Orban.", ["Ursula von der Leyen", "Orban"]),
        ("On K2-18b there is water, NASA said in March.", ["K2-18b", "NASA"]),
        ("There is no name in it.", []),
    ],
)
def test_names_are_found_without_the_words_that_merely_open(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ann Lee said so in New York.", ["Ann Lee"]),
        ("The Supreme Court heard Ann Lee, who won.", ["Ann Lee"]),
        ("Fans came to the Neurosurgery Olympiad in Tyumen.", []),
        ("Saha Airlines said no.", []),
        ("Police Chief Art Acevedo spoke.", ["Police Chief Art Acevedo"]),
        ("Students said no, and Norway's king was silent.", []),
        ("Lee said no. So did Ann Lee and president Okoro.", ["Ann Lee", "Okoro"]),
    ],
)
def test_bodies_events_and_places_are_no_people(text: str, people: list[str]) -> None:
    assert people_in(text) == people


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Later the young attacker fled.", "the young attacker"),
        ("It was Hatice Cengiz's fiancé.", "Hatice Cengiz's fiancé"),
        ("The head of the table was empty.", None),
        ("The chair broke.", None),
    ],
)
def test_a_person_called_by_what_they_are(text: str, person: str | None) -> None:
    assert person_phrase(text) == person


def test_what_a_text_lists() -> None:
    assert items("Oslo, Rome and Bern. [1]") == ["Oslo", "Rome", "Bern"]
    assert items("They are: a hat; two coats") == ["a hat", "two coats"]
    assert items("- one\n- two") == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("the head of the party", ["the head of the party"]),
        ("did the company build a bridge", ["the company", "a bridge"]),
        ("a film called America", ["a film called America"]),
        (
            "the Oversight and Reform Committee met",
            ["the Oversight and Reform Committee"],
        ),
        ("the ship sank near Norvik", ["the ship", "Norvik"]),
    ],
)
def test_noun_phrases_end_before_verbs_and_prepositions(text: str, phrases: list[str]) -> None:
    found = noun_phrases(text)
    assert [phrase.text for phrase in found] == phrases
    assert [text[phrase.start : phrase.end] for phrase in found] == phrases


def test_a_phrase_knows_the_word_before_it_and_whether_it_holds_a_name() -> None:
    assert noun_phrases("It lies in the Tyumen region.") == [
        Phrase("the Tyumen region", 11, 28, "in", named=True)
    ]
