"""Which change of the readers concerns which formats, so that a build reads anew what it must.

The catalog keeps with each file the version that read it. Whoever changes what a format
gives adds a line here; the next build then reads the files of that format once more.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from qa.articles.file_listing import SourceFile
from qa.articles.formats.draft import Format
from qa.articles.formats.registry import BY_SUFFIX

EVERY = frozenset[str]()
# Of each version the names of the formats that it reads differently; EVERY: all of them.
CHANGES: tuple[frozenset[str], ...] = (
    EVERY,  # 1: only copies of pages are cleaned; structure of documents, tables, mail
)
VERSION = len(CHANGES)


def concerned(file: SourceFile, version: int) -> bool:
    """Whether a file that a version of the readers read would be read differently now."""
    kind: Format | None = BY_SUFFIX.get(PurePosixPath(file.relative).suffix.lower())
    mixed = kind is None or kind.name == "ZIP archive"
    return any(
        names == EVERY or mixed or (kind is not None and kind.name in names)
        for names in CHANGES[version:]
    )
