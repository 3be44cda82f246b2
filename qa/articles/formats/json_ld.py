"""Reads the title, day, author, source and address of an article from a page's JSON-LD.

    <script type="application/ld+json">  ->  PageValues

A person or a publisher who is named by a reference (`{"@id": "#editor"}`) is looked up among
the objects of the page. What readers added (reviews, comments) is passed over. It chooses
nothing: all values are handed on in the order in which they stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import lxml.html  # type: ignore[import-untyped]

from qa.articles.metadata import one_line

_ARTICLE_TYPES = re.compile(r"article|posting|report|webpage|review|recipe", re.I)
_OF_READERS = frozenset(["review", "reviews", "comment", "comments", "aggregateRating"])
_DEEPEST = 200  # levels that are walked
_MOST_SCRIPTS = 20
_MOST_ITEMS = 100  # of a list that are walked
_MOST_NAMES = 20  # of a list of authors

Node = Mapping[str, object]


@dataclass(slots=True)
class PageValues:
    """All that a page says in one place or another, most trusted first.

    accounts: who put the page online, which may be the author's editor.
    """

    titles: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)


def json_ld_values(tree: lxml.html.HtmlElement) -> PageValues:
    """What the articles among a page's JSON-LD objects say; nothing of what cannot be parsed."""
    nodes: list[Node] = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]')[:_MOST_SCRIPTS]:
        try:
            nodes += _nodes(json.loads(script.text or "", strict=False), 0)
        except (ValueError, RecursionError):
            continue
    named = {
        key: name
        for node in nodes
        if isinstance(key := node.get("@id"), str) and isinstance(name := node.get("name"), str)
    }
    values = PageValues()
    for node in nodes:
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        names = [kind for kind in kinds if isinstance(kind, str)]
        if any(map(_ARTICLE_TYPES.search, names)):
            _add(values, node, named)
        elif "WebSite" in names:
            values.sources.append(one_line(_text(node.get("name"))))
    return values


def _nodes(data: object, depth: int) -> Iterator[Node]:
    """Every object of a document, outer ones first; not what readers added."""
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield data
        for key, value in data.items():
            if key not in _OF_READERS:
                yield from _nodes(value, depth + 1)
    elif isinstance(data, list):
        for value in data[:_MOST_ITEMS]:
            yield from _nodes(value, depth + 1)


def _add(values: PageValues, node: Node, named: Mapping[str, str]) -> None:
    values.titles += [one_line(_text(node.get(key))) for key in ("headline", "name")]
    values.dates += [_text(node.get(key)) for key in ("datePublished", "dateCreated")]
    author = node.get("author") or node.get("creator")
    values.authors.append(one_line(_text(author)))
    values.accounts.append(one_line(_referred(author, named)))
    publisher = node.get("publisher")
    values.sources.append(one_line(_text(publisher) or _referred(publisher, named)))
    values.urls.append(_text(node.get("url") or node.get("mainEntityOfPage"), "@id"))
    values.languages.append(_text(node.get("inLanguage")))


def _referred(value: object, named: Mapping[str, str]) -> str:
    """The names of those to whom a value only refers."""
    items = value if isinstance(value, list) else [value]
    keys = [str(item.get("@id")) for item in items[:_MOST_NAMES] if isinstance(item, dict)]
    return ", ".join(named[key] for key in keys if key in named)


def _text(value: object, key: str = "name") -> str:
    """The text of a value: itself, that of its key, or those of its members."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _text(value.get(key), key)
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(item, key) for item in value[:_MOST_NAMES])))
    return ""
