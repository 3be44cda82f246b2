"""What an empty conversation shows: an invitation and questions to start from.

Pure functions. The questions were answered from the articles before they come here.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.ui.html.escaping import show


def welcome_html(examples: Sequence[str]) -> str:
    """The empty conversation, with as many example questions as there are."""
    asked = "".join(f'<button class="qa-example">{show(text)}</button>' for text in examples)
    listed = f'<div class="qa-examples">{asked}</div>' if asked else ""
    return (
        '<div class="qa-welcome"><div class="qa-welcome-title">What would you like to know?</div>'
        '<div class="qa-welcome-sub">Answers come from your articles alone. Every sentence '
        f"shows the words it rests on.</div>{listed}</div>"
    )


def follow_ups_html(questions: Sequence[str], *, after: int) -> str:
    """Questions to go on with, above the box; "" for none.

    after: how many questions were asked before them. They are found a while after an answer;
        the page's script hides them when the conversation has gone on.
    """
    if not questions:
        return ""
    asked = "".join(f'<button class="qa-example">{show(text)}</button>' for text in questions)
    return (
        f'<div class="qa-follow" data-after="{after}" role="group" '
        f'aria-label="Follow-up questions">{asked}</div>'
    )
