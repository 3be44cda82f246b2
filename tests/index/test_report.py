"""The report of a build, through builds: every file is counted in exactly one place."""

from __future__ import annotations

from qa.index import build_index
from qa.records import BuildReport
from qa.settings import Settings
from tests.index.make import CountingEmbedder


def _ends(report: BuildReport) -> dict[str, int]:
    names = ("added", "changed", "renamed", "removed", "unchanged", "skipped", "failed")
    return {name: getattr(report, name) for name in names if getattr(report, name)}


def test_each_file_is_counted_once_by_what_happened_to_it(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    files = sorted(path for path in settings.corpus.rglob("*") if path.is_file())
    first = build_index(settings, embedder=embedder)
    assert _ends(first) == {"added": len(files)}
    assert first.embedded == first.passages

    files[0].write_text(files[0].read_text("utf-8") + "\nOne sentence more of a kestrel.\n")
    files[1].rename(files[1].with_name("another-name.txt"))
    (settings.corpus / "empty.txt").write_text("")
    (settings.corpus / "copy.txt").write_bytes(files[0].read_bytes())
    second = build_index(settings, embedder=embedder)
    wanted = {"changed": 1, "renamed": 1, "failed": 1, "skipped": 1, "unchanged": len(files) - 2}
    assert _ends(second) == {name: count for name, count in wanted.items() if count}
    assert [failure.path for failure in second.failures] == ["empty.txt"]
