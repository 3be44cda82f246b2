"""Map tab: draws the corpus in the background when it is first opened or the index changes.

The drawing is the same for everyone at a collection, so it is kept for all of them.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import gradio as gr

from qa.index.listing import ListQuery
from qa.ui.components.event_bus import listen
from qa.ui.html.map_html import Dot, map_svg, timeline_html
from qa.ui.interface_words import LANGUAGES, N_, _, language, speaking
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.projection import MOST_POINTS, flat, topics

if TYPE_CHECKING:
    from qa.index import Index

LOOK_EVERY_S = 1.5
MOST_MARKS = 2_000  # articles on the line of time, evenly over all
_HOW_TO_READ = N_(
    "Each dot is a passage; those that say similar things lie close. A colour is a topic, named "
    "by the words that set it apart. The ringed dots are in the answer that you are reading."
)
_log = logging.getLogger(__name__)


class MapPanel:
    """The two pictures and the generation of the index that they show."""

    def __init__(self, services: CollectionServices) -> None:
        self._services = services
        self._drawn: WeakKeyDictionary[Index, tuple[Mapping[str, str], int]] = WeakKeyDictionary()
        self._drawing = threading.Lock()
        self.shown = gr.HTML(_drawing(), elem_id="qa-picture", apply_default_css=False)
        self.seen = gr.State(-1)
        self.timer = gr.Timer(LOOK_EVERY_S, active=False)

    def bind_events(self) -> None:
        """Draw while the tab is looked at; show what was drawn as soon as it is."""
        shown = [self.shown, self.seen, self.timer]
        listen(self.timer.tick, self._look, inputs=self.seen, outputs=shown)

    def _look(self, seen: int) -> tuple[object, object, object]:
        service = self._services.current
        index = service.index
        if index is None:
            return gr.skip(), gr.skip(), gr.skip()
        drawn, generation = self._drawn.get(index, ({}, -1))
        current = generation == index.stats().generation
        if not current and not self._drawing.locked():
            service.background.start(lambda: self._draw(index), name="map")
        rest = gr.update(active=not current or service.busy)
        if generation in (-1, seen):
            return gr.skip(), gr.skip(), rest
        return drawn[language()], generation, rest

    def _draw(self, index: Index) -> None:
        if not self._drawing.acquire(blocking=False):
            return
        try:
            generation = index.stats().generation
            self._drawn[index] = draw(index), generation
        except Exception:
            _log.exception("the map could not be drawn")
        finally:
            self._drawing.release()


def _drawing() -> str:
    return f'<div class="qa-none" role="status">{_("The map is being drawn.")}</div>'


def draw(index: Index) -> dict[str, str]:
    """Both pictures of an index, with the words of each language."""
    import numpy as np  # noqa: PLC0415 - only where a map is wanted

    every = index.listed(ListQuery(order="newest"))
    rows = every.spread(MOST_MARKS)
    embedded = index.embedded(most=MOST_POINTS)
    dim = len(embedded[0][1]) if embedded else 0
    vectors = np.array([vector for _, vector in embedded]).reshape(len(embedded), dim)
    passages = [passage for passage, _ in embedded]
    own, names = topics(vectors, [passage.text for passage in passages])
    dots = [
        Dot(passage, float(x), float(y), int(topic))
        for passage, (x, y), topic in zip(passages, flat(vectors), own, strict=True)
    ]
    by_article: dict[str, Counter[int]] = {}
    for dot in dots:
        by_article.setdefault(dot.passage.article.id, Counter())[dot.topic] += 1
    main = {article: counted.most_common(1)[0][0] for article, counted in by_article.items()}
    total = every.count()
    drawn = {}
    for spoken in LANGUAGES:
        with speaking(spoken):
            drawn[spoken] = (
                f'<h2 class="qa-set">{_("Passages by meaning")}</h2>'
                f'<p class="qa-told">{_(_HOW_TO_READ)}</p>{map_svg(dots, names)}'
                f'<h2 class="qa-set">{_("Articles over time")}</h2>'
                f"{timeline_html(rows, main, total=total)}"
            )
    return drawn
