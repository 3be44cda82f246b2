"""Finds questions that lead on from an answer, each answered from the articles beforehand.

    answer -> articles that it cites -> proposals -> those that the reader answers

One search at a time: the people who wait for an answer go first, and a second search would only
hold them up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from qa.errors import QaError
from qa.records import Answer
from qa.ui.suggestions.suggest import alike, candidates, checked

if TYPE_CHECKING:
    from qa.answering import Assistant

FOLLOW_UPS = 3


class FollowUps:
    """The search."""

    def __init__(self) -> None:
        self._one = threading.Lock()

    def find(
        self,
        reading: Assistant,
        answer: Answer,
        asked: Sequence[str],
        *,
        stop: Callable[[], bool],
    ) -> list[str]:
        """Questions other than those that were asked; [] while others are being checked.

        stop: whether it is over, asked between two. Raises QaError as the assistant does.
        """
        if not self._one.acquire(blocking=False):
            return []
        try:
            articles = []
            for article in dict.fromkeys(citation.article.id for citation in answer.citations):
                with suppress(QaError, KeyError):
                    articles.append(reading.index.article(article))
            new = [
                made
                for made in candidates(articles)
                if not any(alike(made.question, before) for before in asked)
            ]
            return checked(reading, new, wanted=FOLLOW_UPS, tries=2 * FOLLOW_UPS, stop=stop)
        finally:
            self._one.release()
