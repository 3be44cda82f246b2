"""What a web page says about itself.

Trusted in this order: JSON-LD, OpenGraph, other meta tags, the visible byline; title and date
are chosen of all that is said (`page_title`, `page_date`); the address is the canonical link,
the language that of <html>. Readers who wrote a review or a comment, handles, and the name of
the site are no authors. It does not look for the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import lxml.html  # type: ignore[import-untyped]

from qa.articles.formats.markup import html_tree
from qa.articles.formats.page_date import page_date
from qa.articles.formats.page_title import page_title
from qa.articles.metadata import Metadata, language_code, one_line, person, web_address

_ARTICLE_TYPES = re.compile(r"article|posting|report|webpage|review|recipe", re.I)
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title", "title",
              "sailthru.title"),
    "date": ("article:published_time", "og:article:published_time", "og:published_time",
             "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
             "dcterms.date", "citation_publication_date", "citation_date", "parsely-pub-date",
             "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date",
             "article.published", "cxenseparse:recs:publishtime", "article:modified_time"),
    "author": ("author", "article:author", "og:article:author", "dc.creator", "dcterms.creator",
               "citation_author", "parsely-author", "sailthru.author", "byl"),
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
_LONGEST_BYLINE = 100  # characters
_AFTER_NAME = re.compile(
    r"(?<!\s)\s+[|•·–—-]\s+|(?:,|(?<![\s,]))\s+(?:on|published|posted|updated)\b|\d{4}", re.I
)
_BY = re.compile(r"\A(?:posted|written|published)?\s*by:?\s+(.+)", re.I)
_POST = 'contains(@class, "meta") or contains(@class, "info") or contains(@class, "posted")'
_NOBODY = re.compile(
    r"(?:no|unknown|guest)\s+author|admin\w*|(?:news\s+|web\s+)?staff|agenc(?:y|ies)|editors?|author|webmaster|n/a",
    re.I,
)
# Keys of JSON-LD and classes of elements that hold the words of readers.
_OF_READERS = frozenset(["review", "reviews", "comment", "comments", "aggregateRating"])
_READERS = 'contains(@class, "comment") or contains(@class, "review") or contains(@id, "comment")'
_DEEPEST = 200  # levels of JSON-LD that are walked


@dataclass(slots=True)
class _Said:
    """All that a page says in one place or another, most trusted first."""

    titles: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


def read_page(page: str) -> Metadata:
    """Read the metadata of a page; an unreadable page says nothing."""
    tree = html_tree(page)
    if tree is None:
        return Metadata()
    said = _Said()
    _json_ld(tree, said)
    _meta(tree, said)
    _elements(tree, said)
    url = next(filter(None, map(web_address, said.urls)), None)
    source = next(filter(None, said.sources), None)
    return Metadata(
        title=page_title(tree, said=said.titles, sites=said.sources),
        date=page_date(tree, said=said.dates, address=url),
        author=next(
            (who for who in map(person, said.authors) if is_author(who, said.sources, url)), None
        ),
        source=source,
        url=url,
        language=next(filter(None, map(language_code, said.languages)), None),
    )


def is_author(who: str | None, sites: Sequence[str], url: str | None) -> bool:
    """Whether a name can be that of an author: no address, no handle, not the site's own."""
    if not who or _NOBODY.fullmatch(who) or "://" in who or who.startswith("@"):
        return False
    plain = _letters(who)
    host = (
        _letters((urlsplit(url).hostname or "").removeprefix("www.").partition(".")[0])
        if url
        else ""
    )
    own = {_letters(site) for site in sites} | {host}
    handle = " " not in who and (who.islower() or any(char.isdigit() for char in who))
    return plain not in own and not handle


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text.lower()))


def _json_ld(tree: lxml.html.HtmlElement, said: _Said) -> None:
    for script in tree.xpath('//script[contains(@type, "ld+json")]')[:20]:
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data, 0):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            names = [kind for kind in kinds if isinstance(kind, str)]
            if any(map(_ARTICLE_TYPES.search, names)):
                _node(node, said)
            elif "WebSite" in names:
                said.sources.append(one_line(_name(node.get("name"))))


def _nodes(data: object, depth: int) -> Iterator[Mapping[str, object]]:
    """Every object of a JSON-LD document, outer ones first; not what readers added."""
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield data
        for key, value in data.items():
            if key not in _OF_READERS:
                yield from _nodes(value, depth + 1)
    elif isinstance(data, list):
        for value in data[:100]:
            yield from _nodes(value, depth + 1)


def _node(node: Mapping[str, object], said: _Said) -> None:
    said.titles += [one_line(_name(node.get(key))) for key in ("headline", "name")]
    said.dates += [_name(node.get(key)) for key in ("datePublished", "dateCreated")]
    said.authors.append(one_line(_name(node.get("author") or node.get("creator"))))
    said.sources.append(one_line(_name(node.get("publisher"))))
    said.urls.append(_name(node.get("url") or node.get("mainEntityOfPage"), "@id"))
    said.languages.append(_name(node.get("inLanguage")))


def _name(value: object, key: str = "name") -> str:
    """The text of a JSON-LD value: itself, its name, or those of its members."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _name(value.get(key))
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(item, key) for item in value[:20])))
    return ""


def _meta(tree: lxml.html.HtmlElement, said: _Said) -> None:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content and name not in found:
                found[name] = one_line(content)
    values = {name: [found[key] for key in keys if found.get(key)] for name, keys in _META.items()}
    said.titles += values["title"]
    said.dates += values["date"]
    said.authors += values["author"]
    said.sources += [value.lstrip("@") for value in values["source"]]
    said.urls += values["url"]
    said.languages += values["language"]


def _elements(tree: lxml.html.HtmlElement, said: _Said) -> None:
    """The visible byline, the canonical link, <html lang>."""
    for path in _BYLINES:
        for element in tree.xpath(f"{path}[not(ancestor::*[{_READERS}])]")[:3]:
            text = one_line(element.get("content") or element.text_content())
            if len(text) < _LONGEST_BYLINE:
                said.authors.append(_byline(text))
    for element in tree.xpath(f"//*[{_POST}][not(ancestor::*[{_READERS}])]")[:10]:
        found = _BY.match(one_line(element.text_content())[:_LONGEST_BYLINE])
        if found:
            said.authors.append(_byline(found[1]))
    said.urls += [str(link) for link in tree.xpath('//link[contains(@rel, "canonical")]/@href')[:1]]
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    said.languages.append(tree.get("lang") or tree.get(xml) or "")


def _byline(text: str) -> str:
    """The names of a byline, without a date or a label behind them."""
    return _AFTER_NAME.split(text, maxsplit=1)[0]
