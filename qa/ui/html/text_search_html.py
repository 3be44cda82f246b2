"""Passages that hold the words of a search -> the list "In the texts" of the library.

    hits of the words index -> those with every word, one an article -> title, day, snippet

Pure functions. A word is there if its beginning is, so that "ferries" finds a ferry; what is
shown is a slice of the passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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


# A piece of a snippet, and whether it is one of the words that were looked for.
Piece = tuple[str, bool]


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
        article = hit.passage.article
        facts = each_once(article.source, short_day(article.date))
        passages.append(
            {
                "span": cite.of_hit(hit),
                "title": article.title,
                "about": " · ".join(facts),
                "pieces": snippet(hit.passage.text, search),
            }
        )
    told = count(
        len(hits), "article has these words in the text", "articles have these words in the text"
    )
    if len(hits) > MOST_SHOWN:
        told = _("{found}; the best {n} are shown", found=told, n=number(MOST_SHOWN))
    return render("library", "found", told=f"{told}.", passages=passages)


def snippet(text: str, search: str) -> list[Piece]:
    """The text around the first word of the search that it has; all words of it are marked."""
    stems = tuple(_stem(word) for word in _WORD.findall(search.lower()))
    found = [match.span() for match in _WORD.finditer(text) if match[0].lower().startswith(stems)]
    first, last = found[0] if found else (0, 0)
    start, end = max(0, first - BEFORE), min(len(text), last + AFTER)
    if start:
        start += text[start:first].find(" ") + 1
    if end < len(text):
        end = max(last, text.rfind(" ", 0, end))
    pieces: list[Piece] = [("…", False)] if start else []
    position = start
    for begin, over in [span for span in found if span[1] <= end]:
        pieces += [(_flat(text[position:begin]), False), (text[begin:over], True)]
        position = over
    rest = _flat(text[position:end]) + ("…" if end < len(text) else "")
    return [piece for piece in (*pieces, (rest, False)) if piece[0]]


def _stem(word: str) -> str:
    return word[: max(SHORTEST_STEM, len(word) - ENDING)]


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
