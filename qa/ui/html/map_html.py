"""Draws the corpus as SVG: passages by meaning, articles over time with a lane a source.

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
from qa.ui.html.escaping import clip, count, short_day
from qa.ui.html.render import render

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
        told = "The map is drawn when passages are indexed."
        return render("map", "nothing", sentence=told)
    return render(
        "map",
        "map",
        width=WIDTH,
        height=HEIGHT,
        label=f"Map of {count(len(dots), 'passage')} by meaning",
        dots=[_dot(dot, colour) for dot in dots],
        legend=_legend(colour),
    )


def timeline_html(rows: Sequence[ArticleRow], colour: dict[str, int]) -> str:
    """Articles over time, a lane for each source; the words stay readable at any width."""
    dated = sorted((row.date, row.title, row) for row in rows if row.date)
    if not dated:
        return render("map", "nothing", sentence="No article has a date.")
    first, last = dated[0][0], dated[-1][0]
    days = max((last - first).days, 1)
    lanes: dict[str, list[dict[str, object]]] = {}
    for date, _, row in dated:
        name = row.source or NO_SOURCE
        own = colour.get(name, OTHER)
        lane = name if own != OTHER or list(colour.values()).count(OTHER) == 1 else OTHERS
        mark = {
            "colour": own,
            "span": cite.CitedSpan(row.id, 0, 0, 0),
            "share": f"{100 * (date - first).days / days:.1f}",
            "told": f"{short_day(date)}: {row.title}",
        }
        lanes.setdefault(lane, []).append(mark)
    return render(
        "map",
        "timeline",
        label=f"{count(len(dated), 'article')} over time",
        lanes={name: lanes[name] for name in (*colour, OTHERS) if name in lanes},
        first=short_day(first),
        last=short_day(last),
    )


def _dot(dot: Dot, colour: dict[str, int]) -> dict[str, object]:
    passage = dot.passage
    article = passage.article
    return {
        "span": cite.CitedSpan(article.id, passage.start, passage.end, 0),
        "x": f"{MARGIN + dot.x * (WIDTH - 2 * MARGIN):.1f}",
        "y": f"{MARGIN + dot.y * (HEIGHT - 2 * MARGIN):.1f}",
        "told": f"{article.title}: {clip(passage.text, 140)}",
        "colour": colour.get(article.source or NO_SOURCE, OTHER),
    }


def _legend(colour: dict[str, int]) -> dict[str, int]:
    others = [name for name, number in colour.items() if number == OTHER]
    named = {name: number for name, number in colour.items() if number != OTHER}
    if others:
        named[others[0] if len(others) == 1 else f"{len(others)} more"] = OTHER
    return named
