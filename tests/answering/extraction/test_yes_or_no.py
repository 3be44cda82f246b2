"""Yes, no or that reports differ stands before the sentences that decide; else nothing changes."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

import pytest

from qa.answering.extraction import yes_or_no
from qa.answering.extraction.compose import compose
from qa.answering.extraction.yes_or_no import DOUBT, READABLE, SPEAKS_OF_IT
from qa.answering.reader.base import Checker as CheckerLike
from qa.answering.reader.thresholds import load_thresholds
from qa.answering.stages import Evidence, ReadPassage, State
from qa.records import Answer
from tests.answering.make import article, passage, read_passage, reading, understood

MARCH, MAY = datetime.date(2025, 3, 10), datetime.date(2025, 5, 22)
PLANNED = "The old bridge at Tarn will be torn down in autumn. Repairs would cost too much."
KEPT = "The old bridge at Tarn will not be torn down. The town buys it."
ASKED = "Will the old bridge at Tarn be torn down?"


YES_FLOOR, NO_FLOOR = 0.7, 0.5
LIMITS = replace(load_thresholds(), yes_floor=YES_FLOOR, no_floor=NO_FLOOR)


def with_verdict(state: State, checker: CheckerLike) -> State:
    return yes_or_no.with_verdict(state, checker, thresholds=LIMITS)


class Checker:
    """Sure of "No." where a text denies, of "Yes." where it does not."""

    def __init__(self, *, sure: float = 0.9, about: str = "torn") -> None:
        self._sure, self._about = sure, about

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        return [
            self._sure
            if self._about in text and (" not " in text) == claim.endswith("? No.")
            else 0.1
            for text in texts
        ]


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
    *_, last = compose(with_verdict(state, Checker()), engine="reader", seconds=0.0)
    return last


def test_yes_is_ours_and_cites_the_sentence_that_decides() -> None:
    told = answer(asked(ASKED, read(PLANNED)))
    assert told.text.startswith("Yes. [1] The old bridge at Tarn will be torn down in autumn. [1]")
    assert told.sentences[0].ours
    assert not told.sentences[1].ours
    assert told.citations[0].quote == "The old bridge at Tarn will be torn down in autumn."


def test_the_newer_article_decides_and_the_older_one_is_told_as_earlier() -> None:
    passages = (read(PLANNED, day=MARCH, title="Old one"), read(KEPT, day=MAY, title="New two"))
    told = answer(asked(ASKED, *passages))
    assert [item.text for item in told.sentences[:2]] == [
        "No.",
        "The old bridge at Tarn will not be torn down.",
    ]
    assert told.sentences[2].label == "Earlier, 10 March 2025"


def test_of_one_day_reports_differ() -> None:
    passages = (read(PLANNED, day=MAY, title="Old one"), read(KEPT, day=MAY, title="New two"))
    told = answer(asked(ASKED, *passages))
    assert told.sentences[0].text == "Reports differ."
    assert told.sentences[0].citations == (1, 2)


def test_a_newer_article_of_the_same_that_does_not_say_leaves_what_goes_on_open() -> None:
    older = read("The inn at Tarn is closed. Nobody came.", day=MARCH, title="Old one")
    newer = read("The inn at Tarn has new rooms. It is big.", day=MAY, title="New two")
    question = "Is the inn at Tarn closed?"
    sure = Checker(about="closed")
    assert with_verdict(asked(question, older), sure).statements[0].text == "Yes."
    state = asked(question, older, newer)
    assert with_verdict(state, sure).statements[0].text == "Yes."
    newer = read("The inn at Tarn, long closed, has new rooms. It is big.", day=MAY, title="New 2")
    state = asked(question, older, newer)
    assert with_verdict(state, Checker(about="is closed")).statements == ()
    silent = replace(newer, reading=replace(newer.reading, answerable=SPEAKS_OF_IT - 0.01))
    state = asked(question, older, silent)
    assert with_verdict(state, Checker(about="is closed")).statements[0].text == "Yes."


@pytest.mark.parametrize("question", [ASKED, "Is it this bridge or that one?"])
def test_what_the_checker_is_not_sure_of_stays_as_it_was(question: str) -> None:
    state = asked(question, read(PLANNED))
    assert with_verdict(state, Checker(sure=YES_FLOOR - 0.01)).statements == ()


def test_a_denial_has_a_floor_of_its_own() -> None:
    state = asked(ASKED, read(KEPT))
    assert with_verdict(state, Checker(sure=0.9)).statements[0].text == "No."
    assert with_verdict(state, Checker(sure=NO_FLOOR - 0.01)).statements == ()


class Both:
    """As sure of a claim as of its denial, or nearly."""

    def __init__(self, *, yes: float, no: float) -> None:
        self._yes, self._no = yes, no

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        return [self._no if claim.endswith("? No.") else self._yes] * len(texts)


@pytest.mark.parametrize(
    ("yes", "no", "said"),
    [
        (0.9, DOUBT - 0.01, ["Yes."]),
        (0.9, DOUBT, []),
        (DOUBT - 0.01, 0.74, ["No."]),
        (DOUBT, 0.74, []),
        (0.8, 0.79, []),
        (0.05, NO_FLOOR - 0.01, []),
    ],
)
def test_where_claim_and_denial_are_both_likely_nothing_is_said(
    yes: float, no: float, said: list[str]
) -> None:
    found = with_verdict(asked(ASKED, read(PLANNED)), Both(yes=yes, no=no))
    assert [item.text for item in found.statements] == said


def test_a_passage_that_the_reader_finds_nothing_in_decides_nothing() -> None:
    known = read(PLANNED)
    far = replace(known, reading=replace(known.reading, answerable=READABLE - 0.01))
    state = asked(ASKED, far)
    assert with_verdict(state, Checker()) is state


@pytest.mark.parametrize(
    "question",
    [
        "Will any old bridge at Tarn be torn down?",
        "Will the old bridge at Tarn be torn down or kept?",
        "Won't the old bridge at Tarn be torn down?",
    ],
)
def test_what_asks_for_any_for_a_choice_or_by_a_denial_has_no_yes(question: str) -> None:
    assert with_verdict(asked(question, read(PLANNED)), Checker()).statements == ()


def test_a_question_is_a_claim_with_its_answer_behind_it() -> None:
    claims = []

    class Listening:
        def support(self, claim: str, texts: Sequence[str]) -> list[float]:
            claims.append(claim)
            return [0.1] * len(texts)

    with_verdict(asked("will the old bridge at Tarn be torn down", read(PLANNED)), Listening())
    assert claims == [f"{ASKED} Yes.", f"{ASKED} No."]


def test_a_sentence_that_decides_answers_where_the_reader_was_silent() -> None:
    state = replace(asked(ASKED, read(KEPT)), evidence=())
    told = answer(replace(state, status="not_found"))
    assert (told.status, told.sentences[0].text) == ("answered", "No.")


def test_what_somebody_only_says_is_no_yes() -> None:
    claim = "The owner says that the old bridge at Tarn will be torn down. Repairs cost too much."
    state = asked(ASKED, read(claim))
    assert with_verdict(state, Checker()) is state
    # Said behind it, it is told as what is known.
    report = "The old bridge at Tarn will be torn down, the town said. Repairs cost too much."
    assert answer(asked(ASKED, read(report))).sentences[0].text == "Yes."


class Scores:
    """As sure of "Yes." as the first of the words that a text holds."""

    def __init__(self, **words: float) -> None:
        self._words = words

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        if claim.endswith("? No."):
            return [0.1] * len(texts)
        return [
            next((sure for word, sure in self._words.items() if word in text), 0.1)
            for text in texts
        ]


def test_what_no_sentence_decides_by_itself_has_no_verdict() -> None:
    state = asked(ASKED, read(f"Nine. {PLANNED}"))
    assert with_verdict(state, Scores(torn=0.9)).statements[0].text == "Yes."
    heading = Scores(Nine=0.9)  # as sure of the whole stretch, for the heading's sake
    assert with_verdict(state, heading).statements == ()
    assert with_verdict(asked(ASKED, read(PLANNED)), Both(yes=0.9, no=0.8)).statements == ()


def test_an_article_that_lacks_a_name_of_the_question_decides_nothing() -> None:
    question = "Will the old bridge at Tarn in Norland be torn down?"
    state = asked(question, read(PLANNED))
    assert with_verdict(state, Scores(torn=0.9)).statements == ()
    state = asked(question, read(f"{PLANNED} Norland pays."))
    assert with_verdict(state, Scores(torn=0.9)).statements[0].text == "Yes."


def test_of_several_that_agree_the_surest_is_shown() -> None:
    older = read("The old bridge at Tarn will be torn down. It is.", day=MARCH, title="Old one")
    newer = read("The bridge at Tarn, old now, goes down. It is.", day=MAY, title="New two")
    found = with_verdict(asked(ASKED, newer, older), Scores(torn=0.95, goes=0.8))
    assert [item.article.date for item in found.statements[0].evidence] == [MARCH]
