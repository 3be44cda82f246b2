"""Tells by marks of several kinds whether a plain text was copied off a web page.

Before the cleaning, for formats that do not say so themselves: a text that was copied off a
page has lines which stand in no other document (sharing bars, "Most read", "Story continues
below") beside lines that manuals, letters and licences have too (a menu, a call to sign in,
a copyright). It takes both, of several kinds: a text without clear marks is kept whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.articles.cleaning import boilerplate_terms as words
from qa.articles.cleaning.boilerplate import COPYRIGHT, LIKELY, judge, vocabulary_of
from qa.articles.cleaning.logical_lines import Line

# Chosen on the tuned layouts of `benchmarks.cleaning`, 69 real pages and 1,200 texts that are
# none (licences, manuals, letters, reviews, news): no text that is none is taken for a page; of
# real pages copied as text three in four are, the others have less than this and stay whole.
_KINDS = 3
_LINES = 4
_MOST_LINES = 3_000
_LONGEST_HEADING = 14  # words
_NETWORKS = frozenset(
    ("facebook", "twitter", "linkedin", "whatsapp", "pinterest", "reddit", "telegram", "tumblr")
) | {"flipboard", "tweet", "mastodon", "bluesky", "instagram"}
_NAVIGATION = re.compile(
    r"you\s+are\s+here\b|skip\s+to\b|toggle\s|(?:open|close)\s+(?:the\s+)?menu\b|(?:font|text)\s+size\b"
    r"|read\s+this\s+page|listen\s+to\s+this\s+article|(?:accept|reject|manage)\s+(?:all\s+)?cookies",
    re.IGNORECASE,
)
# What `RELATED` knows and documents of other kinds have too.
_ANYWHERE = re.compile(
    r"see\s+also|read\s+(?:also|on|this)\b|tags?\s*:|topics?\s*:|categor|keywords?\s*:|comments?\s*[:(]|comments?$"
    r"|further\s|watch\s*:|listen\s*:|video\s*:|scroll|jump|back\s+to|new\s+on|posted\s+in|filed|featured"
    r"|latest|our\s|other\s|related\s+(?:documents?|topics?|to|work|commands?)|next\s|prev|quick\s+links"
    r"|useful\s+links|suggested|recommended|best\s+of|must",
    re.IGNORECASE,
)


def is_scrape(lines: Sequence[Line], *, language: str | None) -> bool:
    """Whether lines of a plain text are those of a web page. language: None if unknown."""
    marks: dict[str, set[str]] = {}
    for line in lines[:_MOST_LINES]:
        kind = _mark(line.text, language)
        if kind:
            marks.setdefault(kind, set()).add(line.text)
    if len(marks.get("network", ())) > 1:  # one name is a word, a list of them a sharing bar
        marks.setdefault("share", set()).update(marks["network"])
    marks.pop("network", None)
    only_pages = not marks.keys().isdisjoint({"share", "related", "navigation"})
    return only_pages and len(marks) >= _KINDS and sum(map(len, marks.values())) >= _LINES


def _mark(line: str, language: str | None) -> str:
    """The kind of mark that a line is, "" for none."""
    verdict = judge(line, language)
    short = verdict.length <= _LONGEST_HEADING
    if short and _NAVIGATION.match(line):
        return "navigation"
    if verdict.boilerplate < LIKELY:
        return ""
    kind = _vocabulary(vocabulary_of(line))
    if kind not in {"share", "network"}:
        if short and words.RELATED.match(line):
            kind = "" if _ANYWHERE.match(line) else "related"
        elif not kind and (COPYRIGHT.search(line) or words.CREDIT.match(line)):
            kind = "copyright" if COPYRIGHT.search(line) else "credit"
        elif not kind and words.STRONG_PROMOTION.search(line):
            kind = "promotion"
    return kind


def _vocabulary(tokens: Sequence[str]) -> str:
    """The kind of a line that is made of the words of buttons and menus alone."""
    if not tokens:
        return ""
    if all(token in words.SHARING or token in words.GLUE for token in tokens):
        network = not _NETWORKS.isdisjoint(tokens)
        return "share" if network and len(tokens) > 1 else "network" if network else "menu"
    known = (words.MENU, words.SECTIONS, words.GLUE)
    return "menu" if all(any(token in group for group in known) for token in tokens) else ""
