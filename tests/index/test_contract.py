"""What every index promises, with each catalog and each search engine."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from qa.errors import IndexLocked
from qa.index import Index, Progress, build_index, check_index
from qa.index.generations import generations
from qa.index.snapshot import snapshot
from qa.scope import Scope
from qa.settings import Settings
from tests.index.make import CountingEmbedder, write_corpus

# The words of each are of one article alone, before and after the change.
QUESTIONS = (
    "a comet with two tails in Chile",
    "which cheese ripened in a limestone cave",
    "the night ferry to Bergen",
    "what did the mayor say of the bridge",
    "tapir in the zoo",
)
NEWS = Scope(sources=("Coast Post",), first=datetime.date(2021, 3, 1))


def change(corpus: Path) -> None:
    """Additions, a copy, an edit, a rename and a deletion."""
    write_corpus(corpus, {"zoo.txt": "The zoo has a baby tapir.", "bridge.txt": "It is open."})
    shutil.copy(corpus / "cheese.txt", corpus / "a-copy.txt")
    (corpus / "ferry.txt").rename(corpus / "boat.txt")
    (corpus / "comet.txt").unlink()
    for day in (1, 28):
        head = f"---\ndate: 2021-0{3 if day == 1 else 2}-{day:02}\nsource: Coast Post\n---\n"
        text = f"# Harbour {day}\n\nThe harbour of Emden was dredged for {day} days this winter."
        (corpus / f"harbour{day}.md").write_text(head + text, encoding="utf-8")


def found(index: Index, scope: Scope) -> tuple[list[str], list[set[str]]]:
    """The first article of each question that words lead to, and all that meaning does."""
    dense = [index.candidates(asked, k=20, scope=scope)[0] for asked in QUESTIONS]
    first = [index.search(asked, k=1, scope=scope) for asked in QUESTIONS]
    return (
        [hits[0].passage.article.path for hits in first if hits and hits[0].lexical],
        [{hit.passage.id for hit in hits} for hits in dense],
    )


def test_it_holds_and_answers_what_one_in_files_does(
    placed: Settings, in_files: Settings, embedder: CountingEmbedder
) -> None:
    both = placed, in_files
    reports = [build_index(each, embedder=embedder) for each in both]
    assert [report.added for report in reports] == [4, 4]
    with (
        Index.open(placed, embedder=embedder) as index,
        Index.open(in_files, embedder=embedder) as other,
    ):
        assert snapshot(placed) == snapshot(in_files)
        assert found(index, Scope()) == found(other, Scope())
        change(placed.corpus)
        for each in both:
            build_index(each, embedder=embedder)
        assert snapshot(placed) == snapshot(in_files)
        for scope in (Scope(), NEWS):
            assert found(index, scope) == found(other, scope)
        assert {len(ids) for ids in found(index, NEWS)[1]} == {1}
        assert index.articles() == other.articles()
        assert (index.days(), index.newest_day()) == (other.days(), other.newest_day())
        assert index.stats().vectors == other.stats().vectors == 6
        for row in index.articles():
            assert index.story_of(row.id) == other.story_of(row.id)
            assert index.story_of(row.id, NEWS) == other.story_of(row.id, NEWS)
        assert len(index.embedded(most=9)) == len(other.embedded(most=9)) == 6
        assert index.trouble() == ""
    embedder.seen.clear()
    assert build_index(placed, embedder=embedder).embedded == 0
    assert embedder.seen == []
    assert {each.state for each in check_index(placed, embedder=embedder)[:-1]} == {"sound"}


def test_during_a_full_build_readers_see_one_generation_and_no_other_builds(
    placed: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    build_index(placed, embedder=embedder)
    # Of another machine where the catalog is on a server, else of another process.
    elsewhere = {"indexes": tmp_path / "elsewhere"} if placed.catalog_url else {}
    with Index.open(placed, embedder=embedder) as index, generations(placed) as kept:
        before, first = index.search(QUESTIONS[0], k=3), kept.current()
        write_corpus(placed.corpus, {"zoo.txt": "The zoo has a comet with three tails."})
        during, refused = [], []

        def look(step: Progress) -> None:
            during.append(index.search(QUESTIONS[0], k=3))
            if step.stage == "read" and not refused:
                with pytest.raises(IndexLocked, match=r"Another build is|has been building"):
                    build_index(placed.model_copy(update=elsewhere), embedder=embedder)
                refused.append(True)

        build_index(placed, full=True, embedder=embedder, progress=look)
        assert len(during) > 4
        assert refused
        assert all(hits == before for hits in during)
        assert index.search(QUESTIONS[0], k=9) != before
        assert kept.current() != first
        assert kept.others(kept.current()) == []
        assert first is not None
        assert not first.exists()
