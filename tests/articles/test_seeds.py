"""Two real pages copied as text, which lie beside a developer's checkout."""

import datetime
import re
from pathlib import Path

import pytest

from qa.articles import find_files, read_file
from qa.records import Article

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="no ../shared/seeds here")
FURNITURE = [
    "icon",
    "chevron",
    "sketch",
    "{{",
    "placeholder",
    "reuters",
    "sponsored",
    "commissioned",
    "nikkei",
    "subscription",
    "unlimited",
    "exclusives",
    "insights",
    "expired",
    "trial",
    "tablet",
    "phone",
    "dynamic",
    "layer",
]


@pytest.fixture(scope="module")
def seeds() -> list[Article]:
    return [article for file in find_files(SEEDS) for article in read_file(file)]


def test_no_furniture_is_left(seeds: list[Article]) -> None:
    text = "\n".join(article.text for article in seeds).lower()
    assert [word for word in FURNITURE if word in text] == []


def test_every_paragraph_of_the_articles_is_kept(seeds: list[Article]) -> None:
    for article, file, last in zip(
        seeds,
        find_files(SEEDS),
        ["further alienating Europe and the U.S.", 'Korean] regime."'],
        strict=True,
    ):
        raw = file.path.read_text(encoding="utf-8").replace("\xa0", " ")
        lines = [re.sub(" +", " ", line).strip() for line in raw.split("\n")]
        sentences = [line for line in lines if re.search(r"[.?!][\"”]?$", line)]
        body = sentences[: next(i for i, s in enumerate(sentences) if s.endswith(last)) + 1]
        expected = [line for line in body if line != article.title]
        assert [line for line in expected if line not in article.text.split("\n\n")] == []
        assert len(expected) >= 6


def test_heads(seeds: list[Article]) -> None:
    assert seeds[0].title == "Moscow plays the North Korea card"
    assert seeds[1].title == "Can Russia play a constructive role in the North Korea problem?"
    assert (seeds[1].date, seeds[1].author) == (datetime.date(2017, 11, 21), "Naoko Aoki")
