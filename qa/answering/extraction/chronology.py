"""Orders sentences by the day that they tell of, for timelines.

    Evidence -> its day: named in the sentence, meant by "on Monday", or its article's

Rules of dates only (`english.dates`); a sentence that names no day of its own is told under the
day of its article.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from qa.answering.english.dates import (
    TimeFilter,
    parse_time_filter,
    relative_dates,
    tense_of,
    written,
)
from qa.answering.english.lexicon.months import MONTH, YEAR
from qa.answering.stages import Evidence

NO_TIME = TimeFilter()
_MONTH_ALONE = re.compile(rf"\b[Ii]n (?P<month>(?=[A-Z]){MONTH})\b(?!,? \d)")
_MONTH = re.compile(rf"\b(?P<month>{MONTH}),? (?P<year>{YEAR})\b")
# Not "since 2006", which mostly compares: "the worst since 2006".
_IN_YEAR = re.compile(rf"\b[Ii]n (?P<year>{YEAR})\b")


class Period(NamedTuple):
    """When something was: its first day, and the day, month or year as it is written."""

    first: datetime.date
    written: str


def own_day(item: Evidence) -> datetime.date | None:
    """The day that the sentence itself names or means; None if it tells of none."""
    published = item.article.date
    named = parse_time_filter(item.text, today=published or datetime.date.today())
    if named.first and named.first == named.last:
        return _nearest(named.first, item.text, published)
    if published is None:
        return None
    meant = next((meant for _, _, meant in relative_dates(item.text, published)), None)
    found = parse_time_filter(meant, today=published) if meant else NO_TIME
    return found.first if found.first == found.last else None


def own_period(item: Evidence) -> Period | None:
    """The day, month or year that the sentence itself names.

    A month without its year is the last one before the article's day, but of what is to come:
    "In June divers went down."
    """
    if day := own_day(item):
        return Period(day, written(day))
    if match := _MONTH.search(item.text):
        first = parse_time_filter(match.group(), today=datetime.date.max).first
        return Period(first, f"{match['month']} {match['year']}") if first else None
    if match := _IN_YEAR.search(item.text):
        return Period(datetime.date(int(match["year"]), 1, 1), match["year"])
    match = _MONTH_ALONE.search(item.text)
    if match and item.article.date and tense_of(item.text[: match.start()]) != "future":
        first = parse_time_filter(match.group(), today=item.article.date).first
        return Period(first, f"{match['month']} {first.year}") if first else None
    return None


def _nearest(day: datetime.date, text: str, published: datetime.date | None) -> datetime.date:
    """The day of the year that is nearer: "until 17 February", written on the 8th, is to come."""
    if published is None or str(day.year) in text or (day.month, day.day) == (2, 29):
        return day
    later = day.replace(year=day.year + 1)
    return min(day, later, key=lambda item: abs(item - published))


def day_of(item: Evidence) -> datetime.date | None:
    """The first day of the time that a sentence is told under."""
    period = own_period(item)
    return period.first if period else item.article.date


def when(item: Evidence) -> str:
    """What a sentence is told under: the time that it names, else the day of its article."""
    if period := own_period(item):
        return period.written
    return written(item.article.date) if item.article.date else ""


def dated(items: Sequence[Evidence], wanted: TimeFilter = NO_TIME) -> list[Evidence]:
    """Those that name a time of their own, within what is wanted, in their order."""
    periods = ((item, own_period(item)) for item in items)
    return [item for item, period in periods if period and _is_within(period.first, wanted)]


def _is_within(day: datetime.date, wanted: TimeFilter) -> bool:
    if wanted.first is None or wanted.last is None or wanted.relation != "during":
        return True
    return wanted.first <= day <= wanted.last


def by_date(items: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Oldest day first, those without one last; of one day in the order of the articles."""
    last = datetime.date.max
    return tuple(
        sorted(items, key=lambda item: (day_of(item) or last, item.article.id, item.start))
    )
