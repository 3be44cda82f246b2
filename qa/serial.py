"""Records as JSON, both ways, by pydantic: one shape for terminal, HTTP, files and browsers.

    Answer -> {"question", "text", "status", "citations": [{"marker", "quote", "article": {…}}], …}
    {…}    -> Answer, checked field by field

On the ground floor. Articles appear with their metadata and without their text: a citation
carries its quote and offsets, and the catalog keeps the rest. `json_schema` is published as
docs/json-schema.json. Loads pydantic, so `qa --help` does not come by here.
"""

from __future__ import annotations

import dataclasses
import datetime
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PlainSerializer,
    PositiveInt,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from qa.errors import QaError
from qa.records import (
    Answer,
    Article,
    BuildReport,
    Cell,
    Citation,
    Hit,
    Layout,
    MeantDate,
    Passage,
    Sentence,
    Status,
    Table,
)

# Time is rounded to milliseconds: what is beyond them differs from run to run.
Seconds = Annotated[float, PlainSerializer(lambda seconds: round(seconds, 3), return_type=float)]
Shape = TypeVar("Shape", bound=BaseModel)


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class ArticleShape(_Shape):
    """An article's metadata: what identifies it and what a reader wants to know of it."""

    id: str
    path: str
    title: str
    date: datetime.date | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    language: str = "en"
    cleaned: bool = False
    ocr: bool = False

    def record(self) -> Article:
        """The article without its text."""
        return Article(text="", digest="", **self.model_dump())


class PlaceShape(_Shape):
    """Where a page or chapter begins in the article's text, and what it is called."""

    start: NonNegativeInt
    label: str


class WholeArticleShape(ArticleShape):
    """An article with its cleaned text, or a stretch of it: `text` begins at `start`."""

    digest: str
    characters: NonNegativeInt
    start: NonNegativeInt
    end: NonNegativeInt
    text: str
    places: tuple[PlaceShape, ...] = ()
    left_out: tuple[str, ...] = ()


class MeantDateShape(_Shape):
    """What a relative date at these offsets of the sentence means."""

    start: NonNegativeInt
    end: NonNegativeInt
    date: str


class SentenceShape(_Shape):
    """One sentence of an answer; `citations` are markers, `ours` what no article says."""

    text: str
    citations: tuple[int, ...]
    supported: bool
    ours: bool = False
    dates: tuple[MeantDateShape, ...] = ()
    label: str = ""

    def record(self) -> Sentence:
        """The sentence as it was."""
        dates = tuple(MeantDate(each.start, each.end, each.date) for each in self.dates)
        return Sentence(self.text, self.citations, self.supported, self.ours, dates, self.label)


class CellShape(_Shape):
    """One cell of a table; `text` is "" where no article tells it."""

    text: str
    citations: tuple[int, ...] = ()


class TableShape(_Shape):
    """A comparison; the first cell of a row is the thing that the row is of."""

    columns: tuple[str, ...]
    rows: tuple[tuple[CellShape, ...], ...]

    def record(self) -> Table:
        """The table as it was."""
        return Table(
            self.columns,
            tuple(tuple(Cell(cell.text, cell.citations) for cell in row) for row in self.rows),
        )


class CitationShape(_Shape):
    """One citation; `start` and `end` are code points of the article's cleaned text."""

    marker: PositiveInt
    quote: str
    start: NonNegativeInt
    end: NonNegativeInt
    support: float = Field(ge=0, le=1)
    place: str | None = None
    article: ArticleShape
    also: tuple[ArticleShape, ...] = ()
    versions: NonNegativeInt = 0

    def record(self) -> Citation:
        """The citation of an article without its text."""
        return Citation(
            marker=self.marker,
            article=self.article.record(),
            quote=self.quote,
            start=self.start,
            end=self.end,
            support=self.support,
            place=self.place,
            also=tuple(article.record() for article in self.also),
            versions=self.versions,
        )


class HitShape(_Shape):
    """One passage that was found, with its scores and the article it stands in."""

    id: str
    text: str
    start: NonNegativeInt
    end: NonNegativeInt
    place: str | None = None
    score: float
    dense: float | None = None
    lexical: float | None = None
    article: ArticleShape

    @model_validator(mode="before")
    @classmethod
    def _of_hit(cls, value: object) -> object:
        if not isinstance(value, Hit):
            return value
        passage = value.passage
        return {
            "id": passage.id,
            "text": passage.text,
            "start": passage.start,
            "end": passage.end,
            "place": passage.article.place_at(passage.start),
            "score": value.score,
            "dense": value.dense,
            "lexical": value.lexical,
            "article": passage.article,
        }

    def record(self) -> Hit:
        """The hit, its article without text."""
        passage = Passage(self.id, self.article.record(), self.start, self.end, self.text)
        return Hit(passage, self.score, self.dense, self.lexical)


