"""Reads title, date, author and source line from the head and foot of a plain text.

Reads what people write there: a title line, `date | author`, "By …", "Published: …",
`Key: value` lines, and a last line `Source: address`. It takes such lines off the text
and leaves all others alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.articles.cleaning.clean import Cleaned
from qa.articles.cleaning.logical_lines import Line
from qa.articles.date_parsing import find_date
from qa.articles.metadata import Metadata, field_of, from_values, one_line, person, web_address

_HEAD = 12  # logical lines in which a head is looked for
_LONGEST_BYLINE = 140  # characters
_LONGEST_TITLE_WORDS = 30
_MOST_OVER_TITLE = 2  # lines: a section and a second headline; more are a menu
_NEARLY = 0.6  # of the best cohesion among the lines that may be the title
_KEY_VALUE = re.compile(r"([A-Za-z][A-Za-z ._-]{1,20}):\s+(\S.*)$")
_BY = re.compile(r"(?i:(?:(?:written|reported|posted|story)\s+)?by):?\s+(?=[^\W\d_a-z])")
_STAMP_WORDS = re.compile(
    r"\b(?:first\s+)?(?:published|posted|updated|last|modified|date|dated|created|on|at|am|pm|a\.m\.|p\.m\."
    r"|est|edt|gmt|bst|utc|et|ist|jst|kst|cet|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?|min(?:ute)?s?|read|h|uhr)\b\.?",
    re.I,
)
_PARTS = re.compile(r"(?:(?<!\s)\s+)?(?:[|•·]|(?<=\s)[-–—](?=\s))\s*|(?<!\s)[^\S\t]*+\t\s*+")
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*|de|van|von|der|den|di|da|del|la|le|bin|al|el|ter|and|und|et|y|&|,|with)"
)
_OUTLET = re.compile(
    r"\b(?:news|times|post|press|herald|journal|review|daily|agency|guardian|reuters|bbc|cnn|afp"
    r"|magazine|tribune|gazette|wire|online|media|broadcasting|network|wiki\w*|\w+\.(?:com|org|net))\b"
    r"|news$",
    re.I,
)
_FULL_STOP = re.compile(r"[.…。;:,]['\"”’»)]*$")
_LISTED = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)\]]\s")
_MEMO = re.compile(r"[^\s:][^:\n]{0,40}:\s")
_SOURCE_LINE = re.compile(
    r"(?:source|url|link|permalink|original|via|retrieved from)\s*:\s*(\S.*)$", re.I
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines around a text say, and which lines (by place) said it."""

    metadata: Metadata
    used: frozenset[int]


def read_head(
    lines: Sequence[Line], cleaned: Cleaned, *, titled: bool = False, whole: bool = False
) -> Head:
    """Read title, date, author and source from the first lines, and a source line at the end.

    cleaned: tells boilerplate, which is no title, and the lines that speak of the matter. A
    line that is boilerplate by its looks can still be a byline: "Nov 21, 2017 | Naoko Aoki".
    titled: the title is known from elsewhere, so that no line is taken for it. whole: no line
    may be lost, so only those are used of which the metadata says all.
    """
    used: set[int] = set()
    found = Metadata()
    title_at: int | None = None
    byline_at: int | None = None
    for place, line in enumerate(lines[: max(_HEAD, cleaned.first)]):
        if _runs_as_text(line.text):
            if cleaned.kept[place]:
                break
            continue
        keyed = _key_value(line.text)
        byline = keyed or byline_of(line.text)
        if byline is not None and (byline != Metadata() or keyed):
            if byline.date and found.date and not byline.author:
                byline = Metadata()  # "Updated …" after "Published …"
            if whole and (
                byline == Metadata() or byline.filled_from(found) != found.filled_from(byline)
            ):
                continue
            found = found.filled_from(byline)
            byline_at = place if byline_at is None and not keyed else byline_at
            used.add(place)
    if not found.title and not titled:
        if whole and not byline_at:
            title_at = _first_heading(lines, used)
        else:
            title_at = _title_place(lines, cleaned, used=used, byline_at=byline_at)
    if title_at is not None:
        used.add(title_at)
        found = found.filled_from(Metadata(title=lines[title_at].text.lstrip("# ")))
        if not whole:
            used.update(_over_title(lines, cleaned, title_at, used))
    address, places = _source_at_end(lines)
    if whole and address.filled_from(found) != found.filled_from(address):
        places = set()
    return Head(found.filled_from(address), frozenset(used | places))


