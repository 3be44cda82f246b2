"""Frozen records that the rooms exchange: Article, Passage, Hit, Citation, Answer and others.

    file -> Article -> Passage -> Hit -> Sentence + Citation -> Answer

They are frozen, compare by value and hold no behaviour beyond looking at their
own fields. All offsets are code points into `Article.text`, the cleaned text
that the catalog keeps, and every quote is a slice of it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

Layout = Literal["prose", "list", "timeline", "table"]
Status = Literal["answered", "partial", "not_found"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the source a stretch of text stands: "p. 4", "Chapter 2".

    start: offset in `Article.text` from which on the label holds.
    """

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article, cleaned.

    id: 16 hex digits, a hash of text and metadata and not of the path, so that a
        renamed file keeps its article.
    path: relative to the corpus folder, with forward slashes; a file that holds
        several articles adds `#` and a key ("press.csv#12").
    digest: sha256 of `text`, hex.
    language: ISO 639-1 code, "en" where nothing says otherwise.
    places: page or chapter marks in ascending order of start, where the format has them.
    cleaned: whether it was taken for the copy of a web page, whose menus and notices are no
        part of the text; left_out: those lines, in order, so that a person can check them.
    ocr: whether its text was recognised in pictures, so that letters may be wrong.
    """

    id: str
    path: str
    title: str
    text: str
    digest: str
    date: datetime.date | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    language: str = "en"
    places: tuple[Place, ...] = ()
    cleaned: bool = False
    left_out: tuple[str, ...] = ()
    ocr: bool = False

    def place_at(self, offset: int) -> str | None:
        """The label of the page or chapter that holds the offset, if there are any."""
        label = None
        for place in self.places:
            if place.start > offset:
                break
            label = place.label
        return label


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of whole sentences, short enough for the encoder.

    id: 16 hex digits, unique in the index, stable while the article is unchanged.
    Invariant: `article.text[start:end] == text`.
    """

    id: str
    article: Article
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    score: what the hits are ordered by, higher is better; comparable within one search only.
    dense, lexical: the cosine similarity and the BM25 score it came from, None where
        that retriever did not return the passage.
    """

    passage: Passage
    score: float
    dense: float | None = None
    lexical: float | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of an article that a sentence of an answer rests on.

    marker: 1, 2, … as shown in the text; equal spans share a marker within an answer.
    support: 0..1, how well the quote supports the sentence it is cited for.
    place: page or chapter of the quote, where the format has them.
    also: other versions of the article, the same report in another paper or before an update,
        the newest of them first; they are not further sources. versions: how many there are.
    Invariant: `article.text[start:end] == quote`.
    """

    marker: int
    article: Article
    quote: str
    start: int
    end: int
    support: float
    place: str | None = None
    also: tuple[Article, ...] = ()
    versions: int = 0


@dataclass(frozen=True, slots=True)
class MeantDate:
    """Which day, month or year words such as "on Thursday" mean, where that is beyond doubt.

    start, end: where the words stand in `Sentence.text`; date: written out, "21 November 2024".
    """

    start: int
    end: int
    date: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer.

    citations: markers of `Answer.citations`, in the order in which they are shown.
    supported: whether the cited words were checked to hold what the sentence says.
    ours: whether it is a fixed sentence of the product, not words of an article or of a model.
    dates: what its relative dates mean, to be shown beside the words and not among them.
    label: what stands before it in a timeline: the day that it tells of.
    """

    text: str
    citations: tuple[int, ...]
    supported: bool
    ours: bool = False
    dates: tuple[MeantDate, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: words of an article with their markers; "" where none tells it."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What is compared: a row for each thing, its first cell the thing as the question names it.

    columns: what stands over the cells, the first one over the things; as many as each row has.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation.

    question: as the person asked it; standalone_question: as it was understood.
    cited: the titles of the articles that the answer cited, best first.
    direct: the short answer, where there was one.
    kind, status: of the answer, as far as they are known; small talk leaves no topic behind.
    """

    question: str
    answer: str
    standalone_question: str | None = None
    cited: tuple[str, ...] = ()
    direct: str | None = None
    kind: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about a question.

    standalone_question: the question as understood from the conversation.
    text: what to show, with markers like [1]; for `not_found` the one sentence that says so.
    direct: the short answer in its article's words ("over 40,000"), where there is one.
    nearest: the closest passages, best first; the whole of what is shown for `not_found`.
    engine: what wrote the answer, for example "reader" or "ollama:qwen3:4b".
    note: one sentence on how the answer came about that a person should know, or "".
    kind: what sort of question it was taken for ("fact", "list", …), or "".
    shape: how the sentences are laid out: one after the other, an item or a dated line each, or
        a row each of `table`.
    table: for a comparison, its cells; the sentences hold what the cells are cited from.
    searched: for `not_found`, one sentence on what was looked through. filtered: whether a scope
        left articles out.
    """

    question: str
    standalone_question: str
    text: str
    direct: str | None
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    status: Status
    nearest: tuple[Hit, ...]
    engine: str
    seconds: float
    note: str = ""
    kind: str = ""
    shape: Layout = "prose"
    table: Table | None = None
    searched: str = ""
    filtered: bool = False

    def as_turn(self) -> Turn:
        """This exchange as history for the next question."""
        titles = dict.fromkeys(citation.article.title for citation in self.citations)
        return Turn(
            self.question,
            self.text,
            self.standalone_question,
            tuple(titles),
            self.direct,
            self.kind,
            self.status,
        )


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file that could not be indexed: its path relative to the corpus, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, counted in files, except `passages` and `embedded`.

    passages: passages in the index now; embedded: those that the encoder had to read.
    skipped: files that are understood and left out on purpose, an exact copy for instance.
    note: a sentence on files that were read although they had not changed, or "".
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    failed: int
    passages: int
    seconds: float
    renamed: int = 0
    skipped: int = 0
    embedded: int = 0
    note: str = ""
    failures: tuple[FileFailure, ...] = ()
