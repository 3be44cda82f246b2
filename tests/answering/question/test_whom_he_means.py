"""He and she are people who are named, in full if they can be; else the question stays as it is."""

import pytest

from qa.answering.question.rewrite import standalone
from qa.records import Turn

COMET = Turn(
    "Who discovered the comet?",
    "Bakonyi told reporters that she saw it at dawn. [1]",
    cited=("How Judit Bakonyi found a comet",),
)
UNION = [
    Turn("Who leads the union?", "Hal Jonson leads it. [1]"),
    Turn("How many members has it?", "Members were 40,000 in May, officials said. [1]"),
]


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        ([COMET], "Where was she?", "Where was Judit Bakonyi?"),
        (UNION, "When was he elected?", "When was Hal Jonson elected?"),
        (
            [UNION[0], Turn("Did Jonson see the 1980s Jonson fans?", "Ann Lee did. [1]")],
            "Was he elected?",
            "Was Hal Jonson elected?",
        ),
        (
            UNION,
            "I'd like to know more about his past.",
            "I'd like to know more about Hal Jonson's past.",
        ),
        ([Turn("Why?", "Iran's plan failed, Ada Ek said. [1]")], "Is she sure?", "Is Ada Ek sure?"),
    ],
)
def test_he_is_whoever_is_named_in_full(history: list[Turn], question: str, expected: str) -> None:
    assert standalone(question, history) == expected


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("Officials said that the tanker sank.", "What did he say?"),
        ("Firefighters said that forty homes had burned.", "Was he hurt?"),
        ("Police said that the hostage fled.", "Where is she now?"),
        ("Canada said that it would send aid.", "Who did he meet?"),
        ("Witnesses were there, among them Ann Lee.", "Why did Merkel say she would stay?"),
    ],
)
def test_where_none_or_another_is_named_he_stays_as_it_is(answer: str, question: str) -> None:
    assert standalone(question, [Turn("What happened?", f"{answer} [1]")]) == question