class AnswerShape(_Shape):
    """The whole answer."""

    question: str = Field(min_length=1)
    standalone_question: str
    status: Status
    text: str
    direct: str | None = None
    sentences: tuple[SentenceShape, ...]
    citations: tuple[CitationShape, ...]
    nearest: tuple[HitShape, ...]
    engine: str
    kind: str = ""
    shape: Layout = "prose"
    note: str = ""
    table: TableShape | None = None
    searched: str = ""
    filtered: bool = False
    seconds: Seconds

    def record(self) -> Answer:
        """The answer; its articles have no text."""
        return Answer(
            question=self.question,
            standalone_question=self.standalone_question,
            text=self.text,
            direct=self.direct,
            sentences=tuple(sentence.record() for sentence in self.sentences),
            citations=tuple(citation.record() for citation in self.citations),
            status=self.status,
            nearest=tuple(hit.record() for hit in self.nearest),
            engine=self.engine,
            seconds=self.seconds,
            note=self.note,
            kind=self.kind,
            shape=self.shape,
            table=self.table.record() if self.table else None,
            searched=self.searched,
            filtered=self.filtered,
        )


def answer_to_dict(answer: Answer) -> dict[str, object]:
    """The whole answer, ready for JSON; `seconds` is rounded to milliseconds."""
    return AnswerShape.model_validate(answer).model_dump(mode="json")


def answer_from_dict(value: object) -> Answer:
    """The inverse; articles come without their text. Raises QaError, naming a field that is off."""
    return _checked(AnswerShape, value).record()


def hit_to_dict(hit: Hit) -> dict[str, object]:
    """One passage that was found, ready for JSON."""
    return HitShape.model_validate(hit).model_dump(mode="json")


def hit_from_dict(value: object) -> Hit:
    """The inverse; the article comes without its text. Raises QaError."""
    return _checked(HitShape, value).record()


def article_shape(
    article: Article, *, start: int = 0, length: int | None = None
) -> WholeArticleShape:
    """The article with its text from `start` on, at most `length` characters of it."""
    size = len(article.text)
    first = min(start, size)
    last = size if length is None else min(first + length, size)
    return WholeArticleShape(
        **ArticleShape.model_validate(article).model_dump(),
        digest=article.digest,
        characters=size,
        start=first,
        end=last,
        text=article.text[first:last],
        places=tuple(PlaceShape.model_validate(place) for place in article.places),
        left_out=article.left_out,
    )


def report_to_dict(report: BuildReport) -> dict[str, object]:
    """What a build did, ready for JSON; `seconds` is rounded to milliseconds."""
    return row_to_dict(dataclasses.replace(report, seconds=round(report.seconds, 3)))


def row_to_dict(row: object) -> dict[str, object]:
    """Any record of plain fields, such as one line of the catalog, ready for JSON.

    Raises TypeError for what is no dataclass instance, or has a field that JSON cannot hold.
    """
    if not dataclasses.is_dataclass(row) or isinstance(row, type):
        raise TypeError(f"row_to_dict wants a dataclass instance, not {type(row).__name__}.")
    written: dict[str, object] = _adapter(type(row)).dump_python(row, mode="json")
    return written


def to_json(record: object) -> object:
    """An answer, a hit, a report, another record, or a list of them, ready for JSON."""
    if isinstance(record, list):
        return [to_json(item) for item in record]
    if isinstance(record, Answer):
        return answer_to_dict(record)
    if isinstance(record, Hit):
        return hit_to_dict(record)
    return report_to_dict(record) if isinstance(record, BuildReport) else row_to_dict(record)


def json_schema(**rows: type) -> dict[str, object]:
    """JSON Schema of all that is sent: `answer`, `hit`, `report`, and further records by name."""
    models = {"answer": AnswerShape, "hit": HitShape, "report": BuildReport, **rows}
    adapters = [(name, "serialization", _adapter(kind)) for name, kind in models.items()]
    by_name, shared = TypeAdapter.json_schemas(adapters)  # type: ignore[arg-type]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Cited articles",
        "properties": {str(name): schema for (name, _), schema in by_name.items()},
        **shared,
    }


def _checked(shape: type[Shape], value: object) -> Shape:
    try:
        return shape.model_validate(value, from_attributes=False)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise QaError(f"The JSON does not fit at {where}: {first['msg']}.") from None


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
