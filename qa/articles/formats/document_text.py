"""Joins the blocks of a document that was written as one into a draft that keeps all of them.

Word processor files, slides, sheets, books, letters and Markdown come here: their formats say
what is text, so nothing is judged by its looks. The blocks become paragraphs in their order.
Only the title, where it is the first of them, moves to its field. What lines at the top say of
author and day is read, and they stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.articles.cleaning.clean import Cleaned
from qa.articles.cleaning.function_words import language_of
from qa.articles.cleaning.logical_lines import PARAGRAPH, Line
from qa.articles.formats.draft import Draft
from qa.articles.formats.text_head import read_head
from qa.articles.metadata import Metadata
from qa.errors import ArticleError
from qa.records import Place

_MOST_BLOCKS = 100_000
_LONGEST_TITLE = 120  # characters
_NO_TITLE = re.compile(r"[.…。,;:|]['\"”’»)]*$|^[\[|(•*-]|^\w{1,3}[.)]\s| \| |^dear\b", re.I)

# Label of its place ("Slide 4"), "" for none, or a label for each line; and the text.
Block = tuple[str | Sequence[str], str]


def draft_of_document(blocks: Sequence[Block], found: Metadata, *, head: bool = True) -> Draft:
    """Put the blocks of a document together.

    blocks: tidy text; one of several lines is a table. found: what the file itself says.
    head: whether lines at the top may say who wrote it and when.

    Raises ArticleError if there is no text or far too much of it.
    """
    blocks = [(label, text.strip()) for label, text in blocks if text.strip()]
    if not blocks:
        raise ArticleError("The file holds no text.")
    if len(blocks) > _MOST_BLOCKS:
        raise ArticleError(
            f"The text has {len(blocks):,} paragraphs, more than an article has "
            f"({_MOST_BLOCKS:,}). Split it."
        )
    title = found.title or _first_line_as_title(blocks)
    if len(blocks) > 1 and _same(blocks[0][1], title):
        blocks = blocks[1:]
    if head:
        found = found.filled_from(_said_at_the_top([text for _, text in blocks]))
    sample = PARAGRAPH.join(text for _, text in blocks[:400])
    text, places = assembled(blocks)
    return Draft(
        text=text,
        title=title,
        date=found.date,
        author=found.author,
        source=found.source,
        url=found.url,
        language=found.language or language_of(sample) or "en",
        places=places,
    )


def assembled(blocks: Sequence[Block]) -> tuple[str, tuple[Place, ...]]:
    """The blocks as one text, and where each labelled part of it begins."""
    places: list[Place] = []
    length = 0
    before = ""
    for labels, text in blocks:
        at = length
        lines = [text] if isinstance(labels, str) else text.split("\n")
        for label, line in zip([labels] if isinstance(labels, str) else labels, lines, strict=True):
            if label != before:
                places.append(Place(at, label))
            before = label
            at += len(line) + 1
        length += len(text) + len(PARAGRAPH)
    return PARAGRAPH.join(text for _, text in blocks), tuple(places)


def _first_line_as_title(blocks: Sequence[Block]) -> str:
    """The first block where it is a short line and no item, greeting or row."""
    first = blocks[0][1]
    short = len(first) <= _LONGEST_TITLE and "\n" not in first
    return first if len(blocks) > 1 and short and not _NO_TITLE.search(first) else ""


def _same(block: str, title: str) -> bool:
    return " ".join(block.split()).casefold() == " ".join(title.split()).casefold()


def _said_at_the_top(texts: Sequence[str]) -> Metadata:
    lines = [Line(text, place) for place, text in enumerate(texts)]
    whole = Cleaned((True,) * len(lines), (0.0,) * len(lines), 0)
    return read_head(lines, whole, titled=True).metadata
