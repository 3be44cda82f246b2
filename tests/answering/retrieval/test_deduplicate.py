"""A report in two papers and its update: one is cited, the others named, none confirms another."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.answering import Assistant
from qa.answering.english.dates import TimeFilter
from qa.answering.retrieval.deduplicate import deduplicate
from qa.answering.stages import State
from qa.index import Index, build_index
from qa.records import Hit
from qa.settings import Settings
from tests.answering.make import understood

if TYPE_CHECKING:
    from qa.index import Embedder

REPORT = """The fire in the grain store of Norvik killed {dead} people, the fire service said.
It broke out on the third floor shortly after midnight and spread to the roof within an hour.
Ninety firefighters from four towns needed until noon to put it out. The store had been built
in 1931 and held six thousand tonnes of barley. Its owner, the cooperative Havna, had asked the
council for new sprinklers in the autumn. The mayor of Norvik, Ingrid Solheim, called it the
worst night in the history of the town. The harbour stays closed until Thursday. Police do not
yet know what caused it.
"""
SCHOOL = """The school of Norvik opens its new library on Monday. The mayor, Ingrid Solheim, will
cut the ribbon, and four hundred children have painted the shelves. The building cost two
million crowns.
"""
ONLY_POST = "Readers who saw anything are asked to write to the editor."
QUESTION = "How many people did the fire in the grain store of Norvik kill?"


def put(corpus: Path, name: str, source: str, day: int, text: str) -> None:
    corpus.mkdir(exist_ok=True)
    head = (
        f"---\ntitle: Fire in Norvik, {source}\nsource: {source}\ndate: 2020-05-{day:02}\n---\n\n"
    )
    (corpus / name).write_text(head + text, encoding="utf-8")


@pytest.fixture(scope="module")
def fire(
    tmp_path_factory: pytest.TempPathFactory, packaged_embedder: Embedder
) -> Iterator[Assistant]:
    """Two papers with the agency's report, one of them again with a correction."""
    home = tmp_path_factory.mktemp("fire")
    corpus = home / "corpus"
    put(corpus, "courier.md", "Courier", 1, REPORT.format(dead="ten"))
    post = "Norvik. " + REPORT.format(dead="ten") + f"{ONLY_POST}\n"
    put(corpus, "post.md", "Post", 2, post)
    put(corpus, "update.md", "Courier, updated", 4, REPORT.format(dead="twelve"))
    put(corpus, "school.md", "School news", 3, SCHOOL)
    settings = Settings(corpus=corpus, indexes=home / "indexes")
    build_index(settings, embedder=packaged_embedder)
    with Assistant.open(settings, embedder=packaged_embedder) as opened:
        yield opened


@pytest.mark.parametrize(
    "question", [QUESTION, "What is the latest number of people killed by the fire in Norvik?"]
)
def test_the_newest_version_is_cited_and_the_others_are_named(
    fire: Assistant, question: str
) -> None:
    answer = fire.answer(question)
    assert "killed twelve people" in answer.text
    assert "killed ten people" not in answer.text
    assert {item.article.path for item in answer.citations} <= {"update.md", "school.md"}
    first = answer.citations[0]
    assert first.article.path == "update.md"
    assert [article.path for article in first.also] == ["post.md", "courier.md"]
    older = {"courier.md", "post.md"}
    texts = {h.passage.text for h in answer.nearest if h.passage.article.path in older}
    assert texts <= {ONLY_POST}


def test_an_article_without_versions_names_none(fire: Assistant) -> None:
    answer = fire.answer("When does the school of Norvik open its new library?")
    assert answer.citations[0].article.path == "school.md"
    assert answer.citations[0].also == ()


def test_every_draft_names_them(fire: Assistant) -> None:
    for draft in fire.stream(QUESTION):
        assert [len(item.also) for item in draft.citations if item.article.path == "update.md"] == (
            [2] * sum(item.article.path == "update.md" for item in draft.citations)
        )


def found(index: Index, time_filter: TimeFilter | None = None) -> State:
    """All passages of the three versions, the first paper's first."""
    rows = {row.path: row.id for row in index.articles()}
    order = ("courier.md", "post.md", "update.md")
    passages = [passage for path in order for passage in index.passages_of(rows[path])]
    hits = tuple(Hit(item, 1.0 - number / 100) for number, item in enumerate(passages))
    return understood(QUESTION, *hits, time_filter=time_filter or TimeFilter())


def test_passages_of_older_versions_become_those_of_the_newest(fire: Assistant) -> None:
    before = found(fire.index)
    (hits,) = deduplicate(before, fire.index).hits
    shown = [(hit.passage.article.path, hit.passage.text) for hit in hits]
    newest = [
        ("update.md", hit.passage.text)
        for hit in before.hits[0]
        if hit.passage.article.path == "update.md"
    ]
    # In the place of the first paper's, then what the other paper adds, then what was found next.
    assert shown[: len(newest)] == newest
    assert shown[len(newest)] == ("post.md", ONLY_POST)
    assert {path for path, _ in shown[len(newest) + 1 :]} == {"school.md"}
    assert hits[0].score == 1.0
    for hit in hits:
        passage = hit.passage
        assert passage.article.text[passage.start : passage.end] == passage.text


def test_where_a_time_is_named_the_version_that_fits_best_speaks(fire: Assistant) -> None:
    day = datetime.date(2020, 5, 1)
    time_filter = TimeFilter(day, day, "during", exact=True)
    (hits,) = deduplicate(found(fire.index, time_filter), fire.index).hits
    shown = {(hit.passage.article.path, "twelve" in hit.passage.text) for hit in hits}
    assert shown == {("courier.md", False), ("post.md", False), ("school.md", False)}


def test_what_only_an_older_version_says_is_kept(
    tmp_path: Path, packaged_embedder: Embedder
) -> None:
    more = "A guard named Torvald Lien had smelled smoke in the cellar two days before.\n"
    put(tmp_path / "corpus", "old.md", "Courier", 1, REPORT.format(dead="ten") + more)
    put(tmp_path / "corpus", "new.md", "Courier", 2, REPORT.format(dead="twelve"))
    settings = Settings(corpus=tmp_path / "corpus", indexes=tmp_path / "indexes")
    build_index(settings, embedder=packaged_embedder)
    with Assistant.open(settings, embedder=packaged_embedder) as assistant:
        answer = assistant.answer("Who had smelled smoke in the cellar?")
        assert answer.citations[0].quote == more.strip()
        assert answer.citations[0].article.path == "old.md"
        assert [article.path for article in answer.citations[0].also] == ["new.md"]
