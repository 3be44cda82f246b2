"""XLSX: what the sheet shows, with sheet and row as place."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from qa.articles import read_file
from qa.errors import ArticleError
from tests.articles import make
from tests.articles.helpers import read_one, source_file


def book(**sheets: list[list[object]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, datetime.date):
                    cell.number_format = "d mmm yyyy"
                elif isinstance(cell.value, float):
                    cell.number_format = '#,##0.00 "EUR"'
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


BUDGET: list[list[object]] = [
    ["Budget of May"],
    [],
    ["Item", "Due", "Sum"],
    ["Rent", datetime.date(2025, 1, 3), 1250.0],
    ["Food", None, 64.5],
    [],
    ["Food was dear."],
]
SHOWN = (
    "| Item | Due | Sum |\nRent | 3 Jan 2025 | 1,250.00 EUR\nFood | | 64.50 EUR\n\nFood was dear."
)


def test_tables_titles_and_notes_of_each_sheet(tmp_path: Path) -> None:
    data = book(Budget=BUDGET, Loans=[["Who", "Book", "Days"], ["Ida", "Bells", 3]], Empty=[])
    article = read_one(tmp_path, "a.xlsx", data)
    assert article.title == "Budget of May"
    assert article.text == f"{SHOWN}\n\n| Who | Book | Days |\nIda | Bells | 3"
    assert article.place_at(article.text.index("Rent")) == "Budget, row 4"
    assert article.place_at(article.text.index("dear")) == "Budget, row 7"
    assert article.place_at(article.text.index("Ida")) == "Loans, row 2"


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book(Budget=BUDGET))) as usual,
        zipfile.ZipFile(out, "w") as strict,
    ):
        for name in usual.namelist():
            part = usual.read(name)
            for kind in (b"spreadsheetml/", b"officeDocument/"):
                part = part.replace(
                    b"http://schemas.openxmlformats.org/" + kind + b"2006/",
                    b"http://purl.oclc.org/ooxml/" + kind,
                )
            strict.writestr(name, part)
    assert read_one(tmp_path, "a.xlsx", out.getvalue()).text == SHOWN


def test_a_long_sheet_is_several_articles_each_with_the_heads(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Boat", "Price"], *([f"boat {n}", n] for n in range(1200))]
    first, second = read_file(source_file(tmp_path, "a.xlsx", book(Boats=rows)))
    assert (first.path, second.path) == ("a.xlsx", "a.xlsx#2")
    assert second.text.startswith("| Boat | Price |\nboat 999 | 999\n")
    assert second.place_at(second.text.index("boat 999")) == "Boats, row 1001"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (book(Empty=[]), "holds no words"),
        (make.zipped({"xl/workbook.xml": "<x/>"}), "damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old .xls format"),
        (make.zipped({"xl/workbook.xml": b" " * 40_000_000}), "ZIP bomb"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_file(source_file(tmp_path, "a.xlsx", data))
