"""Splits text into sentences. Owns sentencex.

Lines are split first, since the splitter reads over single newlines: in cleaned text a
line is a paragraph, so a sentence never crosses one. Its boundaries are code points. The
few pieces that it is known to cut in two are put together again.
"""

from __future__ import annotations

import re

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LONGEST_RUN = 100_000  # characters handed over at once; a longer line is cut at a space
_ENGLISH_TAIL = re.compile(r"(?:\b[ap]\.m|\b[DRI]-[A-Z][a-z]{0,4}|\bNo|\bvs|\bca)\.$")
_ENGLISH_HEAD = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|tomorrow|[ECMP][SD]?T|GMT|UTC|BST|CET"
    r"|[A-Z]\.,?|\d)(?![a-z])|(?:[A-Z][a-z]{1,20} ){1,2}[Tt]ime\b"
)
# "Kft." + "(HDT Limited) bought …": behind brackets it goes on in lower case.
_BRACKETED = re.compile(r"\([^()]{1,80}\),? [a-z]")
_CLOSERS = re.compile(r"\A[\"'”’»)\]\s.!?…]+$")


def sentence_spans(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Find the sentences of a text.

    Gives (start, end) code point offsets in order, without white space at the ends; all
    that lies between them is white space. An unknown language is read by English rules.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        for start, end in _runs(text, line.start(), line.end()):
            spans.extend(_of_run(text[start:end], start, language=language))
    return spans


def _runs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a line of absurd length where a word ends, so that memory stays bounded."""
    runs = []
    while end - start > _LONGEST_RUN:
        cut = text.rfind(" ", start + 1, start + _LONGEST_RUN)
        cut = cut if cut > 0 else start + _LONGEST_RUN
        runs.append((start, cut))
        start = cut
    return [*runs, (start, end)]


def _of_run(run: str, offset: int, *, language: str) -> list[tuple[int, int]]:
    # The splitter is native code and takes no lone surrogates; "?" keeps every offset.
    readable = run.encode("utf-8", "replace").decode("utf-8")
    pieces: list[tuple[int, int]] = []
    for boundary in get_sentence_boundaries(language, readable):
        piece = _stripped(run, int(boundary["start_index"]), int(boundary["end_index"]))
        if piece is None:
            continue
        if pieces and _belongs(run, pieces[-1], piece):
            pieces[-1] = (pieces[-1][0], piece[1])
        else:
            pieces.append(piece)
    return [(offset + start, offset + end) for start, end in pieces]


def _stripped(run: str, start: int, end: int) -> tuple[int, int] | None:
    piece = run[start:end]
    inner = piece.strip()
    if not inner:
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(inner)


def _belongs(run: str, before: tuple[int, int], piece: tuple[int, int]) -> bool:
    """Whether a piece is the rest of the one before: "5 p.m." + "Eastern time …", "D-N." + "Y.".

    A piece of closing quotes and stops alone, and one glued to the piece before without a
    space, are its rest as well.
    """
    text = run[piece[0] : piece[1]]
    if _CLOSERS.fullmatch(text) or _BRACKETED.match(text) or before[1] == piece[0]:
        return True
    return bool(
        _ENGLISH_TAIL.search(run[max(before[0], before[1] - 12) : before[1]])
        and _ENGLISH_HEAD.match(text)
    )
