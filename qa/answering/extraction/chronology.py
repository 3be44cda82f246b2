"""Orders sentences by the day that they tell of, for timelines.

    Evidence -> its day: named in the sentence, meant by "on Monday", or its article's

Rules of dates only (`english.dates`); a sentence that names no day of its own is told under the
day of its article.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from qa.answering.english.dates import parse_time_filter, relative_dates
from qa.answering.stages import Evidence


def own_day(item: Evidence) -> datetime.date | None:
    """The day that the sentence itself names or means; None if it tells of none."""
    published = item.article.date
    named = parse_time_filter(item.text, today=published or datetime.date.today())
    if named.first and named.first == named.last:
        return _nearest(named.first, item.text, published)
    if published is None:
        return None
    meant = next((meant for _, _, meant in relative_dates(item.text, published)), None)
    return parse_time_filter(meant, today=published).first if meant else None


def _nearest(day: datetime.date, text: str, published: datetime.date | None) -> datetime.date:
    """The day of the year that is nearer: "until 17 February", written on the 8th, is to come."""
    if published is None or str(day.year) in text or (day.month, day.day) == (2, 29):
        return day
    later = day.replace(year=day.year + 1)
    return min(day, later, key=lambda item: abs(item - published))


def day_of(item: Evidence) -> datetime.date | None:
    """The day that a sentence is told under."""
    return own_day(item) or item.article.date


def dated(items: Sequence[Evidence]) -> list[Evidence]:
    """Those that name a day of their own, in their order."""
    return [item for item in items if own_day(item)]


def by_date(items: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Oldest day first, those without one last; of one day in the order of the articles."""
    last = datetime.date.max
    return tuple(
        sorted(items, key=lambda item: (day_of(item) or last, item.article.id, item.start))
    )
