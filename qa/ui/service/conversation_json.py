"""Conversations <-> the JSON that a browser keeps of them.

What comes back from a browser is a stranger's text: `load` takes only the shapes that
`dump` wrote and drops the rest. Articles are kept without their text; a citation carries
its quote and its place, so it opens in the article as long as the index has it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from qa.records import Answer, Article, Citation, Hit, Passage, Sentence, Status
from qa.serial import answer_to_dict
from qa.ui.service.exchanges import Conversation, finished

MOST_CONVERSATIONS = 40
LONGEST_NAME = 80
_STATUSES: tuple[Status, ...] = ("answered", "partial", "not_found")
Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Saved:
    """A kept conversation: its id, when it was last added to (ISO 8601), and its answers."""

    id: str
    when: str
    conversation: Conversation

    @property
    def name(self) -> str:
        """Its first question."""
        return self.conversation[0].question[:LONGEST_NAME] if self.conversation else ""


def dump(saved: Sequence[Saved]) -> list[dict[str, object]]:
    """The newest conversations as JSON, newest first."""
    newest = sorted(saved, key=lambda item: item.when, reverse=True)[:MOST_CONVERSATIONS]
    return [
        {
            "id": item.id,
            "when": item.when,
            "answers": [answer_to_dict(e.answer) for e in item.conversation if e.answer],
        }
        for item in newest
    ]


def load(kept: object) -> list[Saved]:
    """The conversations of what a browser kept; what does not fit is left out."""
    found = []
    for item in kept if isinstance(kept, list) else []:
        if not _is_object(item):
            continue
        listed = item.get("answers")
        answers = [_answer(each) for each in listed] if isinstance(listed, list) else []
        conversation = tuple(finished(answer) for answer in answers if answer)
        if conversation:
            found.append(Saved(_text(item, "id"), _text(item, "when"), conversation))
    return found[:MOST_CONVERSATIONS]


def with_latest(saved: Sequence[Saved], latest: Saved) -> list[Saved]:
    """The kept conversations with one replaced or added."""
    return [latest, *(item for item in saved if item.id != latest.id)]


def _answer(kept: object) -> Answer | None:
    if not _is_object(kept):
        return None
    status = next((name for name in _STATUSES if name == kept.get("status")), None)
    question = _text(kept, "question")
    if status is None or not question:
        return None
    return Answer(
        question=question,
        standalone_question=_text(kept, "standalone_question") or question,
        text=_text(kept, "text"),
        direct=_text(kept, "direct") or None,
        sentences=tuple(_sentence(item) for item in _objects(kept, "sentences")),
        citations=tuple(_citation(item) for item in _objects(kept, "citations")),
        status=status,
        nearest=tuple(_hit(item) for item in _objects(kept, "nearest")),
        engine=_text(kept, "engine"),
        seconds=0.0,
        note=_text(kept, "note"),
        kind=_text(kept, "kind"),
    )


def _sentence(kept: Json) -> Sentence:
    markers = kept.get("citations")
    numbers = markers if isinstance(markers, list) else []
    return Sentence(
        _text(kept, "text"),
        tuple(number for number in numbers if isinstance(number, int)),
        kept.get("supported") is True,
    )


def _citation(kept: Json) -> Citation:
    return Citation(
        marker=_number(kept, "marker"),
        article=_article(kept.get("article")),
        quote=_text(kept, "quote"),
        start=_number(kept, "start"),
        end=_number(kept, "end"),
        support=0.0,
        place=_text(kept, "place") or None,
    )


def _hit(kept: Json) -> Hit:
    article = _article(kept.get("article"))
    start, end = _number(kept, "start"), _number(kept, "end")
    return Hit(Passage(_text(kept, "id"), article, start, end, _text(kept, "text")), 0.0)


def _article(kept: object) -> Article:
    facts: Json = kept if _is_object(kept) else {}
    try:
        date = datetime.date.fromisoformat(_text(facts, "date"))
    except ValueError:
        date = None
    return Article(
        id=_text(facts, "id"),
        path=_text(facts, "path"),
        title=_text(facts, "title"),
        text="",
        digest="",
        date=date,
        author=_text(facts, "author") or None,
        source=_text(facts, "source") or None,
        url=_text(facts, "url") or None,
        language=_text(facts, "language") or "en",
    )


def _is_object(value: object) -> TypeGuard[Json]:
    return isinstance(value, Mapping)


def _objects(kept: Json, name: str) -> list[Json]:
    value = kept.get(name)
    return [item for item in value if _is_object(item)] if isinstance(value, list) else []


def _text(kept: Json, name: str) -> str:
    value = kept.get(name)
    return value if isinstance(value, str) else ""


def _number(kept: Json, name: str) -> int:
    value = kept.get(name)
    return value if isinstance(value, int) and value >= 0 else 0
