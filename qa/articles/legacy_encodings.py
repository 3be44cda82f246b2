"""Detects legacy encodings of East Asia and Russia by runs of the characters in everyday use.

Western text in cp1252 has its letters above 127 one by one between others; there they come in
runs. Of the encodings that could be, one is taken only if nearly all characters are from the
part of its table that everyday text uses, which is another part in each. What does not show
is not guessed at: `decoding` then takes cp1252.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_SAMPLE = 20_000  # bytes
_FEWEST = 8  # bytes above 127; fewer show nothing
_RUNS_SHARE = 0.6  # of these bytes stand beside another one
_EVERYDAY_SHARE = 0.85  # of the characters are those of everyday text
_SMALL_SHARE = 0.7  # of the letters of Cyrillic words are small ones
_HIGH = re.compile(rb"[\x80-\xff]+")
Pairs = Sequence[tuple[int, int]]


def legacy_encoding(data: bytes) -> str | None:
    """The name of the encoding of bytes that are no UTF-8, None where it does not show."""
    sample = data[:_SAMPLE]
    runs = _HIGH.findall(sample)
    high = sum(map(len, runs))
    if high < _FEWEST or sum(len(run) for run in runs if len(run) > 1) < _RUNS_SHARE * high:
        return None
    for kind in _PAIRED:
        pairs = _pairs(sample, kind.is_pair)
        if pairs is None or not kind.is_likely(pairs, runs):
            continue
        usual = sum(first in kind.everyday for first, _ in pairs)
        if usual >= _EVERYDAY_SHARE * len(pairs) and _decodes(data, kind.name):
            return kind.name
    letters = b"".join(run for run in runs if len(run) > 2)
    for name, low, top in (("cp1251", 0xE0, 0xFF), ("koi8-r", 0xC0, 0xDF)):
        small = sum(low <= byte <= top for byte in letters)
        various = len(set(letters)) >= _FEWEST
        if various and small >= _SMALL_SHARE * len(letters) and _decodes(data, name):
            return name
    return None


def _pairs(sample: bytes, is_pair: Callable[[int, int], bool]) -> Pairs | None:
    """The characters of two bytes; None if a byte above 127 begins none."""
    pairs = []
    place = 0
    while place < len(sample) - 1:
        if sample[place] < 0x80:
            place += 1
        elif is_pair(sample[place], sample[place + 1]):
            pairs.append((sample[place], sample[place + 1]))
            place += 2
        else:
            return None
    return pairs or None


def _both_high(first: int, second: int) -> bool:
    return 0xA1 <= first <= 0xFE and 0xA1 <= second <= 0xFE


def _shift_jis(first: int, second: int) -> bool:
    lead = 0x81 <= first <= 0x9F or 0xE0 <= first <= 0xFC
    return lead and 0x40 <= second <= 0xFC and second != 0x7F


def _big5(first: int, second: int) -> bool:
    return 0xA1 <= first <= 0xF9 and (0x40 <= second <= 0x7E or 0xA1 <= second <= 0xFE)


def _kana(pairs: Pairs, runs: Sequence[bytes]) -> bool:
    """Japanese in EUC has its syllables in two rows of the table, a good part of any text."""
    return sum(first in {0xA4, 0xA5} for first, _ in pairs) >= 0.15 * len(pairs)


def _even(pairs: Pairs, runs: Sequence[bytes]) -> bool:
    """Runs of whole pairs; Cyrillic words of one byte a letter are as often of odd length."""
    return sum(len(run) % 2 for run in runs) <= 0.1 * len(runs)


def _any(pairs: Pairs, runs: Sequence[bytes]) -> bool:
    return True


class _Paired(NamedTuple):
    """An encoding of two bytes a character.

    is_pair: which two bytes are one. everyday: the first bytes of those in everyday use.
    is_likely: what else must show.
    """

    name: str
    is_pair: Callable[[int, int], bool]
    everyday: frozenset[int]
    is_likely: Callable[[Pairs, Sequence[bytes]], bool]


def _bytes(*spans: tuple[int, int]) -> frozenset[int]:
    return frozenset(byte for low, top in spans for byte in range(low, top + 1))


_PAIRED = (
    _Paired("cp932", _shift_jis, _bytes((0x81, 0x83), (0x88, 0x97)), _any),
    _Paired("euc_jp", _both_high, _bytes((0xA1, 0xA1), (0xA3, 0xA5), (0xB0, 0xCF)), _kana),
    _Paired("cp949", _both_high, _bytes((0xA1, 0xA1), (0xA3, 0xA3), (0xB0, 0xC8)), _even),
    _Paired("gb18030", _both_high, _bytes((0xA1, 0xA1), (0xA3, 0xA3), (0xB0, 0xD7)), _even),
    _Paired("big5", _big5, _bytes((0xA1, 0xA2), (0xA4, 0xC6)), _any),
)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start > len(data) - 4  # cut off within a character
    return True
