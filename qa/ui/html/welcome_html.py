"""Renders the empty conversation: an invitation and questions to start from.

Pure functions. The questions were answered from the articles before they come here.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.ui.html.render import render


def welcome_html(examples: Sequence[str]) -> str:
    """The empty conversation, with as many example questions as there are."""
    return render("welcome", "welcome", examples=examples)


def first_run_html(folder: str, *, private: bool = True, example: str = "", seconds: str) -> str:
    """The empty conversation of a collection without articles: how to add some, what happens then.

    folder: where they are copied. private: whether no chat model is sent anything of them.
    example: what the example is, "" if there is none.
    seconds: how long a hundred articles take, in words.
    """
    return render(
        "welcome", "first_run", folder=folder, private=private, example=example, seconds=seconds
    )


def follow_ups_html(questions: Sequence[str], *, after: int) -> str:
    """Questions to go on with, above the box; "" for none.

    after: how many questions were asked before them. They are found a while after an answer;
        the page's script hides them when the conversation has gone on.
    """
    return render("welcome", "follow_ups", questions=questions, after=after) if questions else ""
