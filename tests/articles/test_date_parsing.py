import datetime

import pytest

from qa.articles.date_parsing import find_date, parse_date

DAY = datetime.date(2017, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "2017-11-21",
        "2017-11-21T08:30:00Z",
        "2017/11/21",
        "20171121",
        "Nov 21, 2017",
        "Nov. 21st, 2017",
        "November 21 2017",
        "21 November 2017",
        "21st of November, 2017",
        "21-Nov-2017",
        "21.11.2017",
        "21/11/2017",
        "11/21/2017",
        "21. November 2017",
        "21 de noviembre de 2017",
        "21 novembre 2017",
        "Tuesday, 21 November 2017 10:30 GMT",
    ],
)
def test_reads_the_common_ways_to_write_a_day(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize("text", ["3/4/2017", "yesterday", "November 2017", "31.02.2017", "12345"])
def test_guesses_nothing(text: str) -> None:
    assert parse_date(text) is None


def test_accents_and_offsets() -> None:
    assert find_date("Publié le 3 février 2017 à Paris") == (datetime.date(2017, 2, 3), (10, 24))


def test_takes_values_of_front_matter() -> None:
    assert parse_date(DAY) == DAY
    assert parse_date(datetime.datetime(2017, 11, 21, 8)) == DAY
    assert parse_date(None) is None
