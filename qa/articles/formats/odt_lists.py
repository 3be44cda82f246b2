"""The numbers of the lists of an OpenDocument file, from its list styles.

As in Word no label is stored: each level of a list style has a format, and the label follows from
how many items came before. Lists that continue another of their style go on counting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

from qa.articles.formats.word_numbering import counted

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_KINDS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    before: str
    after: str
    start: int
    shown: int  # how many levels the label has ("2.1" has two)


@dataclass(slots=True)
class ListNumbers:
    """Counts the items of the lists of one document."""

    levels: dict[tuple[str, int], _Level]
    counts: dict[str, list[int]] = field(default_factory=dict)

    def begin(self, style: str, level: int, *, goes_on: bool) -> None:
        """A list begins within `level` others."""
        counts = self.counts.setdefault(style, [])
        if not goes_on:
            del counts[level:]

    def label(self, style: str, level: int) -> str:
        """The label of the next item, "" for bullets and lists without a style."""
        counts = self.counts.setdefault(style, [])
        while len(counts) <= level:
            begun = self.levels.get((style, len(counts)))
            counts.append(begun.start - 1 if begun else 0)
        counts[level] += 1
        del counts[level + 1 :]
        known = self.levels.get((style, level))
        if known is None:
            return ""
        first = max(0, level + 1 - known.shown)
        kinds = [self.levels.get((style, at), known).kind for at in range(first, level + 1)]
        numbers = [counted(n, kind) for n, kind in zip(counts[first:], kinds, strict=True)]
        return f"{known.before}{'.'.join(filter(None, numbers))}{known.after}".strip()


def list_numbers(roots: Iterable[etree._Element]) -> ListNumbers:
    """The numbered levels of the list styles in the parts of a document."""
    levels = {}
    for root in roots:
        for style in root.iter(f"{_TEXT}list-style"):
            name = style.get(f"{_STYLE}name") or ""
            for item in style.iterchildren(f"{_TEXT}list-level-style-number"):
                kind = _KINDS.get(item.get(f"{_STYLE}num-format") or "")
                at = _number(item.get(f"{_TEXT}level"), 1) - 1
                if kind:
                    levels[name, at] = _Level(
                        kind,
                        item.get(f"{_STYLE}num-prefix") or "",
                        item.get(f"{_STYLE}num-suffix") or "",
                        _number(item.get(f"{_TEXT}start-value"), 1),
                        _number(item.get(f"{_TEXT}display-levels"), 1),
                    )
    return ListNumbers(levels)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
