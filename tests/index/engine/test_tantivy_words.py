"""BM25: any text is a question, articles come and go, commits are what readers see."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import StoreError
from qa.index.engine.tantivy_words import WordEntry, Words

ENTRIES = [
    WordEntry("p1", "a", "Trains", "The trains to Berlin were late again on Friday."),
    WordEntry("p2", "a", "Trains", "A spokesman blamed the weather for everything."),
    WordEntry("p3", "b", "Bakery", "The bakery sells bread and rolls in Berlin."),
]


@pytest.fixture
def words(tmp_path: Path) -> Words:
    made = Words(tmp_path / "words", create=True)
    made.change(remove=(), add=ENTRIES)
    made.commit()
    return made


def test_finds_by_stem_in_body_and_title(words: Words) -> None:
    assert words.search("bakeries", k=5)[0][0] == "p3"
    assert {key for key, _ in words.search("train", k=5)} == {"p1", "p2"}
    assert words.search("Berlin bread", k=1)[0][0] == "p3"


@pytest.mark.parametrize(
    "question", ["What's \"up", "C++ [x", "AND OR NOT", "title:Trains AND", "berlin*~2^", "(((("]
)
def test_no_text_is_a_syntax_error(words: Words, question: str) -> None:
    assert isinstance(words.search(question, k=3), list)


def test_nothing_to_find(words: Words) -> None:
    assert words.search("", k=3) == []
    assert words.search("zeppelin", k=3) == []
    assert words.search("Berlin", k=0) == []


def test_an_article_is_removed_with_all_its_passages(words: Words) -> None:
    words.change(remove=["a"], add=())
    assert len(list(words.entries())) == 3
    words.commit()
    assert list(words.entries()) == [("p3", "b")]
    assert words.search("trains", k=3) == []


def test_another_reader_sees_commits_after_refresh(words: Words) -> None:
    reader = Words(words.folder)
    words.change(remove=["a"], add=[WordEntry("p9", "c", "Zoo", "A tapir was born.")])
    words.commit()
    reader.refresh()
    assert [key for key, _ in reader.search("tapir", k=3)] == ["p9"]


def test_what_was_not_committed_is_dropped(words: Words) -> None:
    words.change(remove=["a", "b"], add=())
    words.close()
    assert len(list(Words(words.folder).entries())) == 3


def test_missing_and_damaged_files_are_said_plainly(tmp_path: Path, words: Words) -> None:
    with pytest.raises(StoreError, match="missing"):
        Words(tmp_path / "nothing")
    (words.folder / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match=r"damaged.*qa build"):
        Words(words.folder)


def test_a_file_that_vanishes_during_a_commit_does_no_harm(words: Words) -> None:
    # tantivy's merging threads remove files at any time; a link to nothing looks the same.
    (words.folder / ".tmpgone").symlink_to(words.folder / "nowhere")
    words.change(remove=["a"], add=())
    words.commit()
    assert words.search("trains", k=5) == []
    assert words.search("bread", k=5)[0][0] == "p3"


def test_equals_are_cut_by_id_however_they_came(tmp_path: Path) -> None:
    keys = [f"p{number:02}" for number in range(60)]
    found = []
    for order in (keys, keys[::-1]):
        made = Words(tmp_path / order[0], create=True)
        for start in range(0, len(order), 7):
            some = [WordEntry(key, key, "", "A comet.") for key in order[start : start + 7]]
            made.change(remove=(), add=[*some, WordEntry(f"x{start}", "x", "", "A ferry.")])
            made.commit()
        found.append([key for key, _ in made.search("comet", k=5)])
        made.close()
    assert found == [keys[:5], keys[:5]]
