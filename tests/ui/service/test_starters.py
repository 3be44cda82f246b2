"""Example questions: looked for once for a state of the index, kept beside it, read with care."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from qa.answering import Assistant
from qa.index import Embedder, build_index
from qa.settings import Settings
from qa.ui.service.background import Background
from qa.ui.service.question_queue import QuestionQueue
from qa.ui.service.starters import FILE, Starters
from qa.ui.suggestions.suggest import specific

ROOT = Path(__file__).parents[3]


def _found(folder: Path, assistant: Assistant) -> Starters:
    starters = Starters(folder, QuestionQueue(1), Background())
    starters.find(assistant)
    return starters


def test_what_is_found_is_kept_for_the_next_start(assistant: Assistant, tmp_path: Path) -> None:
    first = _found(tmp_path, assistant)
    kept = json.loads((tmp_path / FILE).read_text("utf-8"))
    assert tuple(kept["questions"]) == first.questions
    (tmp_path / FILE).write_text(json.dumps(kept | {"questions": ["Kept?"]}), "utf-8")
    assert _found(tmp_path, assistant).questions == ("Kept?",)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"index": "another", "questions": ["Old?"]}'])
def test_what_is_not_of_this_index_is_not_offered(
    assistant: Assistant, tmp_path: Path, damage: str
) -> None:
    (tmp_path / FILE).write_text(damage, "utf-8")
    assert "Old?" not in _found(tmp_path, assistant).questions


def test_a_folder_that_cannot_be_written_is_no_trouble(
    assistant: Assistant, tmp_path: Path
) -> None:
    assert isinstance(_found(tmp_path / "nowhere", assistant).questions, tuple)


def test_the_example_offers_questions_with_names_whose_first_citation_is_their_answer(
    packaged_embedder: Embedder, tmp_path: Path
) -> None:
    settings = Settings(corpus=ROOT / "corpus", indexes=tmp_path / "indexes")
    build_index(settings, embedder=packaged_embedder)
    with Assistant.open(settings, embedder=packaged_embedder) as opened:
        questions = _found(tmp_path, opened).questions
        answers = [opened.answer(question) for question in questions]
    assert len(questions) >= 4
    assert [question for question in questions if not specific(question)] == []
    for answer in answers:
        first = answer.citations[0]
        assert first.marker in answer.sentences[0].citations
        said = re.findall(r"\w+", (answer.direct or "").lower())
        assert [word for word in said if word not in first.quote.lower()] == []
