"""PDF -> one draft with page numbers. This room owns pypdfium2.

    page -> runs of text with the values of form fields -> paragraphs in reading order
         -> without running heads -> one text

Pages without text are pictures of it: they are read by text recognition (`ocr`) where that
is installed. One lock guards the library, which is not safe for threads.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from qa.articles.cleaning.function_words import language_of
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.pdf.document_info import metadata_of
from qa.articles.formats.pdf.form_fields import with_fields
from qa.articles.formats.pdf.page_breaks import mended
from qa.articles.formats.pdf.page_layout import Paragraph, paragraphs_of_page
from qa.articles.formats.pdf.running_heads import without_running_heads
from qa.articles.formats.pdf.text_runs import text_runs
from qa.articles.formats.plain_text import PARAGRAPH, assembled
from qa.articles.metadata import Metadata
from qa.errors import ArticleError

_LOCK = threading.Lock()
_MOST_PAGES = 3_000
_MOST_CHARACTERS = 10_000_000
_LEAST_CHARACTERS = 20  # on a page on average; below it the text is in pictures


def read_pdf(data: bytes, origin: Origin) -> list[Draft]:
    """Read a PDF.

    Raises ArticleError if it is damaged, asks for a password or holds pictures only.
    """
    with _LOCK, _opened(data) as document:
        pages = _pages(document)
        info = document.get_metadata_dict(skip_empty=True)
    if sum(len(paragraph.text) for page in pages for paragraph in page) < (
        _LEAST_CHARACTERS * min(len(pages), 10)
    ):
        raise ArticleError(
            "The PDF holds no text, only pictures of it. Run text recognition (OCR) first."
        )
    said = metadata_of(info, pages[:2])
    pages = mended(without_running_heads(pages))
    return [_draft(pages, said)]


def _draft(pages: Sequence[Sequence[Paragraph]], said: Metadata) -> Draft:
    """One text with the pages as places; nothing is left out of it but the title, once."""
    lines = [(p.text, f"p. {number}") for number, page in enumerate(pages, 1) for p in page]
    title = next((place for place, (text, _) in enumerate(lines) if text == said.title), None)
    if title is not None and len(lines) > 1:
        del lines[title]
    text, places = assembled(lines)
    language = language_of(PARAGRAPH.join(line for line, _ in lines[:400])) or "en"
    return Draft(
        text, title=said.title, date=said.date, author=said.author, language=language, places=places
    )


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


def _pages(document: pdfium.PdfDocument) -> list[list[Paragraph]]:
    """The paragraphs of every page; a page that cannot be read has none."""
    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()
    pages: list[list[Paragraph]] = []
    left = _MOST_CHARACTERS
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError:
            pages.append([])
            continue
        try:
            count = max(raw.FPDFText_CountChars(text), 0)
            left -= count
            if left < 0:
                raise ArticleError("The PDF holds more than 10 million characters. Split it.")
            form = document.formenv.raw if document.formenv else None
            pages.append(paragraphs_of_page(with_fields(text_runs(text, count), page, form)))
        finally:
            text.close()
            page.close()
    return pages
