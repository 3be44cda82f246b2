"""Values as a sheet shows them."""

from __future__ import annotations

import datetime

import pytest

from qa.articles.formats.number_format import Value, shown

DAY = datetime.datetime(2025, 3, 4, 9, 5)


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (1250, "General", "1250"),
        (0.1 + 0.2, "General", "0.3"),
        (2.0, "General", "2"),
        (1250.5, "#,##0.00", "1,250.50"),
        (-1250.5, "#,##0.00;[Red]-#,##0.00", "-1,250.50"),
        (0.415, "0%", "42%"),
        (0.415, "0.0%", "41.5%"),
        (12, "$#,##0.00", "$12.00"),
        (12, '#,##0.00 "EUR"', "12.00 EUR"),
        (12, "#,##0.00 [$€-407]", "12.00 €"),
        (7, "000", "007"),
        (7.5, "0.##", "7.5"),
        (1.0e20, "0.00E+00", "1e+20"),
        (True, "General", "TRUE"),
        ("text", "@", "text"),
        (None, "0", ""),
        (DAY, "d mmm yyyy", "4 Mar 2025"),
        (DAY, "dd/mm/yyyy hh:mm", "04/03/2025 09:05"),
        (DAY, "yyyy-mm-dd", "2025-03-04"),
        (DAY, "[$-409]dddd, d mmmm yyyy", "Tuesday, 4 March 2025"),
        (DAY, "h:mm AM/PM", "9:05 AM"),
        (DAY, "General", "2025-03-04 09:05"),
        (DAY.date(), "General", "2025-03-04"),
        (datetime.time(9, 5), "hh:mm", "09:05"),
        (datetime.timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
    ],
)
def test_shown(value: Value | None, number_format: str, words: str) -> None:
    assert shown(value, number_format) == words


def test_an_endless_format_takes_no_time() -> None:
    assert shown(3, '"' * 100_000) == "3"
