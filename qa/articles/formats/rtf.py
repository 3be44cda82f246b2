"""RTF -> one draft. Owns striprtf.

Paragraphs in their order, rows of tables as the library gives them, a bar after each cell.
Headers, pictures and fields' instructions are left out.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import groupby

from striprtf.striprtf import rtf_to_text

from qa.articles.decoding import tidy
from qa.articles.formats.document_text import draft_of_document
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.plain_text import read_plain
from qa.articles.formats.table_text import table_blocks
from qa.articles.metadata import Metadata, one_line, person
from qa.errors import ArticleError

_INFO = re.compile(r"\{\\(title|author)\s([^{}]{1,300})\}")
_DATE = re.compile(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def read_rtf(data: bytes, origin: Origin) -> list[Draft]:
    """Read an RTF file. Raises ArticleError if it is damaged or holds no text."""
    source = data.decode("latin-1")
    if not source.lstrip().startswith("{\\rtf"):
        return read_plain(data, origin)
    charset = re.search(r"\\ansicpg(\d+)", source[:2000])
    encoding = f"cp{charset[1]}" if charset and charset[1] != "65001" else "cp1252"
    try:
        text = _text(source, encoding)
        said = {key: _text("{\\rtf1 " + value + "}", encoding) for key, value in _info(source)}
    except (ValueError, LookupError, IndexError, TypeError):
        raise ArticleError("The RTF file is damaged. Save it again.") from None
    blocks = [("", block) for block in _blocks(tidy(text), tables="\\cell" in source)]
    if not blocks:
        raise ArticleError("The RTF file holds no text.")
    found = Metadata(
        title=one_line(said.get("title", "")),
        author=person(one_line(said.get("author", ""))),
        date=_date(source),
    )
    return [draft_of_document(blocks, found)]


def _blocks(text: str, *, tables: bool) -> Iterator[str]:
    """Paragraphs, and runs of lines with a bar after each cell as tables.

    A row with fewer cells has merged ones, of which the library does not tell which: such rows
    are a table of their own, without the heads. Cells of several paragraphs are paragraphs.
    """
    lines = filter(None, (" ".join(line.split()) for line in text.split("\n")))
    if not tables:
        yield from lines
        return
    for cells, run in groupby(lines, key=lambda line: line.endswith("|") * line.count("|")):
        if cells:
            yield from table_blocks([line[:-1].split("|") for line in run])
        else:
            yield from filter(None, (part.strip() for line in run for part in line.split("|")))


def _text(source: str, encoding: str) -> str:
    return str(rtf_to_text(source, encoding=encoding, errors="replace"))  # type: ignore[no-untyped-call]


def _info(source: str) -> list[tuple[str, str]]:
    start = source.find("{\\info")
    return _INFO.findall(source[start : start + 4000]) if start >= 0 else []


def _date(source: str) -> datetime.date | None:
    found = _DATE.search(source[:10_000])
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
