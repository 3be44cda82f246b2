"""Plain text, also copied or scraped from a web page -> one draft.

The order: decode, front matter, logical lines, what is furniture, head and foot, the rest
is the text, one line a paragraph with an empty line between. Formats with pages or
chapters come here with a label for each part.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from qa.articles.cleaning.boilerplate import without_credit, without_placeholders
from qa.articles.cleaning.clean import clean_lines
from qa.articles.cleaning.function_words import language_of
from qa.articles.cleaning.logical_lines import Line, logical_lines
from qa.articles.decoding import decode, tidy
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.text_head import read_head, titles_by_byline
from qa.articles.metadata import Metadata, front_matter
from qa.errors import ArticleError
from qa.records import Place

PARAGRAPH = "\n\n"
_MOST_LINES = 100_000
_UNFINISHED = re.compile(r"[\w,;–—-]$")


def read_plain(data: bytes, origin: Origin) -> list[Draft]:
    """Read a text file. Raises ArticleError if it is no text or holds none."""
    found, text = front_matter(tidy(decode(data)))
    return [draft_of_text(text, found)]


def draft_of_text(text: str, found: Metadata) -> Draft:
    """Clean tidy text and read its head; what is known already goes before what is read.

    Raises ArticleError if no text is left.
    """
    if text.count("\n") > 5 * _MOST_LINES:
        raise _too_many_lines(text.count("\n"))
    return draft_of_parts([("", logical_lines(text))], found)


def draft_of_parts(parts: Sequence[tuple[str, Sequence[Line]]], found: Metadata) -> Draft:
    """Clean the lines of the parts of a document as one text.

    parts: label ("p. 4", "" for none) and logical lines of each. A paragraph that runs on
    over the end of its part is one paragraph.

    Raises ArticleError if no text is left.
    """
    lines = [
        dataclasses.replace(line, text=without_credit(without_placeholders(line.text)))
        for _, part in parts
        for line in part
    ]
    labels = [label for label, part in parts for _ in part]
    if len(lines) > _MOST_LINES:
        raise _too_many_lines(len(lines))
    if not lines:
        raise ArticleError("The file is empty. Put the article's text in it or remove it.")
    spoken = language_of(PARAGRAPH.join(line.text for line in lines[:400]))
    cleaned = clean_lines(lines, language=spoken, protected=titles_by_byline(lines))
    head = read_head(lines, cleaned, titled=bool(found.title))
    found = found.filled_from(head.metadata)
    body = [
        (line.text, label)
        for place, (line, label) in enumerate(zip(lines, labels, strict=True))
        if cleaned.kept[place] and place not in head.used and line.text != found.title
    ]
    if not body:
        raise ArticleError("No text of an article is left when menus and notices are taken off.")
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
    )


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
