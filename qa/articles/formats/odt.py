"""OpenDocument -> one draft: text (ODT), slides (ODP) and sheets (ODS).

Headings, paragraphs, the items of lists with their numbers, tables and boxes in their order;
slides and sheets are places. Deleted text, comments, the marks of footnotes and the notes'
numbers are left out; foot- and endnotes follow their paragraph, marked with a number of their
own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

from qa.articles.date_parsing import parse_date
from qa.articles.decoding import tidy
from qa.articles.formats.containers import Container
from qa.articles.formats.document_text import Block, draft_of_document
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.markup import xml_tree
from qa.articles.formats.odt_lists import ListNumbers, list_numbers
from qa.articles.formats.open_xml import NO_AUTHORS
from qa.articles.formats.table_text import Cell, sheet_places, table_blocks
from qa.articles.metadata import Metadata, language_code, one_line, person
from qa.errors import ArticleError

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LEFT_OUT = frozenset(
    [f"{_TEXT}page-number", f"{_TEXT}tracked-changes", f"{_TEXT}note-citation",
     f"{_OFFICE}annotation", f"{_TEXT}ruby-text", f"{_SVG}title", f"{_SVG}desc", f"{_OFFICE}forms",
     f"{_TEXT}sequence-decls", f"{_PRESENTATION}settings", f"{_DRAW}g-desc"]
)  # fmt: skip
_BOXES = {f"{_DRAW}frame", f"{_DRAW}custom-shape"}
_SPACES = {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_CONTINUES = f"{_TEXT}continue-list"
_ROWS = {
    f"{_TABLE}table-rows", f"{_TABLE}table-row-group", f"{_TABLE}table-header-rows",
}  # fmt: skip
_MOST_REPEATS = 200  # of a row or cell with words; a sheet repeats its empty ones a million times


def read_odt(data: bytes, origin: Origin) -> list[Draft]:
    """Read an OpenDocument file. Raises ArticleError if it is damaged, locked or without text."""
    container = Container(data, "OpenDocument file")
    locked = "META-INF/manifest.xml" in container.names
    if locked and b"encryption-data" in container.read("META-INF/manifest.xml"):
        raise ArticleError("The OpenDocument file is protected by a password. Remove it first.")
    content = xml_tree(container.read("content.xml"), "The OpenDocument file")
    found = Metadata()
    if "meta.xml" in container.names:
        found = _metadata(xml_tree(container.read("meta.xml"), "The OpenDocument file"))
    roots = [content]
    if "styles.xml" in container.names:
        roots.append(xml_tree(container.read("styles.xml"), "The OpenDocument file"))
    body = content.find(f"{_OFFICE}body")
    blocks = [] if body is None else list(_labelled(body, list_numbers(roots)))
    if not any(text.strip() for _, text in blocks):
        raise ArticleError("The OpenDocument file holds no text.")
    return [draft_of_document(blocks, found, head=not blocks[0][0])]


def _metadata(root: etree._Element) -> Metadata:
    def said(name: str) -> str:
        return one_line(root.findtext(f".//{name}") or "")

    author = person(said(f"{_META}initial-creator") or said(f"{_DC}creator"))
    return Metadata(
        title=said(f"{_DC}title"),
        author=None if author in NO_AUTHORS else author,
        date=parse_date(said(f"{_META}creation-date") or said(f"{_DC}date")),
        language=language_code(said(f"{_DC}language")),
    )


def _labelled(body: etree._Element, numbers: ListNumbers) -> Iterator[Block]:
    """The blocks of a document; of slides and sheets with their place."""
    reading = _Reading(numbers)
    for kind in body:
        if kind.tag == f"{_OFFICE}presentation":
            for number, slide in enumerate(kind.iterchildren(f"{_DRAW}page"), 1):
                for text in reading.blocks(slide):
                    yield f"Slide {number}", text
        elif kind.tag == f"{_OFFICE}spreadsheet":
            for sheet in kind.iterchildren(f"{_TABLE}table"):
                yield from reading.sheet(sheet)
        else:
            for text in reading.blocks(kind):
                yield "", text


@dataclass(slots=True)
class _Words:
    """A paragraph while it is read: its words, and the blocks that follow it."""

    words: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """A document while it is read: the numbers of its lists, how many notes came."""

    numbers: ListNumbers
    noted: int = 0

    def blocks(self, parent: etree._Element | list[etree._Element]) -> Iterator[str]:
        """The text of what a body, cell, list or box holds, a block for each paragraph."""
        for element in parent:
            if element.tag in _PARAGRAPHS:
                held = _Words()
                self._words(element, held)
                text = " ".join(tidy("".join(held.words)).split())
                if text:
                    yield text
                yield from held.after
            elif element.tag == f"{_TABLE}table":
                yield from self._table(element)
            elif element.tag == f"{_TEXT}list":
                yield from self._list(element, "", 0)
            elif isinstance(element.tag, str) and element.tag not in _LEFT_OUT:
                yield from self.blocks(element)

    def _list(self, parent: etree._Element, style: str, level: int) -> Iterator[str]:
        """The items of a list with their labels, those of lists within it after their item."""
        style = parent.get(f"{_TEXT}style-name") or style
        goes_on = parent.get(f"{_TEXT}continue-numbering") == "true" or parent.get(_CONTINUES)
        self.numbers.begin(style, level, goes_on=bool(goes_on))
        for item in parent:
            label = ""
            if item.tag == f"{_TEXT}list-item" and len(item) and item[0].tag in _PARAGRAPHS:
                label = self.numbers.label(style, level)
            for part in item if isinstance(item.tag, str) else ():
                if part.tag == f"{_TEXT}list":
                    yield from self._list(part, style, level + 1)
                    continue
                for text in self.blocks([part]):
                    yield f"{label} {text}" if label else text
                    label = ""

    def _words(self, parent: etree._Element, into: _Words) -> None:
        into.words.append(parent.text or "")
        for element in parent:
            if element.tag in _SPACES:
                into.words.append(" ")
            elif element.tag == f"{_TEXT}note":
                into.after += self._note(element)
            elif element.tag in _PARAGRAPHS or element.tag == f"{_TABLE}table":
                into.after += self.blocks([element])
            elif element.tag in _BOXES:
                into.after += self.blocks(element)
            elif isinstance(element.tag, str) and element.tag not in _LEFT_OUT:
                self._words(element, into)
            into.words.append(element.tail or "")

    def _note(self, note: etree._Element) -> list[str]:
        blocks = list(self.blocks(note))
        if not blocks:
            return []
        self.noted += 1
        return [f"[{self.noted}] {blocks[0]}", *blocks[1:]]

    def _table(self, table: etree._Element) -> list[str]:
        rows: list[list[Cell]] = []
        heads = 0
        for row, is_head in _rows(table, head=False):
            cells = self._row(row)
            repeats = _count(row, "number-rows-repeated") if cells else 1
            heads += is_head and heads == len(rows)
            rows += [cells] * min(repeats, _MOST_REPEATS)
        return table_blocks(rows, heads=heads or None)

    def sheet(self, table: etree._Element) -> Iterator[Block]:
        """The tables and notes of a sheet, each line with its sheet and row as its place."""
        name = table.get(f"{_TABLE}name") or "Sheet"
        rows: list[list[str]] = []
        numbers: list[int] = []
        number = 1
        for row, _ in _rows(table, head=False):
            cells = [" ".join(cell.text.split()) for cell in self._row(row)]
            repeats = _count(row, "number-rows-repeated")
            for again in range(min(repeats, _MOST_REPEATS) if cells else 1):
                rows.append(cells)
                numbers.append(number + again)
            number += repeats
        yield from sheet_places(name, rows, numbers)

    def _row(self, row: etree._Element) -> list[Cell]:
        """The cells of a row up to the last that is not empty."""
        cells: list[Cell] = []
        for cell in row:
            if cell.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
                cells += self._cells(cell)
        while cells and not cells[-1].text:
            cells.pop()
        return cells

    def _cells(self, cell: etree._Element) -> list[Cell]:
        """A cell as often as it is repeated; what another one covers is empty."""
        times = _count(cell, "number-columns-repeated")
        if cell.tag == f"{_TABLE}covered-table-cell":
            return [Cell("")] * min(times, _MOST_REPEATS)
        nested = cell.find(f".//{_TABLE}table") is not None
        text = ("\n\n" if nested else "\n").join(self.blocks(cell))
        return [Cell(text, nested=nested)] * min(times, _MOST_REPEATS)


def _rows(parent: etree._Element, *, head: bool) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of a table, each with whether it is one of heads."""
    for element in parent:
        if element.tag == f"{_TABLE}table-row":
            yield element, head
        elif element.tag in _ROWS:
            yield from _rows(element, head=head or element.tag == f"{_TABLE}table-header-rows")


def _count(element: etree._Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}") or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
