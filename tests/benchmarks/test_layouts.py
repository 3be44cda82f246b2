"""Text copied from a page of each invented layout is cleaned, and what was left out is told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.cleaning import dirtied
from benchmarks.fixtures.layouts import FIRST, Clean, Layout
from benchmarks.fixtures.layouts_held_out import HELD_OUT
from benchmarks.fixtures.layouts_more import SECOND
from tests.articles.helpers import read_one

NEWS = Clean(
    "Storm closes the harbour for nine days",
    (
        "The harbour of the small town was closed for nine days after the storm, officials said.",
        "Ferries went to the next port, which is an hour to the north of the island.",
        "The council meets on Monday to decide on the repairs, and it will ask for new walls.",
    ),
)


@pytest.mark.parametrize("layout", [*FIRST, *SECOND, *HELD_OUT], ids=lambda layout: layout.name)
def test_a_copied_page_is_cleaned_and_says_what_it_lost(tmp_path: Path, layout: Layout) -> None:
    page = dirtied(NEWS, layout, random.Random(1))
    article = read_one(tmp_path, "a.txt", page)
    assert article.cleaned
    assert [line for line in NEWS.paragraphs if line not in article.text] == []
    assert len(article.left_out) > 5
