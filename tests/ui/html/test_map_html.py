from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from qa.records import Passage
from qa.ui.components.map_panel import draw
from qa.ui.html.map_html import NO_SOURCE, OTHER, Dot, map_svg, timeline_html
from qa.ui.service.projection import flat
from tests.ui.html.test_library_html import row
from tests.ui.make import article

if TYPE_CHECKING:
    from qa.answering import Assistant


def test_near_vectors_come_to_lie_near() -> None:
    generator = np.random.default_rng(0)
    centres = np.eye(2, 16, dtype=np.float32)
    vectors = np.repeat(centres, 10, axis=0)
    vectors += 0.05 * generator.standard_normal(vectors.shape, dtype=np.float32)
    points = flat(vectors)
    assert points.shape == (20, 2)
    assert points.min() == 0.0
    assert points.max() == 1.0
    middles = points[:10].mean(axis=0), points[10:].mean(axis=0)
    spread = max(np.ptp(points[:10], axis=0).max(), np.ptp(points[10:], axis=0).max())
    assert np.linalg.norm(middles[0] - middles[1]) > spread
    assert (flat(vectors) == points).all()


def test_a_handful_of_passages_lies_on_a_line() -> None:
    assert flat(np.zeros((2, 4), dtype=np.float32)).tolist() == [[0.25, 0.5], [0.75, 0.5]]
    assert flat(np.zeros((0, 4), dtype=np.float32)).shape == (0, 2)


def test_a_dot_opens_its_passage_in_the_colour_of_its_topic() -> None:
    cited = article()
    dot = Dot(Passage("p", cited, 0, 28, cited.text[:28]), 0.0, 1.0, 1)
    shown = map_svg([dot], ["railway, port", "permits, workers"])
    assert 'class="qa-point qa-c1" href="#cite-0123456789abcdef-0-28-0"' in shown
    assert 'cx="14.0" cy="426.0"' in shown
    assert '<span class="qa-swatch qa-c0"></span>railway, port</li>' in shown
    assert "drawn when passages are indexed" in map_svg([], [])


def test_topics_are_named_where_their_dots_lie_and_not_over_each_other() -> None:
    cited = article()
    dots = [Dot(Passage("p", cited, 0, 28, "x"), 0.5, 0.5, topic) for topic in (0, 0, 1)]
    shown = map_svg(dots, ["railway, port", "permits", "nowhere", ""])
    names = re.findall(
        r'<text class="qa-topic qa-c(\d)" x="([\d.]+)" y="([\d.]+)"[^>]*>(\w+)<', shown
    )
    assert names == [("0", "320.0", "208.0", "railway"), ("1", "320.0", "188.0", "permits")]


def test_a_name_lies_over_as_few_dots_as_may_be() -> None:
    passage = Passage("p", article(), 0, 28, "x")
    dots = [Dot(passage, 0.5, 0.5, 0), Dot(passage, 0.52, 0.46, 1), Dot(passage, 0.5, 0.5, 0)]
    (y,) = re.findall(r'qa-c0" x="[\d.]+" y="([\d.]+)"', map_svg(dots, ["railway", ""]))
    assert float(y) == 188.0  # on the line of the middle, 208, it would cover the second one


def test_articles_stand_in_the_lane_of_their_source_at_their_date() -> None:
    rows = [
        row("a", "First", source="Desk", day=1),
        row("b", "Last", source="Desk", day=31),
        row("c", "Undated", source="Desk", day=None),
    ]
    shown = timeline_html([replace(rows[0], id="a"), *rows[1:]], {"a": 2})
    assert re.findall(r"left:([\d.]+)%", shown) == ["0.0", "100.0"]
    assert re.findall(r"qa-point qa-c(\d)", shown) == ["2", str(OTHER)]
    assert re.findall(r'class="qa-lane-name" title="([^"]+)"', shown) == ["Desk"]
    assert "Undated" not in shown
    assert "No article has a date." in timeline_html(rows[2:], {})


def test_many_sources_share_a_last_lane() -> None:
    rows = [row(f"{n}", "T", source=f"s{n:02}", day=1) for n in range(12)]
    rows.append(row("x", "T", source=None, day=2))
    rows.append(row("y", "T", source=None, day=3))
    named = re.findall(r'class="qa-lane-name" title="([^"]+)"', timeline_html(rows, {}))
    assert named == [NO_SOURCE, *(f"s{n:02}" for n in range(7)), "others"]
    nine = timeline_html(rows[:9], {})
    assert len(re.findall(r'class="qa-lane-name"', nine)) == 9


def test_nothing_of_an_article_is_markup() -> None:
    evil = "<script>alert(1)</script>${1}{{2}}"
    cited = article(evil, title=evil)
    shown = map_svg([Dot(Passage("p", cited, 0, 9, evil), 0, 0, 0)], [evil])
    shown += timeline_html([row("a", evil, source=evil, day=1)], {})
    assert "<script" not in shown
    assert "${" not in shown


def test_the_pictures_of_an_index(assistant: Assistant) -> None:
    shown = draw(assistant.index)["en"]
    assert len(re.findall(r'class="qa-point ', shown)) == assistant.index.stats().passages + 3
