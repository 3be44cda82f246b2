"""Variants of a story: found as they come, taken apart when what joined them goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.index import Index, build_index
from qa.index.snapshot import snapshot
from qa.settings import Settings
from tests.index.make import CountingEmbedder

SENTENCES = [
    f"The {thing} of the harbour was repaired by {number} workers before the storm of {month}."
    for number, (thing, month) in enumerate(
        [("wall", "May"), ("gate", "June"), ("crane", "July"), ("pier", "August"),
         ("light", "March"), ("dock", "April"), ("bell", "October"), ("tower", "November")],
        start=11,
    )
]  # fmt: skip
REPORT = " ".join(SENTENCES)
OTHER = (
    "A museum of clocks opens on Sunday in the old mill. Its founder collected four hundred "
    "pieces in thirty years, most of them from villages in the valley, and repaired them all."
)


def put(corpus: Path, name: str, text: str, day: int) -> None:
    head = f"---\ntitle: Paper {name}\ndate: 2020-05-{day:02}\n---\n\n"
    (corpus / name).write_text(f"{head}{text}\n", encoding="utf-8")


def stories(index: Index) -> dict[str, list[str]]:
    return {
        row.path: [article.path for article in index.variants_of(row.id)]
        for row in index.articles()
    }


@pytest.fixture
def papers(settings: Settings) -> Settings:
    for path in settings.corpus.iterdir():
        path.unlink()
    put(settings.corpus, "a.md", REPORT, 1)
    put(settings.corpus, "b.md", REPORT + " More was not known on Friday.", 3)
    put(settings.corpus, "c.md", OTHER, 2)
    return settings


def test_variants_are_named_newest_first_and_others_are_not(
    papers: Settings, embedder: CountingEmbedder
) -> None:
    put(papers.corpus, "d.md", "Report from the coast. " + REPORT, 9)
    build_index(papers, embedder=embedder)
    with Index.open(papers, embedder=embedder) as index:
        assert stories(index) == {
            "a.md": ["d.md", "b.md"],
            "b.md": ["d.md", "a.md"],
            "c.md": [],
            "d.md": ["b.md", "a.md"],
        }
        assert index.variants_of("0" * 16) == []


def test_stories_follow_changes_and_equal_a_fresh_build(
    papers: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    build_index(papers, embedder=embedder)
    put(papers.corpus, "d.md", REPORT + " The mayor was glad.", 9)
    (papers.corpus / "a.md").unlink()
    build_index(papers, embedder=embedder)
    with Index.open(papers, embedder=embedder) as index:
        assert stories(index) == {"b.md": ["d.md"], "c.md": [], "d.md": ["b.md"]}
    fresh = papers.model_copy(update={"indexes": tmp_path / "fresh"})
    build_index(fresh, embedder=embedder)
    assert snapshot(papers) == snapshot(fresh)


def test_what_a_removed_article_joined_is_taken_apart(
    papers: Settings, embedder: CountingEmbedder
) -> None:
    # Five of eight sentences are like the whole and not like the other five.
    first, last = " ".join(SENTENCES[:5]), " ".join(SENTENCES[3:])
    for name, text in (("a.md", first), ("b.md", REPORT), ("d.md", last)):
        put(papers.corpus, name, text, 1)
    build_index(papers, embedder=embedder)
    with Index.open(papers, embedder=embedder) as index:
        assert sorted(stories(index)["a.md"]) == ["b.md", "d.md"]
        (papers.corpus / "b.md").unlink()
        build_index(papers, embedder=embedder)
        assert stories(index) == {"a.md": [], "c.md": [], "d.md": []}
