"""Pictures of the corpus as SVG: articles over time by source, and passages by meaning.

Pure functions. Each dot is a link that opens its article; the dots of the answer that is
being read are lit by the page's script.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qa.index.rows import ArticleRow
from qa.records import Passage
from qa.ui import cite
from qa.ui.text import clip, count, short_day, show

WIDTH, HEIGHT, MARGIN = 640, 440, 14
LANE, LEFT = 26, 170
# Okabe and Ito's colours, told apart by colour-blind eyes, darkened to 3:1 on the paper.
COLOURS = ("#0072b2", "#b85c00", "#00795a", "#a8517f", "#5b6ac4", "#8a6d00", "#3d7ea6", "#7a5230")
OTHER = "#77736b"
NO_SOURCE = "no source named"


@dataclass(frozen=True, slots=True)
class Dot:
    """A passage on the map of meaning; x and y within 0..1."""

    passage: Passage
    x: float
    y: float


def colours(sources: Sequence[str | None]) -> dict[str, str]:
    """A colour for each of the most frequent sources; the rest share a grey."""
    counted = Counter(source or NO_SOURCE for source in sources)
    ranked = sorted(counted, key=lambda name: (-counted[name], name))
    return {
        name: COLOURS[place] if place < len(COLOURS) else OTHER for place, name in enumerate(ranked)
    }


def map_svg(dots: Sequence[Dot], colour: dict[str, str]) -> str:
    """Passages by meaning."""
    if not dots:
        return '<div class="qa-none">The map is drawn when passages are indexed.</div>'
    drawn = "".join(_dot(dot, colour) for dot in dots)
    label = f"Map of {count(len(dots), 'passage')} by meaning"
    return (
        f'<svg class="qa-map" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{label}">'
        f"{drawn}</svg>{_legend(colour)}"
    )


def timeline_svg(rows: Sequence[ArticleRow], colour: dict[str, str]) -> str:
    """Articles over time, a lane for each source."""
    dated = [(row.date, row) for row in rows if row.date]
    if not dated:
        return '<div class="qa-none">No article has a date.</div>'
    first, last = min(date for date, _ in dated), max(date for date, _ in dated)
    present = {row.source or NO_SOURCE for _, row in dated}
    lanes = [name for name in colour if name in present][: len(COLOURS)]
    others = sorted(present - set(lanes))
    names = [*lanes, "others"] if others else lanes
    height = LANE * len(names) + 28
    rails = "".join(_rail(place, name) for place, name in enumerate(names))
    marks = "".join(_mark(date, row, names, (first, last), colour) for date, row in dated)
    axis = height - 6
    return (
        f'<svg class="qa-map qa-times" viewBox="0 0 {WIDTH} {height}" role="group" '
        f'aria-label="{count(len(dated), "article")} over time">{rails}{marks}'
        f'<text class="qa-axis-text" x="{LEFT}" y="{axis}">{show(short_day(first))}</text>'
        f'<text class="qa-axis-text" x="{WIDTH - MARGIN}" y="{axis}" text-anchor="end">'
        f"{show(short_day(last))}</text></svg>"
    )


def _dot(dot: Dot, colour: dict[str, str]) -> str:
    passage = dot.passage
    article = passage.article
    span = cite.CitedSpan(article.id, passage.start, passage.end, 0)
    x = MARGIN + dot.x * (WIDTH - 2 * MARGIN)
    y = MARGIN + dot.y * (HEIGHT - 2 * MARGIN)
    told = f"{article.title}: {clip(passage.text, 140)}"
    fill = colour.get(article.source or NO_SOURCE, OTHER)
    return (
        f'<a class="qa-point" href="{cite.href(span)}" aria-label="{show(told)}">'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}"></circle>'
        f"<title>{show(told)}</title></a>"
    )


def _rail(place: int, name: str) -> str:
    y = LANE * place + LANE / 2
    return (
        f'<text class="qa-lane" x="0" y="{y + 4:.0f}">{show(clip(name, 26))}</text>'
        f'<line class="qa-rail" x1="{LEFT}" x2="{WIDTH - MARGIN}" y1="{y:.0f}" y2="{y:.0f}"></line>'
    )


def _mark(
    date: datetime.date,
    row: ArticleRow,
    names: Sequence[str],
    span: tuple[datetime.date, datetime.date],
    colour: dict[str, str],
) -> str:
    first, last = span
    days = max((last - first).days, 1)
    x = LEFT + (WIDTH - MARGIN - LEFT) * (date - first).days / days
    name = row.source or NO_SOURCE
    place = names.index(name) if name in names else len(names) - 1
    told = f"{short_day(date)}: {row.title}"
    opens = cite.href(cite.CitedSpan(row.id, 0, 0, 0))
    return (
        f'<a class="qa-point" href="{opens}" aria-label="{show(told)}"><circle cx="{x:.1f}" '
        f'cy="{LANE * place + LANE / 2:.0f}" r="6" fill="{colour.get(name, OTHER)}"></circle>'
        f"<title>{show(told)}</title></a>"
    )


def _legend(colour: dict[str, str]) -> str:
    shown = list(colour.items())[: len(COLOURS)]
    items = "".join(
        f'<li><span class="qa-swatch" style="background:{fill}"></span>{show(name)}</li>'
        for name, fill in shown
    )
    rest = len(colour) - len(shown)
    more = (
        f'<li><span class="qa-swatch" style="background:{OTHER}"></span>{rest} more</li>'
        if rest > 0
        else ""
    )
    return f'<ul class="qa-legend">{items}{more}</ul>'
