"""A ZIP of articles -> the drafts of its members, under the limits of `containers`.

Members are read by the reader of their own format and named "press.zip#folder/name". A
member that cannot be read is noted and the others are kept. Archives in archives are
refused, so no bomb unfolds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import PurePosixPath

from qa.articles.formats.containers import Container, leads_out
from qa.articles.formats.draft import Draft, Format, Origin
from qa.errors import ArticleError
from qa.records import FileFailure

# (name, first bytes) -> the format of a member; ArticleError where no reader knows it.
FormatOf = Callable[[str, bytes], Format]


def read_zip(data: bytes, origin: Origin, *, format_of: FormatOf) -> list[Draft]:
    """Read the articles of an archive.

    format_of: finds the reader of a member.

    Raises ArticleError if it is damaged or none of its members is an article.
    """
    if origin.depth:
        raise ArticleError("Archives in archives are not read. Unpack it first.")
    container = Container(data, "ZIP archive")
    drafts: list[Draft] = []
    for name in container.names:
        hidden = any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
        if hidden and not leads_out(name):
            continue
        try:
            drafts += _of_member(container, name, origin, format_of)
        except ArticleError as error:
            origin.failures.append(FileFailure(f"{origin.name}#{name}", str(error)))
    if not drafts:
        reason = origin.failures[0].reason if origin.failures else "It is empty."
        raise ArticleError(f"No file of the archive holds an article. {reason}")
    return drafts


def _of_member(container: Container, name: str, origin: Origin, format_of: FormatOf) -> list[Draft]:
    """The drafts of one member, with the keys of all under its name."""
    if leads_out(name):
        raise ArticleError("The member's name leads out of the archive; it is not read.")
    kind = format_of(name, b"")
    data = container.read(name, max_bytes=kind.max_bytes)
    if not data.strip():
        raise ArticleError("The file is empty.")
    inner = dataclasses.replace(origin, name=f"{origin.name}#{name}", depth=origin.depth + 1)
    kind = format_of(name, data[:512])
    return [
        dataclasses.replace(draft, key=f"{name}#{draft.key}" if draft.key else name)
        for draft in kind.read(data, inner)
    ]
