import datetime
import gzip
import json
from pathlib import Path

import pytest

from benchmarks.extraction import PAGES, load, measure, product, scores, shares


def test_runs_of_four_words_are_compared() -> None:
    assert shares("a b c d e", "a b c d e") == (1.0, 0.0, 0.0)
    assert shares("a b c d e", "a b c d x") == (1 / 3, 1 / 3, 1 / 3)
    assert shares("a b c d", "") == (0.0, 0.0, 1.0)
    assert shares("", "") == (0.0, 0.0, 0.0)


def test_scores_by_hand() -> None:
    precision, recall, f1 = scores([(1.0, 0.0, 0.0), (0.5, 0.5, 0.0), (0.0, 0.0, 1.0)])
    assert precision == 0.75
    assert recall == pytest.approx(2 / 3)
    assert f1 == pytest.approx(2 * 0.75 * (2 / 3) / (0.75 + 2 / 3))


def test_the_layout_of_the_public_benchmark_is_read(tmp_path: Path) -> None:
    truth = {"k": {"articleBody": "Words.", "datePublished": "2020-02-03T10:00:00", "url": "u"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth))
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "k.html.gz").write_bytes(gzip.compress(b"<p>Words.</p>"))
    (page,) = load(tmp_path)
    assert (page.key, page.html, page.body) == ("k", "<p>Words.</p>", "Words.")
    assert page.published == datetime.date(2020, 2, 3)


def test_the_pages_of_the_repository() -> None:
    name, pages, precision, recall, f1, titles, dates, authors = measure(load(PAGES), product, "qa")
    assert (name, pages, titles, dates, authors) == ("qa", 8, 1.0, 1.0, 1.0)
    assert isinstance(f1, float)
    assert f1 >= 0.955
    assert recall == 1.0
    assert isinstance(precision, float)
