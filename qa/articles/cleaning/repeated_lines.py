"""Finds boilerplate by repetition: lines that stand in many articles of the same source.

After reading, when all articles of a corpus are known: each article gives the keys of its
lines that could be boilerplate, `repeated` says which keys of one source are, and
`without_lines` takes these lines out of an article. All three depend on nothing but what
they are given, so the same corpus ends in the same articles in whatever order it was read.

Sentences of prose are never taken out, however often they stand, and figures tell lines
apart: "Net income: 12" of one report is not "Net income: 15" of the next.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from qa.articles.cleaning.boilerplate import judge
from qa.articles.cleaning.function_words import STOP_WORDS
from qa.articles.cleaning.logical_lines import PARAGRAPH
from qa.articles.metadata import fallback_title
from qa.records import Article, Place

# No line of 173 news articles of one source stands in two of them (Wikinews 2019), while
# a slogan or a notice stands in all pages of a layout; a source can have three layouts.
_SHARE = 0.3  # of a source's articles a line has to stand in
# An article and two updates of it share all their headings, so three say nothing.
_FEWEST_ARTICLES = 4
_LONGEST = 300  # characters; what is longer is no boilerplate but a syndicated text


def source_of(article: Article) -> str:
    """What groups articles whose pages look alike: host, else source, else folder."""
    host = urlsplit(article.url).hostname if article.url else None
    if host:
        return host.removeprefix("www.")
    return article.source or article.path.partition("#")[0].rpartition("/")[0]


def line_keys(article: Article) -> frozenset[int]:
    """The lines of an article that could be boilerplate, as 64-bit numbers.

    An article that is no copy of a web page has none: minutes and forms repeat their headings.
    """
    if not article.cleaned:
        return frozenset()
    return frozenset(key for _, key in _lines(article) if key is not None)


def fewest_articles(count: int) -> float:
    """In how many articles of a source a line has to stand to be boilerplate, of so many."""
    return max(_FEWEST_ARTICLES, _SHARE * count)


def repeated(articles: Iterable[Collection[int]]) -> frozenset[int]:
    """Of the line keys of all articles of one source, those that are boilerplate."""
    count = 0
    lines: Counter[int] = Counter()
    for keys in articles:
        count += 1
        lines.update(keys)
    needed = fewest_articles(count)
    return frozenset(key for key, found in lines.items() if found >= needed)


def without_lines(article: Article, keys: Collection[int]) -> Article:
    """An article without the lines of these keys, with an id of its own; places follow.

    An article of which nothing would be left, and one that has no such line, comes back as
    it is.
    """
    kept: list[str] = []
    lost: list[str] = []
    moves: list[tuple[int, int]] = []  # offset before, offset after
    before = after = 0
    for line, key in _lines(article):
        if key is None or key not in keys:
            moves.append((before, after))
            kept.append(line)
            after += len(line) + len(PARAGRAPH)
        else:
            lost.append(line)
        before += len(line) + len(PARAGRAPH)
    if not kept or after == before:
        return article
    text = PARAGRAPH.join(kept)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    guessed = article.title == fallback_title(article.path, article.text)
    return dataclasses.replace(
        article,
        # The id of the article as it was read stands for its metadata, and not for its path.
        id=hashlib.sha256(f"{article.id}:{digest}".encode()).hexdigest()[:16],
        title=fallback_title(article.path, text) if guessed else article.title,
        text=text,
        digest=digest,
        places=_moved(article.places, moves, kept),
        left_out=(*article.left_out, *lost),
    )


def _lines(article: Article) -> list[tuple[str, int | None]]:
    """The lines of an article, with a key where they could be boilerplate."""
    language = article.language if article.language in STOP_WORDS else None
    return [
        (line, None if len(line) > _LONGEST or judge(line, language).prose else _key(line))
        for line in article.text.split(PARAGRAPH)
    ]


def _key(line: str) -> int:
    plain = " ".join(line.lower().split())
    digest = hashlib.blake2b(plain.encode("utf-8"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _moved(
    places: Collection[Place], moves: Collection[tuple[int, int]], kept: Collection[str]
) -> tuple[Place, ...]:
    """Where the labels begin now: in the same line, or where the next line that is kept does."""
    found: dict[int, str] = {}
    lines = [(old, new, len(line)) for (old, new), line in zip(moves, kept, strict=True)]
    for place in places:
        line = next((at for at in lines if place.start < at[0] + at[2]), None)
        if line is not None:  # else all lines from here on are gone
            found[line[1] + max(0, place.start - line[0])] = place.label
    return tuple(Place(start, label) for start, label in sorted(found.items()))
