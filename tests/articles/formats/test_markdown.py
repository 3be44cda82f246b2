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
        "| place | boats |\nnorth | 2",
    ]


def test_toml_front_matter(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.md", '+++\ntitle = "A"\ndate = 2020-02-03\n+++\nSome words.')
    assert (article.title, article.date) == ("A", datetime.date(2020, 2, 3))
    assert article.text == "Some words."


def test_broken_front_matter_is_read_line_by_line(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.md", "---\ntitle: Russia: a riddle\n---\nSome words are here.")
    assert (article.title, article.text) == ("Russia: a riddle", "Some words are here.")


def test_items_keep_their_numbers_and_code_its_lines(tmp_path: Path) -> None:
    text = (
        "Steps\n\n3. Open *the* box.\n4. Sign in.\n   - Click Save.\n\n```\na = 1\n\nb  = 2\n```\n"
    )
    assert paragraphs(read_one(tmp_path, "a.md", text)) == [
        "3. Open the box.",
        "4. Sign in.",
        "Click Save.",
        "a = 1\nb = 2",
    ]


def test_a_file_that_is_only_a_table_or_a_sentence_is_read(tmp_path: Path) -> None:
    table = "| Item | Price |\n|---|---|\n| Apples | 1.99 |\n| Log in | |\n"
    assert read_one(tmp_path, "a.md", table).text == "| Item | Price |\nApples | 1.99\nLog in |"
    assert read_one(tmp_path, "b.md", "Sign up now").text == "Sign up now"


def test_tables_of_html_within_are_read(tmp_path: Path) -> None:
    rows = "<tr><th>Day</th><th>Hour</th></tr><tr><td>Monday</td><td>8</td></tr>"
    text = f"One.\n\n<table>{rows}</table>\n"
    assert paragraphs(read_one(tmp_path, "a.md", text)) == ["One.", "| Day | Hour |\nMonday | 8"]


def test_a_heading_within_is_the_title_and_stays(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.md", "Some words.\n\n# Storm\n\nMore words.")
    assert article.title == "Storm"
    assert paragraphs(article) == ["Some words.", "Storm", "More words."]
