"""Saved web pages -> one draft. Owns trafilatura.

trafilatura finds the main text; what it keeps of the page's boilerplate the line cleaning
takes off. Metadata is read from the page itself (`pagedata`), since trafilatura guesses a
date for every page; its findings only fill what the page leaves open.
"""

from __future__ import annotations

import dataclasses
import logging
import re
from collections.abc import Sequence
from itertools import groupby, islice

import trafilatura

from qa.articles.cleaning.clean import clean_lines
from qa.articles.cleaning.function_words import language_of
from qa.articles.cleaning.logical_lines import PARAGRAPH, Line, logical_lines
from qa.articles.date_parsing import parse_date
from qa.articles.decoding import decode, tidy
from qa.articles.formats.document_text import draft_of_document
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.markup import first_heading, html_blocks, is_document
from qa.articles.formats.page_metadata import is_author, names_author, read_page
from qa.articles.formats.plain_text import draft_of_text
from qa.articles.formats.table_text import BAR, table_blocks
from qa.articles.formats.text_head import read_head
from qa.articles.metadata import Metadata, one_line, person, web_address
from qa.errors import ArticleError

# It logs every page it finds nothing in, which is told in the article's state.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


# Words and cohesion of a line that the extraction took for the article and cleaning did not: one
# setting, tried on 69 pages of other projects (204 stretches wanted, 204 not), not swept.
_LONG, _OF_THE_MATTER = 14, 0.1
_TELLING = 4  # words of an item of a list that say more than a menu: 3 to 6 tried, all alike
_RULE = re.compile(r":?-{2,}:?")
_MOST_LEFT_OUT = 5_000  # blocks of a page
_LONGEST_CELL = 250  # characters
_MOST_TAGS = 30_000  # above it the extraction needs minutes; an article's page has 500 to 5,000


def read_web(data: bytes, origin: Origin) -> list[Draft]:
    """Read a saved page. Raises ArticleError if it holds no article text."""
    return [draft_of_page(tidy(decode(data)), cleaning=origin.cleaning)]


def draft_of_page(page: str, known: Metadata | None = None, *, cleaning: bool = True) -> Draft:
    """The article of a page.

    known: what was said outside of it and is trusted most. cleaning: False to keep all of
    its text.
    """
    if not page.strip():
        raise ArticleError("The file is empty. Save the page again or remove it.")
    said = read_page(page)
    if is_document(page) and (blocks := html_blocks(page)):
        about = (known or Metadata()).filled_from(said)
        about = about.filled_from(Metadata(title=first_heading(page)))
        return draft_of_document([("", block) for block in blocks], about)
    text, guessed = _extracted(page) if page.count("<") <= _MOST_TAGS else ("", Metadata())
    found = (known or Metadata()).filled_from(said)
    found = found if found.title else found.filled_from(Metadata(title=guessed.title))
    if not found.author and not _is_named(page, guessed.author):
        guessed = dataclasses.replace(guessed, author=None)
    if not cleaning:
        every = PARAGRAPH.join(html_blocks(page, controls=True))
        whole = draft_of_text(every, found.filled_from(guessed))
        return dataclasses.replace(whole, language=found.language or whole.language)
    plain = not text  # the extraction found nothing, as in short or odd pages
    lines = _lines(_without_frame(text)) if text else logical_lines(_all(page))
    spoken = language_of(PARAGRAPH.join(line.text for line in lines))
    cleaned = clean_lines(lines, language=spoken)
    head = read_head(lines, cleaned, titled=bool(found.title))
    found = found.filled_from(head.metadata).filled_from(guessed)
    body = [
        line.text
        for place, line in enumerate(lines)
        if (cleaned.kept[place] and place not in head.used and line.text != found.title)
        or _stays(line, cleaned.cohesion[place], extracted=not plain)
    ]
    if not body or (plain and cleaned.first == len(lines)):
        raise ArticleError(
            "No article text was found in this page. Save the article itself, not an overview."
        )
    return Draft(
        text=PARAGRAPH.join(body),
        title=found.title,
        date=found.date,
        author=found.author,
        source=found.source,
        url=found.url,
        language=found.language or spoken or "en",
        cleaned=True,
        left_out=_left_out(page, [found.title, *body]),
    )


def _is_named(page: str, who: str | None) -> bool:
    """Whether a name that was guessed can be the author's: what readers wrote names none."""
    return is_author(who, [], None) and names_author(page, who or "")


def _left_out(page: str, kept: Sequence[str]) -> tuple[str, ...]:
    """The blocks of a page that are no part of its article, each once."""
    text = "\n".join(" ".join(block.split()) for block in kept)
    shown = html_blocks(page, controls=True)
    blocks = dict.fromkeys(block for block in shown if " ".join(block.split()) not in text)
    return tuple(islice(blocks, _MOST_LEFT_OUT))


def _stays(line: Line, cohesion: float, *, extracted: bool) -> bool:
    """A row of a table is no menu, and a long sentence of the matter is the article's."""
    if not extracted:
        return False
    long = len(line.text.split()) >= _LONG and line.text.endswith((".", "!", "?", "”", '"'))
    item = line.item and len(line.text.split()) >= _TELLING
    return BAR in line.text or item or (long and cohesion >= _OF_THE_MATTER)


def _all(page: str) -> str:
    return PARAGRAPH.join(html_blocks(page))


def _lines(text: str) -> list[Line]:
    """The logical lines of an extracted text; a table is one of them."""
    lines: list[Line] = []
    for table, run in groupby(text.split("\n"), key=lambda line: line.startswith("|")):
        block = lines[-1].block + 1 if lines else 0
        if not table:
            found = logical_lines("\n".join(run))
            lines += [dataclasses.replace(line, block=block + line.block) for line in found]
            continue
        rows = [[cell.strip() for cell in row.strip("| ").split("|")] for row in run]
        ruled = [place for place, row in enumerate(rows) if all(map(_RULE.fullmatch, row))]
        cells = [row for place, row in enumerate(rows) if place not in ruled]
        blocks = table_blocks(cells, heads=1 if ruled == [1] else None)
        lines += [Line(text, block, item=True) for text in blocks]
    return lines


def _without_frame(text: str) -> str:
    """Pages that are laid out by a table: a cell with a text is no cell of a table."""
    return "\n".join(
        PARAGRAPH.join(cell.strip() for cell in line.strip("| ").split(" | "))
        if line.startswith("|") and max(map(len, line.split(" | "))) > _LONGEST_CELL
        else line
        for line in text.split("\n")
    )


def _extracted(page: str) -> tuple[str, Metadata]:
    """The main text of a page and what the library found out about it; "" for nothing."""
    document = trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if document is None or isinstance(document, dict):
        return "", Metadata()
    guessed = Metadata(
        title=one_line(document.title or ""),
        author=person(one_line((document.author or "").replace(";", ","))),
        date=parse_date(document.date),
        source=one_line(document.sitename or "") or None,
        url=web_address(document.url or ""),
    )
    return (document.text or "").strip(), guessed


def library_text(page: str) -> str:
    """The main text as the library alone finds it, for comparison in benchmarks."""
    return _extracted(page)[0]
