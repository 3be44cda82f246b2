"""The last step without a chat model: from what was chosen to the answer, draft by draft.

    Chosen -> Answer, Answer, …

Every draft is a whole Answer, one sentence longer than the one before; the last has
passed the checks. `not_found` is one sentence and the nearest passages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.answering.extraction.citations import cite, marked
from qa.answering.question.coreference import plain_question
from qa.answering.stages import Chosen
from qa.records import Answer, Hit, Status

NEAREST = 5
NOT_FOUND = "The articles do not seem to answer this."
LEFT_OPEN = "The articles do not seem to answer this part: {parts}"
NOTHING_NEAR = "The articles hold nothing on this."


def write(chosen: Chosen, *, engine: str, seconds: float) -> Iterator[Answer]:
    """Growing drafts of the answer; the last one is complete and checked."""
    understood = chosen.studied.found.understood
    near = nearest(chosen)
    sentences, citations = cite(chosen.evidence)

    def draft(count: int, text: str, status: Status, direct: str | None) -> Answer:
        shown = {marker for item in sentences[:count] for marker in item.citations}
        return Answer(
            question=understood.asked.question,
            standalone_question=understood.standalone,
            text=text,
            direct=direct,
            sentences=sentences[:count],
            citations=tuple(item for item in citations if item.marker in shown),
            status=status,
            nearest=near,
            engine=engine,
            seconds=seconds,
            kind=understood.kind,
        )

    if chosen.status == "not_found":
        yield draft(0, NOT_FOUND if near else NOTHING_NEAR, "not_found", None)
        return
    for count in range(1, len(sentences)):
        yield draft(count, marked(sentences[:count]), chosen.status, chosen.direct)
    whole = draft(len(sentences), marked(sentences), chosen.status, chosen.direct)
    left = " ".join(plain_question(part) for part in chosen.unanswered)
    yield replace(whole, note=LEFT_OPEN.format(parts=left)) if left else whole


def nearest(chosen: Chosen) -> tuple[Hit, ...]:
    """The best passages of all parts, each once."""
    hits = {item.hit.passage.id: item.hit for item in reversed(chosen.studied.ranked())}
    return tuple(reversed(hits.values()))[:NEAREST]
