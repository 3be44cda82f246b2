"""Yes and no by exact agreement; what is missing, hedged or of another time gives no verdict."""

import pytest

from qa.answering.extraction.verdict import Told, verdict
from qa.answering.question.polar import asked_in


def said(question: str, text: str, context: str = "", after: str = "") -> str | None:
    asked = asked_in(question)
    assert asked
    return verdict(asked, Told(text, context, after))


@pytest.mark.parametrize(
    ("question", "text", "context"),
    [
        ("Did Ann Lee win the race?", "Ann Lee won the race on Sunday.", ""),
        ("Did Ann Lee beat Bo Ek?", "She beat Bo Ek.", "Ann Lee is champion."),
        ("Was the ferry built in 1992?", "It was built in 1992.", "Rain fell. The ferry is old."),
        ("Is Ann Lee a judge?", "Lee, 41, a judge, is the first woman there.", "Ann Lee has won."),
        ("Have two dogs died at the lake?", "Two dogs have died.", "Algae in the lake"),
        ("Will Ek appeal?", "Ek will appeal.", ""),
        ("Is bathing allowed in the Corsee?", "In the Corsee bathing is still allowed.", ""),
    ],
)
def test_yes_where_the_sentence_says_all_of_it(question: str, text: str, context: str) -> None:
    assert said(question, text, context) == "yes"


@pytest.mark.parametrize(
    ("question", "text", "context"),
    [
        ("Was a warning issued?", "The institute did not issue a warning.", ""),
        ("Was anyone killed in the fire?", "Nobody was killed.", "Fire in a warehouse"),
        ("Did the dam displace people?", "The dam displaced nobody.", ""),
        ("Was the fire in the hall arson?", "We rule out arson.", "Fire in the hall"),
        ("Did the office allow the merger?", "The office has forbidden the merger.", ""),
        (
            "Will there be a vote on the tram?",
            "A vote, which many asked for, was rejected.",
            "tram",
        ),
        ("Will the train start in May?", "The train will not start in May.", ""),
        ("Was Ann Lee's sample positive?", "Her sample was negative.", "Ann Lee was tested."),
    ],
)
def test_no_where_it_is_denied_or_the_opposite_is_told(
    question: str, text: str, context: str
) -> None:
    assert said(question, text, context) == "no"


@pytest.mark.parametrize(
    ("question", "text", "context"),
    [
        ("Did Ann Lee win the race?", "Ann Lee may have won the race.", ""),
        ("Did Ann Lee win the race?", "Ann Lee will win the race.", ""),
        ("Did Ann Lee win the race?", "Bo Ek won the race.", "Ann Lee was there."),
        ("Did Ann Lee beat Bo Ek?", "Bo Ek beat Ann Lee.", ""),
        ("Did Bo Ek beat Ann Lee?", "She beat Bo Ek.", "Ann Lee is champion."),
        ("Was the ferry built in 1992?", "It was built in 1992.", "The pier by the ferry is old."),
        ("Was the first flight a success?", "The third flight was the first success.", ""),
        ("Have all shops closed?", "Some shops have closed.", ""),
        ("Were 12 people hurt in the fire?", "In the fire nine people were hurt.", ""),
        ("Was the film made by Ek?", "The film, made by Lee, was praised by Ek.", ""),
        ("Is the harbour closed?", "The harbour was closed on Monday.", ""),
        ("Was the bridge sold?", "The sale of the bridge was halted.", ""),
        ("Was anyone killed in the fire?", "Nobody saw the fire.", ""),
    ],
)
def test_no_verdict_where_it_is_not_plain(question: str, text: str, context: str) -> None:
    assert said(question, text, context) is None


def test_a_charge_that_is_denied_is_disputed() -> None:
    charge = "The union accuses Ek of having used too little steel."
    assert said("Did Ek use too little steel?", charge, after="Ek denied it.") == "disputed"
    assert said("Did Ek use too little steel?", charge, after="Ek left.") is None
