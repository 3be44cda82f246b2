from __future__ import annotations

from typing import TYPE_CHECKING

from qa.index.filtered_index import FilteredIndex
from qa.index.listing import ListQuery
from qa.scope import Scope

if TYPE_CHECKING:
    from qa.answering import Assistant


def test_a_part_finds_what_the_whole_finds_in_its_articles(assistant: Assistant) -> None:
    whole = assistant.index
    ferry = next(row for row in whole.articles() if row.path == "ferry.txt")
    part = FilteredIndex(whole, Scope(articles=(ferry.id,)))
    assert [row.path for row in part.listed(ListQuery()).page(9)] == ["ferry.txt"]
    question = "Who holds a permit to work in Russia?"
    found = part.search(question, k=10)
    assert {hit.passage.article.path for hit in found} == {"ferry.txt"}
    assert len(found) == len(whole.passages_of(ferry.id))
    everything = FilteredIndex(whole, Scope(articles=tuple(row.id for row in whole.articles())))
    assert everything.search(question, k=3) == whole.search(question, k=3)
    assert FilteredIndex(whole, Scope(articles=("none",))).search(question, k=3) == []
