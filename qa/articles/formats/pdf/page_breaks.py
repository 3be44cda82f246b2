"""Mends sentences that a page break parts.

Notes at the foot of a page stand between the two halves of a sentence: they are read before
its paragraph then. A word that is broken at the end of a page is whole on the first one.
Where each page begins stays known, since no paragraph moves to another page.
"""

from __future__ import annotations

import dataclasses
import re
import statistics
from collections.abc import Sequence
from itertools import pairwise

from qa.articles.formats.pdf.page_layout import Paragraph

_NOTE = 0.94  # of the usual type size, at most, is that of a note
_UNFINISHED = re.compile(r"[\w,;–—-]$")
_BROKEN = re.compile(r"[^\W\d_]-$")
_REST = re.compile(r"[^\W\d_]+[.,;:!?)]*\s*")


def mended(pages: Sequence[list[Paragraph]]) -> list[list[Paragraph]]:
    """The pages with notes put out of the way of sentences, and words made whole."""
    done = [list(page) for page in pages]
    for page, following in pairwise(done):
        if not page or not following or not following[0].text[:1].islower():
            continue
        notes = _notes(page)
        text = len(page) - notes - 1
        if text < 0 or not _goes_on(page[text], following[0]):
            continue
        page[text:] = [*page[text + 1 :], page[text]]
        rest = _REST.match(following[0].text)
        if _BROKEN.search(page[-1].text) and rest:
            whole = page[-1].text[:-1] + rest[0].rstrip()
            page[-1] = dataclasses.replace(page[-1], text=whole)
            left = following[0].text[rest.end() :]
            following[:1] = [dataclasses.replace(following[0], text=left)] if left else []
    return done


def _notes(page: Sequence[Paragraph]) -> int:
    """How many paragraphs at the end of a page are notes, in smaller type at its foot."""
    size = statistics.median(size for p in page for size in [p.size] * (1 + len(p.text) // 50))
    notes = 0
    for paragraph in reversed(page):
        if paragraph.size > _NOTE * size:
            break
        notes += 1
    return notes


def _goes_on(paragraph: Paragraph, other: Paragraph) -> bool:
    return bool(
        not paragraph.row
        and not other.row
        and _UNFINISHED.search(paragraph.text)
        and abs(paragraph.size - other.size) < 0.1 * other.size
    )
