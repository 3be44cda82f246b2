"""Yes, no or that reports differ stands before the sentences that decide; else nothing changes."""

import datetime
from dataclasses import replace

import pytest

from qa.answering.extraction.compose import compose
from qa.answering.extraction.yes_or_no import with_verdict
from qa.answering.stages import Evidence, ReadPassage, State
from qa.records import Answer
from tests.answering.make import article, passage, read_passage, reading, understood

MARCH, MAY = datetime.date(2025, 3, 10), datetime.date(2025, 5, 22)
PLANNED = "The old bridge at Tarn will be torn down in autumn. Repairs would cost too much."
KEPT = "The old bridge at Tarn will not be torn down. The town buys it."


def read(text: str, *, day: datetime.date | None = None, title: str = "The bridge") -> ReadPassage:
    source = article(text, title=title, name=title[-6:].strip(), date=day)
    sentences = [f"{piece}." for piece in text.removesuffix(".").split(". ")]
    return read_passage(passage(source), reading(text, [(item, 0.5) for item in sentences]))


def asked(question: str, *passages: ReadPassage) -> State:
    found = replace(understood(question, kind="yes_no"), passages=(passages,), status="answered")
    first = passages[0].hit.passage
    other = Evidence(first.article, first.text.index(". ") + 2, len(first.text), 0.5)
    return replace(found, evidence=(other,))


def answer(state: State) -> Answer:
    *_, last = compose(with_verdict(state), engine="reader", seconds=0.0)
    return last


def test_yes_is_ours_and_cites_the_sentence_that_decides() -> None:
    told = answer(asked("Will the old bridge at Tarn be torn down?", read(PLANNED)))
    assert told.text.startswith("Yes. [1] The old bridge at Tarn will be torn down in autumn. [1]")
    assert told.sentences[0].ours
    assert not told.sentences[1].ours
    assert told.citations[0].quote == "The old bridge at Tarn will be torn down in autumn."


def test_the_newer_article_decides_and_the_older_one_is_told_as_earlier() -> None:
    passages = (read(PLANNED, day=MARCH, title="Old one"), read(KEPT, day=MAY, title="New two"))
    told = answer(asked("Will the old bridge at Tarn be torn down?", *passages))
    assert [item.text for item in told.sentences[:2]] == [
        "No.",
        "The old bridge at Tarn will not be torn down.",
    ]
    assert told.sentences[2].label == "Earlier, 10 March 2025"


def test_of_one_day_reports_differ() -> None:
    passages = (read(PLANNED, day=MAY, title="Old one"), read(KEPT, day=MAY, title="New two"))
    told = answer(asked("Will the old bridge at Tarn be torn down?", *passages))
    assert told.sentences[0].text == "Reports differ."
    assert told.sentences[0].citations == (1, 2)


def test_a_charge_stands_beside_its_denial() -> None:
    text = "The union accuses Ek of having used too little steel. Ek denied it. Rain fell."
    told = answer(asked("Did Ek use too little steel?", read(text)))
    assert [item.text for item in told.sentences[:3]] == [
        "Reports differ.",
        "The union accuses Ek of having used too little steel.",
        "Ek denied it.",
    ]


def test_a_newer_article_of_the_same_that_does_not_say_leaves_what_goes_on_open() -> None:
    older = read("The inn at Tarn is closed. Nobody came.", day=MARCH, title="Old one")
    newer = read("The inn at Tarn has a new roof. It is red.", day=MAY, title="New two")
    assert answer(asked("Is the inn at Tarn closed?", older)).sentences[0].text == "Yes."
    state = asked("Is the inn at Tarn closed?", older, newer)
    assert with_verdict(state) is state


@pytest.mark.parametrize("question", ["Will the bridge be sold?", "Is it this bridge or that one?"])
def test_what_no_sentence_decides_stays_as_it_was(question: str) -> None:
    state = asked(question, read(PLANNED))
    assert with_verdict(state) is state


def test_a_sentence_that_decides_answers_where_the_reader_was_silent() -> None:
    state = replace(asked("Will the old bridge at Tarn be torn down?", read(KEPT)), evidence=())
    told = answer(replace(state, status="not_found"))
    assert (told.status, told.sentences[0].text) == ("answered", "No.")
