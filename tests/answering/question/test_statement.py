"""A yes/no question as a statement and as its denial."""

import pytest

from qa.answering.question.statement import statements_of


@pytest.mark.parametrize(
    ("question", "affirmed", "denied"),
    [
        (
            "Did the town win any seats in May?",
            "The town did win any seats in May.",
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


def test_a_phrase_of_the_passages_shows_where_the_subject_ends() -> None:
    passages = ["Nobody knew the ferry to Orm on Sunday."]
    told = statements_of("Does the ferry to Orm run on Sundays?", passages)
    assert told is not None
    assert told.affirmed == "The ferry to Orm does run on Sundays."


def test_a_word_that_has_an_opposite_is_turned() -> None:
    told = statements_of("Did prices rise in May?", [])
    assert told is not None
    assert told.opposites == ("Prices did fall in May.",)
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
