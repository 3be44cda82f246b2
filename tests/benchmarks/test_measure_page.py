"""The page on measuring shows a set of questions that the benchmarks read."""

from __future__ import annotations

from pathlib import Path

from benchmarks.common.data import KINDS, load_questions
from tests.markdown_blocks import ROOT, blocks


def test_the_questions_shown_are_read(tmp_path: Path) -> None:
    (block,) = blocks("json", page="docs/measure.md")
    (tmp_path / "questions.jsonl").write_text(block.text, encoding="utf-8")
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    read = load_questions(tmp_path).questions
    assert [question.kind for question in read] == ["fact", "unanswerable", "followup"]
    assert read[0].groups == (("54 kilometres", "54 km"),)
    assert read[2].history == (("How long is the line from Khasan to Rajin?", "54 kilometres"),)
    for question in read:
        for name in question.articles:
            text = (ROOT / "corpus" / name).read_text(encoding="utf-8")
            assert [words for words in question.evidence if words not in text] == []


def test_the_kinds_named_are_those_of_the_code() -> None:
    page = (ROOT / "docs" / "measure.md").read_text(encoding="utf-8")
    line = page[page.index("Kinds: ") : page.index("A good set")]
    assert line == f"Kinds: {', '.join(f'`{kind}`' for kind in KINDS)}. "
