"""HTML and XML -> trees and plain blocks of text, without ever following a reference.

The safe parsers of this room: entities are not expanded, nothing is fetched, depth and
size are lxml's bounds. Which block of a page is the article is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html  # type: ignore[import-untyped]
from lxml import etree

from qa.errors import ArticleError

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
        "button",
        "select",
        "textarea",
        "nav",
        "audio",
        "video",
        "canvas",
        "map",
        "rp",
        "rt",
    ]
)


def html_tree(page: str) -> lxml.html.HtmlElement | None:
    """The tree of a page; None if the parser makes nothing of it."""
    try:
        # A declaration of encoding in a decoded page is refused by lxml.
        return lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def xml_tree(data: bytes, what: str) -> etree._Element:
    """The root of an XML document. Raises ArticleError naming `what` if it is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        raise ArticleError(f"{what} is damaged. Save or download the file again.") from None


def html_blocks(page: str) -> list[str]:
    """The text of a page, a line for each block, scripts and menus left out."""
    tree = html_tree(page)
    if tree is None:
        return []
    body = tree.find("body")
    lines = "".join(_walk(tree if body is None else body)).split("\n")
    return [text for line in lines if (text := " ".join(line.split()))]


def _walk(root: lxml.html.HtmlElement) -> Iterator[str]:
    """The text of a tree with a line break around blocks; without recursion, so any depth."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _BLOCKS:
                yield "\n"
            if tag and tag not in _SILENT and not _inside_silence(element):
                yield element.text or ""
        else:
            if tag in _BLOCKS:
                yield "\n"
            if element is not root and not _inside_silence(element):
                yield element.tail or ""


def _inside_silence(element: lxml.html.HtmlElement) -> bool:
    """Whether a near ancestor is a script, a menu or the like."""
    parent = element.getparent()
    for _ in range(6):
        if parent is None:
            return False
        if parent.tag in _SILENT:
            return True
        parent = parent.getparent()
    return False
