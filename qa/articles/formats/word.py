"""Word processor files -> one draft: DOCX and RTF. Owns python-docx and striprtf.

Paragraphs and the rows of tables in their order; headers, footers, comments and pictures
are left out. The title is the paragraph in the style "Title", else the document's property.
"""

from __future__ import annotations

import datetime
import io
import re

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from striprtf.striprtf import rtf_to_text

from qa.articles.decoding import decode, tidy
from qa.articles.formats.containers import Container
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.plain_text import PARAGRAPH, draft_of_text
from qa.articles.metadata import Metadata, one_line, person
from qa.errors import ArticleError

_DAMAGED = "The Word file is damaged. Save or download it again."
_RTF_INFO = re.compile(r"\{\\(title|author)\s+([^{}]{1,300})\}")
_RTF_DATE = re.compile(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def read_docx(data: bytes, origin: Origin) -> list[Draft]:
    """Read a DOCX file. Raises ArticleError if it is damaged, locked or without text."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ArticleError(
            "The Word file is protected by a password or in the old .doc format. "
            "Save it as .docx without a password."
        )
    container = Container(data, "Word file")
    for name in container.names:  # unpacked here once, under limits, before the library does
        if name.endswith((".xml", ".rels")):
            container.read(name)
    try:
        document = docx.Document(io.BytesIO(data))
        title, blocks = _blocks(document)
        said = document.core_properties
        found = Metadata(
            title=title or one_line(tidy(said.title or "")),
            author=person(one_line(tidy(said.author or ""))),
        )
    except (OpcError, KeyError, ValueError, AttributeError, SyntaxError, TypeError):
        raise ArticleError(_DAMAGED) from None
    if found.author == "python-docx":  # what the library's own template says
        found = Metadata(title=found.title)
    if not blocks:
        raise ArticleError("The Word file holds no text.")
    text = PARAGRAPH.join(blocks)
    return [draft_of_text(text, found)]


def _blocks(document: Document) -> tuple[str, list[str]]:
    """The title and the text of paragraphs and table rows, in order."""
    title = ""
    blocks: list[str] = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                blocks.append(" | ".join(filter(None, cells)))
            continue
        text = " ".join(tidy(item.text).split())
        style = item.style.name if item.style is not None else ""
        if style == "Title" and not title:
            title = text
        else:
            blocks.append(text)
    return title, [block for block in blocks if block]


def read_rtf(data: bytes, origin: Origin) -> list[Draft]:
    """Read an RTF file. Raises ArticleError if it is none or holds no text."""
    source = data.decode("latin-1")
    if not source.lstrip().startswith("{\\rtf"):
        return [draft_of_text(tidy(decode(data)), Metadata())]
    charset = re.search(r"\\ansicpg(\d+)", source[:2000])
    encoding = f"cp{charset[1]}" if charset and charset[1] != "65001" else "cp1252"
    try:
        text = _rtf_text(source, encoding)
        said = {
            key: _rtf_text("{\\rtf1 " + value + "}", encoding)
            for key, value in _info(source).items()
        }
    except (ValueError, LookupError, IndexError, TypeError):
        raise ArticleError("The RTF file is damaged. Save it again.") from None
    text = tidy(text)
    if not text.strip():
        raise ArticleError("The RTF file holds no text.")
    found = Metadata(
        title=one_line(said.get("title", "")),
        author=person(one_line(said.get("author", ""))),
        date=_rtf_date(source),
    )
    paragraphs = text.replace("\n", PARAGRAPH)
    return [draft_of_text(paragraphs, found)]


def _rtf_text(source: str, encoding: str) -> str:
    return str(rtf_to_text(source, encoding=encoding, errors="replace"))  # type: ignore[no-untyped-call]


def _info(source: str) -> dict[str, str]:
    start = source.find("{\\info")
    return dict(_RTF_INFO.findall(source[start : start + 4000])) if start >= 0 else {}


def _rtf_date(source: str) -> datetime.date | None:
    found = _RTF_DATE.search(source[:10_000])
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
