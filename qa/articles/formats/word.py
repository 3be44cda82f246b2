"""DOCX -> one draft, by the document's XML in its order.

Paragraphs with the numbers of their lists, tables, text boxes (after the paragraph that they
are anchored in, and once), content controls, insertions of tracked changes, foot- and
endnotes after their paragraph. Deleted and hidden text, comments, page headers and pictures
are left out. The title is the paragraph in the style "Title", else the document's property.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

from qa.articles.decoding import tidy
from qa.articles.formats.containers import Container
from qa.articles.formats.document_text import draft_of_document
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.markup import html_blocks
from qa.articles.formats.open_xml import (
    child,
    chosen,
    main_part,
    name_of,
    opened,
    properties,
    relations,
    tree,
    value,
    whole_number,
)
from qa.articles.formats.table_text import Cell, table_blocks
from qa.articles.formats.word_numbering import Numbering, Style, numbered, numbering, styles
from qa.articles.metadata import Metadata
from qa.errors import ArticleError

# Deleted or moved away, or no text of the document.
_LEFT_OUT = frozenset(
    ["del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr",
     "tblGrid", "sectPr", "Fallback", "rt", "annotationRef", "proofErr", "docPr", "trPr", "tcPr"]
)  # fmt: skip
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def read_docx(data: bytes, origin: Origin) -> list[Draft]:
    """Read a DOCX file. Raises ArticleError if it is damaged, locked or without text."""
    container = opened(data, "Word file", ".docx")
    main, root = main_part(container, "word/document.xml", "Word file")
    body = child(root, "body")
    if body is None:
        raise ArticleError("The Word file is damaged: its document has no body. Save it again.")
    parts = dict(relations(container, main).values())
    document = _Document(
        styles(tree(container, parts.get("styles", ""))),
        numbering(tree(container, parts.get("numbering", ""))),
        {kind: _notes(tree(container, parts.get(kind, ""))) for kind in _NOTES.values()},
        _chunks(container, main),
    )
    blocks = [("", text) for text in document.blocks(body)]
    if not blocks:
        raise ArticleError("The Word file holds no text.")
    found = Metadata(title=document.title).filled_from(properties(container))
    return [draft_of_document(blocks, found)]


def _notes(root: etree._Element | None) -> dict[str, etree._Element]:
    """The notes of a document by their ids, without the lines that part them from the text."""
    return {
        value(note, "id"): note
        for note in ([] if root is None else root)
        if value(note, "type") in {"", "normal"}
    }


def _chunks(container: Container, main: str) -> dict[str, list[str]]:
    """Pages of HTML that a document takes in whole, by the id of their relation."""
    return {
        key: html_blocks(tidy(container.read(name).decode("utf-8", "replace")))
        for key, (kind, name) in relations(container, main).items()
        if kind == "aFChunk" and name in container.names and name.endswith((".html", ".htm"))
    }


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read: its words, and the blocks that follow it."""

    words: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Document:
    """A document while it is read: what its parts say, its title, how many notes came."""

    styles: dict[str, Style]
    numbering: Numbering
    notes: dict[str, dict[str, etree._Element]]
    chunks: dict[str, list[str]]
    title: str = ""
    noted: int = 0

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """The text of what a body, cell, box or note holds, a block for each paragraph."""
        held = _Paragraph()  # one whose mark was deleted goes on in the next
        for element in parent:
            name = name_of(element)
            if name == "p":
                self._words(element, held)
                if child(element, "pPr", "rPr", "del") is not None:
                    continue
                yield from self._finished(element, held)
                held = _Paragraph()
            elif name == "tbl":
                yield from self._table(element)
            elif name == "altChunk":
                yield from self.chunks.get(value(element, "id"), [])
            elif name == "AlternateContent":
                yield from self.blocks(chosen(element))
            elif name and name not in _LEFT_OUT:
                yield from self.blocks(element)  # content controls, insertions, custom XML
        yield from self._finished(None, held)

    def _finished(self, element: etree._Element | None, held: _Paragraph) -> Iterator[str]:
        text = " ".join(tidy("".join(held.words)).split())
        if element is not None and text:
            label = self.numbering.label(*numbered(element, self.styles))
            style = self.styles.get(value(child(element, "pPr", "pStyle")))
            if style is not None and style.name.lower() == "title" and not self.title:
                self.title = text
            text = f"{label} {text}" if label else text
        if text:
            yield text
        yield from held.after

    def _words(self, parent: etree._Element, into: _Paragraph) -> None:
        """Gather the words of a paragraph, of its runs, links, fields and insertions."""
        hidden = child(parent, "rPr", "vanish")
        if hidden is not None and value(hidden) not in {"0", "false", "off"}:
            return
        for element in parent:
            name = name_of(element)
            if name == "t":
                into.words.append(element.text or "")
            elif name in _SIGNS:
                into.words.append(_SIGNS[name])
            elif name == "sym":
                into.words.append(_symbol(value(element, "char")))
            elif name in _NOTES:
                into.after += self._note(_NOTES[name], element)
            elif name == "txbxContent":
                into.after += self.blocks(element)
            elif name == "AlternateContent":
                self._words(chosen(element), into)
            elif name and name not in _LEFT_OUT:
                self._words(element, into)

    def _note(self, kind: str, reference: etree._Element) -> list[str]:
        """A note as blocks of its own, the first one marked with its number."""
        note = self.notes[kind].get(value(reference, "id"))
        if note is None:
            return []
        self.noted += 1
        mark = f"[{self.noted}] "
        blocks = list(self.blocks(note))
        return [mark + blocks[0], *blocks[1:]] if blocks else []

    def _table(self, table: etree._Element) -> list[str]:
        """The rows of a table that were not deleted."""
        rows: list[list[Cell | str]] = []
        heads: list[bool] = []
        for row in _inside(table, "tr"):
            if child(row, "trPr", "del") is not None:
                continue
            before = whole_number(value(child(row, "trPr", "gridBefore")), 0)
            cells = [self._cell(cell) for cell in _inside(row, "tc")]
            rows.append([*([Cell("", columns=before)] if before else []), *cells])
            heads.append(child(row, "trPr", "tblHeader") is not None)
        marked = next((n for n, head in enumerate(heads) if not head), len(heads))
        return table_blocks(rows, heads=marked or None)

    def _cell(self, cell: etree._Element) -> Cell:
        columns = whole_number(value(child(cell, "tcPr", "gridSpan")), 1)
        merged = child(cell, "tcPr", "vMerge")
        if merged is not None and value(merged) != "restart":
            return Cell("", columns=columns)
        nested = any(name_of(e) == "tbl" for e in cell.iter())
        text = ("\n\n" if nested else "\n").join(self.blocks(cell))
        return Cell(text, columns=columns, nested=nested)


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also within content controls and insertions."""
    for element in parent:
        found = name_of(element)
        if found == name:
            yield element
        elif found in {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}:
            yield from _inside(element, name)


def _symbol(code: str) -> str:
    """A character of a symbol font; those of private codes are pictures and no text."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "" if 0xE000 <= number <= 0xF8FF or not 32 <= number < 0x110000 else chr(number)
