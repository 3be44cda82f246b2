"""EPUB -> one draft with its chapters as places.

The files of the spine are read in their order as plain blocks: a book has no menus around
its text. Chapters are called by the table of contents of the text itself, its headings.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]

from qa.articles.date_parsing import parse_date
from qa.articles.decoding import decode, tidy
from qa.articles.formats.containers import Container
from qa.articles.formats.document_text import Block, draft_of_document
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.markup import html_blocks, html_tree, xml_tree
from qa.articles.metadata import Metadata, language_code, one_line, person
from qa.errors import ArticleError

_WHAT = "The EPUB"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LONGEST_LABEL = 80  # characters
# What programs write where nobody has given a title or an author.
_UNKNOWN = re.compile(r"(?:unknown|no|untitled)\b(?: (?:title|author|document))?", re.IGNORECASE)


def read_epub(data: bytes, origin: Origin) -> list[Draft]:
    """Read a book. Raises ArticleError if it is damaged, protected or without text."""
    container = Container(data, "EPUB")
    if "META-INF/rights.xml" in container.names:
        raise ArticleError("The EPUB is protected against copying (DRM) and cannot be read.")
    root = xml_tree(container.read("META-INF/container.xml"), _WHAT)
    package_name = next((e.get("full-path") for e in root.iter("{*}rootfile")), None)
    if not package_name:
        raise ArticleError("The EPUB is damaged: it names no contents. Download it again.")
    package = xml_tree(container.read(package_name), _WHAT)
    blocks: list[Block] = []
    chapters = 0
    for name in _spine(package, posixpath.dirname(package_name)):
        if name not in container.names:
            continue
        page = tidy(decode(container.read(name)))
        if texts := html_blocks(page):
            chapters += 1
            label = _chapter(page, chapters)
            blocks += [(label, text) for text in texts]
    if not blocks:
        raise ArticleError("The EPUB holds no text, only pictures or nothing at all.")
    return [draft_of_document(blocks, _metadata(package), head=False)]


def _spine(package: etree._Element, folder: str) -> list[str]:
    """The names of the book's files in reading order."""
    manifest = {item.get("id"): item.get("href") or "" for item in package.iter("{*}item")}
    hrefs = [manifest.get(ref.get("idref"), "") for ref in package.iter("{*}itemref")]
    return [
        posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))
        for href in hrefs
        if href
    ]


def _chapter(page: str, number: int) -> str:
    """What a chapter is called: by its first heading, else by its number."""
    tree = html_tree(page)
    headings = tree.xpath("//h1|//h2|//h3") if tree is not None else []
    for heading in headings[:3]:
        text = one_line(heading.text_content())
        if text:
            return text[:_LONGEST_LABEL]
    return f"Chapter {number}"


def _metadata(package: etree._Element) -> Metadata:
    def said(name: str) -> list[str]:
        return [one_line("".join(element.itertext())) for element in package.iter(_DC + name)]

    return Metadata(
        title=next((title for title in said("title") if not _UNKNOWN.fullmatch(title)), ""),
        author=person(", ".join(who for who in said("creator")[:5] if not _UNKNOWN.fullmatch(who))),
        date=next((date for text in said("date") if (date := parse_date(text))), None),
        source=next(iter(said("publisher")), "") or None,
        language=language_code(next(iter(said("language")), "")),
    )
