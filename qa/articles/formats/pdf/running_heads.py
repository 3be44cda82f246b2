"""Takes running heads and page numbers off the pages of a document.

A running head is a short line in no larger type than the text that stands at the same
height of the edge of several pages, but for its figures; a page number is a figure there
that grows with the pages. Whatever stands in the middle, or on two pages only, is text, but for a
line over the rest of a sentence from the page before.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence

from qa.articles.formats.pdf.page_layout import Paragraph

_EDGE = 2  # lines at the top and at the foot of a page that may be running heads
_LONGEST_HEAD = 15  # words of a running head; what is longer is text
_LONGEST_SENTENCE = 8  # words of one that ends with a full stop
_FEWEST_PAGES = 3  # that share a running head
_SAME_HEIGHT = 4.0  # points
_OF_PAGES = re.compile(r"\b(?:page|of|seite|von|sur|de)\b")
_NUMBER = re.compile(r"\d{1,4}")


def without_running_heads(pages: Sequence[list[Paragraph]]) -> list[list[Paragraph]]:
    """The pages without them. A head of few pages of many stays where it stands first."""
    edges = [_edge(page) for page in pages]
    heads: Counter[tuple[str, int]] = Counter()
    offsets: Counter[int] = Counter()
    for number, edge in enumerate(edges):
        heads.update({key for paragraph in edge for key in _keys(paragraph)})
        offsets.update({_page_number(paragraph) - number for paragraph in edge} - {-1 - number})
    often = max(_FEWEST_PAGES, len(pages) // 3)
    seen: set[str] = set()
    kept: list[list[Paragraph]] = []
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        gone: set[int] = set()
        for paragraph in edge:
            counted = _page_number(paragraph)
            if counted >= 0 and offsets[counted - number] > 1:
                gone.add(id(paragraph))
            shared = max(heads[key] for key in _keys(paragraph))
            text = _figureless(paragraph.text)
            if shared > 1 and number and _parts_sentence(paragraph, page):
                gone.add(id(paragraph))
            if text and shared >= _FEWEST_PAGES:
                if shared >= often or text in seen:
                    gone.add(id(paragraph))
                seen.add(text)
        kept.append([paragraph for paragraph in page if id(paragraph) not in gone])
    return kept


def _parts_sentence(head: Paragraph, page: Sequence[Paragraph]) -> bool:
    """Whether a paragraph stands at the top of its page over one that begins in a sentence."""
    return len(page) > 1 and page[0] is head and page[1].text[0].islower()


def _edge(page: Sequence[Paragraph]) -> list[Paragraph]:
    """The short lines at the top and at the foot of a page, in no larger type than its text."""
    if len(page) < 2:
        return []
    size = statistics.median(size for p in page for size in [p.size] * (1 + len(p.text) // 50))
    by_height = sorted(page, key=lambda paragraph: -paragraph.top)
    ends = by_height if len(page) <= 2 * _EDGE else [*by_height[:_EDGE], *by_height[-_EDGE:]]
    return [
        p
        for p in ends
        if p.size < 1.06 * size and p.top - p.bottom < 2.5 * p.size
        if len(p.text.split()) <= (_LONGEST_SENTENCE if p.text.endswith(".") else _LONGEST_HEAD)
    ]


def _keys(paragraph: Paragraph) -> list[tuple[str, int]]:
    """Text and height, rounded to both sides so that near heights share one."""
    height = paragraph.top / _SAME_HEIGHT
    text = _figureless(paragraph.text)
    return [(text, int(height)), (text, int(height + 1))]


def _page_number(paragraph: Paragraph) -> int:
    """The number of "- 12 -" or "Page 3 of 9"; -1 for a text that says more, or none."""
    found = _NUMBER.search(paragraph.text)
    return int(found[0]) if found and not _figureless(paragraph.text) else -1


def _figureless(text: str) -> str:
    return " ".join(_OF_PAGES.sub(" ", re.sub(r"[\W\d]+", " ", text.lower())).split())
