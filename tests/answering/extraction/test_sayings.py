"""Asked what someone says, only that one's words are told."""

from dataclasses import replace

import pytest

from qa.answering.extraction.sayings import with_sayings
from qa.answering.stages import ReadPassage, State
from tests.answering.make import article, passage, read_passage, reading, understood

EKMAN = "“We got no such reports,” said its director, Carl Ekman."
HOLM = "Petra Holm said that workers had reported sparks."
RULED = "“We rule out arson,” he said."
FIRE = f"{HOLM} {EKMAN} {RULED} The fire was put out."


def read() -> ReadPassage:
    found = reading(FIRE, [(item, 0.5) for item in (HOLM, EKMAN, RULED, "The fire was put out.")])
    return read_passage(passage(article(FIRE, title="Fire in the harbour")), found)


def told(question: str) -> State:
    state = replace(understood(question), passages=((read(),),), status="not_found")
    return with_sayings(state, max_words=90)


def test_the_words_of_the_one_named_and_what_he_said_on() -> None:
    found = told("What did Carl Ekman say?")
    assert found.status == "answered"
    assert [item.text for item in found.evidence] == [EKMAN, RULED]
    assert found.short_answer is None


def test_a_plural_of_another_stem_is_the_same_subject() -> None:
    text = "The club said that dogs are enough."
    source = article(text, title="Wolf seen in the forest")
    passages = (read_passage(passage(source), reading(text, [(text, 0.5)])),)
    question = "What did the club say about the wolves?"
    state = replace(understood(question), passages=(passages,), status="not_found")
    assert with_sayings(state, max_words=90).status == "answered"


def test_of_a_subject_only_what_touches_it() -> None:
    assert [item.text for item in told("What did Petra Holm say about the sparks?").evidence] == [
        HOLM
    ]
    assert told("What did Petra Holm say about the museum theft?").status == "not_found"


def test_a_subject_that_the_article_begins_with_is_the_subject_of_what_is_said_in_it() -> None:
    lead = "The council voted on Resolution 12 on Monday."
    said = "Ann Haley called the vote the largest step yet."
    text = f"{lead} Coal may no longer be sold. {said}"
    read = reading(text, [(lead, 0.5), (said, 0.5)])
    passages = (read_passage(passage(article(text, title="No more coal")), read),)
    for subject, status in (("Resolution 12", "answered"), ("Resolution 13", "not_found")):
        asked = understood(f"What did Ann Haley say about {subject}?")
        found = replace(asked, passages=(passages,), status="not_found")
        assert with_sayings(found, max_words=90).status == status


@pytest.mark.parametrize("question", ["What did Ann Lee say?", "What did Holm do?", "Who said it?"])
def test_another_question_or_one_who_says_nothing_stays_as_it_was(question: str) -> None:
    state = replace(understood(question), passages=((read(),),), status="not_found")
    assert with_sayings(state, max_words=90) is state
