"""Composes an extractive answer of the selected sentences, draft by draft.

    State -> Answer, Answer, …

Every draft is a whole Answer, one sentence longer than the one before; the last has
passed the checks. `not_found` is one sentence and the nearest passages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.answering.extraction.chronology import when
from qa.answering.extraction.citations import cite, marked
from qa.answering.messages import (
    CONTEXT,
    GATHERED,
    LEFT_OPEN,
    NOT_FOUND,
    NOTHING_NEAR,
    OTHER_TOLD,
    SEARCHED_AS,
    UNLISTED,
)
from qa.answering.notes import with_note
from qa.answering.question.coreference import plain_question
from qa.answering.stages import ComparedCell, State
from qa.records import Answer, Cell, Citation, Hit, Status, Table

NEAREST = 5


def compose(state: State, *, engine: str, seconds: float) -> Iterator[Answer]:
    """Growing drafts of the answer; the last one is complete and checked."""
    near = nearest(state)
    note = SEARCHED_AS.format(words=", ".join(state.searched_as)) if state.searched_as else ""
    sentences, citations = cite(state.evidence, statements=state.statements, labels=_labels(state))

    def draft(count: int, text: str, status: Status, short_answer: str | None) -> Answer:
        shown = {marker for item in sentences[:count] for marker in item.citations}
        return Answer(
            question=state.question,
            standalone_question=state.standalone,
            text=text,
            direct=short_answer,
            sentences=sentences[:count],
            citations=tuple(item for item in citations if item.marker in shown),
            status=status,
            nearest=near,
            engine=engine,
            seconds=seconds,
            kind=state.kind,
            shape=state.shape,
            table=_table(state, citations),
            note=note,
        )

    if state.status == "not_found":
        yield draft(0, _not_found(state, near), "not_found", None)
        return
    for count in range(1, len(sentences)):
        yield draft(count, marked(sentences[:count], state.shape), state.status, state.short_answer)
    whole = draft(len(sentences), marked(sentences, state.shape), state.status, state.short_answer)
    for note in _notes(state):
        whole = with_note(whole, note)
    yield whole


def _notes(state: State) -> Iterator[str]:
    """What a person should know of the answer besides."""
    if state.unanswered:
        yield LEFT_OPEN.format(parts=" ".join(map(plain_question, state.unanswered)))
    if state.unlisted:
        yield UNLISTED.format(count=state.unlisted)
    if state.gathered:
        yield GATHERED


def _table(state: State, citations: Sequence[Citation]) -> Table | None:
    """The rows of a comparison, each told cell with the marker of its sentence."""
    if not state.compared:
        return None
    markers = {(item.article.id, item.start, item.end): item.marker for item in citations}

    def cell(told: ComparedCell) -> Cell:
        places = ((item.article.id, item.start, item.end) for item in told.evidence)
        return Cell(told.text, tuple(markers[place] for place in places))

    rows = [(Cell(row.name), *map(cell, row.cells)) for row in state.compared]
    return Table(("", *state.columns), tuple(rows))


def _not_found(state: State, near: Sequence[Hit]) -> str:
    """The one sentence that says that there is no answer."""
    if state.statements:
        return " ".join(statement.text for statement in state.statements)
    if state.missed:
        return OTHER_TOLD.format(**state.missed._asdict())
    return NOT_FOUND if near else NOTHING_NEAR


def _labels(state: State) -> list[str]:
    """What stands before a sentence: its day, what it is compared as, or that it is context."""
    if state.shape == "table":
        rows = reversed(state.compared)
        names = {item: row.name for row in rows for cell in row.cells for item in cell.evidence}
        return [names.get(item, "") for item in state.evidence]
    if state.shape != "timeline" or any(item.label for item in state.evidence):
        return [CONTEXT if item.context else item.label for item in state.evidence]
    return [when(item) for item in state.evidence]


def nearest(state: State) -> tuple[Hit, ...]:
    """The best passages of all parts, each once."""
    hits = {item.hit.passage.id: item.hit for item in reversed(state.ranked())}
    return tuple(reversed(hits.values()))[:NEAREST]
