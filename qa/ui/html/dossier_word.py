"""Writes a dossier of notes as a Word document, by python-docx, which this module owns.

Headings, quotes, lists and tables are Word's own styles, so that the writer's template can change
them; the numbers of sources are raised, as in the list at the end.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from qa.ui.html.dossier_text import Dossier, Line, Section, Source
from qa.ui.html.text_export import UNSUPPORTED
from qa.ui.interface_words import _

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# What XML cannot hold: python-docx refuses it, and the page shows none of it either.
_NO_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def dossier_word(dossier: Dossier) -> bytes:
    """The dossier as a .docx file."""
    from docx import Document as new_document  # noqa: PLC0415 - only where one is wanted

    document = new_document()
    document.core_properties.title = _xml(dossier.title)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_heading(_xml(dossier.title), level=0)
    document.add_paragraph(_xml(dossier.about))
    for section in dossier.sections:
        _write(document, section)
    if dossier.sources:
        document.add_heading(_("Sources"), level=1)
        for source in dossier.sources:
            _write_source(document.add_paragraph(), source)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _write(document: Document, section: Section) -> None:
    document.add_heading(_xml(section.heading), level=1)
    if section.direct:
        document.add_paragraph().add_run(_xml(section.direct)).bold = True
    if section.rows:
        table = document.add_table(len(section.rows), len(section.rows[0]), style="Table Grid")
        for row, cells in zip(section.rows, table.rows, strict=True):
            for line, cell in zip(row, cells.cells, strict=True):
                _write_line(cell.paragraphs[0], line)
    running: Paragraph | None = None
    for line in section.lines:
        if section.quoted:
            _write_line(document.add_paragraph(style="Quote"), line)
        elif line.item:
            _write_line(document.add_paragraph(style="List Bullet"), line)
        elif running is None:
            running = document.add_paragraph()
            _write_line(running, line)
        else:
            running.add_run(" ")
            _write_line(running, line)
    if section.comment:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{_('Comment')}: ").italic = True
        paragraph.add_run(_xml(section.comment))


def _write_line(paragraph: Paragraph, line: Line) -> None:
    if line.label:
        paragraph.add_run(f"{_xml(line.label)}: ").bold = True
    paragraph.add_run(_xml(line.text))
    if line.sources:
        numbers = paragraph.add_run(", ".join(map(str, line.sources)))
        numbers.font.superscript = True
    if not line.supported:
        paragraph.add_run(f" ({_(UNSUPPORTED)})").italic = True


def _write_source(paragraph: Paragraph, source: Source) -> None:
    paragraph.add_run(f"{source.number}. ").bold = True
    paragraph.add_run(f"“{_xml(source.quote)}” {_xml(source.facts)}.")
    if source.url:
        paragraph.add_run(f" {_xml(source.url)}")
    paragraph.add_run(f" {_xml(source.place)}.").italic = True


def _xml(text: str) -> str:
    return _NO_XML.sub("", text)
