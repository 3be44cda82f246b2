"""Which files of the corpus are new, changed, renamed, gone, or as they were.

The first step of a build. Size and times are compared first and bytes are only hashed
where these differ, so that nothing is read when nothing changed. It reads no article.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.articles import SourceFile
from qa.articles.reading_version import VERSION, concerned
from qa.index.rows import FileRow

# A file that was written this shortly before it was looked at may have been written again
# within the clock's grain and keep its time, so it is hashed once more.
CLOCK_GRAIN_NS = 50_000_000
# How often a file that failed for want of time or memory is read by one build after another.
MOST_TRIES = 3
HASH_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Work:
    """One file to be read: its row so far, if it has one, or the path that it had before."""

    file: SourceFile
    stamp: FileRow
    before: FileRow | None = None
    renamed_from: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between the corpus folder and the catalog.

    confirmed: rows of files that were touched and hold the same bytes.
    """

    to_read: tuple[Work, ...]
    removed: tuple[FileRow, ...]
    confirmed: tuple[FileRow, ...]
    unchanged: int


def compare(files: Sequence[SourceFile], rows: Sequence[FileRow]) -> Changes:
    """Find what has changed since the rows were written."""
    known = {row.path: row for row in rows}
    present = {printable(file.relative) for file in files}
    gone = {row.path: row for row in rows if row.path not in present}
    gone_sizes = {row.size for row in gone.values()}
    # Looked up and not searched: a folder of 100,000 files may have got other names.
    gone_paths: dict[str, list[str]] = {}
    for row in reversed(gone.values()):
        if row.sha256:
            gone_paths.setdefault(row.sha256, []).append(row.path)
    to_read: list[Work] = []
    confirmed: list[FileRow] = []
    unchanged = 0
    for file in files:
        before = known.get(printable(file.relative))
        stamp = _stamp(file)
        if before is None:
            # Only a file of the size of one that is gone can be that file renamed.
            if file.size in gone_sizes:
                stamp = replace(stamp, sha256=file_hash(file))
            # Its bytes may be those of one that is gone, which then is not.
            same = gone_paths.get(stamp.sha256)
            renamed_from = gone.pop(same.pop()).path if same else None
            to_read.append(Work(file, stamp, renamed_from=renamed_from))
        elif concerned(file, before.reading) or 0 < before.tries < MOST_TRIES:
            to_read.append(Work(file, stamp, before=before))
        elif _same_stamp(before, stamp):
            unchanged += 1
        elif before.state != "failed" and before.sha256 == (digest := file_hash(file)):
            confirmed.append(replace(stamp, sha256=digest))
            unchanged += 1
        else:
            to_read.append(Work(file, stamp, before=before))
    return Changes(tuple(to_read), tuple(gone.values()), tuple(confirmed), unchanged)


def file_hash(file: SourceFile) -> str:
    """sha256 of the bytes, hex; "" when they cannot be read or it is no regular file."""
    digest = hashlib.sha256()
    try:
        if not file.path.is_file():  # opening a pipe would wait for ever
            return ""
        with file.path.open("rb") as stream:
            while block := stream.read(HASH_BYTES):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def printable(relative: str) -> str:
    """A path that can be stored and shown: bytes that are no UTF-8 become escapes."""
    return relative.encode("utf-8", "backslashreplace").decode("utf-8")


def _stamp(file: SourceFile) -> FileRow:
    try:
        ctime_ns = os.stat(file.path, follow_symlinks=True).st_ctime_ns
    except (OSError, ValueError):
        ctime_ns = 0
    path = printable(file.relative)
    now = time.time_ns()
    return FileRow(path, file.size, file.mtime_ns, ctime_ns, "", "indexed", "", now, "", VERSION)


def _same_stamp(before: FileRow, now: FileRow) -> bool:
    # A file that could not be read at all is tried again: nothing of it tells of a change.
    return (
        before.sha256 != ""
        and before.size == now.size
        and before.mtime_ns == now.mtime_ns
        and before.ctime_ns == now.ctime_ns
        and max(before.mtime_ns, before.ctime_ns) + CLOCK_GRAIN_NS < before.checked_ns
    )
