"""Records become JSON and say exactly what they hold."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path, PurePosixPath

import pytest

from qa.records import (
    Answer,
    Article,
    BuildReport,
    Citation,
    FileFailure,
    Hit,
    Passage,
    Place,
    Sentence,
    Turn,
)
from qa.serial import answer_to_dict, hit_to_dict, report_to_dict, row_to_dict, turn_to_dict

ARTICLE = Article(
    id="00000000000000aa",
    path="rail/line.md",
    title="The line",
    text="It is 54 kilometres long. It opened in 2013.",
    digest="d" * 64,
    date=datetime.date(2017, 2, 6),
    author="A. Merrow",
    source="Example",
    url="https://example.org/line",
    places=(Place(0, "p. 1"),),
)
ARTICLE_DICT = {
    "id": "00000000000000aa",
    "path": "rail/line.md",
    "title": "The line",
    "date": "2017-02-06",
    "author": "A. Merrow",
    "source": "Example",
    "url": "https://example.org/line",
    "language": "en",
}
HIT = Hit(Passage("p1", ARTICLE, 0, 25, ARTICLE.text[:25]), score=0.9, dense=0.8)
ANSWER = Answer(
    question="How long?",
    standalone_question="How long is the line?",
    text="It is 54 kilometres long. [1]",
    direct="54 kilometres",
    sentences=(Sentence("It is 54 kilometres long.", (1,), supported=True),),
    citations=(
        Citation(1, ARTICLE, ARTICLE.text[:25], 0, 25, 0.97, place="p. 1", also=(ARTICLE,)),
    ),
    status="answered",
    nearest=(HIT,),
    engine="reader",
    seconds=0.12345,
    note="",
    kind="fact",
)


def test_an_answer_is_written_out_whole_and_survives_json() -> None:
    written = answer_to_dict(ANSWER)
    assert json.loads(json.dumps(written)) == written
    assert written == {
        "question": "How long?",
        "standalone_question": "How long is the line?",
        "status": "answered",
        "text": "It is 54 kilometres long. [1]",
        "direct": "54 kilometres",
        "sentences": [{"text": "It is 54 kilometres long.", "citations": [1], "supported": True}],
        "citations": [
            {
                "marker": 1,
                "quote": "It is 54 kilometres long.",
                "start": 0,
                "end": 25,
                "support": 0.97,
                "place": "p. 1",
                "article": ARTICLE_DICT,
                "also": [ARTICLE_DICT],
            }
        ],
        "nearest": [hit_to_dict(HIT)],
        "engine": "reader",
        "kind": "fact",
        "note": "",
        "seconds": 0.123,
    }


def test_every_field_of_an_answer_is_written() -> None:
    assert set(answer_to_dict(ANSWER)) == {field.name for field in dataclasses.fields(Answer)}


def test_a_hit_names_its_article_and_leaves_the_article_text_out() -> None:
    assert hit_to_dict(HIT) == {
        "id": "p1",
        "text": "It is 54 kilometres long.",
        "start": 0,
        "end": 25,
        "place": "p. 1",
        "score": 0.9,
        "dense": 0.8,
        "lexical": None,
        "article": ARTICLE_DICT,
    }


def test_a_report_lists_its_failures() -> None:
    report = BuildReport(
        added=1,
        changed=0,
        removed=2,
        unchanged=3,
        failed=1,
        passages=9,
        seconds=1.23456,
        failures=(FileFailure("a.txt", "It is empty."),),
    )
    written = report_to_dict(report)
    assert json.loads(json.dumps(written)) == written
    assert set(written) == {field.name for field in dataclasses.fields(BuildReport)}
    assert written["seconds"] == 1.235
    assert written["failures"] == [{"path": "a.txt", "reason": "It is empty."}]


def test_a_turn_keeps_the_cited_titles_in_order() -> None:
    titles = ("The line", "The port")
    turn = Turn("How long?", "54 km.", "How long is the line?", titles, "54 km")
    assert turn_to_dict(turn) == {
        "question": "How long?",
        "answer": "54 km.",
        "standalone_question": "How long is the line?",
        "cited": ["The line", "The port"],
        "direct": "54 km",
    }


@dataclasses.dataclass(frozen=True)
class _Row:
    value: object


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (datetime.date(2017, 5, 9), "2017-05-09"),
        (datetime.datetime(2017, 5, 9, 8, 30, tzinfo=datetime.UTC), "2017-05-09T08:30:00+00:00"),
        (Path("a") / "b.md", "a/b.md"),
        ((1, None, "x"), [1, None, "x"]),
        (True, True),
    ],
)
def test_a_flat_row_is_written_plainly(value: object, written: object) -> None:
    assert row_to_dict(_Row(value)) == {"value": written}


@pytest.mark.parametrize("value", [{}, b"x", PurePosixPath("x"), _Row(1)])
def test_what_has_no_place_in_a_row_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="has no place in a flat row"):
        row_to_dict(_Row(value))


@pytest.mark.parametrize("row", [_Row, {"a": 1}, None])
def test_only_dataclass_instances_are_rows(row: object) -> None:
    with pytest.raises(TypeError, match="wants a dataclass instance"):
        row_to_dict(row)
