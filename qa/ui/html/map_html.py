"""Pictures of the corpus: passages by meaning as SVG, articles over time with a lane a source.

Pure functions. Each dot is a link that opens its article; the dots of the answer that is
being read are lit by the page's script.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qa.index.rows import ArticleRow
from qa.records import Passage
from qa.ui.html import citation_address as cite
from qa.ui.html.escaping import clip, count, short_day, show

WIDTH, HEIGHT, MARGIN = 640, 440, 14
# The style sheet has a colour for each number, one for paper and one for the dark: Okabe and
# Ito's, told apart by colour-blind eyes, at 3:1 on the ground. The last is for all others.
COLOURS = 8
OTHER = COLOURS
NO_SOURCE = "no source named"
OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Dot:
    """A passage on the map of meaning; x and y within 0..1."""

    passage: Passage
    x: float
    y: float


def colours(sources: Sequence[str | None]) -> dict[str, int]:
    """The number of a colour for each of the most frequent sources; the rest share a grey."""
    counted = Counter(source or NO_SOURCE for source in sources)
    ranked = sorted(counted, key=lambda name: (-counted[name], name))
    fits = len(ranked) <= COLOURS + 1  # the grey is as good as a colour where one source has it
    shown = ranked if fits else ranked[:COLOURS]
    return {name: shown.index(name) if name in shown else OTHER for name in ranked}


def map_svg(dots: Sequence[Dot], colour: dict[str, int]) -> str:
    """Passages by meaning."""
    if not dots:
        return '<div class="qa-none">The map is drawn when passages are indexed.</div>'
    drawn = "".join(_dot(dot, colour) for dot in dots)
    label = f"Map of {count(len(dots), 'passage')} by meaning"
    return (
        f'<svg class="qa-map" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{label}">'
        f"{drawn}</svg>{_legend(colour)}"
    )


def timeline_html(rows: Sequence[ArticleRow], colour: dict[str, int]) -> str:
    """Articles over time, a lane for each source; the words stay readable at any width."""
    dated = sorted((row.date, row.title, row) for row in rows if row.date)
    if not dated:
        return '<div class="qa-none">No article has a date.</div>'
    first, last = dated[0][0], dated[-1][0]
    days = max((last - first).days, 1)
    lanes: dict[str, list[str]] = {}
    for date, _, row in dated:
        name = row.source or NO_SOURCE
        own = colour.get(name, OTHER)
        lane = name if own != OTHER or list(colour.values()).count(OTHER) == 1 else OTHERS
        share = 100 * (date - first).days / days
        lanes.setdefault(lane, []).append(_mark(row, short_day(date), share, own))
    ordered = [name for name in (*colour, OTHERS) if name in lanes]
    drawn = "".join(_lane(name, lanes[name]) for name in ordered)
    ends = "".join(f"<span>{show(short_day(date))}</span>" for date in (first, last))
    return (
        f'<div class="qa-lanes qa-times" role="group" '
        f'aria-label="{count(len(dated), "article")} over time">{drawn}'
        f'<div class="qa-ends">{ends}</div></div>'
    )


def _dot(dot: Dot, colour: dict[str, int]) -> str:
    passage = dot.passage
    article = passage.article
    span = cite.CitedSpan(article.id, passage.start, passage.end, 0)
    x = MARGIN + dot.x * (WIDTH - 2 * MARGIN)
    y = MARGIN + dot.y * (HEIGHT - 2 * MARGIN)
    told = f"{article.title}: {clip(passage.text, 140)}"
    own = colour.get(article.source or NO_SOURCE, OTHER)
    return (
        f'<a class="qa-point qa-c{own}" href="{cite.href(span)}" aria-label="{show(told)}">'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"></circle>'
        f"<title>{show(told)}</title></a>"
    )


def _lane(name: str, marks: Sequence[str]) -> str:
    return (
        f'<div class="qa-lane"><span class="qa-lane-name" title="{show(name)}">{show(name)}</span>'
        f'<span class="qa-rail">{"".join(marks)}</span></div>'
    )


def _mark(row: ArticleRow, date: str, share: float, colour: int) -> str:
    opens = cite.href(cite.CitedSpan(row.id, 0, 0, 0))
    told = show(f"{date}: {row.title}")
    return (
        f'<a class="qa-point qa-c{colour}" href="{opens}" style="left:{share:.1f}%" '
        f'aria-label="{told}" title="{told}"></a>'
    )


def _legend(colour: dict[str, int]) -> str:
    others = [name for name, number in colour.items() if number == OTHER]
    named = {name: number for name, number in colour.items() if number != OTHER}
    if others:
        named[others[0] if len(others) == 1 else f"{len(others)} more"] = OTHER
    items = "".join(
        f'<li><span class="qa-swatch qa-c{number}"></span>{show(name)}</li>'
        for name, number in named.items()
    )
    return f'<ul class="qa-legend">{items}</ul>'
