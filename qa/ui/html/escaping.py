"""Escapes texts of articles, people and models for HTML, control characters included.

The ground of every other module of the window. Markup, Markdown, template syntax and
line breaks lose their meaning here and nowhere else, so a text that went through `show`
cannot become a tag, a link, an image or a script, in whatever renderer it ends up.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from qa.ui.interface_words import _, count, short_day

_PLAIN = re.compile(r"[^A-Za-z0-9 ,.;?\u0080-\U0010ffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_AUTOLINK = re.compile(r"(?i)(www)\.|(?<=\d)\.(?= )")


def show(text: str) -> str:
    """Any text as HTML character data that no renderer can take for markup.

    ASCII punctuation becomes numeric references: `<b>` -> `&#60;b&#62;`, `${x}` ->
    `&#36;&#123;x&#125;`. That covers HTML, attributes, Markdown, Handlebars and JavaScript
    templates at once. Control characters and direction overrides, which could hide or
    reorder words, are dropped. `www.` is broken up because Markdown links it by itself,
    and so is "1. " because it would start a list.
    """
    clean = _CONTROL.sub("", text).replace("\r\n", "\n")
    escaped = _PLAIN.sub(lambda match: f"&#{ord(match.group())};", clean)
    return _AUTOLINK.sub(lambda match: f"{match.group(1) or ''}&#46;", escaped)


def safe_url(url: str | None) -> str | None:
    """The address, escaped, if it is a plain http(s) one; otherwise None."""
    if not url or len(url) > 2000 or _CONTROL.search(url) or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return None
    return show(url)


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a space, with an ellipsis where it was cut."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    return flat[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def each_once(*facts: str | None) -> list[str]:
    """The facts that there are; one that says the same as one before is left out.

    A news agency is often its own author: "Wikinews", "Wikinews" -> "Wikinews".
    """
    found: dict[str, str] = {}
    for fact in facts:
        if fact and fact.strip():
            found.setdefault(" ".join(fact.casefold().split()), fact)
    return list(found.values())


def facts_line(
    articles: int, passages: int, dates: Iterable[datetime.date | None], engine: str
) -> str:
    """What is indexed and with which engine it answers."""
    known = sorted(date for date in dates if date)
    parts = [count(articles, "article"), count(passages, "passage")]
    if known:
        span = dict.fromkeys((short_day(known[0]), short_day(known[-1])))
        parts.append(" – ".join(span))
    return " · ".join([*parts, _("answers by {engine}", engine=engine)])
