"""Which files another version of the readers, or another setting of cleaning, reads differently.

The catalog keeps with each file the version that read it. Whoever changes what a format
gives adds a line here; the next build then reads the files of that format once more. It knows
formats by the names of files and opens none.
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
    frozenset(["web page", "saved page"]),  # 2: the dateline, authors by reference and by house
    # 3: cells and running heads of PDF, merged heads of tables, titles of books
    frozenset(["PDF", "picture", "Excel", "OpenDocument", "CSV", "EPUB", "Word", "PowerPoint"]),
)
VERSION = len(CHANGES)
# The formats in which web pages come and texts that may be copies of one.
_CLEANED = frozenset(["text", "web page", "saved page", "CSV", "JSON"])


def concerned(file: SourceFile, version: int) -> bool:
    """Whether a file that a version of the readers read would be read differently now."""
    return any(_is_of(file, names) for names in CHANGES[version:])


def depends_on_cleaning(file: SourceFile) -> bool:
    """Whether a file may be a web page or the copy of one, of which cleaning takes lines."""
    return _is_of(file, _CLEANED)


def _is_of(file: SourceFile, names: frozenset[str]) -> bool:
    """Whether a file is, or may be, of one of these formats."""
    kind: Format | None = BY_SUFFIX.get(PurePosixPath(file.relative).suffix.lower())
    return names == EVERY or kind is None or kind.name == "ZIP archive" or kind.name in names
