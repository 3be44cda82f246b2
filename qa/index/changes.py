"""Compares the corpus folder with the catalog by size, time and hash: new, changed, renamed, gone.

The first step of a build. Size and times are compared first and bytes are only hashed
where these differ, so that nothing is read when nothing changed. It reads no article.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from qa.articles import FolderListing, SourceFile
from qa.articles.reading import NO_PERMISSION
from qa.articles.reading_version import VERSION, concerned, depends_on_cleaning
from qa.index.rows import FileRow

# A file that was written this shortly before it was looked at may have been written again
# within the clock's grain and keep its time, so it is hashed once more.
CLOCK_GRAIN_NS = 50_000_000
# How often a file that failed for a cause that may pass is read by one build after another.
MOST_TRIES = 3
HASH_BYTES = 1 << 20
# Twice what the most patient reader takes; a sparse file may claim any size.
WHOLLY_HASHED = 200_000_000


@dataclass(frozen=True, slots=True)
class Work:
    """One file to be read: its row so far, if it has one, or the path that it had before.

    anew: why it is read although it has not changed, or "".
    """

    file: SourceFile
    stamp: FileRow
    before: FileRow | None = None
    renamed_from: str | None = None
    anew: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between the corpus folder and the catalog.

    confirmed: rows of files that were touched and hold the same bytes.
    """

    to_read: tuple[Work, ...]
    removed: tuple[FileRow, ...]
    confirmed: tuple[FileRow, ...]
    unchanged: int

    @property
    def note(self) -> str:
        """A sentence on the files that are read although they have not changed, or ""."""
        why = [work.anew for work in self.to_read if work.anew]
        if not why:
            return ""
        have, are = ("has", "is") if len(why) == 1 else ("have", "are")
        return (
            f"{len(why):,} of the files {have} not changed and {are} read anew, "
            f"because {' and '.join(dict.fromkeys(why))}."
        )


def compare(
    files: Sequence[SourceFile],
    rows: Sequence[FileRow],
    *,
    again: Collection[str] = (),
    looked_ns: int = 0,
) -> Changes:
    """Find what has changed since the rows were written.

    again: paths of files that a setting reads differently now. looked_ns: when the listing of
    the files began, in the clock of their times; 0 is now.
    """
    looked_ns = looked_ns or time.time_ns()
    known = {row.path: row for row in rows}
    paths = [printable(file.relative) for file in files]
    present = {*paths}
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
    for file, path in zip(files, paths, strict=True):
        before = known.get(path)
        stamp = _stamp(file, path, looked_ns)
        if before is None:
            # Only a file of the size of one that is gone can be that file renamed.
            if file.size in gone_sizes:
                stamp = replace(stamp, sha256=file_hash(file))
            # Its bytes may be those of one that is gone, which then is not.
            same = gone_paths.get(stamp.sha256)
            renamed_from = gone.pop(same.pop()).path if same else None
            to_read.append(Work(file, stamp, renamed_from=renamed_from))
        elif why := _why_anew(file, before, again):
            anew = why if _same_times(before, stamp) else ""
            to_read.append(Work(file, stamp, before=before, anew=anew))
        elif 0 < before.tries < MOST_TRIES or _is_mended(file, before):
            to_read.append(Work(file, stamp, before=before))
        elif _same_stamp(before, stamp):
            unchanged += 1
        elif before.state != "failed" and before.sha256 == (digest := file_hash(file)):
            confirmed.append(replace(stamp, sha256=digest))
            unchanged += 1
        else:
            to_read.append(Work(file, stamp, before=before))
    return Changes(tuple(to_read), tuple(gone.values()), tuple(confirmed), unchanged)


def listing_key(listing: FolderListing, *, rows: int, cleaning: bool) -> str:
    """What a folder, the number of rows of its files and the way of reading them are known by.

    While this is what it was when `compare` found every file unchanged, it need not be asked
    again.
    """
    return f"{VERSION} {int(cleaning)} {rows} {listing.fingerprint()}"


def is_settled(changes: Changes, rows: Sequence[FileRow]) -> bool:
    """Whether nothing is to be done, and nothing will be until a size or a time has changed."""
    if changes.to_read or changes.removed or changes.confirmed:
        return False
    return not any(row.reason.startswith(NO_PERMISSION) for row in rows)


def read_otherwise(
    files: Sequence[SourceFile], rows: Sequence[FileRow], cleaned: Collection[str], *, now: bool
) -> frozenset[str]:
    """The paths of files that another setting of cleaning reads differently.

    cleaned: those from which it took lines; now: whether it is on.
    """
    failed = {row.path for row in rows if row.state == "failed"}
    paths = (printable(file.relative) for file in files if depends_on_cleaning(file))
    return frozenset(path for path in paths if now or path in failed or path in cleaned)


def file_hash(file: SourceFile) -> str:
    """sha256 of the bytes, hex; "" when they cannot be read or it is no regular file.

    Of a file that no reader takes for its size: of that size, its beginning and its end.
    """
    digest = hashlib.sha256()
    try:
        if not file.path.is_file():  # opening a pipe would wait for ever
            return ""
        with file.path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > WHOLLY_HASHED:
                digest.update(f"{size}:".encode() + stream.read(HASH_BYTES))
                stream.seek(size - HASH_BYTES)
            while block := stream.read(HASH_BYTES):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def printable(relative: str) -> str:
    """A path that can be stored and shown: bytes that are no UTF-8 become escapes."""
    return relative.encode("utf-8", "backslashreplace").decode("utf-8")


def _stamp(file: SourceFile, path: str, looked_ns: int) -> FileRow:
    times = file.mtime_ns, file.ctime_ns
    return FileRow(path, file.size, *times, "", "indexed", "", looked_ns, "", VERSION)


def _why_anew(file: SourceFile, before: FileRow, again: Collection[str]) -> str:
    """Why a file is read whether or not it has changed; "" where nothing asks for it."""
    if concerned(file, before.reading):
        return "this version of the program reads them differently"
    return "the setting QA_CLEANING was changed" if before.path in again else ""


def _same_stamp(before: FileRow, now: FileRow) -> bool:
    # Of a file that could not be read nothing tells of a change but its times, so it is tried
    # until it was tried often enough.
    known = before.sha256 != "" or before.tries >= MOST_TRIES
    settled = max(before.mtime_ns, before.ctime_ns) + CLOCK_GRAIN_NS < before.checked_ns
    return known and settled and _same_times(before, now)


def _same_times(before: FileRow, now: FileRow) -> bool:
    return (
        before.size == now.size
        and before.mtime_ns == now.mtime_ns
        and before.ctime_ns == now.ctime_ns
    )


def _is_mended(file: SourceFile, before: FileRow) -> bool:
    """Whether a file without permission may be read now; a new group changes no time of it."""
    if not before.reason.startswith(NO_PERMISSION):
        return False
    return os.access(file.path, os.R_OK, effective_ids=os.access in os.supports_effective_ids)
