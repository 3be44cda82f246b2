"""Markdown -> one draft. Owns markdown-it.

The marks go and the words stay: emphasis, links and code become their text, items of a
numbered list keep their numbers, tables are written as all formats write them; pictures and
tags of HTML go. The first heading of level one is the title. It renders nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qa.articles.decoding import decode, tidy
from qa.articles.formats.document_text import draft_of_document
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.markup import html_blocks
from qa.articles.formats.table_text import table_blocks
from qa.articles.metadata import Metadata, front_matter
from qa.errors import ArticleError

_LARGEST = 3_000_000  # characters; the parser reads about 2 million a second


def read_markdown(data: bytes, origin: Origin) -> list[Draft]:
    """Read a Markdown file. Raises ArticleError if it is no text or holds none."""
    found, text = front_matter(tidy(decode(data)))
    if len(text) > _LARGEST:
        raise ArticleError(
            f"The Markdown has {len(text):,} characters, {_LARGEST:,} are read at most. "
            "Split it, or save it as .txt."
        )
    title, blocks = text_blocks(text)
    found = found.filled_from(Metadata(title=title))
    return [draft_of_document([("", block) for block in blocks], found)]


def text_blocks(markdown: str) -> tuple[str, list[str]]:
    """Take the marks off: the first level-one heading, and all blocks in their order."""
    try:
        tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    except RecursionError:
        raise ArticleError("The Markdown is nested too deeply. Save it as plain text.") from None
    title = ""
    blocks: list[str] = []
    rows: list[list[str]] | None = None
    heading = mark = ""
    for token in tokens:
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "inline":
            text = _inline(token.children or [])
            if rows is not None:
                rows[-1].append(text)
            elif text:
                blocks.append(mark + text)
            title = title or (text if heading == "h1" else "")
            heading = mark = ""
        elif token.type == "table_open":
            rows = []
        elif token.type == "tr_open" and rows is not None:
            rows.append([])
        elif token.type == "table_close" and rows is not None:
            blocks += table_blocks(rows, heads=1)
            rows = None
        elif token.type in {"fence", "code_block"}:
            lines = (" ".join(line.split()) for line in token.content.splitlines())
            blocks.append("\n".join(filter(None, lines)))
        elif token.type == "html_block":
            blocks += html_blocks(token.content)
    return title, blocks


def _inline(tokens: Iterable[Token]) -> str:
    """The words of a paragraph; a line break in it is a space."""
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return " ".join("".join(parts).split())
