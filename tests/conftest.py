"""What tests of several rooms share: clean settings, three articles, one real index.

Torch is loaded once a session at most, by `packaged_embedder`; tests that can do with a
stub bring their own through the public arguments.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.process import be_offline
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.answering import Assistant
    from qa.index import Embedder

LINE = """---
title: The line to Rajin
date: 2017-02-06
author: Anton Merrow
source: Test desk
url: https://example.org/line
---

The line from Khasan to the port of Rajin is 54 kilometres long. It was opened again in
September 2013. A joint venture called RasonConTrans runs it.

Russian Railways holds 70 per cent of the venture. The port of Rajin holds the rest.
"""
FERRY = """A ferry sails to Vladivostok

May 20, 2017 | Leila Thornquay

The ferry Mangyongbong-92 reached Vladivostok on 18 May. The ship can take about 200
passengers. Its operator plans six round trips a month.
"""
WORKERS = """<!DOCTYPE html>
<html lang="en"><head><title>Work permits double</title>
<meta name="author" content="Petra Lindqvale">
<meta property="article:published_time" content="2017-03-28"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Work permits double</h1>
<p>Over 40,000 North Koreans hold a permit to work in Russia, according to government
statistics. Five years ago it was about half as many.</p>
<p>Most of them work on building sites in Khabarovsk and Vladivostok. Others fell timber or
grow vegetables in greenhouses far from any town.</p></article></body></html>
"""
FILES = {"rail/line.md": LINE, "ferry.txt": FERRY, "workers.html": WORKERS}

# Before any library reads them.
be_offline()
for _name in [name for name in os.environ if name.upper().startswith("QA_")]:
    del os.environ[_name]
# The small reader alone answers in tests, or the suite would take minutes longer; what the larger
# one adds is tested in `tests/answering/reader`, `test_perturbed` and `test_larger`.
os.environ["QA_READER"] = "small"


def write_corpus(folder: Path) -> Path:
    """Three articles in three formats, one of them in a folder of its own."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests last: Playwright keeps an event loop running in the main thread, in
    which no test after it could start one of its own."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of three articles that the test may change."""
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def settings(corpus: Path, tmp_path: Path) -> Settings:
    """Settings for `corpus`, with nothing built yet."""
    return Settings(corpus=corpus, indexes=tmp_path / "indexes")


@pytest.fixture(scope="session")
def packaged_embedder() -> Embedder:
    """The real all-MiniLM-L6-v2, loaded once."""
    from qa.index import load_embedder

    return load_embedder(Settings())


@pytest.fixture(scope="session")
def built_settings(
    tmp_path_factory: pytest.TempPathFactory, packaged_embedder: Embedder
) -> Settings:
    """Settings whose index of the three articles is built. Read only."""
    from qa.index import build_index

    home = tmp_path_factory.mktemp("built")
    settings = Settings(corpus=write_corpus(home / "corpus"), indexes=home / "indexes")
    build_index(settings, embedder=packaged_embedder)
    return settings


@pytest.fixture(scope="session")
def assistant(built_settings: Settings, packaged_embedder: Embedder) -> Iterator[Assistant]:
    """An assistant on that index, with every real part. Read only."""
    from qa.answering import Assistant

    with Assistant.open(built_settings, embedder=packaged_embedder) as opened:
        yield opened
