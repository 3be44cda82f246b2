"""A yes/no question as a statement and as its denial."""

import pytest

from qa.answering.question.statement import statements_of


@pytest.mark.parametrize(
    ("question", "affirmed", "denied"),
    [
        (
            "Did the town win any seats in May?",
            "The town won any seats in May.",
            "The town did not win any seats in May.",
        ),
        (
            "Was the bridge at Tarn closed?",
            "The bridge at Tarn was closed.",
            "The bridge at Tarn was not closed.",
        ),
        (
            "and has anyone been hurt",
            "Anyone has been hurt.",
            "No one has been hurt.",
        ),
        (
            "Is there a ferry to the island?",
            "There is a ferry to the island.",
            "There is not a ferry to the island.",
        ),
        (
            "Were any sheep of Ek sold?",
            "Any sheep of Ek were sold.",
            "No sheep of Ek were sold.",
        ),
        ("Will she sell it?", "She will sell it.", "She will not sell it."),
    ],
)
def test_the_auxiliary_goes_behind_the_subject(question: str, affirmed: str, denied: str) -> None:
    found = statements_of(question, [])
    assert found is not None
    assert found[:3] == (affirmed, denied, ())
    assert found.open_to_all is ("any" in question)


def is_word(word: str) -> bool:
    return word in (
        "criticised",
        "agreed",
        "priced",
        "resigned",
        "applied",
        "passed",
        "called",
        "fired",
    )


@pytest.mark.parametrize(
    ("question", "affirmed"),
    [
        ("Did Japan's council criticise the line?", "Japan's council criticised the line."),
        ("Does the town agree that it is old?", "The town agrees that it is old."),
        ("Did the minister for trade resign?", "The minister for trade resigned."),
        ("Do the new rules on dogs apply to Orm too?", "The new rules on dogs apply to Orm too."),
        ("Did the film calling Orm a port pass?", "The film calling Orm a port passed."),
        ("Did all the judges of Ek agree?", "All the judges of Ek agreed."),
        ("Did the truck of Ek catch fire?", "The truck of Ek caught fire."),
        ("Were the children severely hurt?", "The children were severely hurt."),
        ("Is Orm more useful than Ek?", "Orm is more useful than Ek."),
        ("Is the new service legal?", "The new service is legal."),
        ("Is the border between Orm and Ek short?", "The border between Orm and Ek is short."),
        ("Was the pier in Orm useful in 2014?", "The pier in Orm was useful in 2014."),
        ("Was Ann Lee in New York?", "Ann Lee was in New York."),
        ("May new ventures with Ek be set up?", "New ventures with Ek may be set up."),
        ("Is the doctor who got ten years going to appeal?",
         "The doctor who got ten years is going to appeal."),
    ],
)  # fmt: skip
def test_the_verb_stands_as_it_does_in_a_sentence(question: str, affirmed: str) -> None:
    found = statements_of(question, ["The pier in Orm. Ann Lee."], is_word=is_word)
    assert found is not None
    assert found.affirmed == affirmed


def test_a_noun_that_looks_like_a_verb_stays_with_its_subject() -> None:
    passages = ["The oil price rose, and the price fell."]
    found = statements_of("Did the oil price rise in May?", passages, is_word=is_word)
    assert found is not None
    assert (found.affirmed, found.opposites) == (
        "The oil price rose in May.",
        ("The oil price fell in May.",),
    )


def test_a_phrase_of_the_passages_shows_where_the_subject_ends() -> None:
    passages = ["Nobody knew the ferry to Orm on Sunday."]
    told = statements_of("Does the ferry to Orm run on Sundays?", passages)
    assert told is not None
    assert told.affirmed == "The ferry to Orm runs on Sundays."


def test_a_word_that_has_an_opposite_is_turned() -> None:
    told = statements_of("Did prices rise in May?", [])
    assert told is not None
    assert told.opposites == ("Prices fell in May.",)
    told = statements_of("Did any prices rise in May?", [])
    assert told is not None
    assert told.opposites == ()  # others may have fallen


@pytest.mark.parametrize(
    "question",
    [
        "Who won?",
        "Is it red or blue?",
        "Did nobody come?",
        "Is the shop anything but cheap?",
        "Was it?",
    ],
)
def test_another_form_is_not_turned(question: str) -> None:
    assert statements_of(question, []) is None


def test_a_long_question_is_turned_in_linear_time() -> None:
    assert statements_of("Is " + "the very " * 900 + "end?", ["the very " * 900]) is not None
