"""PDF page -> runs of text in page space, by pdfium's own text page.

pdfium puts characters in the order in which the page draws them, makes words of them, turns
right-to-left text into the order in which it is read and marks hyphens that end a line. Its
order was compared with that of pdfminer.six (LAParams), pdfplumber and a layout of our own
on 36 files of others: words kept .99, .99, .87 and .96 of PDFs, 1.0, .62, .66 and .83 of
figures, in a tenth of the time. So words come as pdfium gives them, and only their places
are read here: type sizes times the text matrix, and turned text as if it stood upright.
What is struck twice to look bold is read once. It decides nothing about the layout.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pypdfium2 import raw  # type: ignore[import-untyped]

HYPHEN = "\xad"  # a hyphen that stands at the end of its line
_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
_WIDE_GAP = 1.2  # type sizes between two words of a run at most
_GAP_OF_CELLS = 0.45  # between two cells at least, where a column begins there
_STRUCK_AGAIN = 0.15  # type sizes between two strokes of one letter at most
_OF_WIDTH = 0.6  # of a letter, likewise
_GAP_OF_WORDS = 0.2  # type sizes between two words at least, where only places tell
_INITIAL = 1.6  # times as high as the letter after it is a large first letter
_LONGEST_NAME = 100  # bytes, of a font
_ALEFS = frozenset("اأإآ")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


@dataclass(slots=True)
class Run:
    """A stretch of a line without a wide gap, turned upright; points, y grows upwards.

    base: height of the baseline. turn: degrees by which the text is turned on the page.
    font: the name of its font, "" where there are several. gaps: where in the text a word begins
    that stands further from the one before than words do, and the left side of it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int = 0
    font: str = ""
    gaps: tuple[tuple[int, float], ...] = ()


