"""PDF -> one draft with page numbers. This room owns pypdfium2.

    page -> runs of text with the values of form fields -> paragraphs in reading order
         -> without running heads -> one text

Pages without text are pictures of it: they are read by text recognition (`ocr`) where that
is installed. One lock guards the library, which is not safe for threads.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from qa.articles.cleaning.clean import clean_lines
from qa.articles.cleaning.function_words import language_of
from qa.articles.cleaning.logical_lines import PARAGRAPH, Line
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.ocr import REMEDY, is_installed
from qa.articles.formats.pdf.document_info import metadata_of
from qa.articles.formats.pdf.page_breaks import mended
from qa.articles.formats.pdf.page_layout import Paragraph
from qa.articles.formats.pdf.pages import read_pages
from qa.articles.formats.pdf.running_heads import without_running_heads
from qa.articles.formats.plain_text import assembled
from qa.articles.formats.text_head import read_head
from qa.articles.metadata import Metadata
from qa.errors import ArticleError
from qa.records import FileFailure

_LOCK = threading.Lock()
_MOST_PAGES = 3_000
_HEAD = 30  # paragraphs among which a day and a byline are looked for
_NO_TEXT = f"The PDF holds no text, only pictures of it or nothing (OCR). {REMEDY}"
_NO_TEXT_INSTALLED = "The PDF holds no text, and none was recognised in its pictures by OCR."


def read_pdf(data: bytes, origin: Origin) -> list[Draft]:
    """Read a PDF. Pages that are pictures and cannot be recognised are noted as failures.

    Raises ArticleError if it is damaged, asks for a password or holds nothing that can be read.
    """
    with _LOCK, _opened(data) as document:
        read = read_pages(document)
        info = document.get_metadata_dict(skip_empty=True)
    if not any(read.paragraphs):
        raise ArticleError(_NO_TEXT_INSTALLED if is_installed() else _NO_TEXT)
    why = "The page is a picture. " + ("It takes too long to read." if is_installed() else REMEDY)
    origin.failures.extend(FileFailure(f"{origin.name}#p. {n + 1}", why) for n in read.unread)
    draft = draft_of_pages(read.paragraphs, info)
    return [dataclasses.replace(draft, ocr=bool(read.recognised))]


def draft_of_pages(
    pages: Sequence[list[Paragraph]], info: Mapping[str, str] | None = None
) -> Draft:
    """One text with the pages as places; nothing is left out of it but the title, once.

    info: what the document says about itself, by the names that PDF has for it.
    """
    said = metadata_of(info or {}, pages[:2])
    pages = mended(without_running_heads(pages))
    lines = [(p.text, f"p. {number}") for number, page in enumerate(pages, 1) for p in page]
    title = next((place for place, (text, _) in enumerate(lines) if text == said.title), None)
    if title is not None and len(lines) > 1:
        del lines[title]
    text, places = assembled(lines)
    language = language_of(PARAGRAPH.join(line for line, _ in lines[:400])) or "en"
    printed = _printed([line for line, _ in lines[:_HEAD]], language)
    return Draft(
        text,
        title=said.title,
        date=printed.date or said.date,
        author=said.author or printed.author,
        language=language,
        places=places,
    )


def _printed(opening: Sequence[str], language: str) -> Metadata:
    """The day at the head of the text, rather than that of the file, and a byline."""
    lines = [Line(text, place) for place, text in enumerate(opening)]
    if not lines:
        return Metadata()
    head = read_head(lines, clean_lines(lines, language=language), titled=True)
    signed = any(opening[place].lower().startswith("by ") for place in head.used)
    return Metadata(date=head.metadata.date, author=head.metadata.author if signed else None)


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ArticleError(
                "The PDF is protected by a password. Save a copy without one."
            ) from None
        raise ArticleError("The PDF is damaged and cannot be opened. Download it again.") from None
    try:
        if len(document) > _MOST_PAGES:
            raise ArticleError(
                f"The PDF has {len(document):,} pages; up to {_MOST_PAGES:,} are read. Split it."
            )
        yield document
    finally:
        document.close()
