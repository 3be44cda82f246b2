"""Encodes and parses the address of a cited span: `#cite-ARTICLE-START-END-MARKER`.

It names the article by its content hash and the span by offsets, so a conversation that
was kept for a month opens the same words, on any server with the same articles. It keeps
no state and trusts nothing: `parse` refuses what `href` cannot have made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.records import Citation, Hit

_SHAPE = re.compile(r"([0-9a-f]{1,64})-(\d{1,9})-(\d{1,9})-(\d{1,4})")


@dataclass(frozen=True, slots=True)
class CitedSpan:
    """A span of an article, and the marker that it has in its answer (0: none)."""

    article_id: str
    start: int
    end: int
    marker: int


def key(span: CitedSpan) -> str:
    """The span as text; `parse` reads it back."""
    return f"{span.article_id}-{span.start}-{span.end}-{span.marker}"


def href(span: CitedSpan) -> str:
    """The fragment that opens the span."""
    return f"#cite-{key(span)}"


def parse(text: object) -> CitedSpan | None:
    """The span that `key` wrote, or None if it is not one of ours."""
    match = _SHAPE.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    article_id, start, end, marker = match.groups()
    span = CitedSpan(article_id, int(start), int(end), int(marker))
    return span if span.start <= span.end else None


def of_citation(citation: Citation) -> CitedSpan:
    """The span of a citation."""
    return CitedSpan(citation.article.id, citation.start, citation.end, citation.marker)


def of_hit(hit: Hit) -> CitedSpan:
    """The span of a passage that was found but is not cited."""
    passage = hit.passage
    return CitedSpan(passage.article.id, passage.start, passage.end, 0)
