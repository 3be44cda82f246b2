"""PDF -> one draft with page numbers. Owns pypdfium2.

The library gives characters with boxes; `layout` makes paragraphs in reading order of
them. One lock guards the library, which is not safe for threads. It recognises no text in
pictures: a scan is reported as such.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections import Counter
from collections.abc import Sequence

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from qa.articles.cleaning.logical_lines import Line
from qa.articles.decoding import tidy
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.pdf_layout import Glyph, Paragraph, paragraphs_of_page
from qa.articles.formats.plain_text import draft_of_parts
from qa.articles.metadata import Metadata, one_line, person
from qa.errors import ArticleError

_LOCK = threading.Lock()
_MOST_PAGES = 3_000
_MOST_CHARACTERS = 10_000_000
_LEAST_CHARACTERS = 20  # on a page on average; below it the text is in pictures
_EDGE = 2  # paragraphs at the top and the foot of a page that may be running heads
_LONGEST_HEAD = 12  # words of a running head; what is longer is text
# "Introduction . . . . . 5": a table of contents holds the words of every heading and says nothing.
_LEADERS = re.compile(r"(?<![.…·_])(?:\s?[.…·_]){5,}+\s{0,40}(?:\d{1,4}|[ivxl]{1,6})\b")
_NO_TITLE = re.compile(r"^(?:microsoft\s+word\b.*|untitled.*|.*\.\w{2,4}|document\d*|\W*)$", re.I)


def read_pdf(data: bytes, origin: Origin) -> list[Draft]:
    """Read a PDF.

    Raises ArticleError if it is damaged, asks for a password or holds pictures only.
    """
    with _LOCK:
        pages, said = _pages(data)
    if sum(len(paragraph.text) for page in pages for paragraph in page) < (
        _LEAST_CHARACTERS * min(len(pages), 10)
    ):
        raise ArticleError(
            "The PDF holds no text, only pictures of it. Run text recognition (OCR) first."
        )
    pages = [
        [paragraph for paragraph in page if not _LEADERS.search(paragraph.text)]
        for page in _without_running_heads(pages)
    ]
    parts = [
        (f"p. {number}", [Line(paragraph.text, place) for place, paragraph in enumerate(page)])
        for number, page in enumerate(pages, 1)
    ]
    if not said.title and pages:
        said = said.filled_from(Metadata(title=_largest(pages[0])))
    return [draft_of_parts(parts, said)]


def _pages(data: bytes) -> tuple[list[list[Paragraph]], Metadata]:
    """The paragraphs of every page and what the document says about itself."""
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
        said = document.get_metadata_dict(skip_empty=True)
        title = one_line(tidy(said.get("Title", "")))
        metadata = Metadata(
            title="" if _NO_TITLE.match(title) else title,
            author=person(one_line(tidy(said.get("Author", "")))),
        )
        pages: list[list[Paragraph]] = []
        left = _MOST_CHARACTERS
        for number in range(len(document)):
            glyphs = _glyphs(document, number)
            left -= len(glyphs)
            if left < 0:
                raise ArticleError("The PDF holds more than 10 million characters. Split it.")
            pages.append(paragraphs_of_page(glyphs))
        return pages, metadata
    finally:
        document.close()


def _glyphs(document: pdfium.PdfDocument, number: int) -> list[Glyph]:
    """The characters of a page with their boxes; a page that cannot be read has none."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return []
    try:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        advance = raw.FS_RECTF()
        glyphs = []
        for index in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, index)
            raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
            size = raw.FPDFText_GetFontSize(text, index)
            sides = left.value, right.value
            # The ink of a "1" is half as wide as its room, and the gap beside it is no space.
            if raw.FPDFText_GetLooseCharBox(text, index, advance) and advance.left < advance.right:
                sides = advance.left, advance.right
            glyphs.append(Glyph(_character(code), *sides, bottom.value, top.value, size))
        return glyphs
    finally:
        text.close()
        page.close()


def _character(code: int) -> str:
    r"""The character of a code; \xad stands for a hyphen that only ends a line."""
    if code in {0x02, 0xFFFE, 0xAD}:
        return "\xad"
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or code == 0:
        return "\ufffd"
    return chr(code)


def _without_running_heads(pages: Sequence[list[Paragraph]]) -> list[list[Paragraph]]:
    """Take off what stands at the edge of page after page, and page numbers."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_figureless(paragraph.text) for paragraph in _edge(page)})
    edges[""] = len(pages) + 3  # figures alone are a page number
    often = max(3, len(pages) // 3)
    running = [
        {p.text for p in _edge(page) if edges[_figureless(p.text)] >= often} for page in pages
    ]
    return [
        [paragraph for paragraph in page if paragraph.text not in gone]
        for page, gone in zip(pages, running, strict=True)
    ]


def _edge(page: Sequence[Paragraph]) -> list[Paragraph]:
    if len(page) < 2:
        return []
    edge = [*page[:_EDGE], *page[-_EDGE:]]
    return [paragraph for paragraph in edge if len(paragraph.text.split()) <= _LONGEST_HEAD]


def _figureless(text: str) -> str:
    return re.sub(r"[\W\d]+|\b(?:page|of|seite|von)\b", " ", text.lower()).strip()


def _largest(page: Sequence[Paragraph]) -> str:
    """The paragraph in the largest type, if it stands out and is short enough for a title."""
    short = [p for p in page[:12] if 2 <= len(p.text.split()) <= 30]
    if not short or len(page) < 2:
        return ""
    sizes = sorted(paragraph.size for paragraph in page)
    best = max(short, key=lambda paragraph: paragraph.size)
    return best.text if best.size > 1.15 * sizes[len(sizes) // 2] else ""
