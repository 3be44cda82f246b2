"""The worker with readers that hang, crash and take all memory in place of some formats."""

from __future__ import annotations

import ctypes
import re

from qa.articles.formats import registry
from qa.articles.formats.draft import MB, Draft, Format, Origin
from qa.articles.sandbox import worker


def hang(data: bytes, origin: Origin) -> list[Draft]:
    """One call of C that does not end and lets no other thread run."""
    re.match(r"(?:a+)+$", "a" * 60 + "b")
    return []


def crash(data: bytes, origin: Origin) -> list[Draft]:
    """What a damaged library does."""
    ctypes.string_at(0)
    return []


def swell(data: bytes, origin: Origin) -> list[Draft]:
    """Takes memory, touching it, until there is no more."""
    held = []
    while True:
        held.append(bytearray(b"x" * 50_000_000))


def chatter(data: bytes, origin: Origin) -> list[Draft]:
    """A library that prints what looks like a reply."""
    print('{"reason": "printed"}', flush=True)
    return [Draft(data.decode("utf-8"), title="Read")]


def main() -> None:
    """The worker's own, after the formats were replaced."""
    for suffix, read in ((".pdf", hang), (".docx", crash), (".odt", swell), (".epub", chatter)):
        registry.BY_SUFFIX[suffix] = Format("test", read, MB)
    worker.main()
