"""A figure that changed is told newest first, older ones as earlier, each once."""

import datetime
from dataclasses import replace

from qa.answering.extraction.candidates import sentences
from qa.answering.extraction.changed_figures import with_changes
from qa.answering.extraction.compose import compose
from qa.answering.stages import ReadPassage, State
from qa.records import Answer
from tests.answering.make import article, passage, read_passage, reading, understood

QUESTION = "How many people were hurt in the Varn fire?"
FIRST, SECOND, THIRD = (datetime.date(2025, 3, day) for day in (3, 4, 11))


def read(text: str, span: str, day: datetime.date | None, *, score: float = 0.8) -> ReadPassage:
    source = article(text, title="Fire in Varn", name=f"{text[:4]}{day}", date=day)
    found = reading(text, [(text, score)], spans=[(span, score)])
    return read_passage(passage(source), found)


FOUR = read("In the fire four people were hurt.", "four", FIRST)
NINE = read("Nine people were hurt in the fire.", "Nine", SECOND, score=0.9)
AGAIN = read("The fire hurt nine people.", "nine", FIRST)
COST = read("The fire that hurt people cost $90.", "$90", THIRD)


def asked(*passages: ReadPassage, question: str = QUESTION) -> State:
    state = replace(understood(question), passages=(passages,), status="answered")
    return replace(state, short_answer="four", evidence=tuple(sentences(passages)[:1]))


def answer(state: State) -> Answer:
    *_, last = compose(with_changes(state), engine="reader", seconds=0.0)
    return last


def test_the_newest_figure_stands_first_with_its_day_and_the_older_ones_as_earlier() -> None:
    told = answer(asked(FOUR, NINE))
    assert [(item.label, item.text) for item in told.sentences] == [
        ("4 March 2025", "Nine people were hurt in the fire."),
        ("Earlier, 3 March 2025", "In the fire four people were hurt."),
    ]
    assert (told.direct, told.shape) == ("Nine", "timeline")


def test_equal_figures_count_once() -> None:
    state = asked(NINE, AGAIN)
    assert with_changes(state) is state


def test_of_one_day_reports_differ() -> None:
    other = read("Six people were hurt in the fire.", "Six", SECOND)
    told = answer(asked(NINE, other))
    assert told.sentences[0].text == "Reports differ."
    assert told.sentences[0].citations == (1, 2)


def test_a_figure_of_another_unit_or_of_what_is_not_named_is_no_version() -> None:
    assert len(answer(asked(NINE, COST)).sentences) == 1
    sur = read("Nine people were hurt in Sur.", "Nine", SECOND, score=0.9)
    everywhere = read("In all, 40 people were hurt.", "40", THIRD)
    assert len(answer(asked(sur, everywhere, question="How many were hurt in Sur?")).sentences) == 1


def test_who_died_is_no_version_of_who_is_missing_and_what_is_denied_is_no_figure() -> None:
    missing = read("Nine people are missing.", "Nine", FIRST, score=0.9)
    killed = read("The fire in Varn killed 31 people.", "31", THIRD)
    state = asked(missing, killed, question="How many people are missing in Varn?")
    assert with_changes(state) is state
    start = read("The train will start in May.", "May", FIRST, score=0.9)
    later = read("The train will not start in June.", "June", THIRD)
    state = asked(start, later, question="When will the train start?")
    assert with_changes(state) is state


def test_an_article_that_shares_no_name_is_of_another_story() -> None:
    text = "In a fire 12 people were hurt."
    other = article(text, title="Blaze in Sur", name="other", date=FIRST)
    found = reading(text, [(text, 0.8)], spans=[("12", 0.8)])
    state = asked(NINE, read_passage(passage(other), found), question="How many people were hurt?")
    assert with_changes(state) is state


def test_kilometres_are_no_version_of_kilograms() -> None:
    light = read("The Varn satellite weighs 720 kilograms.", "720", FIRST, score=0.9)
    high = read("The Varn satellite is 540 kilometres up.", "540", THIRD)
    state = asked(light, high, question="How heavy is the Varn satellite?")
    assert with_changes(state) is state


def test_without_days_or_for_a_name_nothing_changes() -> None:
    undated = asked(read("Nine people were hurt in the fire.", "Nine", None), FOUR)
    assert with_changes(undated) is undated
    who = asked(FOUR, NINE, question="Who was hurt in the Varn fire?")
    assert with_changes(who) is who


def test_a_figure_of_what_is_not_counted_is_no_version() -> None:
    question = "How many Varn workers were hurt?"
    share = read("Nine tenths of Varn's trade is by sea.", "Nine", SECOND, score=0.9)
    four = read("Four Varn workers were hurt.", "Four", FIRST)
    state = asked(four, share, question=question)
    assert with_changes(state) is state
    more = read("Six workers were hurt in Varn.", "Six", THIRD)
    told = answer(asked(four, more, question=question))
    assert [item.label for item in told.sentences] == ["11 March 2025", "Earlier, 3 March 2025"]
