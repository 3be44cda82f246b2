"""PDF -> the paragraphs of its pages, by their text or by recognising the pictures of it.

A page is a picture of text if it has next to no text and a picture covers much of it, or if
its font does not say which letters it shows. One that cannot be recognised, because that is
not installed or takes too long, is counted and not passed over in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from qa.articles.formats.ocr import LONGEST_SIDE, Recogniser, is_installed
from qa.articles.formats.pdf.form_fields import with_fields
from qa.articles.formats.pdf.page_layout import Paragraph, paragraphs_of_page
from qa.articles.formats.pdf.text_runs import Run, text_runs
from qa.errors import ArticleError

_MOST_CHARACTERS = 10_000_000
_FEW = 5  # letters on a page that has no text
_STAMP = 60  # letters of a stamp or a page number over a picture of the page
_MUCH = 0.2  # of a page that a picture covers which may hold text
_WHOLE = 0.8  # of a page that is one picture
_DEEPEST = 3  # forms within forms where pictures are looked for
_UNKNOWN = 0.3  # of the letters whose font does not say what they are
_SCALE = 2.2  # pixels a point: 160 dpi


@dataclass(slots=True)
class Pages:
    """What was read: paragraphs a page; which pages were recognised, which not read at all."""

    paragraphs: list[list[Paragraph]] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)


def read_pages(document: pdfium.PdfDocument) -> Pages:
    """Read every page; one that is damaged has no paragraphs."""
    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()
    form = document.formenv.raw if document.formenv else None
    read = Pages()
    recogniser = Recogniser()
    left = _MOST_CHARACTERS
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError:
            read.paragraphs.append([])
            continue
        try:
            count = max(raw.FPDFText_CountChars(text), 0)
            left -= count
            if left < 0:
                raise ArticleError("The PDF holds more than 10 million characters. Split it.")
            runs = with_fields(text_runs(text, count), page, form)
            if _is_picture(page, runs):
                runs = _recognised(page, runs, recogniser, read, number)
            read.paragraphs.append(paragraphs_of_page(runs))
        finally:
            text.close()
            page.close()
    return read


def _recognised(
    page: pdfium.PdfPage, runs: list[Run], recogniser: Recogniser, read: Pages, number: int
) -> list[Run]:
    """What stands in the picture of a page, or its text where that is more."""
    if not is_installed() or not recogniser.has_time:
        if _letters(runs) < _FEW:
            read.unread.append(number)
        return runs
    scale = min(_SCALE, LONGEST_SIDE / max(*page.get_size(), 1.0))
    found = recogniser.runs(page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3])
    if _letters(found) <= _letters(runs) and not _is_unknown(runs):
        return runs
    read.recognised.append(number)
    return found


def _is_picture(page: pdfium.PdfPage, runs: Sequence[Run]) -> bool:
    letters = _letters(runs)
    if letters < _FEW:
        return _covered(page) >= _MUCH
    return _is_unknown(runs) or (letters < _STAMP and _covered(page) >= _WHOLE)


def _letters(runs: Sequence[Run]) -> int:
    return sum(char.isalnum() for run in runs for char in run.text)


def _is_unknown(runs: Sequence[Run]) -> bool:
    """Whether the font of a page does not say which letters it shows."""
    text = "".join(run.text for run in runs)
    unknown = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in text)
    return len(text) > _FEW and unknown > _UNKNOWN * len(text)


def _covered(page: pdfium.PdfPage) -> float:
    """The share of a page that its largest picture covers."""
    width, height = page.get_size()
    largest = 0.0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST):
        try:
            left, bottom, right, top = picture.get_bounds()
        except pdfium.PdfiumError:
            continue
        largest = max(largest, abs((right - left) * (top - bottom)))
    return float(largest / max(width * height, 1.0))
