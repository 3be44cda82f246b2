"""Dates as articles write them -> `datetime.date`.

Reads ISO dates and dates with a month's name in nine languages, day or month first. A date
of numbers alone is read only where it cannot mean two days ("21/11/2017", and with dots the
European "1.2.2017"). It guesses nothing: no relative dates, no missing year.
"""

from __future__ import annotations

import datetime
import re
import unicodedata

_MONTHS = (
    "january jan janvier januar enero gennaio janeiro januari ianuarie stycznia",
    "february feb fevrier fev februar febrero febbraio fevereiro februari lutego",
    "march mar mars marz maerz marzo marco maart marca",
    "april apr avril avr abril aprile kwietnia",
    "may mai mayo maggio maio mei maj maja",
    "june jun juin juni junio giugno junho czerwca",
    "july jul juillet juil juli julio luglio julho lipca",
    "august aug aout agosto augustus augusti sierpnia",
    "september sep sept septembre septiembre settembre setembro wrzesnia",
    "october oct octobre oktober okt octubre ottobre outubro pazdziernika",
    "november nov novembre noviembre novembro listopada",
    "december dec decembre dezember dez diciembre dicembre dezembro grudnia",
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAME = "(?P<month>" + "|".join(sorted(_NUMBER, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.|º|ª)?"
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)(?!\d)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        r"(?<![\d.])(?P<year>1[6-9]\d\d|20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?:T|\b)",
        rf"\b{_NAME}\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}",
        rf"(?<!\d){_DAY}(?:\s+|-)(?:of\s+|de\s+)?{_NAME}(?:,?\s+|-)(?:de\s+|del\s+)?{_YEAR}",
        rf"(?<!\d)(?P<day>[0-3]?\d)\.\s?(?P<month>0?[1-9]|1[0-2])\.\s?{_YEAR}",
    )
)
_SLASHES = re.compile(rf"(?<!\d)(\d\d?)[/-](\d\d?)[/-]{_YEAR}")


def find_date(text: str) -> tuple[datetime.date, tuple[int, int]] | None:
    """The first date in a text and the offsets where it stands, or None."""
    # Accents are taken off for the months' names; only a mark that stands alone changes
    # the length, and composed text has none, so the offsets hold.
    plain = "".join(unicodedata.normalize("NFD", char)[0] for char in text)
    found: list[tuple[int, int, datetime.date]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            month = match["month"]
            number = int(month) if month.isdigit() else _NUMBER[month.lower().rstrip(".")]
            date = _checked(int(match["year"]), number, int(match["day"]))
            if date:
                found.append((match.start(), -match.end(), date))
                break
    for match in _SLASHES.finditer(plain):
        date = _from_slashes(int(match[1]), int(match[2]), int(match["year"]))
        if date:
            found.append((match.start(), -match.end(), date))
            break
    if not found:
        return None
    start, end, date = min(found)
    return date, (start, -end)


def parse_date(value: object) -> datetime.date | None:
    """A value of metadata (text, date or datetime) as a date, None where it is none."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str | int):
        return None
    found = find_date(str(value)[:200])
    return found[0] if found else None


def _from_slashes(first: int, second: int, year: int) -> datetime.date | None:
    """21/11/2017 and 11/21/2017 can mean one day only, 3/4/2017 could be two."""
    if first > 12 or first == second:
        return _checked(year, second, first)
    return _checked(year, first, second) if second > 12 else None


def _checked(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
