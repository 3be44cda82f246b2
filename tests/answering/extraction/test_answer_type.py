"""Which words can be the short answer to which question, by their form."""

from __future__ import annotations

import pytest

from qa.answering.extraction.answer_type import can_answer, is_of_measure


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many people came?", "the mayor"),
        ("How many people came?", "the whole city"),
        ("Who is Robert Mugabe?", "Mr."),
        ("How old was the pilot?", "very old"),
        ("How much was the gold toilet insured for?", "18-karat gold"),
        ("How much did the bridge cost?", "12 workers"),
        ("Which hospital did the drummer die in?", "a hospital"),
        ("What's the name of the student whom police shot?", "a protester"),
        ("Who took over as mayor after Adamowicz was killed?", "Paweł Adamowicz"),
        ("Who replaced John Bolton?", "national security advisor John R. Bolton"),
        ("What did the ferry crews do?", "The ferry crews"),
        ("Who won the election?", '"It complies with the command," the party informed the press'),
        ("What sentence did the driver end up with?", "seven"),
        ("Who drove the truck?", "about twenty"),
        ("When was the treaty signed?", "Larry Page and Sergey Brin"),
        ("and when did it open?", "the old harbour"),
        ("In which year was the ship launched?", "Bergen"),
        ("How long did the strike last?", "the ferry crews"),
        ("Where does it lie?", "in the far north where nobody lives and no road has ever gone"),
    ],
)
def test_what_cannot_be_an_answer_is_refused(question: str, text: str) -> None:
    assert not can_answer(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many people came?", "over 40,000"),
        ("How many people came?", "dozens"),
        ("How many people came?", "the majority of them"),
        ("How many people came?", "multiple"),
        ("How many people came?", "twenty-one"),
        ("How old was the pilot?", "87"),
        ("How far is it to Rajin?", "54 kilometres"),
        ("How much was the painting sold for?", "$1.2 million"),
        ("How much was the painting sold for?", "two million euros"),
        ("How much does the museum cost?", "free"),
        ("How much rain fell?", "30 mm"),
        ("When was the treaty signed?", "after the war"),
        ("When was the treaty signed?", "Monday"),
        ("When was the treaty signed?", "nine o'clock"),
        ("When the lamp is lit, who is warned?", "the ferry crews"),
        ("When is a passage shut, and who shuts it?", "Larry Page"),
        ("In which year was the ship launched?", "1912"),
        ("How long did the strike last?", "until May"),
        ("How long did the strike last?", "a fortnight"),
        ("How long is the bridge?", "two miles"),
        ("What was the final score?", "seven"),
        ("What is the highest number of stars?", "five"),
        ("What sentence did the driver end up with?", "seven years"),
        ("What came first?", "liberty"),
        ("Which hospital did the drummer die in?", "Kent and Canterbury"),
        ("What's the name of the student whom police shot?", "Łukasz"),
        ("Who took over as mayor after Adamowicz was killed?", "Aleksandra Dulkiewicz"),
        ("Who is John Bolton's wife?", "Gretchen Bolton"),
        ("Who stopped the attacker?", "a bystander"),
        ("Did Oslo or Bergen win?", "Oslo"),
        ("What did he call the plan?", '"a step back"'),
        ("Why did they leave?", "because the bay freezes from November until the end of April"),
    ],
)
def test_what_may_be_an_answer_is_kept(question: str, text: str) -> None:
    assert can_answer(question, text)


@pytest.mark.parametrize(
    ("question", "text", "after", "measures"),
    [
        ("How old is he?", "five", " weeks yesterday", True),
        ("How old is the foal?", "five", " weeks old", False),
        ("How old is he?", "34", ", and of Oslo", False),
        ("How many judges sat?", "more than 20", "-minute calls", True),
        ("How many miles is it?", "20", " miles from here", False),
        ("How many came?", "the 20", " men", False),
        ("When did it end?", "five", " weeks ago", False),
    ],
)
def test_a_measure_is_no_age_and_no_count(
    question: str, text: str, after: str, measures: bool
) -> None:
    assert is_of_measure(question, text, after) == measures
