"""HTML and XML -> trees and plain blocks of text, without ever following a reference.

The safe parsers of this room: entities are not expanded, nothing is fetched, depth and
size are lxml's bounds. Which block of a page is the article is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html  # type: ignore[import-untyped]
from lxml import etree

from qa.articles.formats.table_text import Cell, table_blocks
from qa.errors import ArticleError

_OF_A_SITE = re.compile(
    r"<(?:script|nav|aside|header|footer|iframe|frameset|form|button)\b|\b(?:itemprop|og:\w)", re.I
)
_LINK = re.compile(r"<a\s", re.I)
_MOST_LINKS = 3
_ROW_END = "\x02"  # stands for the line break between rows until blocks are told apart
_CELLS = frozenset(["td", "th"])
_LONGEST_CELL = 200  # characters of a cell of data
_LONGEST_HEADED_CELL = 1_000  # of one in a table that marks its heads

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "title",
    ]
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "svg",
        "math",
        "audio",
        "video",
        "canvas",
        "map",
        "rp",
        "rt",
    ]
)
# What people see of a page and what is no part of what it tells.
_CONTROLS = frozenset(["button", "select", "textarea", "nav"])


def html_tree(page: str) -> lxml.html.HtmlElement | None:
    """The tree of a page; None if the parser makes nothing of it."""
    try:
        # A declaration of encoding in a decoded page is refused by lxml.
        return lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def is_document(page: str) -> bool:
    """Whether a page was written as one text: no scripts, menus, frames, forms, next to no links.

    Such are exports of office programs and pages written by hand. Of 69 saved pages of the web
    and 9 documents in HTML it takes none of the former and all but one of the latter.
    """
    return not _OF_A_SITE.search(page) and len(_LINK.findall(page)) <= _MOST_LINKS


def first_heading(page: str) -> str:
    """The words of the first main heading, "" where there is none."""
    tree = html_tree(page)
    heading = None if tree is None else tree.find(".//h1")
    return "" if heading is None else " ".join(heading.text_content().split())


def xml_tree(data: bytes, what: str) -> etree._Element:
    """The root of an XML document. Raises ArticleError naming `what` if it is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        raise ArticleError(f"{what} is damaged. Save or download the file again.") from None


def html_blocks(page: str, *, quotes: bool = False, controls: bool = False) -> list[str]:
    """The text of a page, a block for each paragraph or table, scripts and menus left out.

    quotes: begin what stands in a quotation with "> ", as letters do. controls: with menus, too.
    """
    tree = html_tree(page)
    if tree is None:
        return []
    body = tree.find("body")
    silent = _SILENT if controls else _SILENT | _CONTROLS
    return _blocks(tree if body is None else body, quotes=quotes, silent=silent)


def _blocks(
    root: lxml.html.HtmlElement, *, quotes: bool = False, silent: frozenset[str]
) -> list[str]:
    lines = "".join(_walk(root, quotes=quotes, silent=silent)).split("\n")
    texts = (" ".join(line.split()) for line in lines)
    return [text.replace(_ROW_END, "\n") for text in texts if text.strip("> ")]


def _walk(root: lxml.html.HtmlElement, *, quotes: bool, silent: frozenset[str]) -> Iterator[str]:
    """The text of a tree with a line break around blocks; without recursion, so any depth."""
    table = None  # the table that was written as a whole and is passed over
    depth = 0  # of quotations
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            quoted = quotes and _is_quotation(element, tag)
            depth += quoted
            if table is None and tag == "table" and element is not root and _is_data(element):
                table = element
                yield "\n" + "\n".join(_table(element)) + "\n"
            if table is None:
                if tag in _BLOCKS or quoted:
                    yield "\n" + "> " * depth
                if tag and tag not in silent and not _inside(element, silent):
                    yield _one_line(element.text)
        else:
            depth -= quotes and _is_quotation(element, tag)
            if element is table:
                table = None
            if table is None:
                if tag in _BLOCKS:
                    yield "\n" + "> " * depth
                if element is not root and not _inside(element, silent):
                    yield _one_line(element.tail)


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace(_ROW_END, " ")


def _is_quotation(element: lxml.html.HtmlElement, tag: str) -> bool:
    return tag == "blockquote"


def _is_data(table: lxml.html.HtmlElement) -> bool:
    """Whether a table holds data and does not lay out a page.

    It has rows of two and more cells, no table within and no cell of a whole text; one with
    marked heads may have longer cells.
    """
    if table.get("role") in {"presentation", "none"} or table.find(".//table") is not None:
        return False
    rows = [[cell for cell in row if cell.tag in _CELLS] for row in table.iter("tr")]
    headed = table.find(".//th") is not None
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    most = _LONGEST_HEADED_CELL if headed else _LONGEST_CELL
    return all(len(cell.text_content()) <= most for row in rows for cell in row)


def _table(table: lxml.html.HtmlElement) -> list[str]:
    """A table as blocks, the lines of its rows parted by a sign that stands for a line break."""
    rows = [[_cell(cell) for cell in row if cell.tag in _CELLS] for row in table.iter("tr")]
    said = [" ".join(caption.text_content().split()) for caption in table.iter("caption")]
    blocks = [*filter(None, said), *table_blocks(rows)]
    return [block.replace("\n", _ROW_END) for block in blocks]


def _cell(cell: lxml.html.HtmlElement) -> Cell:
    return Cell(
        "\n".join(_blocks(cell, silent=_SILENT | _CONTROLS)),
        columns=_span(cell.get("colspan")),
        rows=_span(cell.get("rowspan")),
        head=cell.tag == "th",
    )


def _span(value: str | None) -> int:
    value = (value or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _inside(element: lxml.html.HtmlElement, silent: frozenset[str]) -> bool:
    """Whether a near ancestor is a script, a menu or the like."""
    parent = element.getparent()
    for _ in range(6):
        if parent is None:
            return False
        if parent.tag in silent:
            return True
        parent = parent.getparent()
    return False
