"""From a PDF to the words of the window: marker, card, source and copies name the page."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.settings import Settings
from qa.ui.html.article_html import article_html
from qa.ui.html.text_export import answer_footnotes_html, answer_markdown
from qa.ui.service.exchanges import Exchange, ask
from qa.ui.service.service import Service
from tests.articles import make

if TYPE_CHECKING:
    from qa.index import Embedder

PAGES = (
    ("The lighthouse of Norden", "The tower was built of red brick in 1887."),
    ("The lamp", "The lamp of the lighthouse can be seen from 38 kilometres away."),
    ("The keeper", "The last keeper, Tomke Janssen, left the tower in 1979."),
)


@pytest.fixture(scope="module")
def exchange(
    tmp_path_factory: pytest.TempPathFactory, packaged_embedder: Embedder
) -> tuple[Service, Exchange]:
    home = tmp_path_factory.mktemp("pdf")
    corpus = home / "corpus"
    corpus.mkdir()
    pages = [make.column([*lines], x=60, top=700) for lines in PAGES]
    Path(corpus, "lighthouse.pdf").write_bytes(make.pdf(pages))
    settings = Settings(corpus=corpus, indexes=home / "indexes")
    service = Service(settings, embedder=packaged_embedder)
    service.start()
    assert service.wait(120)
    while service.busy:
        time.sleep(0.02)
    question = "From how far away can the lamp of the lighthouse be seen?"
    return service, list(ask(service, (), question))[-1][-1]


def test_the_marker_previews_the_page(exchange: tuple[Service, Exchange]) -> None:
    shown = exchange[1].html
    title = html.unescape(re.findall(r'class="qa-marker"[^>]* title="([^"]+)"', shown)[0])
    assert "38 kilometres" in title
    assert title.endswith("p. 2")


def test_the_card_names_the_page(exchange: tuple[Service, Exchange]) -> None:
    about = re.findall(r'<span class="qa-card-about">(.*?)</span>', exchange[1].html)
    assert html.unescape(about[0]).endswith("p. 2")


def test_the_source_names_the_page(exchange: tuple[Service, Exchange]) -> None:
    service, asked = exchange
    article = service.article(asked.spans[0].article_id)
    assert article is not None
    head = re.findall(r'<p class="qa-about">(.*?)</p>', article_html(article, asked.spans[0], ()))
    assert html.unescape(head[0]).endswith("p. 2")


def test_copies_name_the_page(exchange: tuple[Service, Exchange]) -> None:
    answer = exchange[1].answer
    assert answer is not None
    assert "p. 2." in answer_markdown(answer)
    assert "p. 2." in html.unescape(answer_footnotes_html(answer))
