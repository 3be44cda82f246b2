"""Article + cited spans -> HTML of the source pane.

Pure functions over records: the whole article, typeset for reading, with the current
citation highlighted in its place and the answer's other citations marked more lightly.
The text comes out of `show`, so nothing of an article is ever markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa.records import Article
from qa.ui.html.citation_address import CitedSpan, key
from qa.ui.html.escaping import count, day, safe_url, show

LONGEST_HEADING = 70
EMPTY = (
    '<div class="qa-pane-empty" data-shown=""><div class="qa-pane-empty-mark">[1]</div>'
    "<p>Sources appear here.</p>"
    "<p>Choose a marker like [1] in an answer to read the words it rests on, in their place "
    "in the article.</p></div>"
)


def article_html(article: Article, current: CitedSpan | None, others: Sequence[CitedSpan]) -> str:
    """The article with its head, and its cited words highlighted.

    current: the citation to show; None opens the article at its beginning.
    others: all citations of the answer in their order, `current` included, for the
        lighter marks and for "2 of 5".
    """
    spans = [span for span in others if span.article_id == article.id]
    light = [(span.start, span.end) for span in spans if span != current]
    strong = (current.start, current.end) if current else (0, 0)
    shown = key(current) if current else ""
    return (
        f'<article class="qa-article" lang="{show(article.language)}" data-shown="{shown}">'
        f"{_navigation(current, others)}{_head(article, current)}"
        f'<div class="qa-body">{_body(article.text, strong, light)}</div></article>'
    )


def missing_html(current: CitedSpan) -> str:
    """What the pane says when the cited article is no longer in the index."""
    return (
        f'<div class="qa-pane-empty" data-shown="{key(current)}">'
        "<p>This article is no longer in the index: it was changed or removed since the "
        "answer was written.</p><p>Ask again to cite it as it is now.</p>"
        "</div>"
    )


def _navigation(current: CitedSpan | None, others: Sequence[CitedSpan]) -> str:
    close = '<button class="qa-nav qa-close" type="button" aria-label="Close the source">✕</button>'
    if current is None or current not in others or len(others) < 2:
        return f'<div class="qa-pane-bar"><span class="qa-pos">Source</span>{close}</div>'
    position = others.index(current) + 1
    return (
        '<div class="qa-pane-bar">'
        f'<span class="qa-pos">Citation {position} of {len(others)}</span>'
        '<button class="qa-nav qa-prev" type="button" aria-label="Previous citation" '
        'title="Previous citation (key: k)">‹</button>'
        '<button class="qa-nav qa-next" type="button" aria-label="Next citation" '
        f'title="Next citation (key: j)">›</button>{close}</div>'
    )


def _head(article: Article, current: CitedSpan | None) -> str:
    place = article.place_at(current.start) if current else None
    facts = (article.source, article.author, day(article.date), place)
    about = " · ".join(show(fact) for fact in facts if fact)
    url = safe_url(article.url)
    link = (
        f'<a class="qa-original" href="{url}" target="_blank" rel="noopener noreferrer nofollow">'
        "Open the original ↗</a>"
        if url
        else f'<span class="qa-path">{show(article.path)}</span>'
    )
    length = count(len(article.text.split()), "word")
    return (
        f'<header class="qa-head"><h2>{show(article.title)}</h2>'
        f'<p class="qa-about">{about}</p><p class="qa-links">{link}<span> · {length}</span></p>'
        "</header>"
    )


def _body(text: str, strong: tuple[int, int], light: Sequence[tuple[int, int]]) -> str:
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            kind = ' class="qa-subhead"' if _is_heading(line.strip(), text[end:]) else ""
            paragraphs.append(f"<p{kind}>{_marked(text, (start, end), strong, light)}</p>")
        start = end + 1
    return "".join(paragraphs)


def _is_heading(line: str, rest: str) -> bool:
    """Whether a line looks like a heading inside the article; it only changes the typeface."""
    return len(line) <= LONGEST_HEADING and line[-1] not in ".,;:!?…”\"')" and bool(rest.strip())


def _marked(
    text: str,
    paragraph: tuple[int, int],
    strong: tuple[int, int],
    light: Sequence[tuple[int, int]],
) -> str:
    """One paragraph cut at every edge of a span that lies inside it."""
    first, last = paragraph
    edges = {first, last}
    for span in (strong, *light):
        edges.update(edge for edge in span if first < edge < last)
    ordered = sorted(edges)
    pieces = []
    for start, end in pairwise(ordered):
        words = show(text[start:end])
        if strong[0] <= start < strong[1]:
            pieces.append(f'<mark class="qa-now">{words}</mark>')
        elif any(a <= start < b for a, b in light):
            pieces.append(f'<mark class="qa-also">{words}</mark>')
        else:
            pieces.append(words)
    return "".join(pieces)
