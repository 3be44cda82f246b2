"""Records for the window's tests: two articles, their citations, an answer."""

from __future__ import annotations

import datetime

from qa.records import Answer, Article, Citation, Hit, Passage, Sentence

TEXT = "The line was opened in 2013. It is 54 km long.\n\nThe port\n\nThe port has a crane."


def article(
    text: str = TEXT,
    *,
    article_id: str = "0123456789abcdef",
    title: str = "The line to Rajin",
    url: str | None = "https://example.org/line",
    date: datetime.date | None = datetime.date(2017, 2, 6),
) -> Article:
    return Article(
        id=article_id,
        path="rail/line.md",
        title=title,
        text=text,
        digest="d" * 64,
        date=date,
        author="Anton Merrow",
        source="Test desk",
        url=url,
    )


def citation(marker: int, quote: str, *, of: Article | None = None) -> Citation:
    cited = of or article()
    start = cited.text.index(quote)
    return Citation(marker, cited, quote, start, start + len(quote), support=0.9)


def answer(
    *,
    citations: tuple[Citation, ...] = (),
    sentences: tuple[Sentence, ...] = (),
    direct: str | None = None,
    status: str = "answered",
    nearest: tuple[Hit, ...] = (),
    question: str = "When was the line opened?",
    standalone: str | None = None,
    note: str = "",
) -> Answer:
    return Answer(
        question=question,
        standalone_question=standalone or question,
        text=" ".join(sentence.text for sentence in sentences) or "Not in these articles.",
        direct=direct,
        sentences=sentences,
        citations=citations,
        status=status,  # type: ignore[arg-type]
        nearest=nearest,
        engine="reader",
        seconds=0.1,
        note=note,
    )


def answered() -> Answer:
    """Two sentences with three markers, the second sentence unsupported."""
    first = citation(1, "The line was opened in 2013.")
    second = citation(2, "It is 54 km long.")
    return answer(
        citations=(first, second),
        sentences=(
            Sentence("The line was opened in 2013.", (1, 2), True),
            Sentence("It cost much.", (2,), False),
        ),
        direct="2013",
    )


def hit(quote: str) -> Hit:
    cited = article()
    start = cited.text.index(quote)
    return Hit(Passage("p1", cited, start, start + len(quote), quote), 0.2)
