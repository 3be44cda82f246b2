"""While a build is under way: what it took away is not shown, and files may change under it."""

from __future__ import annotations

import hashlib

from qa.index import Index, Progress, build_index
from qa.settings import Settings
from tests.index.make import CountingEmbedder, write_corpus

ASKED = "comet with two tails, night ferry to Bergen, bridge over the river Oder, mountain cheese"


def test_no_step_of_a_build_shows_what_it_took_away(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    (settings.corpus / "comet.txt").unlink()
    write_corpus(settings.corpus, {"bridge.txt": "The bridge is open again, the mayor said."})
    write_corpus(settings.corpus, {f"zoo{n}.txt": f"The zoo has {n} tapirs." for n in range(70)})
    seen: dict[str, set[str]] = {}
    with Index.open(settings, embedder=CountingEmbedder()) as index:

        def ask(step: Progress) -> None:
            held = {row.id: row.path for row in index.articles()}
            for hit in index.search(ASKED, k=200):
                article = hit.passage.article
                assert held[article.id] == article.path
                assert index.article(article.id) == article
            seen.setdefault(step.stage, set()).update(held.values())

        build_index(settings, progress=ask, embedder=embedder)
        texts = {hit.passage.article.text for hit in index.search(ASKED, k=200)}
    assert list(seen) == ["scan", "read", "embed"]
    assert "comet.txt" in seen["scan"]  # nothing was taken away yet
    assert "comet.txt" not in seen["read"] | seen["embed"]
    assert not any("two tails" in text or "second pillar" in text for text in texts)
    assert len(texts) == 73


def test_a_full_build_shows_the_old_index_until_the_new_one_is_whole(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    (settings.corpus / "comet.txt").unlink()
    found = []
    with Index.open(settings, embedder=CountingEmbedder()) as index:

        def ask(_: Progress) -> None:
            found.append({hit.passage.article.path for hit in index.search(ASKED, k=9)})

        build_index(settings, full=True, progress=ask, embedder=embedder)
        after = {hit.passage.article.path for hit in index.search(ASKED, k=9)}
    assert set(map(frozenset, found)) == {
        frozenset({"bridge.txt", "cheese.txt", "comet.txt", "ferry.txt"})
    }
    assert after == {"bridge.txt", "cheese.txt", "ferry.txt"}


def test_a_file_that_changes_while_it_is_read_is_read_again_by_the_next_build(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    changed = "A comet with three tails was photographed by astronomers in Peru this week."

    def change(step: Progress) -> None:
        # Its bytes were hashed while the file before it was split.
        if step.current == "comet.txt":
            (settings.corpus / "comet.txt").write_text(changed, encoding="utf-8")

    build_index(settings, progress=change, embedder=embedder)
    assert build_index(settings, embedder=embedder).changed == 1
    assert build_index(settings, embedder=embedder).unchanged == 4
    with Index.open(settings, embedder=embedder) as index:
        (row,) = [row for row in index.files() if row.path == "comet.txt"]
        assert row.sha256 == hashlib.sha256(changed.encode()).hexdigest()
        assert index.search("comet tails", k=1)[0].passage.article.text == changed


def test_a_file_that_goes_while_it_is_read_is_failed_and_then_forgotten(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    def remove(step: Progress) -> None:
        if step.current == "comet.txt":
            (settings.corpus / "comet.txt").unlink()

    report = build_index(settings, progress=remove, embedder=embedder)
    assert (report.added, report.failed) == (3, 1)
    with Index.open(settings, embedder=embedder) as index:
        (row,) = [row for row in index.files() if row.state == "failed"]
        assert row.path == "comet.txt"
        assert row.reason.endswith(".")
        assert build_index(settings, embedder=embedder).removed == 1
        assert [row.path for row in index.files()] == ["bridge.txt", "cheese.txt", "ferry.txt"]
