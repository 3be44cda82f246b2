"""Parses dates and relative dates of questions and sentences by rule, for English.

    question, today -> TimeFilter -> how well an article's date fits (0..1)
    sentence, article's date -> what "on Monday" means there: 31 December 2018

Explicit dates and a closed set of relative ones only: a general date parser takes
"may", "second" and "the 116th" for dates. Which Monday is meant is told by the tense of the
words before it, and where these leave a doubt nothing is said.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.auxiliaries import FUTURE_MODALS
from qa.answering.english.lexicon.months import DAY_PARTS, FEASTS, MONTH_OR_SHORT, MONTHS, WEEKDAYS
from qa.answering.english.lexicon.numerals import ORDINAL_ENDING
from qa.answering.english.lexicon.prepositions import TIME
from qa.answering.english.lexicon.verbs import IRREGULAR_PASTS
from qa.answering.english.words import content_stems
from qa.records import MeantDate

Relation = Literal["during", "until", "before", "after"]
ONE_DAY = datetime.timedelta(days=1)
# News of a day is published on it or in the days after it. What comes later may still tell of it,
# but not of how things stood as of a day: it knows more than that.
REPORTED_WITHIN = 7  # days
FADES: dict[Relation, int] = {"during": 14, "until": 8}  # days from a full fit to none
LOOKS_BACK = 0.4
# Words with meaning that a question keeps without its date; "What happened on 14 May?" has fewer.
LEAST_LEFT = 2

_MONTH = rf"(?P<month>{MONTH_OR_SHORT})\b\.?"
_DAY = rf"(?P<day>[0-3]?\d){ORDINAL_ENDING}?"
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)"
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<month_number>\d\d)-(?P<day>\d\d)\b",
        rf"\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR}\b)?",
        rf"\b{_MONTH} {_DAY}\b(?!:)(?:,? {_YEAR}\b)?",
        rf"\b{_MONTH},?(?: of)? {_YEAR}\b",
        rf"\b(?P<which>{one_of(('last', 'this'), TIME)}) {_MONTH}"
        r"(?= |\?|$|,)(?P<year>)",
        rf"\b{_YEAR}\b(?![-–]\d)",
    )
]
# "from June to November 2019", "between 12 and 17 December": the second side lends what the first
# leaves out.
_RANGE = re.compile(
    r"\b(?:from|between) (?P<first>(?:the )?[\w ,.]{1,24}?) (?:to|and|until|till|through) "
    r"(?P<last>(?:the )?[\w ,.]{3,30})",
    re.IGNORECASE,
)
_SIDE = re.compile(
    rf"(?=\w)(?:{_DAY}\b)?(?: of)? ?(?:{_MONTH})?"
    rf"(?: (?P<day_behind>[0-3]?\d){ORDINAL_ENDING}?\b)?(?:,? {_YEAR}\b)?",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(rf"\b{_YEAR}\b")
_RELATIVE = re.compile(
    r"\b(?:(?P<day>yesterday|today)|(?P<which>last|this) (?P<unit>week|month|year))\b",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|up to date|right now|currently|these days|"
    r"(?:any )?news on|as of now)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|prior to|ahead of|earlier than)(?: the)? $", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|since|following|later than)(?: the)? $", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:as of|by|until|till|up to)(?: the)?(?: end of)? $", re.IGNORECASE)
_LEADING_TO_DATE = re.compile(
    rf"(?:,? ?\b(?:back )?{one_of(TIME, ('as of', 'up to'))}"
    rf"(?: the {one_of(('end', 'start', 'beginning', 'day'), DAY_PARTS)} of)?(?: the)?)?"
    rf"(?:,? ?\b{one_of(WEEKDAYS)},?)? ?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimeFilter:
    """What a question says about time: from first to last, both included.

    relation: whether the article should speak of that time or of what was before or after.
    counted: whether it was counted from today, as "last March" is.
    exact: whether the question names a day or a month; a mere year is often a detail.
    """

    first: datetime.date | None = None
    last: datetime.date | None = None
    relation: Relation = "during"
    exact: bool = False
    latest: bool = False
    counted: bool = False


def parse_time_filter(question: str, *, today: datetime.date) -> TimeFilter:
    """The date that a question names, if it does.

    today: what "last March" is counted from; a month without a year is the last one before it.
    """
    latest = bool(_LATEST.search(question))
    if (match := _RANGE.search(question)) and (window := _range(match, today)):
        return _time_filter(window, "during", latest=latest, counted=not _HAS_YEAR.search(match[0]))
    for pattern in _DATES:
        match = pattern.search(question)
        if match and (window := _window(match.groupdict(), today)):
            before = question[: match.start()]
            if which := match.groupdict().get("which"):
                before += which + " "
            return _time_filter(window, _relation(before), latest=latest, counted=not match["year"])
    if match := _RELATIVE.search(question):
        return _time_filter(_relative_window(match, today), "during", latest=latest, counted=True)
    return TimeFilter(latest=latest)


def undated(question: str, *, today: datetime.date) -> str:
    """The question without the day or month that it names, for reading single passages.

    Which article is of that time is told by its own date: its text says "yesterday", and a reader
    that is asked for "14 May" finds nothing there. A mere year stays; texts name it.
    """
    for pattern in _DATES:
        match = pattern.search(question)
        if not match or not (window := _window(match.groupdict(), today)):
            continue
        if not _is_exact(window):
            return question
        start = match.start()
        if lead := _LEADING_TO_DATE.search(question, 0, start):
            start = lead.start()
        rest = f"{question[:start].rstrip(' ,')} {question[match.end() :].lstrip(' ,')}"
        rest = re.sub(r" (?=[?.!,])", "", rest).strip()
        if len(content_stems(rest)) < LEAST_LEFT:
            return question
        return rest[0].upper() + rest[1:]
    return question


def names_date(text: str, time_filter: TimeFilter) -> bool:
    """Whether the text itself names the wished month, or of a wished day, the day."""
    if time_filter.first is None:
        return False
    return any(
        _month_number(found) == time_filter.first.month
        and (
            time_filter.first != time_filter.last
            or int(found.get("day") or 0) == time_filter.first.day
        )
        for pattern in _DATES[:4]
        for found in (match.groupdict() for match in pattern.finditer(text))
    )


def _time_filter(
    window: tuple[datetime.date, datetime.date], relation: Relation, *, latest: bool, counted: bool
) -> TimeFilter:
    return TimeFilter(*window, relation, _is_exact(window), latest, counted)


def _range(
    match: re.Match[str], today: datetime.date
) -> tuple[datetime.date, datetime.date] | None:
    """From the first day of the first side to the last day of the second; None if not both are
    dates.
    """
    first, last = _SIDE.search(match["first"]), _SIDE.search(match["last"])
    if first is None or last is None:
        return None
    begun, whole = (
        {"day": side["day"] or side["day_behind"], "month": side["month"], "year": side["year"]}
        for side in (first, last)
    )
    own = {"day": begun["day"]} | {name: begun[name] or whole[name] for name in ("month", "year")}
    begin, end = _window(own, today), _window(whole, today)
    if begin is None or end is None or not _month_number(own):
        return None
    if begin[0] > end[1] and not begun["year"]:
        begin = (begin[0].replace(year=begin[0].year - 1), begin[1])
    return (begin[0], end[1]) if begin[0] <= end[1] else None


def _is_exact(window: tuple[datetime.date, datetime.date]) -> bool:
    """Whether it is a day or a month."""
    return (window[1] - window[0]).days < 32


def _relation(before: str) -> Relation:
    if _BEFORE.search(before):
        return "before"
    if _AFTER.search(before):
        return "after"
    return "until" if _UNTIL.search(before) else "during"


def _window(
    found: dict[str, str | None], today: datetime.date
) -> tuple[datetime.date, datetime.date] | None:
    year = int(found.get("year") or 0)
    month = _month_number(found)
    day = int(found.get("day") or 0)
    try:
        if not month:
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        first = datetime.date(year or today.year, month, day or 1)
        if not year and first > today:
            first = first.replace(year=today.year - 1)
    except ValueError:
        return None
    return first, first if day else _end_of_month(first)


def _month_number(found: dict[str, str | None]) -> int:
    if number := found.get("month_number"):
        return int(number)
    name = (found.get("month") or "").lower().rstrip(".")
    return next((n for n, month in enumerate(MONTHS, 1) if name and month.startswith(name[:3])), 0)


def _end_of_month(first: datetime.date) -> datetime.date:
    return (first.replace(day=28) + 4 * ONE_DAY).replace(day=1) - ONE_DAY


def _relative_window(
    match: re.Match[str], today: datetime.date
) -> tuple[datetime.date, datetime.date]:
    if day := match["day"]:
        first = today - ONE_DAY if day.lower() == "yesterday" else today
        return first, first
    back = match["which"].lower() == "last"
    if match["unit"].lower() == "week":
        first = today - today.weekday() * ONE_DAY - 7 * back * ONE_DAY
        return first, first + 6 * ONE_DAY
    if match["unit"].lower() == "month":
        first = today.replace(day=1)
        first = (first - ONE_DAY).replace(day=1) if back else first
        return first, _end_of_month(first)
    year = today.year - back
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def fit(time_filter: TimeFilter, published: datetime.date | None) -> float:
    """How well an article of this date fits the wish, 0..1; 0.5 where nothing can be said."""
    if time_filter.first is None or time_filter.last is None or published is None:
        return 0.5
    if time_filter.relation == "before":
        return 1.0 if published < time_filter.first else 0.0
    if time_filter.relation == "after":
        return 1.0 if published >= time_filter.first else 0.0
    if time_filter.first <= published <= time_filter.last:
        return 1.0
    if published > time_filter.last:
        late = (published - time_filter.last).days
        fresh = 1.0 - late / FADES[time_filter.relation] if late <= REPORTED_WITHIN else 0.0
        return max(fresh, LOOKS_BACK) if time_filter.relation == "during" else fresh
    # An older article may still be the newest word on the matter.
    age = (time_filter.first - published).days
    return (
        max(0.0, 1.0 - age / 60) if time_filter.relation == "until" else max(0.0, 0.5 - age / 120)
    )


_DAY_WORD = re.compile(
    rf"(?P<lead>\b(?:[Ll]ast|[Nn]ext|[Tt]his|coming|{one_of(capitalised(FEASTS))}) )?"
    rf"\b(?P<word>{one_of(capitalised(WEEKDAYS))}|[Yy]esterday|"
    r"[Tt]oday|[Tt]omorrow|[Tt]onight|[Ll]ast night|[Tt]his (?:morning|afternoon|evening)|"
    rf"(?:[Ll]ast|[Tt]his|[Nn]ext) (?:month|year))\b(?P<part> {one_of(DAY_PARTS)})?"
)
_NOT_RELATIVE = re.compile(
    rf"['’]s|[ -]?(?:\[|[A-Z])|,? (?:the )?\d{{1,2}}{ORDINAL_ENDING}?\b|"
    rf",? {one_of(month[:3].title() for month in MONTHS)}"
)
# What tells the tense of the words before a weekday; the nearest counts.
_TENSE = re.compile(
    rf"\b(?:(?P<future>(?:{one_of(FUTURE_MODALS)}|going to|set to|is to|are to"
    r"|due(?: to)?"
    r"|(?:is|are) (?:scheduled|planned|expected)(?: to)?|plans? to|hopes? to|wants? to)"
    r"(?: (?:not|be|have|\w{2,}ly))*+(?: the)?(?: \w+)?)"
    r"|(?P<doubt>planned|scheduled|expected|supposed|postponed|brought forward)"
    rf"|(?P<past>says|died|{one_of(IRREGULAR_PASTS)}|(?!hundred|indeed)[a-z]{{3,}}ed))\b",
    re.IGNORECASE,
)
_DEADLINE = re.compile(r"\b(?:until|till|by)(?: the)? $", re.IGNORECASE)
_TENSE_WITHIN = 160  # characters before the weekday
_DAYS_AWAY = {"yesterday": -1, "last night": -1, "tomorrow": 1}


def relative_dates(text: str, published: datetime.date) -> Iterator[tuple[int, int, str]]:
    """The relative dates of a sentence: start, end, and the date that is meant, written out."""
    for match in _DAY_WORD.finditer(text):
        lead = (match["lead"] or "").strip().lower()
        if lead in FEASTS or _NOT_RELATIVE.match(text, match.end()):
            continue
        meant = _meant(match["word"].lower(), lead, text[: match.start()], published)
        if meant:
            yield match.start("word"), match.end(), meant


def meant_dates(text: str, published: datetime.date | None) -> tuple[MeantDate, ...]:
    """`relative_dates` as records; none where the article has no date."""
    found = relative_dates(text, published) if published else ()
    return tuple(MeantDate(*each) for each in found)


def _meant(word: str, lead: str, before: str, published: datetime.date) -> str:
    """The date that a word means, "" where its sentence leaves a doubt."""
    if word in WEEKDAYS:
        days = _to_weekday(word, lead, before, published)
        return "" if days is None else written(published + days * ONE_DAY)
    shift = {"last": -1, "next": 1}.get(word.split(maxsplit=1)[0], 0)
    if word.endswith("year"):
        return str(published.year + shift)
    if word.endswith("month"):
        month = published.year * 12 + published.month - 1 + shift
        return f"{MONTHS[month % 12].capitalize()} {month // 12}"
    return written(published + _DAYS_AWAY.get(word, 0) * ONE_DAY)


def _to_weekday(word: str, lead: str, before: str, published: datetime.date) -> int | None:
    """Days from the article to the weekday that it names, negative is back; None in doubt.

    "Next Friday" is a doubt before the last day of a week: it may be that of this one.
    """
    ahead = (WEEKDAYS.index(word) - published.weekday()) % 7
    if lead == "last":
        return ahead - 7
    if lead in ("next", "coming"):
        return None if lead == "next" and ahead else ahead or 7
    tense = "future" if _DEADLINE.search(before) else tense_of(before)
    if tense == "future":
        return ahead or None
    return ((ahead - 7) if ahead else 0) if tense == "past" else None


def tense_of(before: str) -> str:
    """future, past or "" by the nearest word that tells, of what stands before a time."""
    *_, last = [None, *_TENSE.finditer(before[-_TENSE_WITHIN:])]
    return (last.lastgroup or "") if last and last.lastgroup != "doubt" else ""


def written(day: datetime.date) -> str:
    """A day written out: "31 December 2018"."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def with_dates(text: str, published: datetime.date | None) -> str:
    """The text with each relative date followed by the date that is meant, in brackets.

    "It fell on Monday." of an article of 2019-01-04 -> "It fell on Monday [31 December 2018]."
    """
    if published is None:
        return text
    pieces, position = [], 0
    for _, end, meant in relative_dates(text, published):
        pieces += [text[position:end], f" [{meant}]"]
        position = end
    return "".join([*pieces, text[position:]])
