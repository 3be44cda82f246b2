from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from qa.records import Passage
from qa.ui.components.map_panel import draw
from qa.ui.html.map_html import NO_SOURCE, OTHER, Dot, colours, map_svg, timeline_html
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


def test_frequent_sources_have_colours_of_their_own() -> None:
    many = [f"s{n:02}" for n in range(12)]
    chosen = colours(["s05", None, None, *many])
    assert (chosen[NO_SOURCE], chosen["s05"]) == (0, 1)
    assert chosen["s11"] == OTHER
    assert list(chosen.values()).count(OTHER) == 5


def test_the_grey_of_a_single_source_is_named() -> None:
    nine = colours([f"s{n}" for n in range(9)])
    assert nine["s8"] == OTHER
    cited = article()
    shown = map_svg([Dot(Passage("p", cited, 0, 28, cited.text[:28]), 0.0, 1.0)], nine)
    assert '<span class="qa-swatch qa-c8"></span>s8</li>' in shown
    many = map_svg(
        [Dot(Passage("p", cited, 0, 28, cited.text[:28]), 0.0, 1.0)],
        colours([f"s{n:02}" for n in range(12)]),
    )
    assert '<span class="qa-swatch qa-c8"></span>4 more</li>' in many


def test_a_dot_opens_its_passage() -> None:
    cited = article()
    shown = map_svg([Dot(Passage("p", cited, 0, 28, cited.text[:28]), 0.0, 1.0)], {})
    assert 'href="#cite-0123456789abcdef-0-28-0"' in shown
    assert 'cx="14.0" cy="426.0"' in shown
    assert "drawn when passages are indexed" in map_svg([], {})


def test_articles_stand_in_the_lane_of_their_source_at_their_date() -> None:
    rows = [
        row("a", "First", source="Desk", day=1),
        row("b", "Last", source="Desk", day=31),
        row("c", "Undated", source="Desk", day=None),
    ]
    shown = timeline_html(rows, colours(["Desk"]))
    assert re.findall(r"left:([\d.]+)%", shown) == ["0.0", "100.0"]
    assert re.findall(r'class="qa-lane-name" title="([^"]+)"', shown) == ["Desk"]
    assert "Undated" not in shown
    assert "No article has a date." in timeline_html(rows[2:], {})


def test_nothing_of_an_article_is_markup() -> None:
    evil = "<script>alert(1)</script>${1}{{2}}"
    cited = article(evil, title=evil)
    shown = map_svg([Dot(Passage("p", cited, 0, 9, evil), 0, 0)], {evil: 0})
    shown += timeline_html([row("a", evil, source=evil, day=1)], {evil: 0})
    assert "<script" not in shown
    assert "${" not in shown


def test_the_pictures_of_an_index(assistant: Assistant) -> None:
    shown = draw(assistant.index)
    assert len(re.findall(r'class="qa-point ', shown)) == assistant.index.stats().passages + 3
