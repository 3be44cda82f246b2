"""File -> articles: opens it under limits, finds its reader, gives the drafts an identity.

Whatever is wrong with a file ends here as an ArticleError of one sentence; it is the only
place that opens the files of the corpus.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from qa.articles.file_listing import SourceFile
from qa.articles.formats.draft import Format, Origin, finished
from qa.articles.formats.registry import format_of, known_format
from qa.articles.metadata import SYNONYMS
from qa.errors import ArticleError, ReadingGivenUp, SettingsError
from qa.records import Article, FileFailure

NO_PERMISSION = "There is no permission to read the file. Check its permissions."
_OPENING = 512  # bytes
_LASTING = {
    errno.ENOENT: "The file is gone, or it is a link that leads nowhere.",
    errno.ELOOP: "The link leads in a circle. Remove it.",
    errno.ENXIO: "This is a pipe, socket or device and not a file. Remove it.",
}
_LARGE = 300_000  # bytes; a text of that size can be made to take seconds
FIELDS = ("text", *SYNONYMS)


def read_file(
    file: SourceFile,
    *,
    columns: str = "",
    cleaning: bool = True,
    failures: list[FileFailure] | None = None,
) -> list[Article]:
    """Read the articles of a file, most often one.

    columns: the setting `article_columns`, for tables. cleaning: whether menus and notices
    are taken off what is a web page or the copy of one. failures: gets the parts of an archive
    or table that could not be read while others could.

    Raises ArticleError, with the reason and the remedy, for a file that is empty, binary, too
    large, damaged, of an unknown format or without an article's text, ReadingGivenUp for one
    that the system does not let be read; SettingsError if `columns` is malformed.
    """
    if file.trouble:
        raise ArticleError(file.trouble)
    data, kind = _contents(file)
    if not data.strip():
        raise ArticleError("The file is empty. Put an article in it or remove it.")
    origin = Origin(
        name=file.relative,
        columns=columns_of(columns),
        failures=[] if failures is None else failures,
        cleaning=cleaning,
    )
    try:
        drafts = kind.read(data, origin)
    except RecursionError:
        raise ArticleError(f"This {kind.name} file is nested too deeply to be read.") from None
    except MemoryError:
        raise ArticleError(f"This {kind.name} file needs more memory than there is.") from None
    return [finished(draft, file.relative) for draft in drafts]


def needs_guard(file: SourceFile) -> bool:
    """Whether a file's parser may hang or take all memory; False for one that has none."""
    if file.trouble:
        return False
    try:
        with os.fdopen(_open_regular(file.path), "rb") as stream:
            kind = format_of(file.relative, stream.read(_OPENING))
    except (OSError, ValueError, ArticleError):
        return False  # reading it will tell why
    return kind is not None and (kind.guarded or file.size > _LARGE)


def columns_of(setting: str) -> dict[str, str]:
    """The setting `article_columns` as field -> column: "text=body, title=headline".

    Raises SettingsError if a part is no pair or names no field of an article.
    """
    columns: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in setting.split(","))):
        field, equals, name = (piece.strip() for piece in part.partition("="))
        if not equals or not name or field not in FIELDS:
            raise SettingsError(
                f"QA_ARTICLE_COLUMNS cannot hold {part!r}. Write pairs like text=body, separated "
                f"by commas; the fields are {', '.join(FIELDS)}."
            )
        columns[field] = name
    return columns


def _contents(file: SourceFile) -> tuple[bytes, Format]:
    """The bytes of a file and its format."""
    try:
        handle = _open_regular(file.path)
        with os.fdopen(handle, "rb") as stream:
            opening = stream.read(_OPENING)
            kind = known_format(file.relative, opening)
            data = opening + stream.read(kind.max_bytes + 1 - len(opening))
            if len(data) > kind.max_bytes:
                size = max(os.fstat(stream.fileno()).st_size, len(data))
                raise ArticleError(
                    f"The file has {size / 1e6:,.1f} MB; a {kind.name} file is read up to "
                    f"{kind.max_bytes / 1e6:,.0f} MB. {kind.remedy}"
                )
    except OSError as error:
        raise _refused(error) from None
    return data, kind


def _open_regular(path: Path) -> int:
    """Open a file for reading without ever waiting for the other end of a pipe."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        os.close(handle)
        if folder:
            raise ReadingGivenUp("This folder cannot be listed. Check its permissions.")
        raise ArticleError(_LASTING[errno.ENXIO])
    return handle


def _refused(error: OSError) -> ArticleError:
    """What is said of a file that cannot be opened or read; most causes may pass."""
    if error.errno in _LASTING:
        return ArticleError(_LASTING[error.errno])
    if error.errno in {errno.EACCES, errno.EPERM}:
        return ReadingGivenUp(NO_PERMISSION)
    return ReadingGivenUp(
        f"The file cannot be read ({error.strerror}). Check the disk and its permissions."
    )
