"""A figure that changed is told newest first, older ones as earlier, each once."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.extraction import changed_figures
from qa.answering.extraction.candidates import sentences
from qa.answering.extraction.compose import compose
from qa.answering.reader.base import Reading
from qa.answering.stages import ReadPassage, State
from qa.records import Answer
from tests.answering.make import article, passage, read_passage, reading, understood

QUESTION = "How many people were hurt in the Varn fire?"
FIRST, SECOND, THIRD = (datetime.date(2025, 3, day) for day in (3, 4, 11))


def read(
    text: str, span: str, day: datetime.date | None, *, score: float = 0.8, sure: float = 0.9
) -> ReadPassage:
    source = article(text, title="Fire in Varn", name=f"{text[:4]}{day}", date=day)
    found = reading(text, [(text, score)], spans=[(span, score)], answerable=sure)
    return read_passage(passage(source), found)


FOUR = read("In the fire four people were hurt.", "four", FIRST)
NINE = read("Nine people were hurt in the fire.", "Nine", SECOND, score=0.9)
AGAIN = read("The fire hurt nine people.", "nine", FIRST)
COST = read("The fire that hurt people cost $90.", "$90", THIRD)


class Reader:
    """Answers with the first number of a text, as surely as it is told to."""

    name = "stub"

    def __init__(self, *, sure: float = 0.9, score: float = 0.9) -> None:
        self._sure, self._score = sure, score

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Reading:
        found = re.search(r"\d+", text)
        spans = [(found.group(), self._score)] if found else []
        return reading(text, [(text, 0.5)], answerable=self._sure, spans=spans)

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        return [0.0] * len(texts)


def with_changes(state: State, reader: Reader | None = None) -> State:
    return changed_figures.with_changes(state, reader or Reader())


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
    assert [item.label for item in told.sentences[1:]] == ["4 March 2025", "4 March 2025"]
    assert told.direct is None


POLICE, DOCTORS = "Police say that 20 people were hurt.", "The hospitals count 35 people."


def two_sources(police: str = POLICE, doctors: str = DOCTORS, *, between: str = " ") -> State:
    text = f"{police}{between}{doctors}"
    source = article(text, title="Fire in Varn", date=FIRST)
    found = reading(text, [(police, 0.9), (doctors, 0.7)], spans=[("20", 0.9)])
    return asked(read_passage(passage(source), found))


def test_two_sources_in_sentences_side_by_side_differ() -> None:
    told = answer(two_sources())
    assert [item.text for item in told.sentences] == ["Reports differ.", POLICE, DOCTORS]
    assert told.sentences[0].citations == (1, 2)
    assert told.direct is None


def test_a_sentence_apart_or_of_no_source_or_that_does_not_answer_is_no_other_figure() -> None:
    for state in (
        two_sources(between=" So it was. "),
        two_sources(doctors="They were 35 people."),
        two_sources(police="In Varn 20 people were hurt."),
        two_sources(doctors="The hospitals count 20 people."),
        two_sources(doctors="The hospitals count 35 days."),
        two_sources(doctors="The hospitals say that 35 were killed."),
    ):
        assert with_changes(state) is state
    for reader in (Reader(sure=0.4), Reader(score=0.05)):
        state = two_sources()
        assert with_changes(state, reader) is state


def test_a_figure_of_the_contrary_is_not_shown_large() -> None:
    state = asked(read("The Varn fire killed 31 people.", "31", FIRST))
    assert with_changes(state).short_answer is None


def test_years_behind_a_comma_are_no_unit() -> None:
    wolves = read("Varn has 185 wolves, this year's count says.", "185", SECOND)
    fewer = read("Varn has 120 wolves.", "120", FIRST)
    told = answer(asked(wolves, fewer, question="How many wolves has Varn?"))
    assert [item.label for item in told.sentences] == ["4 March 2025", "Earlier, 3 March 2025"]
    part = read("Of adults in Varn 63 per cent are vaccinated.", "63", SECOND)
    less = read("Some 41% of the grown-ups of Varn have the vaccine.", "41%", FIRST)
    told = answer(asked(part, less, question="What share is vaccinated in Varn?"))
    assert [item.label for item in told.sentences] == ["4 March 2025", "Earlier, 3 March 2025"]


def test_a_figure_of_another_unit_or_of_what_is_not_named_is_no_version() -> None:
    assert len(answer(asked(NINE, COST)).sentences) == 1
    sur = read("Nine people were hurt in Sur.", "Nine", SECOND, score=0.9)
    everywhere = read("In all, 40 people were hurt.", "40", THIRD)
    assert len(answer(asked(sur, everywhere, question="How many were hurt in Sur?")).sentences) == 1


def test_in_other_words_it_is_a_version_if_the_reader_is_sure_else_a_doubt() -> None:
    cost = "The fire has cost 31 lives."
    told = answer(asked(FOUR, read(cost, "31", THIRD)))
    assert [item.text for item in told.sentences][:1] == [cost]
    doubted = answer(asked(FOUR, read(cost, "31", THIRD, sure=0.4)))
    assert [item.text for item in doubted.sentences] == ["In the fire four people were hurt."]
    assert doubted.direct is None
    older = asked(NINE, read(cost, "31", FIRST, sure=0.4))
    assert with_changes(older) is older
    state = asked(FOUR, read(cost, "31", THIRD, sure=0.3))
    assert with_changes(state) is state


def test_the_dead_are_no_version_of_the_hurt_and_what_is_denied_is_no_figure() -> None:
    killed = read("The fire in Varn killed 31 people.", "31", THIRD)
    state = asked(FOUR, killed)
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


def test_of_a_question_without_names_the_titles_share_one() -> None:
    text = "In a fire in the north of Varn 12 people were hurt."
    other = article(text, title="Blaze in Sur", name="other", date=FIRST)
    found = read_passage(passage(other), reading(text, [(text, 0.8)], spans=[("12", 0.8)]))
    state = asked(NINE, found, question="How many people were hurt?")
    assert with_changes(state) is state
    assert with_changes(asked(NINE, found)).shape == "timeline"


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
    share = read("Nine tenths of Varn's trade is by sea.", "Nine", SECOND, score=0.9, sure=0.1)
    four = read("Four Varn workers were hurt.", "Four", FIRST)
    state = asked(four, share, question=question)
    assert with_changes(state) is state
    more = read("Six workers were hurt in Varn.", "Six", THIRD)
    told = answer(asked(four, more, question=question))
    assert [item.label for item in told.sentences] == ["11 March 2025", "Earlier, 3 March 2025"]
