"""Notes: answers, sentences of answers and passages of articles that a person keeps, in order.

    Answer, or a span of an article -> Note -> JSON items -> Note (by pydantic, untrusted)

Each note is an answer in the shape of `qa.serial`: a sentence is an answer of that one sentence,
a passage one whose only citation is the passage itself. So a note is drawn and exported as
answers are, and its quotes keep article, offsets and words.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from pydantic import BaseModel, Field, ValidationError

from qa.errors import QaError
from qa.records import Answer, Article, Citation, Sentence
from qa.serial import answer_from_dict, answer_to_dict
from qa.ui.interface_words import N_, _, number
from qa.ui.kept import Note, NoteKind

MOST_NOTES = 500
LONGEST_PASSAGE = 5_000
LONGEST_COMMENT = 10_000
LONGEST_COLLECTION = 100
PASSAGE = N_("Passage")  # of an article without a title


class NoteShape(BaseModel):
    """What is kept of a note; the answer is that of `qa.serial`."""

    id: str = Field(pattern=r"^[0-9a-f]{1,64}$")
    kind: NoteKind
    at: float = Field(allow_inf_nan=False)
    when: str = ""
    comment: str = Field(default="", max_length=LONGEST_COMMENT)
    collection: str = Field(default="", max_length=LONGEST_COLLECTION)
    answer: object


def load_notes(items: Iterable[object]) -> list[Note]:
    """The notes of what was kept, in order; what does not fit is left out."""
    found = []
    for item in items:
        with suppress(ValidationError, QaError):
            kept = NoteShape.model_validate(item)
            answer = answer_from_dict(kept.answer)
            about = kept.id, kept.kind, kept.at, kept.when
            found.append(Note(*about, answer, kept.comment, kept.collection))
    return sorted(found, key=lambda note: (note.at, note.when, note.id))


def dump_note(note: Note) -> dict[str, object]:
    """The note as JSON."""
    kept = NoteShape(
        id=note.id,
        kind=note.kind,
        at=note.at,
        when=note.when,
        comment=note.comment[:LONGEST_COMMENT],
        collection=note.collection,
        answer=answer_to_dict(note.answer),
    )
    return kept.model_dump(mode="json")


def new_note(
    kind: NoteKind, answer: Answer, *, after: Sequence[Note], collection: str = ""
) -> Note:
    """A note at the end of those that there are. collection: whose articles it quotes.

    Raises QaError if there are as many as are kept.
    """
    if len(after) >= MOST_NOTES:
        raise QaError(_("There are {n} notes already. Export and delete some first.", n=MOST_NOTES))
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    at = after[-1].at + 1 if after else 0.0
    name, kept = secrets.token_hex(8), replace(answer, nearest=())
    return Note(name, kind, at, now, kept, collection=collection)


def of_sentences(answer: Answer, numbers: Collection[int]) -> Answer:
    """The answer with these of its sentences alone, and what they cite.

    numbers: places in `answer.sentences`. Raises QaError if none of them is one.
    """
    sentences = tuple(s for n, s in enumerate(answer.sentences) if n in numbers)
    if not sentences:
        raise QaError(_("Choose words of a sentence of the answer."))
    cited = {marker for sentence in sentences for marker in sentence.citations}
    return replace(
        answer,
        text=" ".join(sentence.text for sentence in sentences),
        direct=None,
        table=None,
        note="",
        sentences=sentences,
        citations=tuple(each for each in answer.citations if each.marker in cited),
    )


def of_passage(article: Article, start: int, end: int) -> Answer:
    """Words of an article as an answer that cites them; white space at the ends is left out.

    Raises QaError if the span is not in the article, is empty or is too long to be quoted.
    """
    quote = article.text[start:end]
    start += len(quote) - len(quote.lstrip())
    quote = quote.strip()
    if not quote or end > len(article.text):
        raise QaError(_("These words are not in the article as it is now. Choose them again."))
    if len(quote) > LONGEST_PASSAGE:
        raise QaError(
            _(
                "A note quotes at most {most} characters; these are {n}. Choose fewer words.",
                most=number(LONGEST_PASSAGE),
                n=number(len(quote)),
            )
        )
    span = start, start + len(quote)
    citation = Citation(1, article, quote, *span, support=1.0, place=article.place_at(start))
    return Answer(
        question=article.title or _(PASSAGE),
        standalone_question=article.title or _(PASSAGE),
        text=quote,
        direct=None,
        sentences=(Sentence(quote, (1,), supported=True),),
        citations=(citation,),
        status="answered",
        nearest=(),
        engine="passage",
        seconds=0.0,
    )


def same_words(quote: str, selected: str) -> bool:
    """Whether a quote says what was selected: letters and digits alone are compared.

    A page shows an article's lines as paragraphs and its tables without their bars.
    """
    return _letters(quote) == _letters(selected)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def moved(notes: Sequence[Note], name: str, *, by: int) -> list[Note]:
    """The notes in their order after one went up (by -1) or down (by 1) one place."""
    order = list(notes)
    at = next((n for n, note in enumerate(order) if note.id == name), None)
    if at is None or not 0 <= at + by < len(order):
        return order
    order.insert(at + by, order.pop(at))
    # Numbered anew, because two tabs may have given one number twice.
    return [replace(note, at=float(n)) if note.at != n else note for n, note in enumerate(order)]
