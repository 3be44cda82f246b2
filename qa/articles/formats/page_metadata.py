"""Reads title, day, author, source, address and language of a web page from its markup.

Trusted in this order: JSON-LD, OpenGraph, other meta tags, the visible byline; title and date
are chosen of all that is said (`page_title`, `page_date`); the address is the canonical link,
the language that of <html>. Readers who wrote a review or a comment, handles, and the name of
the site are no authors. It does not look for the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import lxml.html  # type: ignore[import-untyped]

from qa.articles.date_parsing import find_date
from qa.articles.formats.json_ld import PageValues, json_ld_values
from qa.articles.formats.markup import html_tree
from qa.articles.formats.page_date import page_date
from qa.articles.formats.page_title import page_title
from qa.articles.metadata import Metadata, language_code, one_line, person, web_address

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
_MOST_AUTHORS = 20
_AFTER_NAME = re.compile(
    r"(?<!\s)\s+[|•·–—-]\s+|(?:,|(?<![\s,]))\s+(?:on|published|posted|updated)\b|\d{4}", re.I
)
_BY = re.compile(r"\A(?:posted|written|published)?\s*by:?\s+(.+)", re.I)
_POST = 'contains(@class, "meta") or contains(@class, "info") or contains(@class, "posted")'
_NOBODY = re.compile(
    r"(?:no|unknown|guest)\s+author|admin\w*|(?:news\s+|web\s+)?staff|agenc(?:y|ies)|editors?|author|webmaster|n/a",
    re.I,
)
# Elements with the words of readers; what holds the headline is the article, whatever its class.
_READERS = (
    '(contains(@class, "comment") or contains(@class, "review") or contains(@id, "comment"))'
    " and not(descendant::h1)"
)
# And those that lead to other articles: columns, feet of pages, cards that are a link.
_OTHERS = (
    "self::aside or self::nav or self::footer[not(ancestor::article)]"
    " or self::a[descendant::h2 or descendant::h3 or descendant::h4]"
)
_OUTSIDE = f"[not(ancestor-or-self::*[({_READERS}) or {_OTHERS}])]"


def read_page(page: str) -> Metadata:
    """Read the metadata of a page; an unreadable page says nothing."""
    tree = html_tree(page)
    if tree is None:
        return Metadata()
    said = json_ld_values(tree)
    _meta(tree, said)
    bylines = _bylines(tree)
    _elements(tree, said)
    url = next(filter(None, map(web_address, said.urls)), None)
    source = next(filter(None, said.sources), None)
    title = page_title(tree, said=said.titles, sites=said.sources)
    return Metadata(
        title=title,
        date=page_date(tree, said=said.dates, address=url, title=title),
        author=_author([*said.authors, *bylines, *said.accounts], bylines, said.sources, url),
        source=source,
        url=url,
        language=next(filter(None, map(language_code, said.languages)), None),
    )


def _author(
    named: Sequence[str], bylines: Sequence[str], sites: Sequence[str], url: str | None
) -> str | None:
    """The first that can be an author; the site itself only if a visible byline says so."""
    people = [who for who in map(person, named) if is_author(who, sites, url)]
    houses = [who for who in map(person, bylines) if is_author(who, (), None)]
    return next(iter([*people, *houses]), None)


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


def _meta(tree: lxml.html.HtmlElement, said: PageValues) -> None:
    # A microdata value may be of something that the page only cites, so these come last.
    found: dict[str, list[str]] = _contents(tree, "itemprop")
    found |= _contents(tree, "http-equiv", "name", "property")
    values = {name: [found[key][0] for key in keys if key in found] for name, keys in _META.items()}
    values["author"] = [
        ", ".join(dict.fromkeys(found[key][:_MOST_AUTHORS]))
        for key in _META["author"]
        if key in found
    ]
    said.titles += values["title"]
    said.dates += values["date"]
    said.authors += values["author"]
    said.sources += [value.lstrip("@") for value in values["source"]]
    said.urls += values["url"]
    said.languages += values["language"]


def _contents(tree: lxml.html.HtmlElement, *attributes: str) -> dict[str, list[str]]:
    """The contents of <meta> elements by their names in some attributes."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = one_line(element.get("content") or "")
        for attribute in attributes if content else ():
            name = (element.get(attribute) or "").strip().lower()
            found.setdefault(name, []).append(content)
    return found


def _bylines(tree: lxml.html.HtmlElement) -> list[str]:
    """The names in what a page shows as its byline, the surest first."""
    found = []
    for path in _BYLINES:
        for element in tree.xpath(f"{path}{_OUTSIDE}")[:3]:
            text = one_line(element.get("content") or element.text_content())
            if len(text) < _LONGEST_BYLINE:
                found.append(_names(text))
    for element in tree.xpath(f"//*[{_POST}]{_OUTSIDE}")[:10]:
        named = _BY.match(one_line(element.text_content())[:_LONGEST_BYLINE])
        if named:
            found.append(_names(named[1]))
    return found


def _elements(tree: lxml.html.HtmlElement, said: PageValues) -> None:
    """The canonical link and <html lang>."""
    said.urls += [str(link) for link in tree.xpath('//link[contains(@rel, "canonical")]/@href')[:1]]
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    said.languages.append(tree.get("lang") or tree.get(xml) or "")


def _names(byline: str) -> str:
    """A byline without a day or a label behind the names."""
    day = find_date(byline)
    return _AFTER_NAME.split(byline[: day[1][0]] if day else byline, maxsplit=1)[0]


def names_author(page: str, who: str) -> bool:
    """Whether a page names somebody outside of what its readers wrote."""
    tree = html_tree(page)
    if tree is None:
        return False
    for element in tree.xpath(f"//script | //style | //*[{_READERS}]"):
        if element.getparent() is not None:
            element.drop_tree()
    return who in " ".join(tree.text_content().split())
