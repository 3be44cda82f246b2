"""Named values -> the metadata of an article: front matter, columns and keys.

Owns PyYAML. Knows the names that files use for the same thing ("headline" is a title) and
makes values safe: one line, no markup, a date that is a date, an address that is http(s).
It does not look at the text.
"""

from __future__ import annotations

import datetime
import html
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

import yaml

from qa.articles.date_parsing import parse_date

_LONGEST_FRONT_MATTER = 20_000  # characters
_LONGEST_VALUE = 1_000
_WORDS_OF_FALLBACK = 12
_BY = re.compile(r"^\s*(?:authors?\s*:|(?:written\s+)?(?:by|von|par|por)\b)[:\s]*", re.IGNORECASE)
_DEEPEST = 2  # levels of lists; a list of lists of lists unfolds without end
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "name", "subject", "heading", "og_title"),
    "date": (
        "date", "published", "date_published", "datepublished", "published_at",
        "publication_date", "publish_date", "published_time", "published_date", "pubdate",
        "pub_date", "created", "created_at", "datetime", "timestamp", "time",
    ),
    "author": ("author", "authors", "by", "byline", "creator", "writer", "from"),
    "source": ("source", "publisher", "publication", "site", "site_name", "sitename",
               "website", "newspaper", "outlet", "journal", "feed"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url", "permalink", "href",
            "article_url", "web_url"),
    "language": ("language", "lang", "locale"),
}  # fmt: skip
_FIELD_OF = {name: field for field, names in SYNONYMS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article beside its text; None or "" where nothing is."""

    title: str = ""
    date: datetime.date | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None

    def filled_from(self, other: Metadata) -> Metadata:
        """These values, with those that are missing taken from another."""
        return Metadata(
            title=self.title or other.title,
            date=self.date or other.date,
            author=self.author or other.author,
            source=self.source or other.source,
            url=self.url or other.url,
            language=self.language or other.language,
        )


def from_values(values: Mapping[str, object]) -> Metadata:
    """Read metadata from named values; unknown names and unusable values are left out."""
    found = Metadata()
    for name, value in values.items():
        field = _FIELD_OF.get(_plain_name(name))
        if field is not None:
            found = found.filled_from(_with(field, value))
    return found


def field_of(name: str) -> str | None:
    """Which field a column or key feeds: "Date published" -> "date", "price" -> None."""
    return _FIELD_OF.get(_plain_name(name))


def front_matter(text: str) -> tuple[Metadata, str]:
    """Take YAML (---) or TOML (+++) front matter off a text.

    Gives what it says and the text after it. Front matter that cannot be read is still
    no part of the article, so it is taken off and says nothing.
    """
    match = re.match(r"\A\s*(---|\+\+\+)[ \t]*\n", text[:100])
    if match is None:
        return Metadata(), text
    end = re.compile(rf"^{re.escape(match[1])}[ \t]*(?:\n|\Z)|^\.\.\.[ \t]*\n", re.MULTILINE)
    close = end.search(text, match.end(), match.end() + _LONGEST_FRONT_MATTER)
    if close is None:
        return Metadata(), text
    block = text[match.end() : close.start()]
    if match[1] == "---" and not re.search(r"^[\w \"'-]{1,40}:(?:\s|$)", block, re.MULTILINE):
        return Metadata(), text  # two rules around a paragraph
    return from_values(_parsed(block, match[1])), text[close.end() :]


def fallback_title(path: str, text: str) -> str:
    """A name for an article that has none: "press/oil-and-coal.txt" -> "Oil and coal".

    A file name without two real words ("000_693e12.txt") says less than the first words
    of the text, so these stand in for it; it says more than the cells of a table.
    """
    stem = PurePosixPath(path.split("#", maxsplit=1)[0]).stem
    words = [word for word in re.split(r"[\W_]+", stem) if word]
    needed = 1 if "|" in text.partition("\n")[0] else 2
    if len([word for word in words if word.isalpha() and len(word) > 2]) >= needed:
        return " ".join(words)[:1].upper() + " ".join(words)[1:]
    opening = text.split(maxsplit=_WORDS_OF_FALLBACK)
    return " ".join(opening[:_WORDS_OF_FALLBACK]) + ("…" if len(opening) > 12 else "") or stem


def person(value: str) -> str | None:
    """A byline as names: "By Naoko Aoki, Reuters" -> "Naoko Aoki, Reuters"."""
    name = _BY.sub("", value)
    name = name.strip(" \t\n,;|·•-–—")
    return name if any(char.isalpha() for char in name) and len(name) <= 200 else None


def web_address(value: str) -> str | None:
    """An address that is safe to link to, or None."""
    value = value.strip()
    return value if re.fullmatch(r"https?://[^\s<>\"']{3,2000}", value) else None


def language_code(value: str) -> str | None:
    """The ISO 639-1 code of "en-GB" or "EN_us"; None for anything else."""
    match = re.match(r"([a-z]{2})(?:[-_]|$)", value.strip().lower())
    return match[1] if match else None


def one_line(value: str) -> str:
    """Text without markup, entities and line breaks."""
    value = html.unescape(re.sub(r"<[^<>]{1,200}>", "", value))
    return " ".join(value.split())[:_LONGEST_VALUE]


def _plain_name(name: str) -> str:
    return re.sub(r"[\s\-.:]+", "_", name.strip().lower())


def _with(field: str, value: object) -> Metadata:
    """Metadata that holds one value, or nothing if the value is of no use."""
    if field == "date":
        return Metadata(date=parse_date(value))
    text = _as_text(value)
    if field == "source":  # a source that is an address says where the article stood
        address = web_address(text)
        return Metadata(url=address) if address else Metadata(source=text or None)
    return Metadata(
        title=text if field == "title" else "",
        author=person(text) if field == "author" else None,
        url=web_address(text) if field == "url" else None,
        language=language_code(text) if field == "language" else None,
    )


def _as_text(value: object, depth: int = 0) -> str:
    """A value as one line: lists are joined, an object is its name; deeper ones are nothing."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping):
        return _as_text(value.get("name"), depth + 1)
    if isinstance(value, Iterable):
        parts = [_as_text(item, depth + 1) for item in islice(value, 20)]
        return one_line(", ".join(filter(None, parts)))
    return ""


def _parsed(block: str, fence: str) -> dict[str, object]:
    try:
        loaded = tomllib.loads(block) if fence == "+++" else yaml.safe_load(block)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return _lines_as_values(block)
    return {str(key): value for key, value in loaded.items()} if isinstance(loaded, dict) else {}


def _lines_as_values(block: str) -> dict[str, object]:
    """`key: value` lines of front matter that is no YAML ("title: Russia: a riddle")."""
    pairs = (line.partition(":") for line in block.splitlines())
    return {key.strip(): value.strip(" \t\"'") for key, colon, value in pairs if colon}
