"""XLSX -> drafts with sheet and row as places. Owns openpyxl.

Values stand as the sheet shows them (`number_format`), those of formulas as they were last
computed. Each table of a sheet is written as all tables are; a title above and notes below it
are paragraphs. A workbook of more rows than a window can show is several articles.
"""

from __future__ import annotations

import dataclasses
import io
import warnings
import zipfile
from collections.abc import Iterator

from openpyxl import load_workbook  # type: ignore[import-untyped]

from qa.articles.decoding import tidy
from qa.articles.formats.document_text import Block, draft_of_document
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.number_format import shown
from qa.articles.formats.open_xml import opened, properties
from qa.articles.formats.table_text import sheet_places
from qa.errors import ArticleError

_MOST_ROWS = 100_000  # of a workbook
_ROWS_OF_ARTICLE = 1_000
_MOST_COLUMNS = 1_000
_STRICT = b"http://purl.oclc.org/ooxml/"
_SPELLINGS = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip


def read_xlsx(data: bytes, origin: Origin) -> list[Draft]:
    """Read an XLSX file. Raises ArticleError if it is damaged, locked or without words."""
    container = opened(data, "Excel file", ".xlsx")
    parts = {}
    for name in container.names:  # unpacked here once, under limits, before the library does
        if name.endswith((".xml", ".rels")):
            parts[name] = container.read(name)
    if any(_STRICT in part[:2_000] for part in parts.values()):
        data = _transitional(parts)
    found = properties(container)
    pieces = list(_pieces(data))
    drafts = []
    for number, blocks in enumerate(pieces):
        draft = draft_of_document(blocks, found, head=False)
        drafts.append(dataclasses.replace(draft, key=str(number + 1) if number else ""))
    if not drafts:
        raise ArticleError("The Excel file holds no words, only empty cells.")
    return drafts


def _pieces(data: bytes) -> Iterator[list[Block]]:
    """The blocks of each article: all sheets, or as many rows as one may have."""
    piece: list[Block] = []
    held = total = 0
    for sheet, rows in _sheets(data):
        total += len(rows)
        if total > _MOST_ROWS:
            raise ArticleError(f"The Excel file has more than {_MOST_ROWS:,} rows. Split it.")
        for start in range(0, len(rows), _ROWS_OF_ARTICLE):
            part = rows[start : start + _ROWS_OF_ARTICLE]
            if piece and held + len(part) > _ROWS_OF_ARTICLE:
                yield piece
                piece, held = [], 0
            heads = rows[:1] if start else []  # every piece has the names of the columns
            numbers = [*([1] if start else []), *range(start + 1, start + len(part) + 1)]
            piece += sheet_places(sheet, [*heads, *part], numbers)
            held += len(part)
    if piece:
        yield piece


def _sheets(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """The name and the cells of each sheet that has any."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions and styles that are not read
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                rows = []
                for row in sheet.iter_rows(max_col=_MOST_COLUMNS, max_row=_MOST_ROWS + 1):
                    rows.append(
                        [
                            tidy(shown(cell.value, cell.number_format or ""))
                            if cell.value is not None
                            else ""
                            for cell in row
                        ]
                    )
                while rows and not any(rows[-1]):
                    rows.pop()
                if rows:
                    yield sheet.title, rows
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        SyntaxError,
        zipfile.BadZipFile,
        AssertionError,
    ):
        raise ArticleError(
            "The Excel file is damaged. Open it and save it as .xlsx again."
        ) from None


def _transitional(parts: dict[str, bytes]) -> bytes:
    """A package in Strict Open XML with the namespaces that the library knows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in parts.items():
            usual = part
            for strict, transitional in _SPELLINGS:
                usual = usual.replace(strict, transitional)
            package.writestr(name, usual)
    return out.getvalue()
