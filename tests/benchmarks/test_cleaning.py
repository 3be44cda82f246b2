import random

from benchmarks.cleaning import dirtied, measure, table
from benchmarks.fixtures.layouts import FIRST, Clean, Layout

ARTICLE = Clean(
    "Storm closes the harbour of the town",
    (
        "The harbour of the town was closed for nine days after the storm, officials said.",
        "Ferries from the town went to the next port, an hour to the north of the harbour.",
    ),
)
LAYOUT = Layout(
    "small",
    ("Skip to content",),
    ("Advertisement",),
    ("Share on Facebook", "Most read", "A lost headline"),
)


def test_furniture_stands_around_and_between() -> None:
    lines = dirtied(ARTICLE, LAYOUT, random.Random(1)).split("\n\n")
    assert lines[:2] == ["Skip to content", ARTICLE.title]
    assert lines[-2:] == ["Most read", "A lost headline"]
    assert lines.count("Advertisement") == 3


def test_counts() -> None:
    tally = measure(ARTICLE, LAYOUT, random.Random(1), report=False)
    assert (tally.sentences, tally.kept_sentences) == (2, 2)
    assert (tally.furniture, tally.kept_furniture) == (5, 0)
    assert (tally.titles, tally.found_titles) == (1, 1)


def test_credits_of_photographers_are_no_sentences() -> None:
    captions = (
        "Boats in the port. Image: Ann Roe.",
        "The mayor Photo: A. Roe (wire).",
        "Image: Bo Fell.",
    )
    article = Clean(ARTICLE.title, (*ARTICLE.paragraphs, *captions))
    tally = measure(article, LAYOUT, random.Random(1), report=False)
    assert (tally.sentences, tally.labels, tally.credits, tally.kept_credits) == (3, 1, 3, 0)


def test_a_row_a_layout_and_one_for_all() -> None:
    rows = table([ARTICLE], FIRST, "name", report=False).rows
    assert [row[0] for row in rows] == [*(layout.name for layout in FIRST), "all"]
    assert rows[-1][1:3] == (10, 1.0)
