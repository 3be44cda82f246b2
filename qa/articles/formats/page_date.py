"""Finds the day on which a web page was published: metadata, dateline, marked elements.

    JSON-LD, meta tags, microdata, the dateline, <time>, elements with the class of a date  ->  date

The dateline is the day that stands between the headline and the first paragraph. Where the
metadata state several days, it tells which one is meant. A time in universal time names another
day than the page around midnight: where a local time, the page's address or the dateline names
the day beside it, that is the day. It never guesses: a page without a date that is marked as one
has none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import islice

import lxml.html  # type: ignore[import-untyped]

from qa.articles.date_parsing import parse_date
from qa.articles.formats.text_head import byline_of
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
_UPDATE = re.compile(r"updat|modif|edit|revis|correct", re.IGNORECASE)
_UNSEEN = frozenset(["script", "style", "noscript", "template"])
_MOST_UNDER_HEADLINE = 200  # elements between a headline and the text
_TELLING = 3  # words of a heading that is known again in the page's title
_ONE_DAY = datetime.timedelta(days=1)


def page_date(
    tree: lxml.html.HtmlElement, *, said: Sequence[str], address: str | None, title: str
) -> datetime.date | None:
    """The day of publication.

    said: values of JSON-LD and meta tags, most trusted first; title: of the page, over whose
    text its day stands.
    """
    stated = [*said, *_marked(tree)]
    days = [(day, value) for value in stated if (day := _day(value))]
    dateline = _dateline(tree, title)
    if days:
        first, value = days[0]
        if dateline in {day for day, _ in days}:  # of the days that it states, the one it shows
            return dateline
        universal = bool(_UNIVERSAL.search(value.strip()))
        return _local(first, [*said, str(dateline)], address) if universal else first
    return dateline or next(filter(None, map(_day, _shown(tree))), None)


def _day(text: str) -> datetime.date | None:
    return parse_date(text) or _with_short_year(text)


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


def _dateline(tree: lxml.html.HtmlElement, title: str) -> datetime.date | None:
    """The day that stands between the headline and the text, if it is no update.

    One paragraph may stand between: the standfirst.
    """
    paragraphs = 0
    for element in islice(_under_headline(tree, title), _MOST_UNDER_HEADLINE):
        text = one_line(element.text_content()[: 2 * _LONGEST_STAMP])
        paragraphs += element.tag == "p" and len(text) > _LONGEST_STAMP
        if paragraphs > 1:
            return None
        if len(text) > _LONGEST_STAMP or not any(char.isdigit() for char in text):
            continue
        byline = byline_of(text)
        sentence = byline is None and text.endswith((".", "!", "?"))
        day = byline.date if byline else None if sentence else _day(text)
        if day is not None:
            return None if _UPDATE.search(text.partition(str(day.year))[0]) else day
    return None


def _under_headline(tree: lxml.html.HtmlElement, title: str) -> Iterator[lxml.html.HtmlElement]:
    """The elements after the headline, in the order in which they begin."""
    heads = tree.xpath("//h1 | //h2 | //h3")[:_MOST_UNDER_HEADLINE]
    texts = [(one_line(head.text_content()), head) for head in heads]
    main = [head for _, head in texts if head.tag == "h1"]
    parts = [head for text, head in texts if text in title and len(text.split()) >= _TELLING]
    headline = next(iter([*[head for text, head in texts if text == title], *main, *parts]), None)
    for element in () if headline is None else headline.xpath("following::*"):
        if isinstance(element.tag, str) and element.tag not in _UNSEEN:
            yield element


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
