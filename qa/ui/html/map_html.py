"""Draws the corpus as SVG: passages by meaning, articles over time, both coloured by topic.

Pure functions. Each dot is a link that opens its article; the dots of the answer that is
being read are lit by the page's script.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from qa.index.rows import ArticleRow
from qa.records import Passage
from qa.ui.html import citation_address as cite
from qa.ui.html.escaping import clip
from qa.ui.html.render import render
from qa.ui.interface_words import N_, _, count, number, short_day

WIDTH, HEIGHT, MARGIN = 640, 440, 14
LINE, EDGE, ABOVE = 20.0, 46.0, 12.0  # of a topic's name: to the next, the edge, the dot
LETTER, RADIUS = 4.2, 9.0  # half the width of a letter; of a dot that is lit
# The style sheet has a colour for each number, one for paper and one for the dark: Okabe and
# Ito's, told apart by colour-blind eyes, at 3:1 on the ground. The last is for all others.
COLOURS = 8
OTHER = COLOURS
MOST_LANES = 8
NO_SOURCE = N_("no source named")
OTHERS = N_("others")


@dataclass(frozen=True, slots=True)
class Dot:
    """A passage on the map of meaning; x and y within 0..1; topic: the number of its colour."""

    passage: Passage
    x: float
    y: float
    topic: int = OTHER


def map_svg(dots: Sequence[Dot], topics: Sequence[str]) -> str:
    """Passages by meaning, with the names of their topics where these lie.

    topics: names, the colour of each by its place; "" for one that has none.
    """
    if not dots:
        told = _("The map is drawn when passages are indexed.")
        return render("map", "nothing", sentence=told)
    return render(
        "map",
        "map",
        width=WIDTH,
        height=HEIGHT,
        label=_("Map of {passages} by meaning", passages=count(len(dots), "passage")),
        dots=[_dot(dot) for dot in dots],
        names=_names(dots, topics),
        legend={name: colour for colour, name in enumerate(topics) if name},
    )


def timeline_html(
    rows: Sequence[ArticleRow], topic_of: Mapping[str, int], *, total: int = 0
) -> str:
    """Articles over time, a lane for each source; the words stay readable at any width.

    topic_of: the colour of an article by its id; one that it does not name is grey. total: how
    many articles there are, where these are only some of them.
    """
    dated = sorted(
        ((row.date, row.title, row) for row in rows if row.date), key=lambda dated: dated[:2]
    )
    if not dated:
        return render("map", "nothing", sentence=_("No article has a date."))
    first, last = dated[0][0], dated[-1][0]
    days = max((last - first).days, 1)
    named = _lanes([row.source for row in rows])
    lanes: dict[str, list[dict[str, object]]] = {name: [] for name in (*named, OTHERS)}
    for date, _title, row in dated:
        name = row.source or NO_SOURCE
        mark = {
            "colour": topic_of.get(row.id, OTHER),
            "span": cite.CitedSpan(row.id, 0, 0, 0),
            "share": f"{100 * (date - first).days / days:.1f}",
            "told": f"{short_day(date)}: {row.title}",
        }
        lanes[name if name in named else OTHERS].append(mark)
    return render(
        "map",
        "timeline",
        label=_over_time(len(dated), total if total > len(rows) else 0),
        lanes={
            _(name) if name in (NO_SOURCE, OTHERS) else name: marks
            for name, marks in lanes.items()
            if marks
        },
        first=short_day(first),
        last=short_day(last),
    )


def _over_time(many: int, total: int) -> str:
    if not total:
        return count(many, "article over time", "articles over time")
    articles = count(total, "article")
    return _("{n} of {articles} over time", n=number(many), articles=articles)


def _lanes(sources: Sequence[str | None]) -> list[str]:
    """The most frequent sources; where only one more would be left, it has its lane too."""
    counted = Counter(source or NO_SOURCE for source in sources)
    ranked = sorted(counted, key=lambda name: (-counted[name], name))
    return ranked if len(ranked) <= MOST_LANES + 1 else ranked[:MOST_LANES]


def _dot(dot: Dot) -> dict[str, object]:
    passage = dot.passage
    article = passage.article
    return {
        "span": cite.CitedSpan(article.id, passage.start, passage.end, 0),
        "x": f"{_across(dot.x):.1f}",
        "y": f"{_down(dot.y):.1f}",
        "told": f"{article.title}: {clip(passage.text, 140)}",
        "colour": dot.topic,
    }


def _names(dots: Sequence[Dot], topics: Sequence[str]) -> list[dict[str, object]]:
    """Each topic's first word near the middle of its dots, over as few of them as may be.

    Two names never meet: of the lines around the middle the nearest free one is taken.
    """
    placed: list[tuple[float, float]] = []
    names = []
    for colour, name in enumerate(topics):
        own = [dot for dot in dots if dot.topic == colour]
        if not (name and own):
            continue
        word = name.partition(", ")[0]
        x = min(max(_across(median(dot.x for dot in own)), EDGE), WIDTH - EDGE)
        middle = _down(median(dot.y for dot in own)) - ABOVE
        lines = [
            middle + LINE / 2 * step
            for step in (0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, *range(-6, -45, -1))
        ]
        free = [
            y
            for y in lines
            if LINE <= y <= HEIGHT - MARGIN
            and not any(abs(x - a) < 2 * EDGE and abs(y - b) < LINE for a, b in placed)
        ]
        near = [y for y in free if abs(y - middle) <= 2.5 * LINE] or free[:1] or [middle]
        y = min(near, key=lambda y: _covered(dots, x, y, LETTER * len(word)))
        placed.append((x, y))
        names.append({"x": f"{x:.1f}", "y": f"{y:.1f}", "word": word, "colour": colour})
    return names


def _covered(dots: Sequence[Dot], x: float, y: float, half: float) -> int:
    """How many dots a name in the middle of x on the line y would lie over."""
    return sum(
        abs(_across(dot.x) - x) < half + RADIUS and y - 11 - RADIUS < _down(dot.y) < y + 3 + RADIUS
        for dot in dots
    )


def _across(share: float) -> float:
    return MARGIN + share * (WIDTH - 2 * MARGIN)


def _down(share: float) -> float:
    return MARGIN + share * (HEIGHT - 2 * MARGIN)
