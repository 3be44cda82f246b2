"""Of numbers side by side the greatest or least wins, and is shown with what it was compared."""

from dataclasses import replace

import pytest

from qa.answering.extraction.candidates import sentences
from qa.answering.extraction.superlatives import with_superlative
from qa.answering.stages import ReadPassage, State
from tests.answering.make import article, passage, read_passage, reading, understood

STORM = "In Norland 80,000 homes were without power, in Estia 25,000 and in Jutta 12,000."
VOTES = "Petrak got 38.2 percent of the votes on Sunday, Vuk 29.5 and Damir Bosnic 8.2."
CROP = "Castle Ek brought in 31,000 litres, the cooperative of Ulm 88,000 and the estate Vogt 500."


def read(text: str, title: str = "News") -> ReadPassage:
    pieces = [f"{piece}." for piece in text.removesuffix(".").split(". ")]
    source = article(text, title=title, name=text[:5].strip())
    return read_passage(passage(source), reading(text, [(piece, 0.5) for piece in pieces]))


def asked(question: str, *passages: ReadPassage) -> State:
    shown = tuple(sentences(passages)[:1])
    state = replace(understood(question), passages=(passages,), status="answered")
    return replace(state, evidence=shown, short_answer="Oslo")


@pytest.mark.parametrize(
    ("question", "text", "winner"),
    [
        ("Which country had the most homes without power?", STORM, "Norland"),
        ("Which country had the fewest homes without power?", STORM, "Jutta"),
        ("Who got the fewest votes?", VOTES, "Damir Bosnic"),
        ("Who brought in the most litres?", CROP, "cooperative of Ulm"),
    ],
)
def test_the_numbers_of_one_sentence_are_ranked(question: str, text: str, winner: str) -> None:
    found = with_superlative(asked(question, read(text)))
    assert (found.short_answer, found.evidence[0].text) == (winner, text)


def test_measures_of_several_articles_are_ranked_with_the_winner_first() -> None:
    kesra = read("The Kesra dam is half built. It will be 142 metres high.")
    marun = read("The Marun dam was opened. It is 98 metres high.")
    found = with_superlative(asked("Which is the highest dam?", marun, kesra))
    assert found.short_answer == "Kesra dam"
    assert [item.text for item in found.evidence] == [
        "It will be 142 metres high.",
        "It is 98 metres high.",
    ]


@pytest.mark.parametrize(
    ("question", "winner"),
    [
        ("Which of the bridges over the Sarn is the longest?", "Harbour Bridge"),
        ("Which bridge is the shortest?", "Old Bridge"),
        ("What is the longest bridge?", "Harbour Bridge"),
    ],
)
def test_things_whose_names_hold_the_kind_are_ranked(question: str, winner: str) -> None:
    text = (
        "The North Bridge will be new. It will be 310 metres long. The Old Bridge of 1881 is 188 "
        "metres long. The Harbour Bridge is 420 metres long."
    )
    assert with_superlative(asked(question, read(text))).short_answer == winner


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which country had the most homes without power?", "Norland had 80,000 homes."),
        ("Which country had the most dogs?", STORM),
        ("Which estate had the largest crop?", "The largest crop, of 9, had Ek, Bo 8 and Vogt 7."),
        ("What did the harvest bring?", CROP),
        ("Which rocket can carry the most?", "The Perun brought Meteo-4 up, 540 km above Earth."),
        ("Where did most people die?", "The quake killed 31 people, 22 of them in Sarro."),
        (
            "What is the shortest film?",
            "Five films run: Salt by Ek, Nine Doors by Lee and 2 by Bo.",
        ),
        ("Who got the most votes?", "Ek got 12 votes, Lee 12 and Vogt 3."),
        (
            "Which country has the most trade with Norland?",
            "Since October Norland has had two ways out, and one of them leads through Estia.",
        ),
        ("Which fire killed the most people?", "Two people were killed, one in Sarro."),
    ],
)
def test_what_cannot_be_ranked_or_is_told_in_words_stays_as_it_was(
    question: str, text: str
) -> None:
    state = asked(question, read(text))
    assert with_superlative(state) is state
