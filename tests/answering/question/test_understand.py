"""What a question comes to: standalone, kind, parts and dates."""

import datetime

from qa.answering.question.understand import time_filter_of, understand
from qa.answering.stages import State
from qa.records import Turn

TODAY = datetime.date(2026, 1, 1)


def newest() -> datetime.date | None:
    return datetime.date(2019, 5, 20)


def test_all_of_it() -> None:
    got = understand(State("  Why did it\nfail in May 2018? "), newest=newest)
    assert got.standalone == "Why did it fail in May 2018?"
    assert (got.kind, got.parts) == ("explain", (got.standalone,))
    assert got.time_filter.first == datetime.date(2018, 5, 1)


def test_what_is_said_to_the_assistant_is_not_looked_for_but_shown() -> None:
    asked = "Could you tell me how many people came, according to your newest article?"
    got = understand(State(asked), newest=newest)
    assert got.standalone == asked
    assert (got.kind, got.parts) == ("fact", ("How many people came?",))
    assert got.time_filter.latest


def test_last_march_is_counted_from_the_end_of_an_old_corpus() -> None:
    assert time_filter_of("Who left last March?", newest, today=TODAY).first == datetime.date(
        2019, 3, 1
    )
    assert time_filter_of("Who left in March 2017?", newest, today=TODAY).first == datetime.date(
        2017, 3, 1
    )


def test_a_rewriting_takes_the_place_of_the_rules() -> None:
    asked = State("Where is it?", (Turn("What is Rajin?", "A port."),))
    got = understand(asked, newest=newest, rewrite=lambda *_: "Where is Rajin?")
    assert got.standalone == "Where is Rajin?"
    alone = understand(State("Where is it?"), newest=newest, rewrite=lambda *_: "never")
    assert alone.standalone == "Where is it?"
