"""The table of formats: which reader reads which file, by its suffix and first bytes.

A format is added by a module with `read_x(data, origin) -> list[Draft]` and a row here. The
modules of the heavier libraries are imported when the first such file is met.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import PurePosixPath

from qa.articles.formats.draft import MB, RECOGNITION_S, Draft, Format, Origin
from qa.articles.formats.plain_text import read_plain
from qa.errors import ArticleError


def _markdown(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.markdown import read_markdown  # noqa: PLC0415

    return read_markdown(data, origin)


def _web(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.web_page import read_web  # noqa: PLC0415

    return read_web(data, origin)


def _mhtml(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.mail import read_mhtml  # noqa: PLC0415

    return read_mhtml(data, origin)


def _mail(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.mail import read_mail  # noqa: PLC0415

    return read_mail(data, origin)


def _mbox(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.mail import read_mbox  # noqa: PLC0415

    return read_mbox(data, origin)


def _pdf(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.pdf.document import read_pdf  # noqa: PLC0415

    return read_pdf(data, origin)


def _picture(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.ocr import read_picture  # noqa: PLC0415

    return read_picture(data, origin)


def _docx(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.word import read_docx  # noqa: PLC0415

    return read_docx(data, origin)


def _pptx(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.slides import read_pptx  # noqa: PLC0415

    return read_pptx(data, origin)


def _xlsx(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.spreadsheet import read_xlsx  # noqa: PLC0415

    return read_xlsx(data, origin)


def _old(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.old_office import read_old  # noqa: PLC0415

    return read_old(data, origin)


def _rtf(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.rtf import read_rtf  # noqa: PLC0415

    return read_rtf(data, origin)


def _odt(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.odt import read_odt  # noqa: PLC0415

    return read_odt(data, origin)


def _epub(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.epub import read_epub  # noqa: PLC0415

    return read_epub(data, origin)


def _csv(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.csv_json import read_csv  # noqa: PLC0415

    return read_csv(data, origin)


def _json_lines(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.csv_json import read_json_lines  # noqa: PLC0415

    return read_json_lines(data, origin)


def _zip(data: bytes, origin: Origin) -> list[Draft]:
    from qa.articles.formats.zip_archive import read_zip  # noqa: PLC0415

    return read_zip(data, origin, format_of=known_format)


PLAIN = Format("text", read_plain, 10 * MB, guarded=False)
MARKDOWN = Format("Markdown", _markdown, 3 * MB, guarded=False)
# The page parser needs 3 s for 1 MB of markup and 36 s for 11 MB.
WEB = Format("web page", _web, 2 * MB, "Save the article's text as .txt.")
MHTML = Format("saved page", _mhtml, 20 * MB, "Save the article's text as .txt.")
MAIL = Format("e-mail", _mail, 20 * MB, "Save its text without attachments.")
MBOX = Format("mailbox", _mbox, 100 * MB, "Split it, or save its letters without attachments.")
PDF = Format("PDF", _pdf, 100 * MB)
PICTURE = Format("picture", _picture, 50 * MB, "Save it smaller.")
DOCX = Format("Word", _docx, 50 * MB)
PPTX = Format("PowerPoint", _pptx, 100 * MB)
XLSX = Format("Excel", _xlsx, 50 * MB)
OLD = Format("old office", _old, 50 * MB)
RTF = Format("RTF", _rtf, 5 * MB, "Save it as .docx or .txt.")
ODT = Format("OpenDocument", _odt, 50 * MB)
EPUB = Format("EPUB", _epub, 50 * MB)
CSV = Format("CSV", _csv, 50 * MB)
JSON_LINES = Format("JSON", _json_lines, 50 * MB)
ZIP = Format("ZIP archive", _zip, 100 * MB, "Unpack it.")

BY_SUFFIX: dict[str, Format] = {
    ".txt": PLAIN,
    ".text": PLAIN,
    "": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": WEB,
    ".htm": WEB,
    ".xhtml": WEB,
    ".mhtml": MHTML,
    ".mht": MHTML,
    ".eml": MAIL,
    ".mbox": MBOX,
    ".pdf": PDF,
    ".png": PICTURE,
    ".jpg": PICTURE,
    ".jpeg": PICTURE,
    ".tif": PICTURE,
    ".tiff": PICTURE,
    ".webp": PICTURE,
    ".docx": DOCX,
    ".rtf": RTF,
    ".docm": DOCX,
    ".dotx": DOCX,
    ".pptx": PPTX,
    ".pptm": PPTX,
    ".ppsx": PPTX,
    ".xlsx": XLSX,
    ".xlsm": XLSX,
    ".odt": ODT,
    ".ott": ODT,
    ".odp": ODT,
    ".ods": ODT,
    ".epub": EPUB,
    ".csv": CSV,
    ".tsv": CSV,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".json": JSON_LINES,
    ".zip": ZIP,
}
# Known, so that the reason names the remedy; none is among the types that are read.
_OLD_SUFFIXES = {".doc", ".dot", ".xls", ".ppt", ".pps", ".msg"}
# A file that was given the wrong suffix is known by how it begins.
_OPENINGS = (
    (b"%pdf-", PDF),
    (b"{\\rtf", RTF),
    (b"<!doctype html", WEB),
    (b"<html", WEB),
)


def format_of(name: str, opening: bytes) -> Format | None:
    """The format of a file: by its first bytes where these are plain, else by its suffix.

    None for a suffix that no reader knows.
    """
    suffix = PurePosixPath(name).suffix.lower()
    known = OLD if suffix in _OLD_SUFFIXES else BY_SUFFIX.get(suffix)
    if known is None or known in {MAIL, MBOX, MHTML, CSV, JSON_LINES}:
        return known
    start = opening.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].lower()
    return next((kind for begins, kind in _OPENINGS if start.startswith(begins)), known)


def recognition_s(name: str) -> float:
    """How much longer a file may take to read because pictures in it may be recognised."""
    kind = BY_SUFFIX.get(PurePosixPath(name).suffix.lower())
    return RECOGNITION_S if kind in {PDF, PICTURE} and find_spec("rapidocr") else 0.0


def known_format(name: str, opening: bytes) -> Format:
    """`format_of`, for a file that must have one.

    Raises ArticleError, naming the types that are read, for a suffix that no reader knows.
    """
    kind = format_of(name, opening)
    if kind is None:
        raise ArticleError(unknown(name))
    return kind


def unknown(name: str) -> str:
    """What to say about a file that no reader knows."""
    suffixes = ", ".join(sorted(suffix for suffix in BY_SUFFIX if suffix))
    return f"Files of type {PurePosixPath(name).suffix} are not read; those read are {suffixes}."
