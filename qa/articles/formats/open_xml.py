"""Packages of Office Open XML (DOCX, PPTX): their parts, and elements by their local names.

Local names, because Strict Open XML has other namespaces and is else the same. A part that is
missing or broken says nothing; only the main one must be there.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from qa.articles.decoding import tidy
from qa.articles.formats.containers import Container
from qa.articles.formats.markup import xml_tree
from qa.articles.metadata import Metadata, one_line, person
from qa.errors import ArticleError

_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
# What programs write where a person wrote nothing.
NO_AUTHORS = {"python-docx", "docx4j", "Apache POI", "openpyxl", "Un-named", "Unknown"}
_NO_TITLES = {"powerpoint presentation", "presentation", "powerpoint-präsentation", "word document"}


def opened(data: bytes, what: str, suffix: str) -> Container:
    """The package of an office file. Raises ArticleError if it is none, or locked.

    what: as people call it ("Word file"); suffix: of its format (".docx").
    """
    if data.startswith(_OLD_FORMAT):
        raise ArticleError(
            f"The {what} is protected by a password or in the old {suffix[:-1]} format. "
            f"Save it as {suffix} without a password."
        )
    return Container(data, what)


def main_part(container: Container, otherwise: str, what: str) -> tuple[str, etree._Element]:
    """The name and the tree of the part that a package is about."""
    relation = relations(container, "").values()
    name = next((name for kind, name in relation if kind == "officeDocument"), otherwise)
    if name not in container.names:
        raise ArticleError(f"The {what} is damaged: its contents are missing. Download it again.")
    return name, xml_tree(container.read(name), f"The {what}")


def properties(container: Container) -> Metadata:
    """What a package says of title and author."""
    root = tree(container, "docProps/core.xml")
    title, author = one_line(tidy(_said(root, "title"))), one_line(tidy(_said(root, "creator")))
    return Metadata(
        title="" if title.lower() in _NO_TITLES else title,
        author=None if author in NO_AUTHORS else person(author),
    )


def _said(root: etree._Element | None, name: str) -> str:
    element = child(root, name)
    return "" if element is None else "".join(element.itertext())


def name_of(element: etree._Element) -> str:
    """The local name of an element, "" for a comment or instruction."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute by its local name, "" where it or the element is missing."""
    if element is None:
        return ""
    return next((str(v) for k, v in element.attrib.items() if etree.QName(k).localname == name), "")


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if name_of(e) == name), None)
    return element


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a local name."""
    return (e for e in element if name_of(e) == name)


def relations(container: Container, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: id -> (last word of its type, name of its target)."""
    folder, base = posixpath.split(part)
    root = tree(container, posixpath.join(folder, "_rels", f"{base}.rels"))
    found = {}
    for item in [] if root is None else root:
        target = value(item, "Target")
        name = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = value(item, "Type").rpartition("/")[2]
        found[value(item, "Id")] = (kind, posixpath.normpath(name))
    return found


def tree(container: Container, name: str) -> etree._Element | None:
    """A part that may be missing or broken."""
    if name not in container.names:
        return None
    try:
        return xml_tree(container.read(name), "The file")
    except ArticleError:
        return None


def chosen(element: etree._Element) -> etree._Element:
    """What of a content in several forms is read: the first choice, else what stands in for it."""
    choices = [choice for choice in children(element, "Choice") if len(choice)]
    fallback = child(element, "Fallback")
    return choices[0] if choices else element if fallback is None else fallback


def whole_number(text: str, otherwise: int) -> int:
    """A number as an attribute has it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
