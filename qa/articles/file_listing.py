"""Lists the files of the corpus folder with their sizes and times, names told apart.

Every entry that a person put there is listed, also one that cannot be read (a pipe, a
dangling link), so that it ends as a failed file with a reason and not in silence. What is
left out is left out by rule: hidden names and the traces that editors leave. Nothing is
opened here.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from qa.errors import CorpusError

_LEFT_OUT_PREFIX = (".", "~$")
_TRACES_SUFFIX = ("~", ".tmp", ".part", ".crdownload", ".swp")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the corpus as the folder shows it.

    path: where to open it; relative: its printable name below the corpus, forward slashes.
    size: bytes; mtime_ns, ctime_ns: times of the last change of its bytes and of its entry. All 0
    where the system tells nothing.
    trouble: why it is not to be read, in a sentence with the remedy, or "".
    """

    path: Path
    relative: str
    size: int
    mtime_ns: int
    trouble: str = ""
    ctime_ns: int = 0


# path, name below the corpus with forward slashes, size, mtime_ns, ctime_ns
_Entry: TypeAlias = tuple[str, str, int, int, int]


@dataclass(frozen=True, slots=True)
class FolderListing:
    """The files below a folder as one walk found them."""

    entries: tuple[_Entry, ...]

    def __len__(self) -> int:
        return len(self.entries)

    def timed(self, times: Mapping[str, tuple[int, int]]) -> FolderListing:
        """The listing with other times, mtime_ns and ctime_ns, for files of these names."""
        return FolderListing(
            tuple(
                (path, name, size, *times.get(name, (m, c)))
                for path, name, size, m, c in self.entries
            )
        )

    def fingerprint(self) -> str:
        """A hash of all names, sizes and times: the same folder as before has the same one.

        It costs as much again as half the walk; to make and compare each file's row, ten times.
        """
        lines = [f"{name}\0{size}\0{m}\0{c}" for _, name, size, m, c in sorted(self.entries)]
        return hashlib.sha256(os.fsencode("\0\0".join(lines))).hexdigest()

    def files(self) -> list[SourceFile]:
        """Each file, ordered by relative path, under names that differ."""
        found = [
            SourceFile(Path(path), _printable(name), size, mtime_ns, ctime_ns=ctime_ns)
            for path, name, size, mtime_ns, ctime_ns in self.entries
        ]
        if len({file.relative for file in found}) == len(found):
            return sorted(found, key=lambda file: file.relative)
        return _told_apart(sorted(found, key=lambda file: (file.relative, os.fsencode(file.path))))


def find_files(corpus: Path) -> list[SourceFile]:
    """List the files below a folder, ordered by relative path; as `list_folder`."""
    return list_folder(corpus).files()


def list_folder(corpus: Path) -> FolderListing:
    """Walk a folder.

    Links are followed, a folder is entered once however many links lead to it. A
    subfolder without permission is listed as a file that cannot be read.

    Raises CorpusError if the folder is missing, is no folder or cannot be listed.
    """
    if not corpus.exists():
        raise CorpusError(
            f"There is no folder {corpus}. Create it and put articles there, or set QA_CORPUS."
        )
    if not corpus.is_dir():
        raise CorpusError(f"{corpus} is not a folder. Set QA_CORPUS to the folder of articles.")
    found: list[_Entry] = []
    try:
        seen = {_identity(corpus)}
        pending = [(str(corpus), "")]
        while pending:
            folder, prefix = pending.pop()
            try:
                entries = list(os.scandir(folder))
            except OSError:
                if not prefix:
                    raise
                found.append((folder, prefix.rstrip("/"), 0, 0, 0))
                continue
            for entry in entries:
                _sort_in(entry, prefix, pending=pending, found=found, seen=seen)
    except OSError as error:
        raise CorpusError(
            f"The folder {corpus} cannot be listed ({error.strerror}). Check its permissions."
        ) from None
    return FolderListing(tuple(found))


def is_left_out(name: str) -> bool:
    """Whether an entry of that name is no article's: hidden, or the trace of an editor."""
    return name.startswith(_LEFT_OUT_PREFIX) or name.endswith(_TRACES_SUFFIX)


def _told_apart(files: Sequence[SourceFile]) -> list[SourceFile]:
    """The files under names that differ; one whose printable name is taken is not read."""
    taken: set[str] = set()
    listed = []
    for file in files:
        if file.relative in taken:
            number = 2
            while f"{file.relative} ({number})" in taken:
                number += 1
            trouble = (
                f"Its name looks like that of another file, {file.relative}, when it is printed. "
                "Rename one of them."
            )
            name = f"{file.relative} ({number})"
            listed.append(replace(file, relative=name, trouble=trouble))
        else:
            listed.append(file)
        taken.add(listed[-1].relative)
    return listed


def _sort_in(
    entry: os.DirEntry[str],
    prefix: str,
    *,
    pending: list[tuple[str, str]],
    found: list[_Entry],
    seen: set[tuple[int, int]],
) -> None:
    """Put one entry of a folder where it belongs: to enter later, found, or left out."""
    name = entry.name
    if is_left_out(name):
        return
    try:
        status = entry.stat()
    except OSError:  # a dangling link or a loop of links
        found.append((entry.path, prefix + name, 0, 0, 0))
        return
    if stat.S_ISDIR(status.st_mode):
        identity = status.st_dev, status.st_ino
        if identity not in seen:
            seen.add(identity)
            pending.append((entry.path, f"{prefix}{name}/"))
        return
    times = status.st_mtime_ns, status.st_ctime_ns
    found.append((entry.path, prefix + name, status.st_size, *times))


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


def _printable(relative: str) -> str:
    r"""The name as text that any database takes: stray bytes become \xNN."""
    return os.fsencode(relative).decode("utf-8", "backslashreplace")
