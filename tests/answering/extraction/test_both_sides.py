"""A claim stands with the reply that its article sets beside it, else the answer is as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answering.extraction.both_sides import with_both_sides
from qa.answering.extraction.compose import compose
from qa.answering.stages import Evidence, State, Statement
from tests.answering.make import article, passage, read_passage, reading, understood

ASKED = "Was the fire in Varn arson?"
CLAIM = "The owner says that the fire in Varn was arson."
REPLY = "Police found no trace of petrol."
OTHER = "The mill was old."
BOTH = "One paper reported that the fire in Varn was arson; police rejected this."


def asked(*sentences: str, shown: str, question: str = ASKED) -> State:
    source = article(" ".join(sentences), title="Fire")
    found = reading(source.text, [(item, 0.5) for item in sentences])
    state = understood(question, kind="yes_no")
    start = source.text.index(shown)
    evidence = (Evidence(source, start, start + len(shown), 0.5),)
    passages = ((read_passage(passage(source), found),),)
    return replace(state, passages=passages, evidence=evidence, status="answered")


@pytest.mark.parametrize("shown", [CLAIM, REPLY])
def test_whichever_of_the_two_is_shown_both_are_the_claim_first(shown: str) -> None:
    *_, told = compose(
        with_both_sides(asked(CLAIM, OTHER, REPLY, shown=shown)), engine="reader", seconds=0.0
    )
    assert [item.text for item in told.sentences] == ["Reports differ.", CLAIM, REPLY]
    assert told.sentences[0].citations == (1, 2)


def test_a_sentence_that_holds_both_stands_alone() -> None:
    *_, told = compose(
        with_both_sides(asked(OTHER, BOTH, shown=BOTH)), engine="reader", seconds=0.0
    )
    assert [item.text for item in told.sentences] == ["Reports differ.", BOTH]


def test_a_verdict_that_rests_on_one_side_is_taken_back_and_another_is_not() -> None:
    state = asked(CLAIM, REPLY, OTHER, shown=CLAIM)
    yes = replace(state, statements=(Statement("Yes.", state.evidence),))
    assert [item.text for item in with_both_sides(yes).statements] == ["Reports differ."]
    (other,) = asked(CLAIM, REPLY, OTHER, shown=OTHER).evidence
    no = replace(state, statements=(Statement("No.", (other,)),))
    assert with_both_sides(no) is no


def test_what_is_no_claim_or_has_no_reply_near_it_or_is_of_another_thing_stays() -> None:
    for state in (
        asked(OTHER, REPLY, shown=OTHER),
        asked(CLAIM, OTHER, shown=CLAIM),
        asked(CLAIM, OTHER, OTHER.replace("mill", "barn"), REPLY, shown=CLAIM),
        asked(CLAIM, REPLY, shown=CLAIM, question="Did the bridge over the Lorne fall in May?"),
        replace(asked(CLAIM, REPLY, shown=CLAIM), kind="fact"),
        replace(asked(CLAIM, REPLY, shown=CLAIM), status="not_found"),
    ):
        assert with_both_sides(state) is state
