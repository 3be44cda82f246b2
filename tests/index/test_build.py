"""Building: only what changed is read and embedded, what is gone leaves no trace."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from qa.errors import CorpusError, IndexMismatch, SettingsError
from qa.index import Index, Progress, build_index
from qa.index.changes import CLOCK_GRAIN_NS
from qa.index.location import CATALOG_NAME, current_folder
from qa.index.snapshot import snapshot
from qa.index.sync import PROBE
from qa.settings import Settings
from tests.index.make import STORIES, CountingEmbedder, write_corpus


def embedded(embedder: CountingEmbedder) -> list[str]:
    texts = [text for text in embedder.seen if text != PROBE]
    embedder.seen.clear()
    return texts


def test_first_build_reads_splits_and_embeds_every_file(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    report = build_index(settings, embedder=embedder)
    assert (report.added, report.unchanged, report.failed, report.skipped) == (4, 0, 0, 0)
    assert report.passages == report.embedded == len(embedded(embedder)) == 4
    with Index.open(settings, embedder=embedder) as index:
        stats = index.stats()
        assert (stats.articles, stats.passages, stats.vectors) == (4, 4, 4)
        assert stats.model == "words-64"
        assert stats.built_at != ""
        assert [row.path for row in index.articles()] == sorted(STORIES)
        for row in index.articles():
            article = index.article(row.id)
            for passage in index.passages_of(row.id):
                assert article.text[passage.start : passage.end] == passage.text


def test_rebuilding_changes_nothing_and_embeds_nothing(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    before = snapshot(settings)
    embedder.seen.clear()
    report = build_index(settings, embedder=embedder)
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 0, 0, 4)
    assert report.embedded == 0
    assert embedder.seen == []
    assert snapshot(settings) == before


def test_a_known_folder_is_not_compared_file_by_file_and_a_lost_row_is_noticed(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    def catalog_of() -> sqlite3.Connection:
        folder = current_folder(settings.indexes)
        assert folder is not None
        return sqlite3.connect(folder / CATALOG_NAME, isolation_level=None)

    for _ in range(2):
        time.sleep(2 * CLOCK_GRAIN_NS / 1e9)  # files this young are hashed at each look
        build_index(settings, embedder=embedder)
    with closing(catalog_of()) as catalog:
        path, size = catalog.execute("SELECT path, size FROM files").fetchone()
        catalog.execute("UPDATE files SET size = size + 1 WHERE path = ?", (path,))
        assert build_index(settings, embedder=embedder).unchanged == 4
        assert catalog.execute("SELECT size FROM files WHERE path = ?", (path,)).fetchone() == (
            size + 1,  # nobody has looked
        )
        catalog.execute("DELETE FROM files WHERE path = ?", (path,))
    report = build_index(settings, embedder=embedder)
    assert (report.added, report.unchanged) == (1, 3)


def test_a_touched_file_is_unchanged(settings: Settings, embedder: CountingEmbedder) -> None:
    build_index(settings, embedder=embedder)
    (settings.corpus / "bridge.txt").touch()
    report = build_index(settings, embedder=embedder)
    assert (report.changed, report.unchanged) == (0, 4)


def test_an_edited_file_replaces_its_passages_and_only_they_are_embedded(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    embedded(embedder)
    write_corpus(settings.corpus, {"ferry.txt": "The day ferry to Tromsø was sold for scrap."})
    report = build_index(settings, embedder=embedder)
    assert (report.changed, report.unchanged, report.embedded) == (1, 3, 1)
    (text,) = embedded(embedder)
    assert "Tromsø" in text
    held = snapshot(settings)
    assert len(held["passages"]) == len(held["vectors"]) == len(held["words"]) == 4
    with Index.open(settings, embedder=embedder) as index:
        assert all("Bergen" not in h.passage.text for h in index.search("ferry to Bergen", k=9))


def test_a_renamed_file_keeps_article_and_vectors(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    before = snapshot(settings)
    embedded(embedder)
    (settings.corpus / "old").mkdir()
    (settings.corpus / "ferry.txt").rename(settings.corpus / "old" / "boat.txt")
    report = build_index(settings, embedder=embedder)
    assert (report.renamed, report.added, report.removed, report.unchanged) == (1, 0, 0, 3)
    assert embedded(embedder) == []
    after = snapshot(settings)
    assert after["passages"] == before["passages"]
    assert after["vectors"] == before["vectors"]
    with Index.open(settings, embedder=embedder) as index:
        assert "old/boat.txt" in [row.path for row in index.articles()]
        assert index.search("ferry to Bergen", k=1)[0].passage.article.path == "old/boat.txt"


def test_a_deleted_file_leaves_no_trace(settings: Settings, embedder: CountingEmbedder) -> None:
    build_index(settings, embedder=embedder)
    (settings.corpus / "comet.txt").unlink()
    report = build_index(settings, embedder=embedder)
    assert (report.removed, report.unchanged, report.passages) == (1, 3, 3)
    held = snapshot(settings)
    assert [len(held[name]) for name in ("files", "articles", "passages")] == [3, 3, 3]
    assert [len(held[name]) for name in ("words", "vectors", "embedded")] == [3, 3, 3]
    with Index.open(settings, embedder=embedder) as index:
        dense, lexical = index.candidates("comet with two tails", k=10)
        assert all("comet" not in hit.passage.text for hit in (*dense, *lexical))


def test_incremental_equals_from_scratch(
    settings: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    build_index(settings, embedder=embedder)
    write_corpus(settings.corpus, {"ferry.txt": "New text here.", "zoo.txt": "A zoo opened."})
    (settings.corpus / "comet.txt").unlink()
    (settings.corpus / "cheese.txt").rename(settings.corpus / "brie.txt")
    build_index(settings, embedder=embedder)
    fresh = Settings(corpus=settings.corpus, indexes=tmp_path / "fresh", embedding_model="words-64")
    build_index(fresh, embedder=embedder)
    assert snapshot(settings) == snapshot(fresh)


def test_copies_are_skipped_and_take_over_when_the_first_goes(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    embedded(embedder)
    # Its name sorts first, and still the file that was there goes on being shown.
    shutil.copy(settings.corpus / "ferry.txt", settings.corpus / "a-copy.txt")
    report = build_index(settings, embedder=embedder)
    assert (report.skipped, report.added, report.unchanged, report.passages) == (1, 0, 4, 4)
    with Index.open(settings, embedder=embedder) as index:
        copy = next(row for row in index.files() if row.path == "a-copy.txt")
        assert (copy.state, copy.reason) == ("skipped", "same text as ferry.txt")
        (settings.corpus / "ferry.txt").unlink()
        report = build_index(settings, embedder=embedder)
        assert (report.removed, report.skipped, report.passages) == (1, 0, 4)
        assert index.search("ferry to Bergen", k=1)[0].passage.article.path == "a-copy.txt"
    assert embedded(embedder) == ["ferry to Bergen"]


def test_two_files_with_one_text_are_one_article(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    shutil.copy(settings.corpus / "ferry.txt", settings.corpus / "ship.txt")
    report = build_index(settings, embedder=embedder)
    assert (report.added, report.skipped, report.passages) == (4, 1, 4)


def test_bad_files_are_failed_with_a_reason_and_stop_nothing(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    (settings.corpus / "empty.txt").write_bytes(b"")
    (settings.corpus / "binary.txt").write_bytes(bytes(range(256)) * 40)
    report = build_index(settings, embedder=embedder)
    assert (report.added, report.failed) == (4, 2)
    assert [failure.path for failure in report.failures] == ["binary.txt", "empty.txt"]
    assert all(failure.reason.endswith(".") for failure in report.failures)
    again = build_index(settings, embedder=embedder)
    assert (again.failed, again.unchanged) == (2, 4)
    write_corpus(settings.corpus, {"empty.txt": "No longer empty, it tells of a lighthouse."})
    assert build_index(settings, embedder=embedder).failed == 1


def test_a_file_that_becomes_bad_is_no_longer_found(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    (settings.corpus / "ferry.txt").write_bytes(b"")
    report = build_index(settings, embedder=embedder)
    assert (report.failed, report.unchanged, report.passages) == (1, 3, 3)
    assert len(snapshot(settings)["vectors"]) == 3


def test_missing_or_empty_corpus_is_an_error_and_the_index_still_answers(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    shutil.move(settings.corpus, settings.corpus.with_name("away"))
    with pytest.raises(CorpusError, match="corpus"):
        build_index(settings, embedder=embedder)
    settings.corpus.mkdir()
    with pytest.raises(CorpusError, match="holds no articles"):
        build_index(settings, embedder=embedder)
    with Index.open(settings, embedder=embedder) as index:
        assert index.search("comet", k=1)[0].passage.article.path == "comet.txt"


def test_another_model_is_refused_with_both_remedies_and_full_starts_over(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    other = CountingEmbedder("other-64", salt="x")
    with pytest.raises(IndexMismatch, match=r"QA_EMBEDDING_MODEL=words-64.*qa build --full"):
        build_index(settings, embedder=other)
    with pytest.raises(IndexMismatch, match="other-64"):
        Index.open(settings, embedder=other)
    report = build_index(settings, full=True, embedder=other)
    assert (report.added, report.embedded) == (4, 4)
    with Index.open(settings, embedder=other) as index:
        assert index.stats().model == "other-64"
    assert len([p for p in settings.indexes.iterdir() if p.is_dir()]) == 1


def test_another_model_of_the_same_name_is_noticed(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    impostor = CountingEmbedder(embedder.name, salt="x")
    index = Index.open(settings, embedder=impostor)
    with pytest.raises(IndexMismatch, match="other vectors"):
        index.search("comet", k=1)
    index.close()


def test_another_passage_size_splits_again(settings: Settings, embedder: CountingEmbedder) -> None:
    long = " ".join(f"Sentence number {i} tells of the harbour and the gulls." for i in range(20))
    write_corpus(settings.corpus, {"long.txt": long})
    wide = build_index(settings, embedder=embedder)
    narrow = build_index(settings.model_copy(update={"passage_tokens": 40}), embedder=embedder)
    assert narrow.unchanged == 5
    assert narrow.passages > wide.passages
    held = snapshot(settings)
    assert len(held["passages"]) == len(held["words"]) == narrow.passages
    assert build_index(settings, embedder=embedder).passages == wide.passages


def test_progress_names_the_stages_in_order_and_ends_complete(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    seen: list[Progress] = []
    build_index(settings, embedder=embedder, progress=seen.append)
    assert list(dict.fromkeys(step.stage for step in seen)) == ["scan", "read", "embed"]
    last = {step.stage: (step.done, step.total) for step in seen}
    assert last == {"scan": (4, 4), "read": (4, 4), "embed": (4, 4)}
    assert [s.current for s in seen if s.stage == "read"] == [*sorted(STORIES), ""]


def test_a_cancelled_build_is_completed_by_the_next(
    settings: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    read: list[str] = []

    def progress(step: Progress) -> None:
        if step.stage == "read" and step.current:
            read.append(step.current)

    report = build_index(
        settings, embedder=embedder, progress=progress, cancelled=lambda: len(read) >= 2
    )
    assert report.added == 2
    build_index(settings, embedder=embedder)
    fresh = settings.model_copy(update={"indexes": tmp_path / "fresh"})
    build_index(fresh, embedder=embedder)
    assert snapshot(settings) == snapshot(fresh)


def test_a_cancelled_full_build_leaves_the_old_index(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    before = snapshot(settings)
    build_index(settings, full=True, embedder=embedder, cancelled=lambda: True)
    assert snapshot(settings) == before
    assert len([p for p in settings.indexes.iterdir() if p.is_dir()]) == 1


def test_the_old_index_answers_while_a_full_build_is_under_way(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    found: list[str] = []
    with Index.open(settings, embedder=embedder) as index:

        def progress(step: Progress) -> None:
            found.append(index.search("comet tails", k=1)[0].passage.article.path)

        write_corpus(settings.corpus, {"zoo.txt": "The zoo has a baby tapir."})
        build_index(settings, full=True, embedder=embedder, progress=progress)
        assert set(found) == {"comet.txt"}
        assert index.search("tapir", k=1)[0].passage.article.path == "zoo.txt"


def test_columns_are_mapped_and_the_parts_of_a_table_that_fail_are_named(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    text = "The ministry said that the ferry would sail six times a month from the port."
    table = settings.corpus / "press.jsonl"
    table.write_text(
        f'{{"headline": "The ferry sails", "body": "{text}"}}\nno JSON at all\n', encoding="utf-8"
    )
    mapped = settings.model_copy(update={"article_columns": "text=body, title=headline"})

    report = build_index(mapped, embedder=embedder)

    assert report.failed == 0
    with Index.open(mapped, embedder=embedder) as index:
        (row,) = [row for row in index.files() if row.path == "press.jsonl"]
        (article,) = [row for row in index.articles() if row.path.startswith("press.jsonl")]
    assert (row.state, article.title) == ("indexed", "The ferry sails")
    assert row.reason == ("1 of its parts could not be read, the first is 2: Line 2 is no JSON.")


def test_malformed_columns_stop_the_build_with_the_setting_named(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    wrong = settings.model_copy(update={"article_columns": "body"})
    with pytest.raises(SettingsError, match="QA_ARTICLE_COLUMNS cannot hold 'body'"):
        build_index(wrong, embedder=embedder)


PAGE = """<html><head><title>Boats stay in</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Boats stay in</h1>
<p>The boats of Holm stayed in the harbour on Tuesday because of the storm, the master said.</p>
<p>No boat had been out since Sunday evening, and none will leave before the wind turns.</p>
</article>
<footer><p>© 2026 The Buoy. All rights reserved.</p></footer></body></html>"""


def test_another_setting_of_cleaning_reads_web_pages_anew(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    (settings.corpus / "page.html").write_text(PAGE, encoding="utf-8")
    texts = []
    for cleaning, anew in ((True, 0), (False, 1), (False, 0), (True, 5), (True, 0)):
        chosen = settings.model_copy(update={"cleaning": cleaning})
        report = build_index(chosen, embedder=embedder)
        because = "because the setting QA_CLEANING was changed."
        assert report.note.startswith(f"{anew} of the files ") == bool(anew)
        assert report.note.endswith(because) == bool(anew)
        with Index.open(chosen, embedder=embedder) as index:
            (page,) = (row for row in index.articles() if row.path == "page.html")
            texts.append(index.article(page.id).text)
    assert ["Sport" in text for text in texts] == [False, True, True, False, False]
    assert ["All rights reserved" in text for text in texts] == [False, True, True, False, False]
    assert all("harbour on Tuesday" in text for text in texts)


def test_a_build_that_is_stopped_reads_the_rest_by_the_new_setting_later(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    (settings.corpus / "page.html").write_text(PAGE, encoding="utf-8")
    build_index(settings, embedder=embedder)
    off = settings.model_copy(update={"cleaning": False})
    build_index(off, embedder=embedder, cancelled=lambda: True)
    assert build_index(off, embedder=embedder).changed == 1
    # Stopped at once, it may have read some by this setting and some by that.
    build_index(settings, embedder=embedder, cancelled=lambda: True)
    assert build_index(off, embedder=embedder).failed == 0
    with Index.open(off, embedder=embedder) as index:
        (page,) = (row for row in index.articles() if row.path == "page.html")
        assert "Sport" in index.article(page.id).text
