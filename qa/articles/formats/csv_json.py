"""CSV and JSON lines with one article a row -> drafts.

Columns are known by the common names for the fields (see `metadata`), or by the setting
`article_columns`. The text of a row is a person's choice and not scraped blindly: it is
cleaned like any other text. A row without text is noted and passed over. Where no row has one
the file is data and is read as a table (`data_rows`).
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterator, Mapping
from itertools import islice

from qa.articles.decoding import decode, tidy
from qa.articles.formats.data_rows import drafts_of_sheet, sheet_of_records, shown
from qa.articles.formats.draft import Draft, Origin
from qa.articles.formats.plain_text import draft_of_text
from qa.articles.metadata import from_values
from qa.errors import ArticleError
from qa.records import FileFailure

_TEXT_COLUMNS = (
    "text", "body", "content", "article", "articlebody", "article_body", "article_text", "maintext",
    "full_text", "fulltext", "story", "description", "abstract", "summary",
)  # fmt: skip
_MOST_ROWS = 50_000
_LONGEST_CELL = 10_000_000  # characters

Row = Mapping[str, object]


def read_csv(data: bytes, origin: Origin) -> list[Draft]:
    """Read a table with a header line; commas, semicolons, tabs or bars between columns."""
    text = tidy(decode(data))
    csv.field_size_limit(_LONGEST_CELL)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:20_000], ",;\t|")
        dialect.doublequote = True
    except csv.Error:
        dialect = csv.excel
    try:
        lines = csv.reader(io.StringIO(text, newline=""), dialect=dialect)
        rows = list(islice(lines, _MOST_ROWS + 2))
    except csv.Error:
        raise ArticleError("The table cannot be read. Save it as CSV in UTF-8 again.") from None
    if len(rows) > _MOST_ROWS + 1:
        raise ArticleError(f"The table has more than {_MOST_ROWS:,} rows. Split it.")
    names = rows[0] if rows else []
    records = [dict(zip(names, row, strict=False)) for row in rows[1:] if any(row)]
    told = bool(_text(dict.fromkeys(names, "told")))  # a column of texts, though all are empty
    if not origin.columns and not any(map(_text, records)) and (records or not told):
        return drafts_of_sheet(rows)
    return _drafts(iter(records), origin)


def read_json_lines(data: bytes, origin: Origin) -> list[Draft]:
    """Read JSON with an object a line, or one array of objects, or one object."""
    text = tidy(decode(data))
    try:
        loaded: object = json.loads(text)
    except (ValueError, RecursionError):
        if text.lstrip().startswith("["):
            raise ArticleError("The file is no JSON. Check where it was cut off.") from None
        rows = list(_lines(text, origin))
    else:
        rows = _rows(loaded)
    records = [row for row in rows if isinstance(row, dict)]
    if len(records) == len(rows) and records and not origin.columns:
        if not any(map(_text, records)):
            return drafts_of_sheet(sheet_of_records(records))
    elif rows and not records and all(isinstance(row, list) for row in rows):
        return drafts_of_sheet([[shown(cell) for cell in row] for row in rows])  # type: ignore[attr-defined]
    return _drafts(iter(rows), origin)


def _rows(loaded: object) -> list[object]:
    """The objects of a JSON value: its list, the one list of objects within it, or itself."""
    if isinstance(loaded, list):
        return loaded
    if isinstance(loaded, dict) and not _text(loaded):
        lists = [v for v in loaded.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        if len(lists) == 1:
            return list(lists[0])
    return [loaded]


def _lines(text: str, origin: Origin) -> Iterator[object]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            origin.failures.append(
                FileFailure(f"{origin.name}#{number}", f"Line {number} is no JSON.")
            )


def _drafts(rows: Iterator[object], origin: Origin) -> list[Draft]:
    """A draft for every row with text; the others are noted."""
    drafts: list[Draft] = []
    known = list(islice(rows, _MOST_ROWS + 1))
    if len(known) > _MOST_ROWS:
        raise ArticleError(f"The table has more than {_MOST_ROWS:,} rows. Split it.")
    for number, row in enumerate(known, 1):
        key = str(number)
        try:
            if not isinstance(row, dict):
                raise ArticleError(f"Row {number} is no object with named values.")
            drafts.append(_draft(row, key, origin))
        except ArticleError as error:
            origin.failures.append(FileFailure(f"{origin.name}#{key}", str(error)))
    if not drafts:
        reason = origin.failures[0].reason if origin.failures else "It has no rows."
        raise ArticleError(f"No row holds an article. {reason}")
    return drafts


def _draft(row: Row, key: str, origin: Origin) -> Draft:
    columns = origin.columns
    named = {field: row[name] for field, name in columns.items() if name in row}
    found = from_values(named).filled_from(from_values(row))
    body = named.get("text") or _text(row)
    if not isinstance(body, str) or not body.strip():
        known = ", ".join(str(name) for name in list(row)[:12])
        raise ArticleError(
            f"Row {key} has no text. Its columns are {known}; name the one with the text in "
            "QA_ARTICLE_COLUMNS, for example text=body."
        )
    draft = draft_of_text(tidy(body), found, scraped=None if origin.cleaning else False)
    return dataclasses.replace(draft, key=key)


def _text(row: Row) -> object:
    plain = {str(name).strip().lower().replace(" ", "_"): name for name in row}
    return next(
        (row[plain[name]] for name in _TEXT_COLUMNS if name in plain and row[plain[name]]), None
    )
