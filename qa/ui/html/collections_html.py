"""Renders the rail of collections: which one is open, the others, those that can be undone.

Pure functions. Another collection is another address, `?collection=NAME`, so that a bookmark, Back
and a second tab keep it.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from qa.collection_folders import SetAsideCollection
from qa.index.collection_rows import CollectionRow
from qa.ui.html.render import render
from qa.ui.interface_words import _, count

MOST_DELETED = 3  # of those that can be put back, the last ones


def address_of(name: str) -> str:
    """The address of a collection, relative to the page's root."""
    return f"?collection={quote(name, safe='')}"


def opener_html(current: str) -> str:
    """The name of the collection that is open, as the button that brings the rail out."""
    return render("collections", "opener", current=current)


def collections_html(
    rows: Sequence[CollectionRow],
    current: str,
    *,
    default: str,
    deleted: Sequence[SetAsideCollection] = (),
    refused: str = "",
) -> str:
    """The rail.

    current: the name of the one that is open, "" while that is not known.
    default: the one that cannot be deleted. refused: why a name was not taken.
    """
    shown = [
        {
            "name": row.name,
            "address": address_of(row.name),
            "here": row.name == current,
            "held": count(row.articles, "article") if row.articles else _("no articles yet"),
            "can_go": row.name != default,
        }
        for row in rows
    ]
    kept = [{"name": each.name, "kept": each.kept.name} for each in deleted[:MOST_DELETED]]
    return render("collections", "rail", rows=shown, deleted=kept, refused=refused)


def leave_html(address: str) -> str:
    """What has the page's script open another address of the window, relative to its root."""
    return render("collections", "leave", address=address)
