"""Lays a comparison out as rows: each thing compared, and the words of an article that tell of it.

    State selected, question and picks of its parts -> State with rows, column and short answer

A cell holds a short answer that is sure, or else the whole sentence; what no article tells has an
empty cell. Of two numbers the question's comparative says which wins. It looks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.answering.english.facts import numbers
from qa.answering.english.words import content_stems, one_line
from qa.answering.question.comparison import things_compared
from qa.answering.stages import ComparedRow, Evidence, State

# What is asked of each, as it heads the column.
_ASKED = re.compile(r"^(how (?:many|much|\w+)(?: (?!(?:is|are|was|were|did|do|does)\b)\w+)?)", re.I)
TOLD = "what the articles say"
_LESS = re.compile(r"\b(?:fewer|less|smaller|lower|shorter|younger|earlier|cheaper|weaker)\b", re.I)
_MORE = re.compile(r"\b(?:more|\w{2,}er)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:which|who)\b", re.IGNORECASE)

Picked = Mapping[str, tuple[Sequence[Evidence], str | None]]


def as_table(state: State, picked: Picked) -> State:
    """The state laid out by what is compared; unchanged where no two things are.

    picked: for each part of the question that is answered its evidence, best first, and its short
    answer or None.
    """
    compared = things_compared(state.plain)
    if tuple(item.question for item in compared) != state.parts:
        return state
    pool = [item for evidence, _ in picked.values() for item in evidence if not item.context]
    rows: list[ComparedRow] = []
    for item in compared:
        evidence, short = picked.get(item.question, ((), None))
        told = _telling(item.name, [each.name for each in compared], evidence, pool)
        if told is None:
            rows.append(ComparedRow(item.name))
        elif short and told is evidence[0]:
            rows.append(ComparedRow(item.name, short, told))
        else:
            rows.append(ComparedRow(item.name, one_line(told.text), told))
    asked = _ASKED.match(state.parts[0])
    return replace(
        state,
        compared=tuple(rows),
        column=asked[1].lower() if asked else TOLD,
        evidence=tuple(dict.fromkeys(row.evidence for row in rows if row.evidence)),
        short_answer=_winner(state.plain, rows, picked),
        shape="table",
    )


def _telling(
    name: str, names: Sequence[str], own: Sequence[Evidence], pool: Sequence[Evidence]
) -> Evidence | None:
    """The sentence that tells of this thing and not of another; None if all tell of another.

    own: what was found for it, best first; pool: what was found for all of them.
    """
    mine = content_stems(name)
    others = [content_stems(other) - mine for other in names if other != name]
    mine = mine - {stem for other in names if other != name for stem in content_stems(other)}
    for item in own:
        if not any(other & content_stems(item.text) for other in others):
            return item
    for item in (*pool, *own):
        stems = content_stems(item.text)
        if mine & stems and (item in own or not any(other & stems for other in others)):
            return item
    return None


def _winner(question: str, rows: Sequence[ComparedRow], picked: Picked) -> str | None:
    """The thing whose number wins, where each cell is a short answer with one number."""
    if not _WHICH.search(question) or not _MORE.search(question):
        return None
    shorts = {short for _, short in picked.values() if short}
    found = [numbers(row.text) for row in rows]
    if any(row.text not in shorts for row in rows) or any(len(each) != 1 for each in found):
        return None
    values = [float(value) for each in found for value in each]
    best = min(values) if _LESS.search(question) else max(values)
    return rows[values.index(best)].name if values.count(best) == 1 else None
