"""OpenDocument text -> one draft.

Headings and paragraphs in their order; deleted text, comments and the marks of footnotes
are left out, the footnotes follow their paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from qa.articles.date_parsing import parse_date
from qa.articles.decoding import tidy
from qa.articles.formats.containers import Container
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.markup import xml_tree
from qa.articles.formats.plain_text import PARAGRAPH, draft_of_text
from qa.articles.metadata import Metadata, language_code, one_line, person
from qa.errors import ArticleError

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LEFT_OUT = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation"}
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": " "}
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}


def read_odt(data: bytes, origin: Origin) -> list[Draft]:
    """Read an ODT file. Raises ArticleError if it is damaged, locked or without text."""
    container = Container(data, "OpenDocument file")
    manifest = container.read("META-INF/manifest.xml") if _has_manifest(container) else b""
    if b"encryption-data" in manifest:
        raise ArticleError("The OpenDocument file is protected by a password. Remove it first.")
    content = xml_tree(container.read("content.xml"), "The OpenDocument file")
    found = Metadata()
    if "meta.xml" in container.names:
        found = _metadata(xml_tree(container.read("meta.xml"), "The OpenDocument file"))
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    blocks = [] if body is None else list(_blocks(body))
    if not blocks:
        raise ArticleError("The OpenDocument file holds no text.")
    return [draft_of_text(PARAGRAPH.join(blocks), found)]


def _has_manifest(container: Container) -> bool:
    return "META-INF/manifest.xml" in container.names


def _metadata(root: etree._Element) -> Metadata:
    def said(name: str) -> str:
        return one_line(root.findtext(f".//{name}") or "")

    return Metadata(
        title=said(f"{_DC}title"),
        author=person(said(f"{_META}initial-creator") or said(f"{_DC}creator")),
        date=parse_date(said(f"{_META}creation-date") or said(f"{_DC}date")),
        language=language_code(said(f"{_DC}language")),
    )


def _blocks(body: etree._Element) -> Iterator[str]:
    """The text of each paragraph; one within another (a footnote) follows it."""
    open_paragraphs: list[list[str]] = []
    waiting: list[str] = []
    skipped = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            if element.tag in _LEFT_OUT:
                skipped += 1
            if element.tag in _PARAGRAPHS:
                open_paragraphs.append([])
            if not skipped and open_paragraphs and isinstance(element.tag, str):
                open_paragraphs[-1].append(_SPACES.get(element.tag, "") + (element.text or ""))
            continue
        if element.tag in _LEFT_OUT:
            skipped -= 1
        if element.tag in _PARAGRAPHS:
            waiting.insert(0, " ".join(tidy("".join(open_paragraphs.pop())).split()))
            if not open_paragraphs:
                yield from (text for text in waiting if text)
                waiting = []
        if not skipped and open_paragraphs:
            open_paragraphs[-1].append(element.tail or "")
