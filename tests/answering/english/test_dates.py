"""Dates in questions, their fit to articles, and relative dates in sentences."""

import datetime

import pytest

from qa.answering.english.dates import (
    TimeFilter,
    fit,
    names_date,
    parse_time_filter,
    undated,
    with_dates,
)

DAY = datetime.date
TODAY = DAY(2020, 1, 10)  # a Friday


@pytest.mark.parametrize(
    ("question", "first", "last", "relation"),
    [
        ("Who ran it on 5 August 2019?", DAY(2019, 8, 5), DAY(2019, 8, 5), "during"),
        ("As of August 5th, 2019, who ran it?", DAY(2019, 8, 5), DAY(2019, 8, 5), "until"),
        ("What happened on 2019-08-05?", DAY(2019, 8, 5), DAY(2019, 8, 5), "during"),
        ("Who left in June 2019?", DAY(2019, 6, 1), DAY(2019, 6, 30), "during"),
        ("Who left from June to August 2019?", DAY(2019, 6, 1), DAY(2019, 8, 31), "during"),
        ("Who left from November to January?", DAY(2019, 11, 1), DAY(2020, 1, 31), "during"),
        ("Who left between 2 and 9 May 2019?", DAY(2019, 5, 2), DAY(2019, 5, 9), "during"),
        ("Who left between March 1 and March 15?", DAY(2019, 3, 1), DAY(2019, 3, 15), "during"),
        ("Trains between Rome and Bern in May 2019", DAY(2019, 5, 1), DAY(2019, 5, 31), "during"),
        ("Who of 10 to 12 people left in June?", DAY(2019, 6, 1), DAY(2019, 6, 30), "during"),
        ("Who left last March?", DAY(2019, 3, 1), DAY(2019, 3, 31), "during"),
        ("Who left before March 3rd?", DAY(2019, 3, 3), DAY(2019, 3, 3), "before"),
        ("Who has left since May?", DAY(2019, 5, 1), DAY(2019, 5, 31), "after"),
        ("Who left in 2012?", DAY(2012, 1, 1), DAY(2012, 12, 31), "during"),
        ("Who left last week?", DAY(2019, 12, 30), DAY(2020, 1, 5), "during"),
        ("Who left last month?", DAY(2019, 12, 1), DAY(2019, 12, 31), "during"),
        ("Who left yesterday?", DAY(2020, 1, 9), DAY(2020, 1, 9), "during"),
    ],
)
def test_a_date_in_a_question(
    question: str, first: datetime.date, last: datetime.date, relation: str
) -> None:
    time_filter = parse_time_filter(question, today=TODAY)
    assert (time_filter.first, time_filter.last, time_filter.relation) == (first, last, relation)


@pytest.mark.parametrize(
    "question",
    ["What may happen to the 116th Congress?", "Who won 66-27?", "What happened on 31 February?"],
)
def test_no_date(question: str) -> None:
    assert parse_time_filter(question, today=TODAY) == TimeFilter()


def test_latest() -> None:
    assert parse_time_filter("Who is the latest to leave?", today=TODAY) == TimeFilter(latest=True)


def test_fit_of_an_article() -> None:
    on = parse_time_filter("Who ran it on 5 August 2019?", today=TODAY)
    assert fit(on, DAY(2019, 8, 5)) == 1.0
    assert fit(on, DAY(2019, 8, 12)) == 0.5
    assert fit(on, DAY(2019, 8, 13)) == 0.4  # may look back
    assert fit(on, None) == 0.5
    until = parse_time_filter("As of 5 August 2019, who ran it?", today=TODAY)
    assert fit(until, DAY(2019, 7, 6)) == 0.5
    assert fit(until, DAY(2019, 8, 7)) == 0.75
    assert fit(until, DAY(2019, 8, 13)) == 0.0
    assert fit(TimeFilter(), DAY(2019, 7, 6)) == 0.5


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("It fell on Monday.", "It fell on Monday [31 December 2018]."),
        ("It ended yesterday.", "It ended yesterday [3 January 2019]."),
        ("They will vote on Monday.", "They will vote on Monday [7 January 2019]."),
        (
            "A suit filed by them on Sunday won.",
            "A suit filed by them on Sunday [30 December 2018] won.",
        ),
        ("They must leave by Sunday.", "They must leave by Sunday [6 January 2019]."),
        ("Next Friday they meet.", "Next Friday [11 January 2019] they meet."),
        ("He was there on Friday.", "He was there on Friday [4 January 2019]."),
        ("He was there last Friday.", "He was there last Friday [28 December 2018]."),
        ("It grew last year.", "It grew last year [2018]."),
        ("It opens next month.", "It opens next month [February 2019]."),
        ("On Sunday, June 3, it rained.", "On Sunday, June 3, it rained."),
        ("The Sunday Times and Good Friday.", "The Sunday Times and Good Friday."),
        ("They move it to Saturday the 15th.", "They move it to Saturday the 15th."),
        (
            "She will visit the islands, her office said on Thursday.",
            "She will visit the islands, her office said on Thursday [3 January 2019].",
        ),
        (
            "A planned meeting was called off on Tuesday.",
            "A planned meeting was called off on Tuesday [1 January 2019].",
        ),
        (
            "It will not be opened on Monday.",
            "It will not be opened on Monday [7 January 2019].",
        ),
        (
            "It is due to begin on Sunday.",
            "It is due to begin on Sunday [6 January 2019].",
        ),
        ("The shop is shut on Monday.", "The shop is shut on Monday."),
        ("It was planned for Monday.", "It was planned for Monday."),
        ("They will come on Friday.", "They will come on Friday."),
        ("Next Tuesday they meet.", "Next Tuesday they meet."),
    ],
)
def test_relative_dates_are_resolved_against_the_article(sentence: str, shown: str) -> None:
    assert with_dates(sentence, DAY(2019, 1, 4)) == shown


def test_an_article_without_a_date_resolves_nothing() -> None:
    assert with_dates("It fell on Monday.", None) == "It fell on Monday."


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Who ran it on 5 August 2019?", "Who ran it on 5 August 2019?"),
        ("Who ran the port on 5 August 2019?", "Who ran the port?"),
        ("Who was running Puerto Rico on 5 August 2019?", "Who was running Puerto Rico?"),
        ("As of 1 September 2019, what wind blew?", "What wind blew?"),
        ("On 2019-05-14, what did the court rule?", "What did the court rule?"),
        ("Who won on Monday, 3 June 2019 in Oslo?", "Who won in Oslo?"),
        ("Which laws passed before the end of March 2020?", "Which laws passed?"),
        ("What happened on 14 May 2019?", "What happened on 14 May 2019?"),
        ("How many died on the roads in 2018?", "How many died on the roads in 2018?"),
        ("Which hotel burned?", "Which hotel burned?"),
    ],
)
def test_a_passage_is_asked_without_the_day_or_month(question: str, left: str) -> None:
    assert undated(question, today=TODAY) == left


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On August 5 he left.", True),
        ("On 5 August, 2019 he left.", True),
        ("On 6 August he left.", False),
        ("In August 2019 he left.", False),
        ("He left yesterday.", False),
    ],
)
def test_whether_a_text_names_the_day(text: str, names: bool) -> None:
    assert names_date(text, parse_time_filter("Who left on 5 August 2019?", today=TODAY)) is names
    assert not names_date(text, TimeFilter())


def test_a_month_is_named_by_any_day_of_it() -> None:
    time_filter = parse_time_filter("Who left in August 2019?", today=TODAY)
    assert names_date("He left on 5 August.", time_filter)
    assert not names_date("He left on 5 July.", time_filter)
