"""Months, weekdays and other words of the calendar, and how a date is written out."""

from __future__ import annotations

from qa.answering.english.lexicon import capitalised, one_of
from qa.answering.english.lexicon.numerals import ORDINAL_ENDING

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_PARTS = ("morning", "afternoon", "evening", "night")
# Before a weekday they make a name of it: "Black Friday".
FEASTS = ("good", "easter", "black", "super", "holy", "ash", "bloody")

# Written out or cut short, in any case if the pattern that holds it says so.
MONTH_OR_SHORT = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
MONTH = one_of(capitalised(MONTHS))
YEAR = r"(?:1[5-9]|20)\d\d"
# "7 October 2017", "the 7th of October", "October 7, 2017", "October", "2017"
DATE = (
    rf"\b(?:\d{{1,2}}{ORDINAL_ENDING}? (?:of )?)?{MONTH}(?: \d{{1,2}}{ORDINAL_ENDING}?,?)?"
    rf"(?: \d{{4}})?\b|\b{YEAR}\b"
)
