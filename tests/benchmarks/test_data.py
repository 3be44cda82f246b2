import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.common import data


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row) + "\n" for row in rows)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")


def test_a_missing_set_says_what_and_where(tmp_path: Path) -> None:
    with pytest.raises(
        data.BenchmarkDataError, match=r"There is no nq_gold_half.jsonl.gz in .*--data"
    ):
        data.load_nq(tmp_path)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"a": 1}\n\n[1]\n', encoding="utf-8")
    lines = data.read_lines(tmp_path / "x.jsonl")
    assert next(lines) == {"a": 1}
    with pytest.raises(data.BenchmarkDataError, match=r"Line 3 of .*x.jsonl is not a JSON object"):
        next(lines)


def test_squad_asks_answerable_questions_of_all_paragraphs(tmp_path: Path) -> None:
    rows = [
        {"question": "Who?", "context": "A did.", "answers": ["A"]},
        {"question": "When?", "context": "A did.", "answers": []},
        {"question": "What?", "context": "B did not.", "answers": []},
        {"question": "Where?", "context": "C went home.", "answers": ["home"]},
    ]
    write(tmp_path / "squad2_dev_half.jsonl.gz", rows)
    found = data.load_squad(tmp_path)
    assert [document.text for document in found.documents] == [
        "A did.",
        "B did not.",
        "C went home.",
    ]
    assert [(query.question, sorted(query.relevant)) for query in found.queries] == [
        ("Who?", ["d0"]),
        ("Where?", ["d2"]),
    ]


def test_scifact_keeps_its_ids_and_titles(tmp_path: Path) -> None:
    write(tmp_path / "scifact_corpus.jsonl.gz", [{"_id": "7", "title": "T", "text": "X."}])
    write(
        tmp_path / "scifact_train_queries.jsonl.gz",
        [{"id": "1", "question": "X?", "relevant": ["7"]}],
    )
    found = data.load_scifact(tmp_path)
    assert found.documents == (data.Document("7", "T", "X."),)
    assert found.queries == (data.Query("1", "X?", frozenset({"7"})),)


def question(fields: dict[str, Any]) -> dict[str, Any]:
    return {"id": "q1", "kind": "fact", "question": "Who?", "answers": ["A", "Mr A"]} | fields


def test_questions_flat_answers_are_one_group_and_nested_ones_many(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    rows = [
        question({}),
        question({"id": "q2", "kind": "list", "answers": [["A"], ["B", "b"]]}),
        question({"id": "q3", "kind": "unanswerable", "answers": []}),
        question(
            {"id": "q4", "kind": "followup", "history": [{"question": "Is it?", "answer": "Yes."}]}
        ),
    ]
    write(tmp_path / "questions.jsonl", rows)
    found = data.load_questions(tmp_path)
    assert [item.groups for item in found.questions[:3]] == [
        (("A", "Mr A"),),
        (("A",), ("B", "b")),
        (),
    ]
    assert found.questions[3].history == (("Is it?", "Yes."),)
    assert found.name == tmp_path.name


def test_a_folder_without_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        data.BenchmarkDataError, match=r"needs a folder corpus/ and questions.jsonl"
    ):
        data.load_questions(tmp_path)


def test_an_unknown_kind_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    write(tmp_path / "questions.jsonl", [question({"kind": "riddle"})])
    with pytest.raises(data.BenchmarkDataError, match=r"^q1 in .* needs a question and a kind"):
        data.load_questions(tmp_path)
