"""Renders the list of notes: what was saved with its quotes and places, and a comment on each.

Pure functions. A quote is a link that opens the article at its words, like a marker in an answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qa.collection_folders import DEFAULT
from qa.records import Citation
from qa.ui.html import citation_address as cite
from qa.ui.html.collections_html import address_of
from qa.ui.html.escaping import clip, each_once
from qa.ui.html.render import render
from qa.ui.interface_words import count, short_day
from qa.ui.kept import Note

LONGEST_QUOTE = 400  # as drawn; what is exported is whole


def notes_html(notes: Sequence[Note], *, where: str, gone: str = "", here: str = "") -> str:
    """The list, or how to begin one.

    where: in which words they are said to be kept. gone: the id of one that was just deleted, which
    can be put back. here: the collection that is open; quotes of another open there.
    """
    return render(
        "notes",
        "notes",
        notes=[_note(note, here) for note in notes],
        count=count(len(notes), "note"),
        where=where,
        gone=gone,
    )


def _note(note: Note, here: str) -> dict[str, object]:
    answer = note.answer
    passage = note.kind == "passage"
    # What the answer says in its article's words is not shown twice.
    said = set() if passage else {sentence.text for sentence in answer.sentences}
    return {
        "id": note.id,
        "heading": "" if passage else answer.question,
        "name": clip(answer.question, 60),
        "direct": answer.direct or "",
        "sentences": [] if passage else [_line(s.text, s.citations) for s in answer.sentences],
        "text": "" if passage or answer.sentences else answer.text,
        "quotes": [_quote(each, said, numbered=not passage) for each in answer.citations],
        "comment": note.comment,
        "elsewhere": "" if note.collection == here else note.collection or DEFAULT,
        "address": "" if note.collection == here else address_of(note.collection or DEFAULT),
    }


def _line(text: str, markers: Sequence[int]) -> dict[str, object]:
    return {"text": text, "markers": "".join(f"[{marker}]" for marker in markers)}


def _quote(citation: Citation, said: Collection[str], *, numbered: bool) -> dict[str, object]:
    article = citation.article
    return {
        "span": cite.of_citation(citation),
        "marker": f"[{citation.marker}]" if numbered else "",
        "text": "" if citation.quote in said else clip(citation.quote, LONGEST_QUOTE),
        "about": " · ".join(
            each_once(article.title, article.source, short_day(article.date), citation.place)
        ),
    }
