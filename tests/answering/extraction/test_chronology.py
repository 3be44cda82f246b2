"""A timeline is in the order of the days that its sentences tell of."""

import datetime

from qa.answering.english.dates import TimeFilter
from qa.answering.extraction.chronology import by_date, dated, day_of, own_day, when
from qa.answering.stages import Evidence
from tests.answering.make import article

TEXT = (
    "The governor resigned on August 2. The court removed his successor on Wednesday. "
    "Protests had begun on July 13, 2019. Nobody knows more."
)
SOURCE = article(TEXT, date=datetime.date(2019, 8, 8))


def evidence(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(SOURCE, start, TEXT.index(".", start) + 1, 1.0)


RESIGNED, REMOVED = evidence("The governor"), evidence("The court")
BEGUN, UNKNOWN = evidence("Protests"), evidence("Nobody")


def test_a_day_is_named_meant_or_the_articles() -> None:
    assert [day_of(item) for item in (BEGUN, RESIGNED, REMOVED, UNKNOWN)] == [
        datetime.date(2019, 7, 13),
        datetime.date(2019, 8, 2),
        datetime.date(2019, 8, 7),
        datetime.date(2019, 8, 8),
    ]
    assert dated([UNKNOWN, REMOVED]) == [REMOVED]


def test_the_oldest_day_comes_first() -> None:
    assert by_date([UNKNOWN, REMOVED, RESIGNED, BEGUN]) == (BEGUN, RESIGNED, REMOVED, UNKNOWN)


def test_a_day_without_a_year_is_of_the_nearer_year() -> None:
    text = "Schools stay closed until 17 February. It began on 20 December."
    source = article(text, date=datetime.date(2025, 2, 8))
    closed, began = (
        Evidence(source, text.index(words), text.index(words) + len(words), 0.5)
        for words in ("Schools stay closed until 17 February.", "It began on 20 December.")
    )
    assert own_day(closed) == datetime.date(2025, 2, 17)
    assert own_day(began) == datetime.date(2024, 12, 20)


def test_a_month_without_its_year_is_the_last_before_its_article() -> None:
    text = (
        "In June divers went down. In November they came back. She may sing in may. "
        "It will open in October."
    )
    source = article(text, date=datetime.date(2027, 8, 18))
    items = [
        Evidence(source, start, text.index(".", start) + 1, 0.5)
        for start in map(text.index, ("In June", "In November", "She may", "It will"))
    ]
    told = ["June 2027", "November 2026", "18 August 2027", "18 August 2027"]
    assert [when(item) for item in items] == told
    assert dated(items) == items[:2]
    autumn = TimeFilter(datetime.date(2026, 9, 1), datetime.date(2026, 11, 30))
    assert dated(items, autumn) == [items[1]]


def test_a_month_or_a_year_is_told_as_such_and_dated_by_its_first_day() -> None:
    text = (
        "In July 2014 a pier was opened. It was built in 1992. It rose in the first quarter of "
        "this year. It lasts until 2030. He spoke on July 4, 2018."
    )
    source = article(text, date=datetime.date(2019, 8, 8))
    items = [
        Evidence(source, start, text.index(".", start) + 1, 0.5)
        for start in map(text.index, ("In July", "It was", "It rose", "It lasts", "He spoke"))
    ]
    assert [when(item) for item in items] == [
        "July 2014",
        "1992",
        "8 August 2019",
        "8 August 2019",
        "4 July 2018",
    ]
    assert day_of(items[0]) == datetime.date(2014, 7, 1)
    assert dated(items) == [items[0], items[1], items[4]]
