"""Records become JSON, say exactly what they hold, and come back."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path

import pytest

from qa.errors import QaError
from qa.index.rows import ArticleRow, FileRow
from qa.records import (
    Answer,
    Article,
    BuildReport,
    Cell,
    Citation,
    FileFailure,
    Hit,
    Passage,
    Place,
    Sentence,
    Table,
)
from qa.serial import (
    answer_from_dict,
    answer_to_dict,
    hit_from_dict,
    hit_to_dict,
    json_schema,
    report_to_dict,
    row_to_dict,
)

ROOT = Path(__file__).parents[1]
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
    "cleaned": False,
    "ocr": False,
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
    shape="list",
    table=Table(("", "how long"), ((Cell("The line"), Cell("54 kilometres", (1,))),)),
    searched="Searched 1 article.",
    filtered=True,
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
        "sentences": [
            {
                "text": "It is 54 kilometres long.",
                "citations": [1],
                "supported": True,
                "ours": False,
                "dates": [],
                "label": "",
            }
        ],
        "shape": "list",
        "table": {
            "columns": ["", "how long"],
            "rows": [
                [
                    {"text": "The line", "citations": []},
                    {"text": "54 kilometres", "citations": [1]},
                ]
            ],
        },
        "searched": "Searched 1 article.",
        "filtered": True,
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
                "versions": 0,
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


def test_an_answer_comes_back_from_json_without_the_texts_of_its_articles() -> None:
    back = answer_from_dict(json.loads(json.dumps(answer_to_dict(ANSWER))))
    bare = dataclasses.replace(ARTICLE, text="", digest="", places=())
    assert back == dataclasses.replace(
        ANSWER,
        seconds=0.123,
        citations=(dataclasses.replace(ANSWER.citations[0], article=bare, also=(bare,)),),
        nearest=(dataclasses.replace(HIT, passage=dataclasses.replace(HIT.passage, article=bare)),),
    )
    assert hit_from_dict(hit_to_dict(HIT)) == back.nearest[0]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "the whole"),
        ({"question": ""}, "question"),
        (answer_to_dict(ANSWER) | {"status": "evil"}, "status"),
        (answer_to_dict(ANSWER) | {"nearest": [{"id": 1}]}, "nearest.0.id"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_field(value: object, told: str) -> None:
    with pytest.raises(QaError, match=f"does not fit at {told}:"):
        answer_from_dict(value)


@dataclasses.dataclass(frozen=True)
class _Row:
    day: datetime.date | None
    path: Path
    parts: tuple[int, ...]


def test_a_row_is_written_plainly() -> None:
    row = _Row(datetime.date(2017, 5, 9), Path("a") / "b.md", (1, 2))
    assert row_to_dict(row) == {"day": "2017-05-09", "path": "a/b.md", "parts": [1, 2]}


@pytest.mark.parametrize("row", [_Row, {"a": 1}, None])
def test_only_dataclass_instances_are_rows(row: object) -> None:
    with pytest.raises(TypeError, match="wants a dataclass instance"):
        row_to_dict(row)


def test_the_published_schema_is_that_of_the_code() -> None:
    published = json.loads((ROOT / "docs" / "json-schema.json").read_text(encoding="utf-8"))
    assert published == json_schema(article=ArticleRow, file=FileRow)


def test_what_is_written_has_the_fields_of_the_schema() -> None:
    shapes = json_schema()["$defs"]
    assert isinstance(shapes, dict)
    assert list(answer_to_dict(ANSWER)) == list(shapes["AnswerShape"]["properties"])
    assert list(hit_to_dict(HIT)) == list(shapes["HitShape"]["properties"])
