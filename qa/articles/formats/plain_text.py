"""Plain text, also copied or scraped from a web page -> one draft.

The order: decode, front matter, logical lines, what is boilerplate, head and foot, the rest
is the text, one line a paragraph with an empty line between. Formats with pages or
chapters come here with a label for each part. Nothing is boilerplate but in what was copied
off a web page (`scrape` tells); all other texts keep every line, and what a copy loses is
handed on with it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from qa.articles.cleaning.boilerplate import without_credit, without_placeholders
from qa.articles.cleaning.clean import Cleaned, clean_lines, keep_lines
from qa.articles.cleaning.function_words import language_of
from qa.articles.cleaning.logical_lines import PARAGRAPH, Line, logical_lines
from qa.articles.cleaning.scrape import is_scrape
from qa.articles.decoding import decode, tidy
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.text_head import read_head, titles_by_byline
from qa.articles.metadata import Metadata, front_matter
from qa.errors import ArticleError
from qa.records import Place

_MOST_LINES = 100_000
_UNFINISHED = re.compile(r"[\w,;–—-]$")


def read_plain(data: bytes, origin: Origin) -> list[Draft]:
    """Read a text file. Raises ArticleError if it is no text or holds none."""
    found, text = front_matter(tidy(decode(data)))
    return [draft_of_text(text, found, scraped=None if origin.cleaning else False)]


def draft_of_text(text: str, found: Metadata, *, scraped: bool | None = False) -> Draft:
    """Read the head of tidy text; what is known already goes before what is read.

    scraped: whether it was copied off a web page, whose menus and notices are left out; None
    to find out.

    Raises ArticleError if no text is left.
    """
    if text.count("\n") > 5 * _MOST_LINES:
        raise _too_many_lines(text.count("\n"))
    return draft_of_parts([("", logical_lines(text))], found, scraped=scraped)


def draft_of_parts(
    parts: Sequence[tuple[str, Sequence[Line]]],
    found: Metadata,
    *,
    scraped: bool | None = False,
) -> Draft:
    """Put the lines of the parts of a document together as one text.

    parts: label ("p. 4", "" for none) and logical lines of each. A paragraph that runs on
    over the end of its part is one paragraph. scraped: see `draft_of_text`.

    Raises ArticleError if no text is left.
    """
    lines = [line for _, part in parts for line in part]
    labels = [label for label, part in parts for _ in part]
    if len(lines) > _MOST_LINES:
        raise _too_many_lines(len(lines))
    if not lines:
        raise ArticleError("The file is empty. Put the article's text in it or remove it.")
    spoken = language_of(PARAGRAPH.join(line.text for line in lines[:400]))
    if scraped is None:
        scraped = is_scrape(lines, language=spoken)
    if scraped:
        lines = [_without_marks(line) for line in lines]
        cleaned = clean_lines(lines, language=spoken, protected=titles_by_byline(lines))
    else:
        cleaned = keep_lines(lines, language=spoken)
    head = read_head(lines, cleaned, titled=bool(found.title), whole=not scraped)
    found = found.filled_from(head.metadata)
    titles = [place for place, line in enumerate(lines) if line.text == found.title]
    gone = head.used.union(titles if scraped else titles[:1])
    body = [
        (line.text, label)
        for place, (line, label) in enumerate(zip(lines, labels, strict=True))
        if cleaned.kept[place] and place not in gone
    ]
    if not body:
        if scraped:
            raise ArticleError(
                "No text of an article is left when menus and notices are taken off. "
                "To keep all of it, set QA_CLEANING=off."
            )
        body = [(line.text, label) for line, label in zip(lines, labels, strict=True)]
    text, places = assembled(body)
    return Draft(
        text=text,
        title=found.title,
        date=found.date,
        author=found.author,
        source=found.source,
        url=found.url,
        language=found.language or spoken or "en",
        places=places,
        cleaned=scraped,
        left_out=_left_out(lines, cleaned) if scraped else (),
    )


def _without_marks(line: Line) -> Line:
    return dataclasses.replace(line, text=without_credit(without_placeholders(line.text)))


def _left_out(lines: Sequence[Line], cleaned: Cleaned) -> tuple[str, ...]:
    return tuple(line.text for line, kept in zip(lines, cleaned.kept, strict=True) if not kept)


def _too_many_lines(lines: int) -> ArticleError:
    return ArticleError(
        f"The text has {lines:,} lines, more than an article has ({_MOST_LINES:,}). "
        "Split it, or remove it if it is data."
    )


def assembled(body: Sequence[tuple[str, str]]) -> tuple[str, tuple[Place, ...]]:
    """The paragraphs as one text, and where each labelled part of it begins."""
    pieces: list[str] = []
    places: list[Place] = []
    length = 0
    before = ("", "")
    for line, label in body:
        turned = label != before[1]
        runs_on = turned and line[0].islower() and bool(_UNFINISHED.search(before[0]))
        joint = "" if not pieces else " " if runs_on else PARAGRAPH
        pieces += [joint, line]
        length += len(joint)
        if turned:
            places.append(Place(length, label))
        length += len(line)
        before = (line, label)
    return "".join(pieces), tuple(places)
