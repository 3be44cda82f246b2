"""Renders the catalog's rows as the library's table, failed files included.

Pure functions: they filter, order and show; what is in the corpus they are told.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.index.listing import Order, said_of
from qa.index.rows import ArticleRow, FileRow
from qa.ui.html import citation_address as cite
from qa.ui.html.escaping import each_once
from qa.ui.html.render import render
from qa.ui.interface_words import N_, _, count, number, short_day

ORDERS = (N_("Newest first"), N_("Oldest first"), N_("Title"), N_("Source"), N_("File"))
_ORDERS_OF_LISTS: tuple[Order, ...] = ("newest", "oldest", "title", "source", "path")
STATES = (N_("All states"), N_("Indexed"), N_("Failed"), N_("Left out"))
_STATE_OF = {"Indexed": "indexed", "Failed": "failed", "Left out": "skipped"}
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the library: an article, or a file that became none."""

    path: str
    title: str
    source: str
    author: str
    date: datetime.date | None
    state: str
    reason: str
    passages: int
    article_id: str


def entries(articles: Iterable[ArticleRow], files: Iterable[FileRow]) -> list[Entry]:
    """Every article, and every file that did not become one, with its reason."""
    listed = [
        Entry(
            path=row.path,
            title=row.title,
            source=row.source or "",
            author=row.author or "",
            date=row.date,
            state="indexed",
            reason="",
            passages=row.passages,
            article_id=row.id,
        )
        for row in articles
    ]
    listed += [
        Entry(file.path, file.path, "", "", None, file.state, file.reason, 0, "")
        for file in files
        if file.state != "indexed"
    ]
    return listed


def order_of(order: str) -> Order:
    """The order of a list that one of ORDERS names."""
    return _ORDERS_OF_LISTS[ORDERS.index(order) if order in ORDERS else 0]


def shows_articles(state: str) -> bool:
    """Whether a state that is chosen is that of articles too."""
    return _STATE_OF.get(state, "indexed") == "indexed"


def chosen(
    listed: Iterable[Entry], *, search: str, order: str, state: str, source: str
) -> list[Entry]:
    """The entries that hold every word of the search, in the order wished for."""
    words = search.lower().split()
    wanted = _STATE_OF.get(state)
    kept = [
        entry
        for entry in listed
        if (wanted is None or entry.state == wanted)
        and (source in ("", "All sources") or entry.source == source)
        and all(word in _haystack(entry) for word in words)
    ]
    if order == "Title":
        return sorted(kept, key=lambda entry: entry.title.lower())
    if order == "Source":
        return sorted(kept, key=lambda entry: (entry.source.lower(), entry.title.lower()))
    if order == "File":
        return sorted(kept, key=lambda entry: entry.path)
    newest = order == "Newest first"
    dated = sorted((e for e in kept if e.date), key=lambda e: str(e.date), reverse=newest)
    failed = [entry for entry in kept if entry.state == "failed"]  # first, or nobody sees them
    return failed + dated + [e for e in kept if not e.date and e.state != "failed"]


def library_html(shown: Sequence[Entry], total: int, *, fitting: int | None = None) -> str:
    """The table. Each title opens its article; each line can be deleted.

    fitting: how many entries fit, where these are only the first of them.
    """
    fit = len(shown) if fitting is None else fitting
    if not shown:
        return render("library", "nothing", total=total)
    fits = count(fit, "entry", "entries")
    told = fits if fit == total else _("{entries} of {n}", entries=fits, n=number(total))
    more = max(0, fit - MOST_ROWS)
    rows = [_row(entry) for entry in shown[:MOST_ROWS]]
    failed = sum(entry.state == "failed" for entry in shown)
    unread = count(failed, "file could not be read.", "files could not be read.") if failed else ""
    left = number(more) if more else ""
    return render("library", "library", told=told, unread=unread, rows=rows, more=left)


def _row(entry: Entry) -> dict[str, object]:
    indexed = entry.state == "indexed"
    facts = (entry.source, entry.author, entry.path) if indexed else (entry.reason,)
    return {
        "entry": entry,
        "span": cite.CitedSpan(entry.article_id, 0, 0, 0) if indexed else None,
        "about": " · ".join(each_once(*facts)),
        "day": short_day(entry.date),
        "passages": number(entry.passages),
        "noun": count(entry.passages, "passage").partition(" ")[2],  # apart from its number
        "file": entry.path.partition("#")[0],
    }


def _haystack(entry: Entry) -> str:
    day = entry.date.isoformat() if entry.date else None
    return said_of(entry.title, entry.source, entry.author, entry.path, entry.reason, day)
