import gzip
import json
from pathlib import Path

import pytest

from benchmarks import make_set
from benchmarks.common.data import load_questions


def test_slug() -> None:
    assert make_set.slug("Victoria (Australia)") == "victoria-australia"
    assert make_set.slug("!!!") == "untitled"


def test_evenly_keeps_the_order_and_the_number() -> None:
    rows = [{"n": number} for number in range(10)]
    assert [row["n"] for row in make_set.evenly(rows, 4)] == [0, 2, 5, 7]
    assert make_set.evenly(rows, 20) == rows


def test_evidence_is_the_sentence_with_the_answer() -> None:
    text = "The bridge fell in May. It was built in 1931 by Ada Holt."
    assert make_set.evidence(text, ["1931"]) == ["It was built in 1931 by Ada Holt."]
    assert make_set.evidence(text, ["1950"]) == []


def test_squad2_is_put_together_again_and_asked_of_the_later_titles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"id": f"{number}{kind}", "title": f"Title {number:02}", "context": f"{context} {number}."}
        | {"question": f"Which {number}?", "answers": [str(number)] if kind == "a" else []}
        for number in range(12)
        for kind, context in (("a", "First"), ("u", "First"), ("a", "Second"))
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "squad2_dev_half.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    out = tmp_path / "out"
    assert make_set.main(["squad2", "--data", str(tmp_path), "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    found = load_questions(out)
    assert len(list(found.corpus.iterdir())) == 12
    text = (found.corpus / "title-03.txt").read_text(encoding="utf-8")
    assert text == "Title 03\n\nFirst 3.\n\nSecond 3.\n"
    assert {question.articles for question in found.questions if question.groups} == {
        ("title-10.txt",),
        ("title-11.txt",),
    }
    assert [question.kind for question in found.questions].count("unanswerable") == 2
    assert found.questions[0].evidence == ("First 10.",)


def test_without_the_data_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make_set.main(["nq", "--data", str(tmp_path), "--out", str(tmp_path / "o")]) == 2
    assert "There is no nq_gold_half.jsonl.gz" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_varied_takes_what_words_can_judge(tmp_path: Path) -> None:
    folder = tmp_path / "varied2019"
    (folder / "texts").mkdir(parents=True)
    (folder / "CORPUS").write_text("texts\n")
    (folder / "texts" / "a.txt").write_text("A town\n\nThe mill burned.\n")

    def turn(question: str, **expect: object) -> dict[str, object]:
        return {"question": question, "expect": expect}

    turns = [
        [turn("What burned?", status="answered", has=[["mill", "the mill"]], cites=[["a.txt"]])],
        [turn("Which?", status="answered", at_least={"of": ["x", "y"], "n": 1}, cites=[["a.txt"]])],
        [turn("Who lit it?", status="not_found", short_any=[])],
        [turn("Hello", short_any=[])],  # what is wanted cannot be told by words
        [turn("What burned?", status="answered", has=[["mill"]], cites=[["a.txt"]]), turn("Why?")],
    ]
    lines = [
        json.dumps({"id": f"v{at}", "kind": "list", "turns": of}) for at, of in enumerate(turns)
    ]
    (folder / "questions.jsonl").write_text("\n".join(lines))
    texts, rows = make_set.varied(tmp_path, answerable=10, none=10)
    assert texts == {"a.txt": "A town\n\nThe mill burned.\n"}
    assert [(row["id"], row["kind"], row["answers"]) for row in rows] == [
        ("v0", "fact", ["mill", "the mill"]),
        ("v1", "list", [["x"], ["y"]]),
        ("v2", "unanswerable", []),
    ]


def test_short_asks_the_example_articles(tmp_path: Path) -> None:
    assert make_set.main(["short", "--data", str(tmp_path), "--out", str(tmp_path / "set")]) == 0
    made = load_questions(tmp_path / "set")
    kinds = [item.kind for item in made.questions]
    assert (kinds.count("fact"), kinds.count("unanswerable")) == (44, 25)
    texts = [path.read_text(encoding="utf-8") for path in made.corpus.iterdir()]
    for item in made.questions:
        for variants in item.groups:
            assert any(word in text for word in variants for text in texts), item.question
