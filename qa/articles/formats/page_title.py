"""Chooses the title of a web page: the visible headline first, then what its metadata say.

    h1, JSON-LD, OpenGraph, <title>  ->  "Mill Lane closed on market days"

What a page says about itself for others (OpenGraph, JSON-LD) is often put together for a
search engine or is a description; the headline that readers see is the title, unless it is
the name of the site. The name of the site goes off the end or the beginning of what is left.
It looks at nothing but these elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import lxml.html  # type: ignore[import-untyped]

from qa.articles.metadata import one_line

_PARTS = re.compile(r"(?<!\s)\s+[|–—»›·:-]++\s+|(?:(?<!\s)\s+)?\|\s*|(?<!\s)\s+-$")
_MARK = re.compile(r"^\s*[|–—»›·:-]\s|\s[|–—»›·:-]\s*$|:\s*$")
_LONGEST = 300  # characters
_TELLING = 4  # words of a headline that needs nothing beside it
_ALIKE = 0.5  # of a headline's words that stand in what the page says elsewhere
_HOME = {"/", "./", "index.html", "/index.html", "#"}


def page_title(tree: lxml.html.HtmlElement, *, said: Sequence[str], sites: Iterable[str]) -> str:
    """The title of a page.

    said: what its metadata call title, headline or name, the most trusted first; sites: the
    names that they give to the site.
    """
    names = {_plain(site) for site in sites if site} | _home_names(tree)
    tags = [one_line(str(text)) for text in tree.xpath("//head/title/text()")[:1]]
    said = [text for text in said if text and _plain(text) not in names]
    known = [*said, *tags]
    heads = [text for text in _headings(tree) if _plain(text) not in names]
    sources = said or tags
    for head in heads:
        if any(_holds(text, head) for text in sources):
            return head
    sole = heads[0] if len(heads) == 1 else ""
    if sole and (_alike(sole, known) or len(sole.split()) >= _TELLING):
        longer = next((text for text in said if _holds(sole, text)), "")
        if longer or not any(_ends(text, sole) for text in known):
            return longer or sole
    for text in said:  # a headline that nothing else resembles may be a description
        if len(said) == 1 or _alike(text, [other for other in known if other is not text]):
            return _without_site(text, names)
    return _without_site(next(iter(known), ""), names) or sole


def _headings(tree: lxml.html.HtmlElement) -> list[str]:
    found = (one_line(head.text_content()) for head in tree.xpath("//h1")[:20])
    return [text for text in found if text and len(text) <= _LONGEST]


def _home_names(tree: lxml.html.HtmlElement) -> set[str]:
    """What links to the first page of the site say."""
    links = tree.xpath("//header//a[@href] | //h1//a[@href]")[:60]
    texts = (link.text_content() for link in links if link.get("href", "").strip() in _HOME)
    return {_plain(text) for text in texts if text.strip()}


def _without_site(text: str, names: set[str]) -> str:
    """A title without the name of the site at its end or its beginning."""
    parts = list(_PARTS.finditer(text))
    if parts and _plain(text[parts[-1].end() :]) in names | {""}:
        return text[: parts[-1].start()].strip()
    if parts and _plain(text[: parts[0].start()]) in names:
        return text[parts[0].end() :].strip()
    return text


def _holds(text: str, head: str) -> bool:
    """Whether a text is a headline, or begins or ends with it and a mark between."""
    whole, part = text.lower(), head.lower()
    if _plain(whole) == _plain(part):
        return True
    before, after = whole.removesuffix(part), whole.removeprefix(part)
    return (after != whole and bool(_MARK.match(after))) or (
        before != whole and bool(_MARK.search(before))
    )


def _ends(text: str, head: str) -> bool:
    """Whether a headline is a part of what the page calls its title, without a mark between."""
    return f" {_plain(head)} " in f" {_plain(text)} " and _plain(head) != _plain(text)


def _alike(head: str, known: Sequence[str]) -> bool:
    words = set(_plain(head).split())
    return any(len(words & set(_plain(text).split())) >= _ALIKE * len(words) for text in known)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
