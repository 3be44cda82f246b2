"""Counts what a build did from the catalog's rows, each file in exactly one state.

The last step of a build. It counts rows of the catalog and what was known of the changes
before; it opens nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from qa.index.changes import Changes, Work
from qa.index.rows import FileRow
from qa.records import BuildReport, FileFailure


def count(
    changes: Changes,
    *,
    indexed: int,
    left_out: Sequence[FileRow],
    read: Collection[str],
    passages: int,
    embedded: int,
    seconds: float,
) -> BuildReport:
    """Count each file by how it ended (failed, skipped) or else by what happened to it.

    indexed, left_out: how many files are indexed after the build, and the others; read: paths
    of those to read that are indexed. The counts but `removed` add up to all files.
    """
    ends = dict.fromkeys(("added", "changed", "renamed", "failed", "skipped"), 0)
    for row in left_out:
        ends[row.state] += 1
    for work in changes.to_read:
        if work.stamp.path in read:
            ends[_happened(work)] += 1
    return BuildReport(
        **ends,
        unchanged=indexed - len(read),
        removed=len(changes.removed),
        passages=passages,
        seconds=seconds,
        embedded=embedded,
        note=changes.note,
        failures=tuple(FileFailure(r.path, r.reason) for r in left_out if r.state == "failed"),
    )


def _happened(work: Work) -> str:
    if work.renamed_from:
        return "renamed"
    return "changed" if work.before else "added"


def with_failures(report: BuildReport, more: Sequence[FileFailure]) -> BuildReport:
    """The report with further failures, those of objects that could not be fetched."""
    failures = (*report.failures, *more)
    return replace(report, failed=report.failed + len(more), failures=failures)
