"""PPTX -> one draft with its slides as places, by the XML in its order.

Of each slide the title, then its other shapes as they are stored, which is the order in which
screen readers speak them: text, tables, groups, the words of charts and diagrams, and last
the speaker's notes. Slide numbers, dates and footers that repeat, and comments, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from qa.articles.decoding import tidy
from qa.articles.formats.containers import Container
from qa.articles.formats.document_text import Block, draft_of_document
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.open_xml import (
    child,
    children,
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
from qa.articles.metadata import Metadata
from qa.errors import ArticleError

_TITLES = {"title", "ctrTitle"}
_LEFT_OUT = {"sldNum", "dt", "ftr", "hdr", "sldImg"}
_MOST_POINTS = 2_000  # of a chart


def read_pptx(data: bytes, origin: Origin) -> list[Draft]:
    """Read a PPTX file. Raises ArticleError if it is damaged, locked or without text."""
    container = opened(data, "PowerPoint file", ".pptx")
    main, root = main_part(container, "ppt/presentation.xml", "PowerPoint file")
    parts = relations(container, main)
    slides = [
        parts[key][1]
        for item in root.iter("{*}sldId")
        if (key := _relation(item)) in parts and parts[key][1] in container.names
    ]
    blocks: list[Block] = []
    title = ""
    for number, name in enumerate(slides, 1):
        slide = _Slide(container, name)
        texts = list(slide.blocks())
        title = title or slide.title
        blocks += [(f"Slide {number}", text) for text in texts]
    if not blocks:
        raise ArticleError("The PowerPoint file holds no text, only pictures or nothing at all.")
    found = properties(container).filled_from(Metadata(title=title))
    return [draft_of_document(blocks, found, head=False)]


def _relation(element: etree._Element) -> str:
    """The id of the relation that an element names."""
    found = (
        str(v) for k, v in element.attrib.items() if etree.QName(k).localname == "id" and k != "id"
    )
    return next(found, "")


class _Slide:
    """One slide and the parts that it shows."""

    def __init__(self, container: Container, name: str) -> None:
        self._container = container
        self._parts = relations(container, name)
        self._root = tree(container, name)
        self.title = ""

    def blocks(self) -> Iterator[str]:
        shapes = child(self._root, "cSld", "spTree")
        if shapes is not None:
            titles = [shape for shape in children(shapes, "sp") if _kind(shape) in _TITLES]
            for shape in titles:
                texts = list(_paragraphs(child(shape, "txBody")))
                self.title = self.title or " ".join(texts)
                yield from texts
            yield from self._shapes(shapes, without=titles)
        for kind, name in self._parts.values():
            notes = tree(self._container, name) if kind == "notesSlide" else None
            shapes = child(notes, "cSld", "spTree")
            if shapes is not None:
                yield from self._shapes(shapes, without=[])

    def _shapes(self, parent: etree._Element, *, without: list[etree._Element]) -> Iterator[str]:
        for shape in parent:
            name = name_of(shape)
            if name == "sp" and shape not in without and _kind(shape) not in _LEFT_OUT:
                yield from _paragraphs(child(shape, "txBody"))
            elif name == "grpSp":
                yield from self._shapes(shape, without=without)
            elif name == "AlternateContent":
                yield from self._shapes(chosen(shape), without=without)
            elif name == "graphicFrame":
                yield from self._frame(shape)

    def _frame(self, frame: etree._Element) -> Iterator[str]:
        """What a table, a chart or a diagram says."""
        data = child(frame, "graphic", "graphicData")
        for item in [] if data is None else data:
            if name_of(item) == "tbl":
                yield from _table(item)
            elif name_of(item) == "chart":
                part = self._parts.get(_relation(item), ("", ""))[1]
                yield from _chart(tree(self._container, part))
            elif name_of(item) == "relIds":
                part = self._parts.get(value(item, "dm"), ("", ""))[1]
                root = tree(self._container, part)
                for point in [] if root is None else root.iter("{*}pt"):
                    yield from _paragraphs(child(point, "t"))


def _kind(shape: etree._Element) -> str:
    """What a placeholder is for: "title", "body", "sldNum"; "" for other shapes."""
    return value(child(shape, "nvSpPr", "nvPr", "ph"), "type")


def _paragraphs(body: etree._Element | None) -> Iterator[str]:
    for paragraph in [] if body is None else children(body, "p"):
        words = []
        for element in paragraph.iter():
            if name_of(element) == "t":
                words.append(element.text or "")
            elif name_of(element) == "br":
                words.append(" ")
        text = " ".join(tidy("".join(words)).split())
        if text:
            yield text


def _table(table: etree._Element) -> list[str]:
    marked = value(child(table, "tblPr"), "firstRow") in {"1", "true"}
    rows: list[list[Cell | str]] = []
    for row in children(table, "tr"):
        cells: list[Cell | str] = []
        for cell in children(row, "tc"):
            covered = value(cell, "hMerge") or value(cell, "vMerge")
            text = "" if covered else "\n".join(_paragraphs(child(cell, "txBody")))
            cells.append(Cell(text))
        rows.append(cells)
    return table_blocks(rows, heads=1 if marked else None)


def _chart(root: etree._Element | None) -> Iterator[str]:
    """The titles of a chart, and its points as a table: a row a category, a column a series."""
    if root is None:
        return
    for title in root.iter("{*}title"):
        for rich in title.iter("{*}rich"):
            yield from _paragraphs(rich)
    series = [(_points(s, "tx"), _points(s, "cat"), _points(s, "val")) for s in root.iter("{*}ser")]
    if not series:
        return
    names = [" ".join(name.values()) for name, _, _ in series]
    places = sorted({place for _, _, values in series for place in values})
    rows = [
        [series[0][1].get(place, ""), *(values.get(place, "") for _, _, values in series)]
        for place in places
    ]
    yield from table_blocks([["", *names], *rows], heads=1)


def _points(series: etree._Element, name: str) -> dict[int, str]:
    """The cached words or figures of a part of a series, by their place."""
    found = {}
    part = child(series, name)
    for point in [] if part is None else part.iter("{*}pt"):
        place, words = whole_number(value(point, "idx"), 0), child(point, "v")
        if place < _MOST_POINTS and words is not None:
            found[place] = "".join(words.itertext())
    return found
