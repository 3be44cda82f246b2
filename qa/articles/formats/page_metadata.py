"""What a web page says about itself.

Trusted in this order: JSON-LD, OpenGraph, other meta tags, <time>, the visible byline; the
address is the canonical link, the language that of <html>. It does not look for the text
and never guesses a date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import lxml.html  # type: ignore[import-untyped]

from qa.articles.date_parsing import parse_date
from qa.articles.formats.markup import html_tree
from qa.articles.metadata import Metadata, language_code, one_line, person, web_address

_ARTICLE_TYPES = re.compile(r"article|posting|report|webpage|review", re.I)
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title", "title",
              "sailthru.title"),
    "date": ("article:published_time", "og:article:published_time", "og:published_time",
             "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
             "dcterms.date", "citation_publication_date", "citation_date", "parsely-pub-date",
             "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date",
             "article.published", "cxenseparse:recs:publishtime", "article:modified_time"),
    "author": ("author", "article:author", "og:article:author", "dc.creator", "dcterms.creator",
               "citation_author", "parsely-author", "sailthru.author", "byl", "twitter:creator"),
    "source": ("og:site_name", "citation_journal_title", "application-name", "dc.publisher",
               "publisher", "twitter:site"),
    "url": ("og:url", "twitter:url", "citation_public_url"),
    "language": ("og:locale", "content-language", "dc.language", "language"),
}  # fmt: skip
_BYLINES = (
    '//*[@rel="author"]',
    '//*[@itemprop="author"]',
    '//*[contains(concat(" ", normalize-space(@class), " "), " byline ")]',
    '//*[contains(concat(" ", normalize-space(@class), " "), " author ")]',
    '//*[contains(@class, "byline") or contains(@class, "author-name")]',
)
# What pages call the element with the day of an article.
_STAMPS = (
    "*["
    + " or ".join(
        f'contains(@class, "{name}")'
        for name in ("date", "publish", "posted", "timestamp", "byline", "meta")
    )
    + "]"
)
_LONGEST_STAMP = 120  # characters
_DEEPEST = 200  # levels of JSON-LD that are walked


def read_page(page: str) -> Metadata:
    """Read the metadata of a page; an unreadable page says nothing."""
    tree = html_tree(page)
    if tree is None:
        return Metadata()
    found = Metadata()
    for layer in (_from_json_ld(tree), _from_meta(tree), _from_elements(tree)):
        found = found.filled_from(layer)
    return found


def _from_json_ld(tree: lxml.html.HtmlElement) -> Metadata:
    found = Metadata()
    for script in tree.xpath('//script[contains(@type, "ld+json")]')[:20]:
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data, 0):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in kinds):
                found = found.filled_from(_of_node(node))
    return found


def _nodes(data: object, depth: int) -> Iterator[Mapping[str, object]]:
    """Every object of a JSON-LD document, outer ones first."""
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _nodes(value, depth + 1)
    elif isinstance(data, list):
        for value in data[:100]:
            yield from _nodes(value, depth + 1)


def _of_node(node: Mapping[str, object]) -> Metadata:
    address = _name(node.get("url") or node.get("mainEntityOfPage"), "@id")
    return Metadata(
        title=one_line(_name(node.get("headline") or node.get("name"))),
        date=parse_date(_name(node.get("datePublished") or node.get("dateCreated"))),
        author=person(one_line(_name(node.get("author") or node.get("creator")))),
        source=one_line(_name(node.get("publisher"))) or None,
        url=web_address(address),
        language=language_code(_name(node.get("inLanguage"))),
    )


def _name(value: object, key: str = "name") -> str:
    """The text of a JSON-LD value: itself, its name, or those of its members."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _name(value.get(key))
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(item, key) for item in value[:20])))
    return ""


def _from_meta(tree: lxml.html.HtmlElement) -> Metadata:
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content and name not in said:
                said[name] = one_line(content)
    value = {
        field: next((said[name] for name in names if said.get(name)), "")
        for field, names in _META.items()
    }
    author = value["author"]
    if web_address(author):  # article:author is often the address of a profile
        author = said.get("author", "") if not web_address(said.get("author", "")) else ""
    return Metadata(
        title=value["title"],
        date=next((date for name in _META["date"] if (date := parse_date(said.get(name)))), None),
        author=person(author.lstrip("@")),
        source=value["source"].lstrip("@") or None,
        url=web_address(value["url"]),
        language=language_code(value["language"]),
    )


def _from_elements(tree: lxml.html.HtmlElement) -> Metadata:
    """<time>, the visible byline, the first heading, the canonical link, <html lang>."""
    times = [time.get("datetime") or time.text_content() for time in list(tree.iter("time"))[:20]]
    # Over the heading may stand the day on which the page was saved.
    where = "(//h1)[1]/following::" if tree.find(".//h1") is not None else "//"
    stamps = [
        one_line(element.text_content())
        for element in tree.xpath(f"{where}{_STAMPS}")[:20]
        if len(element.text_content()) < _LONGEST_STAMP
    ]
    bylines = (
        one_line(element.get("content") or element.text_content())
        for path in _BYLINES
        for element in tree.xpath(path)[:3]
    )
    canonical = tree.xpath('//link[contains(@rel, "canonical")]/@href')
    headings = tree.xpath("//h1")
    return Metadata(
        title=one_line(headings[0].text_content()) if len(headings) == 1 else "",
        date=next((date for text in (*times, *stamps) if (date := parse_date(text))), None),
        author=next((who for text in bylines if len(text) < 100 and (who := person(text))), None),
        url=web_address(str(canonical[0])) if canonical else None,
        language=language_code(
            tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        ),
    )
