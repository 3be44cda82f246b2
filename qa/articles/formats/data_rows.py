"""Rows of data without a text of their own -> drafts: a CSV of prices, a JSON list of objects.

Rows are one article, the table, in pieces that a window can show; where a column holds texts,
each row is an article with a paragraph `column: value` for each cell. Nothing is chosen among
the columns and nothing is left out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from qa.articles.decoding import tidy
from qa.articles.formats.document_text import draft_of_document
from qa.articles.formats.draft import Draft
from qa.articles.formats.table_text import sheet_blocks
from qa.articles.metadata import Metadata, from_values
from qa.errors import ArticleError

_LONG_CELL = 200  # characters on the mean of a column; such cells are texts and no data
_MOST_ROWS = 1_000  # of one article
_MOST_COLUMNS = 300
_DEEPEST = 4  # objects in objects


def drafts_of_sheet(rows: Sequence[Sequence[str]]) -> list[Draft]:
    """The articles of a table whose first row may or may not name the columns."""
    rows = [[" ".join(tidy(cell).split()) for cell in row] for row in rows]
    if not any(any(row) for row in rows):
        raise ArticleError("The table holds no words, only empty cells.")
    width = max(map(len, rows))
    columns = (sum(len(row[n]) for row in rows[1:] if len(row) > n) for n in range(width))
    if max(columns) > _LONG_CELL * (len(rows) - 1) and width > 1 and len(rows) > 1:
        return _row_by_row(rows)
    drafts = []
    for start in range(0, len(rows), _MOST_ROWS):
        head = rows[:1] if start else []  # every piece has the names of the columns
        blocks = [
            ("", text) for _, text in sheet_blocks([*head, *rows[start : start + _MOST_ROWS]])
        ]
        if blocks:
            draft = draft_of_document(blocks, Metadata(), head=False)
            drafts.append(dataclasses.replace(draft, key=str(start + 1) if start else ""))
    return drafts


def sheet_of_records(records: Sequence[Mapping[str, object]]) -> list[list[str]]:
    """Objects as rows under the names of all their keys, in the order in which these come."""
    names = list(dict.fromkeys(str(name) for record in records for name in record))
    if len(names) > _MOST_COLUMNS:
        raise ArticleError(
            f"The objects have {len(names):,} different names, {_MOST_COLUMNS:,} are read at most. "
            "Save the part that matters as text."
        )
    if len(records) == 1:
        return [[name, shown(value)] for name, value in records[0].items()]
    return [names, *([shown(record.get(name)) for name in names] for record in records)]


def shown(value: object, depth: int = 0) -> str:
    """A value of JSON in words: lists with commas, objects as `name: value`."""
    if value is None or depth > _DEEPEST:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        pairs = ((str(name), shown(inner, depth + 1)) for name, inner in value.items())
        return "; ".join(f"{name}: {text}" for name, text in pairs if text)
    if isinstance(value, list):
        return ", ".join(filter(None, (shown(inner, depth + 1) for inner in value)))
    return str(value)


def _row_by_row(rows: Sequence[Sequence[str]]) -> list[Draft]:
    names, drafts = rows[0], []
    for number, row in enumerate(rows[1:], 1):
        pairs = list(zip(names, row, strict=False))
        blocks = [("", f"{name}: {cell}" if name else cell) for name, cell in pairs if cell]
        if not blocks:
            continue
        found = from_values({name: cell for name, cell in pairs if name and cell})
        title = found.title or next((c for _, c in pairs if 2 < len(c) < 120), "")
        found = dataclasses.replace(found, title=title)
        draft = draft_of_document(blocks, found, head=False)
        drafts.append(dataclasses.replace(draft, key=str(number)))
    return drafts
