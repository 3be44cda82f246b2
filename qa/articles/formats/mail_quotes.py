"""The text of a letter -> its sender's own words, and the older letters that it carries.

Letters are quoted in three ways: with ">" before each line under "On …, … wrote:", as a
whole under "Original Message" or "Forwarded message" with the heads of that letter, and with
">" among the sender's lines. The first two are letters of their own, with their own author
and day, when nothing of the sender follows them. The third stays where it is, each of its
paragraphs marked with ">": who reads the text sees whose words they are not. No word is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from qa.articles.cleaning.logical_lines import logical_lines
from qa.articles.date_parsing import find_date, parse_date
from qa.articles.metadata import Metadata, one_line, person

_DEEPEST = 30  # letters in letters
_MARK = re.compile(r"[ \t]{0,3}>[ ]?")
_DIVIDER = re.compile(
    r"^\W*(?:(?:begin |start of )?(?:original|forwarded) (?:message|mail|e-mail)"
    r"|(?:ursprüngliche|weitergeleitete) nachricht|message (?:d'origine|transféré)"
    r"|mensaje (?:original|reenviado))\W*$",
    re.I,
)
_HEADER = re.compile(r"^[*\s]{0,4}([A-ZÀ-Ý][\w-]{1,15})[*\s]{0,4}:[*\s]{0,4}(\S.{0,500})$")
_FIELDS = {
    "from": "author", "von": "author", "de": "author",
    "date": "date", "sent": "date", "datum": "date", "gesendet": "date", "envoyé": "date",
    "subject": "title", "betreff": "title", "objet": "title", "asunto": "title",
    "to": "", "cc": "", "an": "", "à": "", "para": "", "reply-to": "", "bcc": "",
}  # fmt: skip
_WROTE = re.compile(
    r"\s(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|skrev|schreef)"
    r"(?:\s([^\n:,]{2,80}))?\s*:$"
)
_CLOCK = re.compile(r"\b(?:um|at|à|kl\.?)?\s*\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?", re.I)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: its blocks of text, and what is known of it."""

    blocks: tuple[str, ...]
    found: Metadata


def letters(text: str, found: Metadata) -> list[Letter]:
    """The letter and those that it carries, the newest first.

    found: what the letter's own headers say.
    """
    result: list[Letter] = []
    lines = text.split("\n")
    for _ in range(_DEEPEST):
        cut = _older(lines)
        own = lines if cut is None else lines[: cut.start]
        blocks = tuple(_blocks(own))
        if blocks:
            result.append(Letter(blocks, found))
        if cut is None:
            return result
        found = Metadata(title=cut.found.title or found.title).filled_from(cut.found)
        lines = cut.lines
    return [*result, Letter(tuple(_blocks(lines)), found)]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where an older letter begins, its lines without marks, and what introduces it."""

    start: int
    lines: list[str]
    found: Metadata


def _older(lines: Sequence[str]) -> _Cut | None:
    """The letter that takes up the rest of the lines, if there is one."""
    own = [n for n, line in enumerate(lines) if line.strip() and not _MARK.match(line)]
    last = own[-1] if own else -1
    for place, line in enumerate(lines):
        if place == last + 1:
            introduced = _attribution(lines[max(0, last - 2) : last + 1])
            if introduced is None:
                return None  # a quotation of nobody, or the end
            rest = [_MARK.sub("", each, count=1) for each in lines[place:]]
            return _Cut(place, rest, introduced) if any(map(str.strip, rest)) else None
        head = _head_of_letter(lines, place) if line.strip() and not _MARK.match(line) else None
        if head is not None:
            return head
    return None


def _attribution(lines: Sequence[str]) -> Metadata | None:
    """ "On Tue, 4 Mar 2025 at 18:22, Ola Brink <ola@…> wrote:" over one line or two."""
    for first in range(len(lines) - 1, -1, -1):
        said = " ".join(line.strip() for line in lines[first:])
        if len(said) > 400 or not said.endswith(":"):
            return None
        wrote = _WROTE.search(said)
        if wrote is None:
            return None
        author = sender(wrote[1]) if wrote[1] else _name(said[: wrote.start()])
        if author and (first == 0 or not lines[first - 1].strip() or find_date(said)):
            dated = find_date(said)
            return Metadata(author=author, date=dated[0] if dated else None)
    return None


def _name(said: str) -> str | None:
    """Whose name an attribution holds: what stands beside the day, the hour and the address."""
    address = re.search(r"<([^<>\s]{3,100})>", said)
    text = said[: address.start()] if address else said
    dated = find_date(text)
    if dated is not None:
        text = text[dated[1][1] :]
    pieces = [piece.strip(" \"'()") for piece in _CLOCK.sub(",", text).split(",")]
    names = [piece for piece in pieces if any(map(str.isalpha, piece)) and len(piece) > 1]
    name = re.sub(r"^(?:On|Am|Le|El|Il|Den|Op)\s", "", names[-1]) if names else ""
    return person(one_line(name)) or (address[1] if address else None)


def _head_of_letter(lines: Sequence[str], place: int) -> _Cut | None:
    """A letter that begins with its heads, From first, under a divider or an empty line."""
    divided = _DIVIDER.match(lines[place]) is not None
    start = place + 1 if divided else place
    while divided and start < len(lines) and not lines[start].strip():
        start += 1
    said: dict[str, str] = {}
    end = start
    for at in range(start, min(start + 24, len(lines))):
        header = _HEADER.match(lines[at])
        if header is not None and header[1].lower() in _FIELDS:
            said.setdefault(_FIELDS[header[1].lower()], header[2])
            end = at + 1
        elif lines[at].strip():
            break
    if "author" not in said or not ({"date", "title"} & set(said)):
        return None
    if not divided and not {"author", "date"} <= set(said):
        return None
    rest = list(lines[end:])
    if not any(line.strip() for line in rest):
        return None
    found = Metadata(
        title=one_line(said.get("title", "")),
        author=sender(said["author"]),
        date=parse_date(said.get("date", "")),
    )
    return _Cut(end, rest, found)


def sender(value: str) -> str | None:
    """The name in a From line, the address where there is none."""
    name, _, address = value.partition("<")
    return person(one_line(name.strip(" \"'*"))) or person(address.strip(" >*")) or None


def _blocks(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a letter; those of a quotation begin with ">"."""
    blocks: list[str] = []
    for quoted, run in groupby(lines, key=lambda line: _MARK.match(line) is not None):
        if quoted:
            inner = _blocks([_MARK.sub("", line, count=1) for line in run])
            blocks += [f"> {text}" for text in inner]
        else:
            blocks += _paragraphs(list(run))
    return blocks


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Paragraphs of lines that were broken at a column; tables stay as they are."""
    blocks: list[str] = []
    for is_row, run in groupby(lines, key=lambda line: " | " in line or line.startswith("| ")):
        if is_row:
            blocks.append("\n".join(" ".join(line.split()) for line in run))
        else:
            blocks += [line.text for line in logical_lines("\n".join(run))]
    return blocks
