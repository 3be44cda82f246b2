"""Which names cannot be the one person that a question asks for."""

from __future__ import annotations

import pytest

from qa.answering.extraction.persons import is_no_person

ARTICLE = (
    "Maria Lund left the White House on Monday. The firm said that the Gazette had asked for the "
    "letters, and the Gazette printed them. Hill joined the Hill family in Oslo; Hill was glad."
)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who did the president pick to replace Lund?", "White House"),
        ("Who became Lib Dem leader after the vote?", "Liberal Democrats"),
        ("Who was named as their coach in May?", "Gazette"),
        ("Who took over as mayor?", "Labour Party"),
        ("Whom did the council appoint?", "City Council"),
        ("Who's the new captain of the ferry?", "Ministry of Transport Department"),
        ("Who replaced Lund as secretary?", "Gazette"),
        ("WHO DIRECTED THE FILM?", "Oslo Film Institute"),
    ],
)
def test_an_institution_is_no_person(question: str, text: str) -> None:
    assert is_no_person(question, text, ARTICLE)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who did the president pick to replace Lund?", "Maria Lund"),
        ("Who is the mayor of the town?", "Hill"),  # "the Hill family" is of persons
        ("Who is the mayor of the town?", "a former nurse"),
        ("Who became president?", "Prince Karl"),
        ("Who printed the letters?", "Gazette"),
        ("Who is suing the mayor?", "Gazette"),
        ("Who won the election?", "Liberal Democrats"),
        ("Who bought the firm?", "White House"),
        ("Who took over the airline?", "Nordic Group"),
        ("Who did the city hire to build the bridge?", "Nordic Group"),
        ("Who replaced the Russian supplier?", "Nordic Group"),
        ("Who was elected to the parliament?", "Liberal Democrats"),
        ("Who became leader?", ""),
        ("Where did the leader go?", "White House"),
    ],
)
def test_what_may_be_a_person_or_need_not_be_one_is_kept(question: str, text: str) -> None:
    assert not is_no_person(question, text, ARTICLE)


def test_a_name_mostly_without_the_is_a_person() -> None:
    article = "Hill spoke. Everybody knows the Hill of old, but Hill has changed."
    assert not is_no_person("Who is the mayor?", "Hill", article)
    assert is_no_person("Who is the mayor?", "Hill", "They live on the Hill and sing.")
