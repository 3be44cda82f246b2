"""How well pages copied as text are cleaned: python -m benchmarks.cleaning [FOLDER] [--json].

Clean articles (one text file each, title on the first line) are dirtied with the furniture
of invented sites (layouts.py) and read again. Counted are the sentences of the articles
that are kept word for word, the lines of furniture that are kept, and the titles found. Credits of
photographers ("Image: Ann Roe.") are no sentences: they are to go, and have columns of their own.
What a reader of this repository should ask: how is it on the layouts that it was not tuned
with? They have rows of their own. Two more tables are of lines that only their repetition
in many articles tells (repeating.py).
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common.data import DEFAULT_DATA
from benchmarks.common.table import Table, show
from benchmarks.fixtures import repeating
from benchmarks.fixtures.layouts import FIRST, WHOLE, Clean, Layout
from benchmarks.fixtures.layouts_held_out import HELD_OUT
from benchmarks.fixtures.layouts_more import SECOND
from qa.articles import sentence_spans
from qa.articles.decoding import tidy
from qa.articles.formats.plain_text import draft_of_text
from qa.articles.metadata import Metadata

CREDIT = re.compile(r"\s*\b((?:Image|Photo)s?: [^:;!?]{2,80})$")
BETWEEN = 3  # places in an article where furniture stands


@dataclass(slots=True)
class Tally:
    """What was counted for one layout."""

    sentences: int = 0
    kept_sentences: int = 0
    labels: int = 0
    kept_labels: int = 0
    furniture: int = 0
    kept_furniture: int = 0
    credits: int = 0
    kept_credits: int = 0
    titles: int = 0
    found_titles: int = 0

    def row(self, name: str) -> tuple[str, int, float, float, int, float, int, float, float]:
        """The row of the table: counts and shares."""
        return (
            name,
            self.sentences,
            self.kept_sentences / max(self.sentences, 1),
            self.kept_labels / max(self.labels, 1),
            self.credits,
            self.kept_credits / max(self.credits, 1),
            self.furniture,
            self.kept_furniture / max(self.furniture, 1),
            self.found_titles / max(self.titles, 1),
        )

    def add(self, other: Tally) -> None:
        """Add the counts of another."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def load(folder: Path, limit: int) -> list[Clean]:
    """The articles of a folder of text files: title, byline, paragraphs, source line."""
    articles = []
    for path in sorted(folder.glob("*.txt"))[:limit]:
        lines = [" ".join(line.split()) for line in tidy(path.read_text("utf-8")).split("\n")]
        body = [line for line in lines[2:] if line and not line.startswith("Source:")]
        articles.append(Clean(lines[0], tuple(body)))
    return articles


def dirtied(article: Clean, layout: Layout, chance: random.Random) -> str:
    """The article as a page of a site would be copied, furniture in its places."""
    blocks: list[str] = [*layout.before, article.title, *article.paragraphs]
    first = len(layout.before) + 2
    for _ in range(BETWEEN):
        start = chance.randrange(len(layout.between))
        place = chance.randint(first, len(blocks)) if first < len(blocks) else len(blocks)
        blocks[place:place] = layout.between[start : start + chance.randint(1, 3)]
    blocks += layout.after
    if layout.wrapped:
        blocks = [
            "\n".join(textwrap.wrap(block, 80, break_on_hyphens=False)) or block for block in blocks
        ]
    return "\n\n".join(blocks)


def measure(article: Clean, layout: Layout, chance: random.Random, *, report: bool) -> Tally:
    """Dirty an article, clean it, and count."""
    page = dirtied(article, layout, chance)
    draft = draft_of_text(page, Metadata(), scraped=None)
    lines = {" ".join(line.split()) for line in draft.text.split("\n") if line}
    text = "\n".join(lines)
    tally = Tally(titles=1, found_titles=int(draft.title == article.title))
    for paragraph in article.paragraphs:
        for start, end in sentence_spans(paragraph):
            credit = CREDIT.search(paragraph, start, end)
            if credit:
                tally.credits += 1
                tally.kept_credits += credit[1] in text
            stretch = paragraph[start : credit.start() if credit else end]
            if not stretch:
                continue
            kept = stretch in text
            if stretch[-1] in WHOLE:
                tally.sentences += 1
                tally.kept_sentences += kept
            else:  # headings, captions, names under quotations
                tally.labels += 1
                tally.kept_labels += kept
            if report and not kept:
                print(f"LOST {layout.name}: {stretch}", file=sys.stderr)
    flat = " ".join(page.split("\n"))
    for line in (*layout.before, *layout.between, *layout.after):
        if line not in flat:
            continue
        tally.furniture += 1
        kept = any(line in kept_line for kept_line in lines) if len(line) > 25 else line in lines
        tally.kept_furniture += kept
        if report and kept:
            print(f"KEPT {layout.name}: {line}", file=sys.stderr)
    if report and draft.title != article.title:
        print(f"TITLE {layout.name}: {draft.title!r}, not {article.title!r}", file=sys.stderr)
    return tally


def table(
    articles: Sequence[Clean], layouts: Iterable[Layout], name: str, *, report: bool
) -> Table:
    """The figures of some layouts, a row each and one for all."""
    whole = Tally()
    rows = []
    for layout in layouts:
        tally = Tally()
        for number, article in enumerate(articles):
            tally.add(measure(article, layout, random.Random(number), report=report))
        rows.append(tally.row(layout.name))
        whole.add(tally)
    columns = (
        "layout",
        "sentences",
        "kept",
        "labels kept",
        "credits",
        "credits kept",
        "furniture",
        "furniture kept",
        "titles found",
    )
    return Table(name, columns, (*rows, whole.row("all")))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    folder = DEFAULT_DATA / "wikinews2019" / "corpus"
    parser.add_argument("folder", nargs="?", type=Path, default=folder, help="clean articles")
    parser.add_argument("--limit", type=int, default=200, help="articles to take at most")
    parser.add_argument("--report", action="store_true", help="print every error to stderr")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    articles = load(options.folder, options.limit)
    if not articles:
        sys.exit(f"There are no .txt articles in {options.folder}. Give a folder that has some.")
    tables = [
        table(articles, layouts, name, report=options.report)
        for name, layouts in (
            ("Cleaning, layouts it was tuned on", (*FIRST, *SECOND)),
            ("Cleaning, layouts held out", HELD_OUT),
        )
    ]
    tables += repeating.tables(articles)
    show(tables, as_json=options.json)


if __name__ == "__main__":
    main()
