"""The day on which a web page was published, as its author's clock had it.

    JSON-LD, meta tags, microdata, <time>, elements with the class of a date  ->  date

A time in universal time names another day than the page around midnight: where a local time,
the page's address or the day that it shows is the day beside it, that is the day. It never
guesses: a page without a date that is marked as one has none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

import lxml.html  # type: ignore[import-untyped]

from qa.articles.date_parsing import parse_date
from qa.articles.metadata import one_line

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
_UNIVERSAL = re.compile(r"T\d\d:\d\d.{0,30}(?:Z|[+-]00:?00)$", re.IGNORECASE)
_PATH = re.compile(r"/(20\d\d)/(\d\d?)/(\d\d?)(?:/|$)")
_SHORT_YEAR = re.compile(r"(?<![\d.])([0-3]?\d)\.([01]?\d)\.(\d\d)(?![\d.])")
_ONE_DAY = datetime.timedelta(days=1)


def page_date(
    tree: lxml.html.HtmlElement, *, said: Sequence[str], address: str | None
) -> datetime.date | None:
    """The day of publication; said: values of JSON-LD and meta tags, most trusted first."""
    for value in (*said, *_marked(tree), *_shown(tree)):
        day = parse_date(value) or _with_short_year(value)
        if day is not None:
            universal = bool(_UNIVERSAL.search(value.strip()))
            return _local(day, said, address) if universal else day
    return None


def _local(day: datetime.date, others: Sequence[str], address: str | None) -> datetime.date:
    """The day itself or, of one in universal time, the day beside it that the page tells."""
    path = _PATH.search(address or "")
    told = ["-".join(path.groups())] if path else []
    told += [other for other in others if not _UNIVERSAL.search(other.strip())]
    for text in told:
        other = parse_date(text)
        if other is not None and other != day and abs(other - day) == _ONE_DAY:
            return other
    return day


def _marked(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Microdata and RDFa."""
    for name in ("datePublished", "dateCreated"):
        for element in tree.xpath(f'//*[@itemprop="{name}" or contains(@property, "{name}")]')[:3]:
            for attribute in ("datetime", "content", "title"):
                if element.get(attribute):
                    yield element.get(attribute)
            yield one_line(element.text_content())[:_LONGEST_STAMP]


def _shown(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """<time> and what has the class of a date; under the headline, then anywhere.

    Over the headline may stand the day on which the page was saved.
    """
    headed = tree.find(".//h1") is not None
    for where in ("(//h1)[1]/following::", "//") if headed else ("//",):
        for element in tree.xpath(f"{where}time")[:20]:
            yield element.get("datetime") or one_line(element.text_content())
            yield one_line(element.text_content())[:_LONGEST_STAMP]
        if where == "//" and headed:
            break
        for element in tree.xpath(f"{where}{_STAMPS}")[:20]:
            text = element.text_content()
            if len(text) < _LONGEST_STAMP:
                yield one_line(text)


def _with_short_year(text: str) -> datetime.date | None:
    """12.03.24, which only an element with a date is trusted to mean."""
    found = _SHORT_YEAR.search(text)
    try:
        return datetime.date(2000 + int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