@dataclass(slots=True)
class _Word:
    """A word with its place. breaks: pdfium began a line with it; glued: no space before it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int
    font: str
    breaks: bool = False
    glued: bool = False


def text_runs(text: raw.FPDF_TEXTPAGE, count: int) -> list[Run]:
    """The runs of a text page of so many characters, in the order of the page."""
    runs: list[Run] = []
    before: _Word | None = None
    for word in _once(_words(text, count)):
        if before is not None and _continues(run := runs[-1], before, word):
            apart = not word.glued
            if word.breaks and not word.glued:
                apart = not _is_spread(before, word)
            run.text = _ended(run.text, word.glued) + (" " if apart else "") + word.text
            if apart and word.left - run.right > _GAP_OF_CELLS * word.size:
                run.gaps += ((len(run.text) - len(word.text), word.left),)
            run.left, run.right = min(run.left, word.left), max(run.right, word.right)
            run.font = run.font if run.font == word.font else ""
            if word.size > run.size:
                run.size, run.base = word.size, word.base
        else:
            place = word.left, word.right, word.base, word.size, word.turn
            runs.append(Run(word.text, *place, word.font))
        before = word
    return runs


def _ended(text: str, glued: bool) -> str:
    """A hyphen after which the line runs on is one that is seen."""
    return f"{text[:-1]}-" if glued and text.endswith(HYPHEN) else text


def _is_spread(before: _Word, word: _Word) -> bool:
    """Whether letters that were set one by one are a word; pdfium takes each for a line."""
    letters = before.text[-1].isalpha() and word.text.isalpha() and word.text[0].islower()
    level = abs(before.base - word.base) < 0.02 * word.size and before.size == word.size
    return letters and level and abs(word.left - before.right) < _GAP_OF_WORDS * word.size


def same_line(base: float, size: float, *, other: float, other_size: float) -> bool:
    """Whether text on two baselines is on one line, raised and lowered figures too."""
    larger, smaller = max(size, other_size), min(size, other_size)
    return abs(base - other) < (0.6 if smaller < 0.85 * larger else 0.3) * larger


def _continues(run: Run, before: _Word, word: _Word) -> bool:
    level = same_line(before.base, before.size, other=word.base, other_size=word.size)
    if run.turn != word.turn or not level:
        return False
    if _from_right(word.text) or _from_right(run.text):
        return not word.breaks
    size = max(run.size, word.size)
    gap = word.left - run.right
    back = word.right < run.left + 0.3 * size or gap < -0.8 * size
    return not back and gap <= (1.0 if word.breaks else _WIDE_GAP) * size


def _from_right(text: str) -> bool:
    return any(
        unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text if char > "\u0590"
    )


def _once(words: Iterator[_Word]) -> Iterator[_Word]:
    """Leave out a word that is struck again over itself, for boldness or a shadow."""
    seen: set[tuple[str, int, int, int]] = set()
    breaks = False
    for word in words:
        step = max(_STRUCK_AGAIN * word.size, 0.01)
        column, row = round(word.left / step), round(word.base / step)
        near = ((word.text, word.turn, column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
        if any(place in seen for place in near):
            breaks = breaks or word.breaks
            continue
        seen.add((word.text, word.turn, column, row))
        word.breaks = word.breaks or breaks
        breaks = False
        yield word


def _words(text: raw.FPDF_TEXTPAGE, count: int) -> Iterator[_Word]:
    """Cut the characters at spaces, new lines and hyphens that end a line."""
    letters: list[str] = []
    places: list[int] = []
    breaks, glued, struck, before = True, False, False, -1
    for index in range(count + 1):
        code = raw.FPDFText_GetUnicode(text, index) if index < count else 0x20
        if code == before and letters and _struck_again(text, places[-1], index):
            struck = True
            continue
        before = code
        hyphen = code in _HYPHENS
        char = HYPHEN if hyphen else _character(code)
        if not char.isspace():
            letters.append(char)
            places.append(index)
            if char == "ل" and len(letters) > 1 and letters[-2] in _ALEFS:
                _set_right(text, letters, places)
            if not hyphen:
                continue
        if letters:
            for word in _placed(text, letters, places, struck=struck):
                word.breaks, word.glued = breaks, glued
                breaks = glued = False
                yield word
        letters, places, struck = [], [], False
        # pdfium takes the line's end away where it marks a hyphen.
        breaks = breaks or code in {0x0A, 0x0D} or code in {0x02, 0xFFFE}
        glued = hyphen


def _placed(
    text: raw.FPDF_TEXTPAGE, letters: list[str], places: list[int], *, struck: bool
) -> Iterator[_Word]:
    """A word with its place; in one that was struck twice pdfium did not see the spaces."""
    if not struck:
        yield _word(text, "".join(letters), places[0], places[-1])
        return
    start, before = 0, _word(text, letters[0], places[0], places[0])
    for end in range(1, len(letters)):
        letter = _word(text, letters[end], places[end], places[end])
        if letter.left - before.right > _GAP_OF_WORDS * letter.size:
            yield _word(text, "".join(letters[start:end]), places[start], places[end - 1])
            start = end
        before = letter
    yield _word(text, "".join(letters[start:]), places[start], places[-1])


def _word(text: raw.FPDF_TEXTPAGE, letters: str, first: int, last: int) -> _Word:
    matrix = raw.FS_MATRIX()
    scale, turn = 1.0, 0
    if raw.FPDFText_GetMatrix(text, first, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        turn = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 5) * 5 % 360
    boxes = [_box(text, index, turn) for index in (first, last)]
    left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
    height = boxes[0][2]
    size = raw.FPDFText_GetFontSize(text, first) * scale
    if first < last and letters[0].isupper() and letters[1].islower():
        small = _box(text, first + 1, turn)[2]
        if height > _INITIAL * small:  # it stands on the line of the letters after it
            size, first, height = size * small / height, first + 1, small
    if not height / 4 <= size <= 4 * height:  # fonts of pictures have units of their own
        size = height
    base = _turned(*_origin(text, first), turn)[1]
    return _Word(letters, left, right, base, max(size, 0.1), turn, _font(text, first))


def _font(text: raw.FPDF_TEXTPAGE, index: int) -> str:
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    size = raw.FPDFText_GetFontInfo(text, index, name, _LONGEST_NAME, None)
    return name.value.decode("utf-8", "replace") if size <= _LONGEST_NAME else ""


def _box(text: raw.FPDF_TEXTPAGE, index: int, turn: int) -> tuple[float, float, float]:
    """Left and right side and height of a character, turned upright.

    The ink of a "1" is half as wide as its room, and the gap beside it is no space: the
    room is taken where the font knows it.
    """
    room = raw.FS_RECTF()
    if raw.FPDFText_GetLooseCharBox(text, index, room) and room.left < room.right:
        sides = room.left, room.right, room.bottom, room.top
    else:
        values = [ctypes.c_double() for _ in range(4)]
        raw.FPDFText_GetCharBox(text, index, *values)
        sides = values[0].value, values[1].value, values[2].value, values[3].value
    left, right, bottom, top = sides
    corners = [_turned(x, y, turn) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), max(xs), max(ys) - min(ys)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of the page after turned text was set upright."""
    if turn == 0:
        return x, y
    angle = math.radians(-turn)
    return (
        x * math.cos(angle) - y * math.sin(angle),
        x * math.sin(angle) + y * math.cos(angle),
    )


def _set_right(text: raw.FPDF_TEXTPAGE, letters: list[str], places: list[int]) -> None:
    """Lam and alef of one glyph: pdfium turns them round with the line."""
    if _origin(text, places[-2]) == _origin(text, places[-1]):
        letters[-2:] = letters[:-3:-1]


def _origin(text: raw.FPDF_TEXTPAGE, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    return x.value, y.value


def _struck_again(text: raw.FPDF_TEXTPAGE, before: int, index: int) -> bool:
    """Whether a character stands on the one before it, which is the same.

    The letters of a ligature stand at the very same place.
    """
    if _from_right(chr(raw.FPDFText_GetUnicode(text, index))):
        return False  # strokes that stretch a word are drawn over each other
    (x1, y1), (x2, y2) = _origin(text, before), _origin(text, index)
    room = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, room)
    height, width = abs(room.top - room.bottom), abs(room.right - room.left)
    near = _STRUCK_AGAIN * max(height, width)
    distance = math.hypot(x1 - x2, y1 - y2)
    beside = abs(x1 - x2) < _OF_WIDTH * width
    return (distance < near and beside) and (
        distance > 0 or _object(text, before) != _object(text, index)
    )


def _object(text: raw.FPDF_TEXTPAGE, index: int) -> int | None:
    """The address of what draws a character."""
    drawn = raw.FPDFText_GetTextObject(text, index)
    return ctypes.cast(drawn, ctypes.c_void_p).value


def _character(code: int) -> str:
    """The character of a code; ligatures and Arabic forms of position as their letters."""
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or code == 0:
        return "\ufffd"
    char = chr(code)
    if 0xFB00 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC:
        return unicodedata.normalize("NFKC", char)
    return char
