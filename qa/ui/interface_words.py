"""Translates the interface's own words by gettext catalogues, in the language of the browser.

    Accept-Language -> chosen_language -> speaking(language) -> _("Copy") -> "Kopieren"

English stands in the code; `locale/LANGUAGE.po` has the other languages, compiled when they are
first wanted. The language is that of the request that is being handled, English elsewhere, such as
in the terminal. What is said in the background, for everyone at once, is a `Said`, which is put
into each person's language where it is shown. The fixed sentences of an answer are put into it by
`html.own_sentences`. Other words of answers, quotes, articles, errors of the rooms below and what
programs are told stay as they are.
"""

from __future__ import annotations

import ast
import datetime
import io
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de")
LONGEST_HEADER = 500
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# The same words as `_` finds, in the page's scripts.
_IN_SCRIPT = re.compile(r'\b_\("([^"\\\n]*)"')
_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language() -> str:
    """The language that is spoken now."""
    return _language.get()


@contextmanager
def speaking(spoken: str) -> Iterator[None]:
    """The time in which that language is spoken, in this thread or task."""
    before = _language.set(spoken)
    try:
        yield
    finally:
        _language.reset(before)


def chosen_language(accepted: str) -> str:
    """The language that an `Accept-Language` header likes best of those there are."""
    wanted = []
    for part in accepted[:LONGEST_HEADER].split(","):
        name, _, quality = part.strip().partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=")) if quality else 1.0
        except ValueError:
            weight = 0.0
        wanted.append((weight, name.strip().lower().partition("-")[0]))
    for weight, name in sorted(wanted, key=lambda each: -each[0]):
        if name in LANGUAGES and weight > 0:
            return name
    return ENGLISH


class Said(str):
    """A sentence in English that knows what it was made of, so that `told` can translate it."""

    __slots__ = ("message", "values")
    message: str
    values: dict[str, object]


def said(message: str, /, **values: object) -> Said:
    """A sentence for everyone, whoever reads it. A value may be a `Said` itself."""
    made = Said(message.format(**values) if values else message)
    made.message, made.values = message, values
    return made


def told(sentence: str) -> str:
    """A sentence in the language that is spoken; one that is no `Said` stays as it is."""
    if not isinstance(sentence, Said):
        return sentence
    values = {name: _valued(value) for name, value in sentence.values.items()}
    return _(sentence.message, **values)


def _valued(value: object) -> object:
    if isinstance(value, str):
        return told(value)
    return number(value) if isinstance(value, int) else value


def _(message: str, /, **values: object) -> str:
    """A message of the catalogue with its values, in the language that is spoken."""
    text = _catalogue(language()).gettext(message)
    return text.format(**values) if values else text


def N_(message: str) -> str:
    """The message itself, marked for the catalogue; it is translated where it is shown."""
    return message


def count(many: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: "1 article", "1,204 passages"; the nouns are in the catalogue."""
    both = f"{{n}} {singular}", f"{{n}} {plural or singular + 's'}"
    return _catalogue(language()).ngettext(*both, many).format(n=number(many))


def number(value: int | float) -> str:
    """A number with its thousands apart; a fraction with one digit."""
    written = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return written if language() == ENGLISH else written.translate(_SWAPPED)


def day(date: datetime.date | None) -> str:
    """A date as people write it: "7 October 2017"; "" for none."""
    return _dated(date, MONTHS[date.month - 1]) if date else ""


def short_day(date: datetime.date | None) -> str:
    """A date for a card or a table: "7 Oct 2017"; "" for none."""
    return _dated(date, MONTHS[date.month - 1][:3]) if date else ""


def _dated(date: datetime.date, month: str) -> str:
    return _("{day} {month} {year}", day=date.day, month=_(month), year=f"{date:%Y}")


def words_of_script(script: str) -> dict[str, str]:
    """What the page's script says, by its English; {} in English."""
    if language() == ENGLISH:
        return {}
    return {message: _(message) for message in _IN_SCRIPT.findall(script)}


_SWAPPED = str.maketrans(",.", ".,")


@cache
def _catalogue(spoken: str) -> NullTranslations:
    if spoken == ENGLISH:
        return NullTranslations()
    text = files("qa.ui").joinpath("locale", f"{spoken}.po").read_text(encoding="utf-8")
    return GNUTranslations(io.BytesIO(_compiled(messages_of(text))))


def messages_of(catalogue: str) -> dict[str, str]:
    """The messages of a .po file as a .mo file has them: plurals parted by NUL."""
    found: dict[str, str] = {}
    for entry in catalogue.split("\n\n"):
        fields: dict[str, str] = {}
        field = ""
        for line in entry.splitlines():
            keyword, _, rest = line.partition(" ")
            if line.startswith('"'):
                rest = line
            elif keyword.startswith("msg"):
                field = keyword
            else:
                continue
            fields[field] = fields.get(field, "") + ast.literal_eval(rest)
        if "msgid" in fields:
            names = [fields[name] for name in ("msgid", "msgid_plural") if name in fields]
            texts = [text for name, text in fields.items() if name.startswith("msgstr")]
            found["\0".join(names)] = "\0".join(texts)
    return found


def _compiled(messages: dict[str, str]) -> bytes:
    """Messages as a .mo file: header, two tables of lengths and offsets, the texts."""
    names = sorted(messages)
    texts = [text.encode() for text in (*names, *(messages[name] for name in names))]
    where = 28 + 8 * len(texts)
    table, body = [], b""
    for text in texts:
        table += [len(text), where + len(body)]
        body += text + b"\0"
    head = (0x950412DE, 0, len(names), 28, 28 + 8 * len(names), 0, 0)
    return struct.pack(f"<{len(head) + len(table)}I", *head, *table) + body
