from __future__ import annotations

import json
from dataclasses import replace

import pytest

from qa.errors import QaError
from qa.records import Place
from qa.ui.kept import Note
from qa.ui.service import saved_notes
from qa.ui.service.saved_notes import (
    dump_note,
    load_notes,
    moved,
    new_note,
    of_passage,
    of_sentences,
    same_words,
)
from tests.ui.make import TEXT, answer, answered, article, hit


def _three() -> list[Note]:
    notes: list[Note] = []
    for _ in range(3):
        notes.append(new_note("answer", answered(), after=notes))
    return notes


def test_a_note_comes_back_as_it_was() -> None:
    made = new_note("answer", answered(), after=[], collection="Press")
    note = replace(made, comment="Ask ‘them’.\nTwice.")
    (back,) = load_notes(json.loads(json.dumps([dump_note(note)])))
    assert (back.id, back.kind, back.at, back.when) == (note.id, "answer", 0.0, note.when)
    assert (back.comment, back.collection) == ("Ask ‘them’.\nTwice.", "Press")
    assert [(c.quote, c.start, c.end) for c in back.answer.citations] == [
        ("The line was opened in 2013.", 0, 28),
        ("It is 54 km long.", 29, 46),
    ]


def test_nearest_passages_are_not_kept() -> None:
    silent = answer(status="not_found", nearest=(hit("The port has a crane."),))
    assert new_note("answer", silent, after=[]).answer.nearest == ()


@pytest.mark.parametrize(
    "damage",
    [
        {"id": "<b>"},
        {"id": ""},
        {"kind": "evil"},
        {"at": "first"},
        {"at": float("nan")},
        {"comment": 5},
        {"comment": "x" * 10_001},
        {"answer": {}},
        {"answer": None},
    ],
)
def test_what_was_not_written_by_us_is_left_out(damage: dict[str, object]) -> None:
    note = dump_note(new_note("answer", answered(), after=[]))
    assert [kept.id for kept in load_notes([note | damage, note, None, 5])] == [note["id"]]


def test_sentences_of_an_answer_keep_what_they_cite_and_nothing_else() -> None:
    chosen = of_sentences(answered(), {1})
    assert chosen.text == "It cost much."
    assert [citation.marker for citation in chosen.citations] == [2]
    assert (chosen.direct, chosen.question) == (None, "When was the line opened?")
    with pytest.raises(QaError, match="Choose words"):
        of_sentences(answered(), {7})


def test_a_passage_is_verbatim_and_keeps_its_place() -> None:
    told = replace(article(), places=(Place(0, "p. 1"), Place(40, "p. 2")))
    start = TEXT.index("\n\nThe port has")
    kept = of_passage(told, start, len(TEXT))
    (citation,) = kept.citations
    assert citation.quote == "The port has a crane."
    assert told.text[citation.start : citation.end] == citation.quote
    assert (citation.place, kept.question) == ("p. 2", "The line to Rajin")
    assert load_notes([dump_note(new_note("passage", kept, after=[]))])[0].answer.text == kept.text


@pytest.mark.parametrize(
    ("start", "end"), [(0, 0), (46, 48), (10, 5), (0, len(TEXT) + 1), (999, 1_000)]
)
def test_what_is_no_passage_is_refused(start: int, end: int) -> None:
    with pytest.raises(QaError, match="not in the article"):
        of_passage(article(), start, end)


def test_a_passage_that_is_too_long_says_by_how_much() -> None:
    with pytest.raises(QaError, match=r"at most 5,000 characters; these are 6,000\."):
        of_passage(article("x" * 6_000), 0, 6_000)


def test_words_are_the_same_whatever_stands_between_them() -> None:
    assert same_words("| A | 54 km |\n| B | 7 |", "A 54 km\n\nB 7")
    assert not same_words("54 km", "45 km")


@pytest.mark.parametrize(("at", "by", "order"), [(0, 1, "102"), (2, -1, "021"), (1, -1, "102")])
def test_a_note_that_moves_changes_places_with_its_neighbour(at: int, by: int, order: str) -> None:
    notes = _three()
    after = moved(notes, notes[at].id, by=by)
    assert [each.id for each in after] == [notes[int(digit)].id for digit in order]
    assert [each.at for each in after] == [0.0, 1.0, 2.0]
    assert len([each for each in after if each not in notes]) == 2


def test_nothing_moves_over_the_ends_and_two_with_one_place_part() -> None:
    notes = _three()
    assert moved(notes, notes[0].id, by=-1) == notes
    assert moved(notes, notes[2].id, by=1) == notes
    assert moved(notes, "none", by=1) == notes
    same = [replace(note, at=4.0) for note in notes]
    assert [note.at for note in moved(same, same[0].id, by=1)] == [0.0, 1.0, 2.0]


def test_there_are_only_so_many_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_notes, "MOST_NOTES", 3)
    with pytest.raises(QaError, match="There are 3 notes already"):
        new_note("answer", answered(), after=_three())
