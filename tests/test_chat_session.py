"""What can be done in `qa chat` besides asking."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

from qa.chat_session import Chat
from qa.errors import QuestionError
from qa.records import Answer, Turn
from tests.ui.make import answered


def chat(asked: list[tuple[str, int]] | None = None) -> tuple[Chat, io.StringIO, io.StringIO]:
    out, err = io.StringIO(), io.StringIO()

    def reply(question: str, history: Sequence[Turn]) -> Answer:
        if question == "?":
            raise QuestionError("The question is empty.")
        if asked is not None:
            asked.append((question, len(history)))
        return answered()

    return Chat(reply, Console(file=out, width=200), Console(file=err, width=200)), out, err


def test_the_last_six_turns_are_remembered_until_one_starts_over() -> None:
    asked: list[tuple[str, int]] = []
    made, _, _ = chat(asked)
    for _ in range(8):
        made.ask("When?")
    assert [turns for _, turns in asked] == [0, 1, 2, 3, 4, 5, 6, 6]
    assert made.command("/new")
    made.ask("When?")
    assert asked[-1] == ("When?", 0)


def test_a_question_that_cannot_be_read_changes_nothing() -> None:
    made, _, err = chat()
    made.ask("?")
    assert err.getvalue() == "The question is empty.\n"
    assert (made.history, made.answers) == ([], [])


@pytest.mark.parametrize("line", ["/quit", "/exit"])
def test_a_conversation_ends(line: str) -> None:
    assert not chat()[0].command(line)


def test_help_lists_the_commands_and_so_does_a_misspelt_one() -> None:
    made, out, _ = chat()
    assert made.command("/help")
    assert made.command("/soruces [bold]")
    said = out.getvalue()
    assert said.count("/sources  the articles") == 2
    assert "There is no /soruces." in said


def test_sources_are_the_articles_that_were_cited_each_once() -> None:
    made, out, _ = chat()
    made.command("/sources")
    made.ask("When?")
    made.ask("When?")
    made.command("/sources")
    assert out.getvalue().splitlines() == [
        "Nothing was cited yet.",
        "The line to Rajin · Test desk · 2017-02-06 · rail/line.md",
    ]


def test_a_conversation_is_saved_and_no_file_is_written_over(tmp_path: Path) -> None:
    made, out, err = chat()
    path = tmp_path / "talk.md"
    made.command(f"/save {path}")
    made.ask("When?")
    made.command(f"/save {path}")
    made.command(f"/save {path}")
    made.command(f"/save {tmp_path / 'none' / 'talk.md'}")
    assert "There is nothing to save yet." in out.getvalue()
    text = path.read_text(encoding="utf-8")
    assert text.startswith("## When was the line opened?\n\n**2013**\n\nThe line was opened")
    assert "[2] The line to Rajin, Test desk, 2017-02-06: “It is 54 km long.”" in text
    assert "is there already" in err.getvalue()
    assert "cannot be written" in err.getvalue()
