import datetime
from pathlib import Path

from tests.articles.helpers import paragraphs, read_one

TEXT = """---
author: Ann Lee
date: 2020-02-03
---

# Storm closes *the* harbour

The harbour was [closed](https://example.org) for **nine** days
after the storm. ![a boat](boat.png)

## Damage

> Fishermen said that the `damage` was the worst in forty years.

- Two boats sank.
- No one was hurt.

| place | boats |
|-------|-------|
| north | 2     |

<div class="ad"><!-- slot --></div>
"""


def test_marks_go_and_words_stay(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.md", TEXT)
    assert article.title == "Storm closes the harbour"
    assert (article.author, article.date) == ("Ann Lee", datetime.date(2020, 2, 3))
    assert paragraphs(article) == [
        "The harbour was closed for nine days after the storm.",
        "Damage",
        "Fishermen said that the damage was the worst in forty years.",
        "Two boats sank.",
        "No one was hurt.",
        "place | boats",
        "north | 2",
    ]


def test_toml_front_matter(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.md", '+++\ntitle = "A"\ndate = 2020-02-03\n+++\nSome words.')
    assert (article.title, article.date) == ("A", datetime.date(2020, 2, 3))
    assert article.text == "Some words."


def test_broken_front_matter_is_read_line_by_line(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.md", "---\ntitle: Russia: a riddle\n---\nSome words are here.")
    assert (article.title, article.text) == ("Russia: a riddle", "Some words are here.")
