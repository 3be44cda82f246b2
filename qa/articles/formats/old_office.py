"""Refuses old office files (.doc, .xls, .ppt, .msg) with a sentence on what to do.

They are binary formats of the nineties whose readers guess. A file that only has such a
name is read as what it is: many programs write tables or new documents under it.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from qa.articles.formats.csv_json import read_csv
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.plain_text import read_plain
from qa.errors import ArticleError

_MAGIC = b"\xd0\xcf\x11\xe0"
_REMEDIES = {
    ".doc": "an old Word file. Open it in Word or LibreOffice and save it as .docx",
    ".dot": "an old Word template. Open it in Word or LibreOffice and save it as .docx",
    ".xls": "an old Excel file. Open it in Excel or LibreOffice and save it as .xlsx",
    ".ppt": "an old PowerPoint file. Open it in PowerPoint or LibreOffice and save it as .pptx",
    ".pps": "an old PowerPoint file. Open it in PowerPoint or LibreOffice and save it as .pptx",
    ".msg": "an Outlook message. Open it in Outlook or Thunderbird and save it as .eml",
}
SUFFIXES = tuple(_REMEDIES)


def read_old(data: bytes, origin: Origin) -> list[Draft]:
    """Read what only has an old name. Raises ArticleError with the remedy for what is old."""
    suffix = PurePosixPath(origin.name).suffix.lower()
    if data.startswith(_MAGIC) or b"\x00" in data[:2_000].replace(b"\xff\xfe", b""):
        raise ArticleError(f"This is {_REMEDIES.get(suffix, _REMEDIES['.doc'])}.")
    return read_csv(data, origin) if suffix == ".xls" else read_plain(data, origin)
