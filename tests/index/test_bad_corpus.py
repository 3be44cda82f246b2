"""All bad inputs in one corpus: each ends in one state with a reason, and none is lost."""

from __future__ import annotations

import pytest

from qa.articles import find_files
from qa.index import Index, build_index
from qa.index.changes import printable
from qa.settings import Settings
from tests.articles import bad_inputs
from tests.index.make import STORIES, CountingEmbedder

# The few that take seconds each are read one by one in the tests of the articles.
LARGEST = 200_000  # bytes


@pytest.mark.timeout(300)
def test_every_file_ends_in_exactly_one_state(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    for name, data in bad_inputs.contents():
        if len(data) <= LARGEST:
            path = settings.corpus / "bad" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    (settings.corpus / "special").mkdir()
    bad_inputs.special(settings.corpus / "special")
    files = find_files(settings.corpus)
    assert len(files) > 200

    report = build_index(settings, embedder=embedder)
    assert report.added + report.failed + report.skipped == len(files)
    assert (report.changed, report.removed, report.renamed, report.unchanged) == (0, 0, 0, 0)
    with Index.open(settings, embedder=embedder) as index:
        rows = index.files()
        assert [row.path for row in rows] == sorted(printable(file.relative) for file in files)
        for row in rows:
            if row.state == "indexed":
                assert row.articles >= 1
                assert row.passages >= 1
            else:
                assert row.state in {"failed", "skipped"}
                assert (row.articles, row.passages) == (0, 0)
                assert row.reason
        assert {row.path for row in rows if row.path in STORIES} == set(STORIES)
        for name, words in (("ferry.txt", "night ferry to Bergen"), ("comet.txt", "two tails")):
            hits = index.search(words, k=20)
            assert name in {hit.passage.article.path for hit in hits}
    again = build_index(settings, embedder=embedder)
    assert (again.added, again.changed, again.embedded) == (0, 0, 0)
    assert (again.failed, again.skipped) == (report.failed, report.skipped)
