"""Which reader reads which file: the table behind `read_file`.

A format is added by a module with `read_x(data, name) -> list[Draft]` and a row here. The
modules of the heavier libraries are imported when the first such file is met.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from qa.articles.drafts import Draft
from qa.articles.plain import read_plain

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what it is called, who reads it, how many bytes are read at most.

    remedy: what a person can do about a file that is larger.
    """

    name: str
    read: Callable[[bytes, str], list[Draft]]
    max_bytes: int
    remedy: str = "Split it into smaller files."


def _markdown(data: bytes, name: str) -> list[Draft]:
    from qa.articles.markdown import read_markdown  # noqa: PLC0415

    return read_markdown(data, name)


def _web(data: bytes, name: str) -> list[Draft]:
    from qa.articles.web import read_web  # noqa: PLC0415

    return read_web(data, name)


PLAIN = Format("text", read_plain, 10 * MB)
MARKDOWN = Format("Markdown", _markdown, 3 * MB)
# The page parser needs 3 s for 1 MB of markup and 36 s for 11 MB.
WEB = Format("web page", _web, 2 * MB, "Save the article's text as .txt.")

BY_SUFFIX: dict[str, Format] = {
    ".txt": PLAIN,
    ".text": PLAIN,
    "": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": WEB,
    ".htm": WEB,
    ".xhtml": WEB,
}


def format_of(name: str, opening: bytes) -> Format | None:
    """The format of a file: by its first bytes where these are plain, else by its suffix.

    None for a suffix that no reader knows.
    """
    known = BY_SUFFIX.get(PurePosixPath(name).suffix.lower())
    start = opening.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    if known is PLAIN and start.startswith((b"<!doctype html", b"<html")):
        return WEB
    return known
