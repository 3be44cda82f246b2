"""Plain text, also copied or scraped from a web page -> one draft.

The order: decode, front matter, logical lines, what is furniture, head and foot, the rest
is the text, one line a paragraph with an empty line between.
"""

from __future__ import annotations

from qa.articles.cleaning import kept_lines
from qa.articles.decoding import decode, tidy
from qa.articles.drafts import Draft
from qa.articles.heads import read_head, titles_by_byline
from qa.articles.lines import logical_lines
from qa.articles.metadata import Metadata, front_matter
from qa.articles.stopwords import language_of
from qa.errors import ArticleError

PARAGRAPH = "\n\n"


def read_plain(data: bytes, name: str) -> list[Draft]:
    """Read a text file. Raises ArticleError if it is no text or holds none."""
    del name
    found, text = front_matter(tidy(decode(data)))
    return [draft_of_text(text, found)]


def draft_of_text(text: str, found: Metadata) -> Draft:
    """Clean tidy text and read its head; what is known already goes before what is read.

    Raises ArticleError if no text is left.
    """
    lines = logical_lines(text)
    if not lines:
        raise ArticleError("The file is empty. Put the article's text in it or remove it.")
    spoken = language_of(text)
    kept = kept_lines(lines, language=spoken, protected=titles_by_byline(lines))
    head = read_head(lines, usable=kept)
    found = found.filled_from(head.metadata)
    body = [
        line.text
        for place, line in enumerate(lines)
        if kept[place] and place not in head.used and line.text != found.title
    ]
    if not body:
        raise ArticleError("No text of an article is left when menus and notices are taken off.")
    return Draft(
        text=PARAGRAPH.join(body),
        title=found.title,
        date=found.date,
        author=found.author,
        source=found.source,
        url=found.url,
        language=found.language or spoken or "en",
    )
