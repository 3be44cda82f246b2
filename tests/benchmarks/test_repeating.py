"""Lines that only repetition tells: what is counted, on articles small enough to count by hand."""

from __future__ import annotations

from benchmarks.fixtures.layouts import Clean
from benchmarks.fixtures.repeating import GOES, Source, dirtied, measure, tables

ARTICLES = [
    Clean(
        f"Storm number {number} closes the harbour of the town",
        (
            f"The harbour of the town was closed for {number + 2} days after the storm, they said.",
            f"Ferries from the town went to port {number}, an hour to the north of the harbour.",
        ),
    )
    for number in range(8)
]


def test_a_line_of_each_article_is_told_by_repetition_alone() -> None:
    count = measure(ARTICLES, Source("slogan", ("The evening paper of the lower valley",)))
    assert (count.lines, count.alone, count.together) == (8, 8, 0)
    assert (count.sentences, count.kept_sentences) == (16, 16)


def test_lines_can_take_turns_and_stand_after_the_title() -> None:
    source = Source("turns", ("One view of the coast", "Another view"), turns=True)
    pages = [dirtied(article, source, number) for number, article in enumerate(ARTICLES[:2])]
    assert [chosen for _, chosen in pages] == [["One view of the coast"], ["Another view"]]
    assert all(
        text.startswith(article.title) for (text, _), article in zip(pages, ARTICLES, strict=False)
    )


def test_a_row_a_source_and_one_for_all() -> None:
    goes, stays = tables(ARTICLES)
    assert [row[0] for row in goes.rows] == [*(source.name for source in GOES), "all"]
    assert goes.rows[0][-2:] == (1.0, 0.0)
    assert stays.rows[2][-2:] == (1.0, 1.0)