def titles_by_byline(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the lines that stand right over a byline: titles, whatever they look like."""
    return frozenset(
        place
        for place, (line, after) in enumerate(pairwise(lines[:_HEAD]))
        if byline_of(line.text) is None and byline_of(after.text) not in {None, Metadata()}
    )


def _runs_as_text(line: str) -> bool:
    return len(line) > 200 or (
        len(line.split()) > 14 and bool(re.search(r"[.…。]['\"”’»)]*$", line))
    )


def _key_value(line: str) -> Metadata | None:
    """`Title: …`, `Date: …` as metadata; None for any other line."""
    match = _KEY_VALUE.match(line)
    if match is None or field_of(match[1]) is None or len(line) > 400:
        return None
    found = from_values({match[1]: match[2]})
    return found if found != Metadata() else None


def byline_of(line: str) -> Metadata | None:
    """`date | author`, `author | date`, "By …", a date alone; None for any other line."""
    if len(line) > _LONGEST_BYLINE:
        return None
    dated = find_date(line)
    named = _BY.match(line)
    if dated is None and named is None:
        return None
    rest = line
    if dated is not None:
        start, end = dated[1]
        rest = f"{line[:start]} | {line[end:]}"
    rest = _STAMP_WORDS.sub(" ", re.sub(r"\d{1,2}[:.]\d\d(?::\d\d)?", " ", rest))
    names = [part.strip(" ,;:-–—()[]/") for part in _PARTS.split(rest)]
    names = [name for name in names if name]
    people = [name for name in (_named(part, named=named is not None) for part in names) if name]
    if len(people) != len(names):
        return None  # other words: this is a sentence or a title with a date in it
    author = people[0] if people else None
    if author and not named and " " not in author and not _OUTLET.search(author):
        author = None  # "Council | 12 March 2024": a section
    source = next((part for part in people if _OUTLET.search(part)), None)
    return Metadata(
        date=dated[0] if dated else None,
        author=person(author) if author else None,
        source=source if source != author or _OUTLET.search(author or "") else None,
    )


def _named(part: str, *, named: bool) -> str | None:
    """A part of a byline if all of it can be names, without its "By"."""
    text = _BY.sub("", part)
    tokens = re.findall(r"[\w.'’-]+|[&,]", text)
    if not tokens or len(tokens) > 16 or not all(_NAME.fullmatch(token) for token in tokens):
        return None
    return text if named or len(tokens) <= 8 else None


def _first_heading(lines: Sequence[Line], used: set[int]) -> int | None:
    """The line that a text begins with, if it can be its title; the next if that tells more.

    "Harbour council", and under it "Minutes of the meeting in March". What is a line of a list,
    a table or a memo, or stands further down, is none.
    """
    run: list[int] = []
    for place, line in enumerate(lines[:_HEAD]):
        if place in used:
            continue
        if len(run) == 2 or not _can_head(lines, place) or _runs_as_text(line.text):
            break
        run.append(place)
    if not run or len(lines) - len(used) < 2:
        return None
    return next((place for place in run if _tells(lines[place])), run[0])


def _can_head(lines: Sequence[Line], place: int) -> bool:
    line = lines[place]
    if line.item or _LISTED.match(line.text) or "|" in line.text or _FULL_STOP.search(line.text):
        return False
    if len(line.text.split()) > _LONGEST_TITLE_WORDS:
        return False
    beside = (lines[place - 1] if place else None, *lines[place + 1 : place + 2])
    keyed = _MEMO.match(line.text)
    return not keyed or not any(other and _MEMO.match(other.text) for other in beside)


def _title_place(
    lines: Sequence[Line], cleaned: Cleaned, *, used: set[int], byline_at: int | None
) -> int | None:
    """The line that is the title: over a byline, else the first that speaks of the matter."""
    end = byline_at if byline_at else max(_HEAD, cleaned.first)
    candidates = []
    for place, line in enumerate(lines[:end]):
        if not cleaned.kept[place]:
            continue
        if len(line.text.split()) > _LONGEST_TITLE_WORDS or _runs_as_text(line.text):
            break
        if place not in used and not _FULL_STOP.search(line.text):
            candidates.append(place)
    if not candidates or len(lines) - len(used) < 2:
        return None
    if byline_at and byline_at - 1 in candidates:
        above = candidates[candidates.index(byline_at - 1) - 1]
        # Over the byline may stand a second headline; the title is then over that.
        return above if above == byline_at - 2 and _tells(lines[above]) else byline_at - 1
    telling = [place for place in candidates if _tells(lines[place])]
    if not telling:
        return candidates[0] if candidates[0] == 0 else None
    most = max(cleaned.cohesion[place] for place in telling)
    return next(p for p in telling if cleaned.cohesion[p] >= _NEARLY * most)


def _tells(line: Line) -> bool:
    return len(line.text.split()) >= 4


def _over_title(lines: Sequence[Line], cleaned: Cleaned, title_at: int, used: set[int]) -> set[int]:
    """What stands over a title: the label of its section, and menus if there are any."""
    menus = title_at > _MOST_OVER_TITLE or not all(cleaned.kept[:title_at])
    return {
        place
        for place in range(title_at)
        if place not in used and (menus or len(lines[place].text.split()) <= 4)
    }


def _source_at_end(lines: Sequence[Line]) -> tuple[Metadata, set[int]]:
    """A last line `Source: https://…` as address, `Source: Name` as source."""
    for place in range(len(lines) - 1, max(0, len(lines) - 4), -1):
        match = _SOURCE_LINE.match(lines[place].text)
        if match is None:
            continue
        address = web_address(match[1].strip("<>() "))
        if address:
            return Metadata(url=address), {place}
        if len(match[1].split()) <= 6 and not match[1].endswith("."):
            return Metadata(source=one_line(match[1])), {place}
    return Metadata(), set()
