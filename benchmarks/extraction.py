"""How well the article of a web page is found: python -m benchmarks.extraction [--pages DIR].

DIR has the layout of scrapinghub's article-extraction-benchmark: ground-truth.json (key ->
articleBody, …) and html/KEY.html.gz or html/KEY.html. Precision, recall and F1 are computed
as there, over runs of four words of the text, each page normalised; without --pages on the
small pages of this repository's tests. Titles, dates and authors are counted where the
truth names them. For comparison the extraction library is run alone on the same pages.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common.table import Cell, Table, show
from qa.articles.decoding import decode, tidy
from qa.articles.formats.draft import Draft
from qa.articles.formats.web_page import draft_of_page, library_text
from qa.errors import ArticleError

PAGES = Path(__file__).resolve().parent.parent / "tests" / "data" / "pages"
RUN = 4  # words
EMPTY = Draft(text="")


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what is true of it; "" and None where the truth says nothing."""

    key: str
    html: str
    body: str
    headline: str
    published: datetime.date | None
    author: str


def load(folder: Path) -> list[Page]:
    """The pages of a folder in the layout of the benchmark.

    Raises FileNotFoundError if it has no ground-truth.json or lacks a page.
    """
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [_page(folder / "html", key, said) for key, said in sorted(truth.items())]


def _page(folder: Path, key: str, said: Mapping[str, str]) -> Page:
    packed = folder / f"{key}.html.gz"
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else None
    date = said.get("datePublished")
    return Page(
        key=key,
        html=tidy(decode(data or (folder / f"{key}.html").read_bytes())),
        body=said.get("articleBody") or "",
        headline=said.get("headline") or "",
        published=datetime.date.fromisoformat(date[:10]) if date else None,
        author=said.get("author") or "",
    )


def shares(true: str, found: str) -> tuple[float, float, float]:
    """Runs of words found rightly, found wrongly and missed, as shares of all of them."""
    wanted, had = _runs(true), _runs(found)
    right = float(sum((wanted & had).values()))
    wrong = float(sum((had - wanted).values()))
    missed = float(sum((wanted - had).values()))
    total = right + wrong + missed
    return (right / total, wrong / total, missed / total) if total else (0.0, 0.0, 0.0)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    runs = (tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))
    return Counter(run for run in runs if run)


def scores(counts: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pages; pages on which one is undefined are left out of it."""
    precision = [
        1.0 if wrong == missed == 0 else right / (right + wrong)
        for right, wrong, missed in counts
        if right + wrong > 0
    ]
    recall = [
        1.0 if wrong == missed == 0 else right / (right + missed)
        for right, wrong, missed in counts
        if right + missed > 0
    ]
    p = statistics.mean(precision) if precision else 0.0
    r = statistics.mean(recall) if recall else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def product(page: Page) -> Draft:
    """What the product reads from a page; nothing where it refuses."""
    try:
        return draft_of_page(page.html)
    except ArticleError:
        return EMPTY


def library(page: Page) -> Draft:
    """What the extraction library gives alone."""
    return Draft(text=library_text(page.html))


def measure(pages: Sequence[Page], read: Callable[[Page], Draft], name: str) -> tuple[Cell, ...]:
    """A row: precision, recall, F1, and the shares of titles, dates and authors that are right."""
    drafts = [(page, read(page)) for page in pages]
    counts = [shares(page.body, draft.text) for page, draft in drafts]
    titles = [_alike(d.title, page.headline) for page, d in drafts if page.headline]
    dates = [d.date == page.published for page, d in drafts if page.published]
    authors = [_alike(d.author or "", page.author) for page, d in drafts if page.author]
    return (name, len(pages), *scores(counts), _share(titles), _share(dates), _share(authors))


def _alike(found: str, true: str) -> bool:
    return " ".join(found.lower().split()) == " ".join(true.lower().split())


def _share(right: Sequence[bool]) -> float | None:
    return sum(right) / len(right) if right else None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=Path, default=PAGES, help="folder of pages")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    try:
        pages = load(options.pages)
    except FileNotFoundError as error:
        sys.exit(f"{error.filename} is missing. Give a folder with ground-truth.json and html/.")
    columns = ("reader", "pages", "precision", "recall", "F1", "titles", "dates", "authors")
    rows = (measure(pages, product, "qa"), measure(pages, library, "library alone"))
    show([Table("Extraction of articles from pages", columns, rows)], as_json=options.json)


if __name__ == "__main__":
    main()
