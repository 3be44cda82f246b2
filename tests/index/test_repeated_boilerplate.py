"""Repeated lines in a catalog: out as soon as they are furniture, back when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.index import Index, build_index
from qa.index.snapshot import snapshot
from qa.settings import Settings
from tests.index.make import CountingEmbedder
from tests.index.test_crash import killed_at

SLOGAN = "Island voice since founding"
PAGE = "Skip to content\n\nShare on Facebook\n\nMost read\n\nSubscribe now for unlimited access"
NAMES = ("alder", "birch", "cedar", "maple", "rowan", "aspen")


def story(name: str) -> str:
    return (
        f"The {name} beside the town hall was planted by the mayor of the island in spring. "
        f"It is said that the {name} will be as high as the tower in forty years."
    )


def put(corpus: Path, name: str) -> None:
    text = f"---\ntitle: Tree {name}\n---\n\n{PAGE}\n\n{SLOGAN}\n\n{story(name)}\n"
    (corpus / f"{name}.txt").write_text(text, encoding="utf-8")


def texts(settings: Settings, embedder: CountingEmbedder) -> dict[str, str]:
    with Index.open(settings, embedder=embedder) as index:
        return {row.path: index.article(row.id).text for row in index.articles()}


def fresh_snapshot(settings: Settings, embedder: CountingEmbedder, folder: Path) -> object:
    fresh = settings.model_copy(update={"indexes": folder})
    build_index(fresh, embedder=embedder)
    return snapshot(fresh)


@pytest.fixture
def trees(settings: Settings) -> Settings:
    """Three articles with a slogan: too few to say what it is."""
    for path in settings.corpus.iterdir():
        path.unlink()
    for name in NAMES[:3]:
        put(settings.corpus, name)
    return settings


def test_a_repeated_line_is_in_no_article_no_passage_and_no_word(
    trees: Settings, embedder: CountingEmbedder
) -> None:
    for name in NAMES[3:]:
        put(trees.corpus, name)
    report = build_index(trees, embedder=embedder)
    assert (report.added, report.passages, report.embedded) == (6, 6, 6)
    assert texts(trees, embedder) == {f"{name}.txt": story(name) for name in sorted(NAMES)}
    assert not [text for text in embedder.seen if SLOGAN in text]
    with Index.open(trees, embedder=embedder) as index:
        assert index.candidates("founding", k=9)[1] == []
        for row in index.articles():
            article = index.article(row.id)
            assert [(p.start, p.end) for p in index.passages_of(row.id)] == [(0, len(article.text))]


def test_articles_that_are_as_they_were_lose_it_when_others_come_and_get_it_back(
    trees: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    build_index(trees, embedder=embedder)
    whole = {f"{name}.txt": f"{SLOGAN}\n\n{story(name)}" for name in NAMES[:3]}
    assert texts(trees, embedder) == whole
    before = snapshot(trees)

    put(trees.corpus, NAMES[3])
    report = build_index(trees, embedder=embedder)
    assert (report.added, report.unchanged, report.embedded) == (1, 3, 4)
    assert texts(trees, embedder) == {f"{name}.txt": story(name) for name in NAMES[:4]}
    assert snapshot(trees) == fresh_snapshot(trees, embedder, tmp_path / "four")

    # The next file is cleaned as it comes, and the others stay untouched.
    put(trees.corpus, NAMES[4])
    assert build_index(trees, embedder=embedder).embedded == 1
    assert snapshot(trees) == fresh_snapshot(trees, embedder, tmp_path / "five")

    for name in NAMES[3:5]:
        (trees.corpus / f"{name}.txt").unlink()
    report = build_index(trees, embedder=embedder)
    assert (report.removed, report.unchanged, report.embedded) == (2, 3, 3)
    assert texts(trees, embedder) == whole
    assert snapshot(trees) == before


def test_a_build_without_a_change_changes_nothing(
    trees: Settings, embedder: CountingEmbedder
) -> None:
    put(trees.corpus, NAMES[3])
    build_index(trees, embedder=embedder)
    before = snapshot(trees)
    embedder.seen.clear()
    report = build_index(trees, embedder=embedder)
    assert (report.unchanged, report.changed, report.embedded) == (4, 0, 0)
    assert embedder.seen == []
    assert snapshot(trees) == before


def test_sources_are_counted_apart_and_other_articles_keep_the_line(
    trees: Settings, embedder: CountingEmbedder
) -> None:
    (trees.corpus / "inland").mkdir()
    put(trees.corpus / "inland", "palm")
    put(trees.corpus, NAMES[3])
    build_index(trees, embedder=embedder)
    found = texts(trees, embedder)
    assert found.pop("inland/palm.txt") == f"{SLOGAN}\n\n{story('palm')}"
    assert found == {f"{name}.txt": story(name) for name in NAMES[:4]}


def test_texts_that_differ_by_furniture_alone_are_copies(
    trees: Settings, embedder: CountingEmbedder
) -> None:
    put(trees.corpus, NAMES[3])
    twin = f"---\ntitle: Tree aspen\n---\n\n{story('alder')}\n"
    (trees.corpus / "twin.txt").write_text(twin, encoding="utf-8")
    report = build_index(trees, embedder=embedder)
    assert (report.added, report.skipped, report.passages) == (4, 1, 4)
    with Index.open(trees, embedder=embedder) as index:
        skipped = {row.path: row.reason for row in index.files() if row.state == "skipped"}
    assert skipped == {"alder.txt": "same text as twin.txt"}


def test_a_cancelled_build_counts_nothing_over_a_part(
    trees: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    build_index(trees, embedder=embedder)
    for name in NAMES[3:]:
        put(trees.corpus, name)
    build_index(trees, embedder=embedder, cancelled=lambda: True)
    assert snapshot(trees)["furniture"] == []
    build_index(trees, embedder=embedder)
    assert snapshot(trees) == fresh_snapshot(trees, embedder, tmp_path / "fresh")


@pytest.mark.parametrize("step", [3, 10, 12, 17])
def test_killed_while_lines_are_taken_out_the_next_build_ends_as_one_never_killed(
    step: int, trees: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    build_index(trees, embedder=embedder)
    for name in NAMES[3:]:
        put(trees.corpus, name)
    assert killed_at(step, trees)
    build_index(trees, embedder=embedder)
    assert snapshot(trees) == fresh_snapshot(trees, embedder, tmp_path / "fresh")


def test_export_keeps_what_is_needed_to_put_lines_back(
    trees: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    pytest.importorskip("pyarrow.parquet", reason="pyarrow, an extra, is not installed")
    from qa.index.parquet_file import export_index, import_index

    put(trees.corpus, NAMES[3])
    build_index(trees, embedder=embedder)
    export_index(trees, tmp_path / "index.parquet")
    moved = trees.model_copy(update={"indexes": tmp_path / "moved"})
    import_index(moved, tmp_path / "index.parquet")
    assert snapshot(moved) == snapshot(trees)
    (trees.corpus / f"{NAMES[3]}.txt").unlink()
    build_index(moved, embedder=embedder)
    assert texts(moved, embedder) == {f"{n}.txt": f"{SLOGAN}\n\n{story(n)}" for n in NAMES[:3]}
