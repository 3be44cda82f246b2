"""Markdown -> one draft. Owns markdown-it.

The marks go and the words stay: emphasis, links and code become their text, pictures and
raw HTML tags go, the first heading of level one is the title. It renders nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qa.articles.decoding import decode, tidy
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.plain_text import PARAGRAPH, draft_of_text
from qa.articles.metadata import Metadata, front_matter
from qa.errors import ArticleError

_TAGS = re.compile(r"<!--.{0,5000}?-->|<[^<>]{0,500}>", re.DOTALL)
_LARGEST = 3_000_000  # characters; the parser reads about 2 million a second


def read_markdown(data: bytes, origin: Origin) -> list[Draft]:
    """Read a Markdown file. Raises ArticleError if it is no text or holds none."""
    found, text = front_matter(tidy(decode(data)))
    if len(text) > _LARGEST:
        raise ArticleError(
            f"The Markdown has {len(text):,} characters, {_LARGEST:,} are read at most. "
            "Split it, or save it as .txt."
        )
    title, plain = plain_text(text)
    found = found.filled_from(Metadata(title=title))
    return [draft_of_text(plain, found)]


def plain_text(markdown: str) -> tuple[str, str]:
    """Take the marks off: the first level-one heading, and the text with a line a block."""
    try:
        tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    except RecursionError:
        raise ArticleError("The Markdown is nested too deeply. Save it as plain text.") from None
    title = ""
    blocks: list[str] = []
    row: list[str] | None = None
    heading = ""
    for token in tokens:
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "inline":
            text = _inline(token.children or [])
            if heading == "h1" and not title and text:
                title = text
            elif row is not None:
                row.append(text)
            else:
                blocks.append(text)
            heading = ""
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            blocks.append(" | ".join(row or ()))
            row = None
        elif token.type in {"fence", "code_block"}:
            blocks.extend(line.strip() for line in token.content.splitlines())
        elif token.type == "html_block":
            blocks.append(" ".join(_TAGS.sub(" ", token.content).split()))
    return title, PARAGRAPH.join(block for block in blocks if block)


def _inline(tokens: Iterable[Token]) -> str:
    """The words of a paragraph; a line break in it is a space."""
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return " ".join("".join(parts).split())
