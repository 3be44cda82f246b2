"""Passages that hold the words of a search -> the list "In the texts" of the library.

    hits of the words index -> those with every word, one an article -> title, day, snippet

Pure functions. A word is there if its beginning is, so that "ferries" finds a ferry; what is
shown is a slice of the passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.records import Hit
from qa.ui.html import citation_address as cite
from qa.ui.html.escaping import each_once
from qa.ui.html.render import render
from qa.ui.interface_words import _, count, number, short_day

MOST_SHOWN = 30
BEFORE, AFTER = 70, 130
# Of a longer word this much has to be there; the index itself stems, which is not seen here.
SHORTEST_STEM, ENDING = 4, 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Snippet:
    """Where a passage has the first of the words, with some text around it."""

    before: str
    match: str
    after: str


def with_every_word(hits: Sequence[Hit], search: str) -> list[Hit]:
    """The best passage of each article that has all words of the search, best first."""
    stems = [_stem(word) for word in _WORD.findall(search.lower())]
    found: dict[str, Hit] = {}
    for hit in hits:
        article = hit.passage.article
        text = f"{article.title} {hit.passage.text}".lower()
        if stems and article.id not in found and all(stem in text for stem in stems):
            found[article.id] = hit
    return list(found.values())


def found_html(hits: Sequence[Hit], search: str) -> str:
    """The list; "" for no hit. Each title opens its article at the passage."""
    if not hits:
        return ""
    passages = []
    for hit in hits[:MOST_SHOWN]:
        article, shown = hit.passage.article, snippet(hit.passage.text, search)
        facts = each_once(article.source, short_day(article.date))
        passages.append(
            {
                "span": cite.of_hit(hit),
                "title": article.title,
                "about": " · ".join(facts),
                "before": shown.before,
                "match": shown.match,
                "after": shown.after,
            }
        )
    told = count(
        len(hits), "article has these words in the text", "articles have these words in the text"
    )
    if len(hits) > MOST_SHOWN:
        told = _("{found}; the best {n} are shown", found=told, n=number(MOST_SHOWN))
    return render("library", "found", told=f"{told}.", passages=passages)


def snippet(text: str, search: str) -> Snippet:
    """The words around the first word of the search that stands in the text."""
    stems = [_stem(word) for word in _WORD.findall(search.lower())]
    for match in _WORD.finditer(text):
        if any(match[0].lower().startswith(stem) for stem in stems):
            start, end = match.span()
            before = _flat(text[max(0, start - BEFORE) : start])
            after = _flat(text[end : end + AFTER])
            return Snippet(
                ("…" + before.partition(" ")[2] if start > BEFORE else before),
                match[0],
                (after.rpartition(" ")[0] + "…" if end + AFTER < len(text) else after),
            )
    return Snippet("", "", _flat(text[: BEFORE + AFTER]))


def _stem(word: str) -> str:
    return word[: max(SHORTEST_STEM, len(word) - ENDING)]


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
