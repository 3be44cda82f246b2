"""Renders the list of kept conversations, with what can be done to each.

Pure functions over what is to be shown.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from qa.ui.html.render import render
from qa.ui.interface_words import count, short_day


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation: its id, its name, how many answers it has, and when it was added to."""

    id: str
    name: str
    answers: int
    when: str


def history_html(rows: Sequence[Row], *, where: str, total: int, gone: str = "") -> str:
    """The list, or that there is none.

    where: in which words they are said to be kept. total: how many there are without a search.
    gone: the id of one that was just deleted and can be put back.
    """
    shown = [
        {
            "id": row.id,
            "name": row.name,
            "about": " · ".join(filter(None, (count(row.answers, "answer"), _day(row.when)))),
        }
        for row in rows
    ]
    return render("history", "history", rows=shown, where=where, total=total, gone=gone)


def history_tools_html() -> str:
    """The search and the export, above the list, so that typing is not disturbed by it."""
    return render("history", "tools")


def _day(when: str) -> str:
    try:
        return short_day(datetime.date.fromisoformat(when[:10]))
    except ValueError:  # what a browser keeps may have been written by anything
        return ""
