"""Counts what a build did from the catalog's rows, each file in exactly one state.

The last step of a build. It counts rows of the catalog and what was known of the changes
before; it opens nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.index.changes import Changes, Work
from qa.index.rows import FileRow
from qa.records import BuildReport, FileFailure


def count(
    changes: Changes, rows: Sequence[FileRow], *, passages: int, embedded: int, seconds: float
) -> BuildReport:
    """Count each file by how it ended (failed, skipped) or else by what happened to it.

    rows: the catalog's files after the build. The counts but `removed` add up to them.
    """
    happened = {work.stamp.path: _happened(work) for work in changes.to_read}
    ends = dict.fromkeys(("added", "changed", "renamed", "unchanged", "failed", "skipped"), 0)
    for row in rows:
        kind = happened.get(row.path, "unchanged") if row.state == "indexed" else row.state
        ends[kind] += 1
    return BuildReport(
        **ends,
        removed=len(changes.removed),
        passages=passages,
        seconds=seconds,
        embedded=embedded,
        note=changes.note,
        failures=tuple(FileFailure(r.path, r.reason) for r in rows if r.state == "failed"),
    )


def _happened(work: Work) -> str:
    if work.renamed_from:
        return "renamed"
    return "changed" if work.before else "added"
