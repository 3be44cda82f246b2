"""What programs are given: the records' JSON with `path` called `file`, at every depth."""

from __future__ import annotations

from qa.serial import answer_to_dict, hit_to_dict
from qa.ui.service.endpoints import for_client
from tests.ui.make import answered, hit


def test_every_path_becomes_a_file_and_nothing_else_changes() -> None:
    assert for_client({"path": "a", "b": [{"path": "c", "n": 1}, "path"], "d": {"path": None}}) == {
        "file": "a",
        "b": [{"file": "c", "n": 1}, "path"],
        "d": {"file": None},
    }


def test_an_answer_names_the_file_of_each_citation() -> None:
    given = for_client(answer_to_dict(answered()))
    citations = given["citations"]
    assert isinstance(citations, list)
    assert [each["article"]["file"] for each in citations] == ["rail/line.md"] * 2
    assert "'path'" not in str(given)


def test_a_hit_keeps_its_place_in_the_article() -> None:
    given = for_client(hit_to_dict(hit("It is 54 km long.")))
    assert (given["start"], given["end"]) == (29, 46)
