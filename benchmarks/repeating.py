"""Furniture that only repetition tells: the third and fourth table of `benchmarks.cleaning`.

The lines of these invented sources are made of an article's own kind of words, so that no
single page tells that they are furniture: a slogan, the name of a desk, a title of a column.
Clean articles get them in the share that a source gives them, all articles of the source
are read as text files are, and what many of them have in common is taken out. The cleaning
was not tuned with these lines; the last table shows what it leaves in on purpose.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.layouts import WHOLE, Clean
from benchmarks.table import Table
from qa.articles import sentence_spans
from qa.articles.drafts import finished
from qa.articles.metadata import Metadata
from qa.articles.plain import draft_of_text
from qa.articles.repetition import line_keys, repeated, without_lines
from qa.records import Article

COLUMNS = ("source", "articles", "sentences", "kept", "labels kept", "lines", "alone", "together")


@dataclass(frozen=True, slots=True)
class Source:
    """Lines that stand in so great a share of so many articles; `turns`: one of them in each."""

    name: str
    lines: tuple[str, ...]
    share: float = 1.0
    articles: int = 40
    turns: bool = False


GOES = (
    Source(
        "slogan and desk in each",
        (
            "The evening paper of the lower valley since 1911",
            "From the desk in the old mill",
            "Lower Valley Evening, town edition",
        ),
    ),
    Source(
        "notes in three of five",
        (
            "Second lead with the words of the minister",
            "Regional file of the harbour office",
            "Our people on the ground: Lindqvale, Omarsson, Petrides",
        ),
        share=0.6,
    ),
    Source(
        "three layouts in turn",
        (
            "A voice for the coast and its islands",
            "What the mountain towns talk about",
            "Letters, voices and views of the plain",
        ),
        turns=True,
    ),
    Source(
        "wrapped around by a calendar",
        (
            "Harvest market of the upper town, every second Saturday in the hall",
            "Choir of the railwaymen: concert in the church of the harbour",
            "Chess in the library for young and old, Tuesdays at six",
        ),
        share=0.8,
    ),
    Source("six articles in all", ("Notes from the river and its people",), articles=6),
)
STAYS = (
    Source("one article of eight", ("Voices from the market square",), share=0.125),
    Source("three articles in all", ("Notes from the lake and its people",), articles=3),
    Source(
        "sentences of prose",
        ("The society that owns this paper was founded by the printers of the town in 1911.",),
    ),
)


@dataclass(slots=True)
class _Count:
    sentences: int = 0
    kept_sentences: int = 0
    labels: int = 0
    kept_labels: int = 0
    lines: int = 0
    alone: int = 0
    together: int = 0

    def add(self, other: _Count) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def row(
        self, name: str, articles: int
    ) -> tuple[str, int, int, float, float, int, float, float]:
        return (
            name,
            articles,
            self.sentences,
            self.kept_sentences / max(self.sentences, 1),
            self.kept_labels / max(self.labels, 1),
            self.lines,
            self.alone / max(self.lines, 1),
            self.together / max(self.lines, 1),
        )


def tables(articles: Sequence[Clean]) -> list[Table]:
    """What many articles of a source have in common: taken out, and left in on purpose."""
    return [
        _table("Cleaning, lines that only repetition tells", GOES, articles),
        _table("Cleaning, what repetition leaves in", STAYS, articles),
    ]


def dirtied(article: Clean, source: Source, number: int) -> tuple[str, list[str]]:
    """The text of a source's article with its lines in it, and which ones these are."""
    chance = random.Random(number)
    if source.turns:
        chosen = [source.lines[number % len(source.lines)]]
    else:
        chosen = [line for line in source.lines if chance.random() < source.share]
    blocks = [article.title, *article.paragraphs]
    for line in chosen:
        blocks.insert(chance.randint(1, len(blocks)), line)
    return "\n\n".join(blocks), chosen


def measure(clean: Sequence[Clean], source: Source) -> _Count:
    """Dirty the articles of a source, clean each alone and then all together, and count."""
    pages = [dirtied(article, source, number) for number, article in enumerate(clean)]
    alone = [
        finished(draft_of_text(text, Metadata()), f"paper/{number}.txt")
        for number, (text, _) in enumerate(pages)
    ]
    common = repeated(line_keys(article) for article in alone)
    together = [without_lines(article, common) for article in alone]
    count = _Count()
    for article, (_, lines), before, after in zip(clean, pages, alone, together, strict=True):
        count.lines += len(lines)
        count.alone += _standing(lines, before)
        count.together += _standing(lines, after)
        for paragraph in article.paragraphs:
            for start, end in sentence_spans(paragraph):
                kept = paragraph[start:end] in after.text
                if paragraph[end - 1] in WHOLE:
                    count.sentences += 1
                    count.kept_sentences += kept
                else:
                    count.labels += 1
                    count.kept_labels += kept
    return count


def _standing(lines: Sequence[str], article: Article) -> int:
    text = set(article.text.split("\n"))
    return sum(line in text for line in lines)


def _table(name: str, sources: Sequence[Source], articles: Sequence[Clean]) -> Table:
    whole = _Count()
    rows = []
    taken = 0
    for source in sources:
        some = articles[: source.articles]
        count = measure(some, source)
        rows.append(count.row(source.name, len(some)))
        whole.add(count)
        taken += len(some)
    return Table(name, COLUMNS, (*rows, whole.row("all", taken)))
