"""Words, as patterns, that tell of a time or of how long something lasts."""

from __future__ import annotations

PERIODS = (
    r"\w*days?", r"\w*weeks?", "months?", r"\w*year(?:s|ly)?", "decades?", r"centur\w+", "hours?",
    "min(?:ute)?s?", "seconds?", r"\w*night", "seasons?",
)  # fmt: skip
ONGOING = (
    "while", "since", "until", "till", "always", "ever", "never", "as", r"life\w*", r"through\w*",
    r"immediate\w*", r"eventual\w*", "long",
)  # fmt: skip
TIME_WORDS = (
    *PERIODS, *ONGOING,
    "o['’]clock", "jan", "feb", "mar", "apr", "aug", "sept?", "oct", "nov", "dec", "xmas",
    "christmas", "easter", "thanksgiving", "ramadan", "today", "tonight", "yesterday", "tomorrow",
    "now", "then", r"soon\w*", "shortly", "ago", "nowadays", r"current\w*", r"recent\w*",
    r"present\w*", "past", "future", "modern", "ancient", "medieval", r"prehistor\w+", "next",
    "last", "first", "second", "third", "fourth", "fifth", "early", "earlier", "late", "later",
    "latter", "former", r"\w*times?", "monthly", "weekly", "weekends?", r"annual\w*", "daily",
    "mornings?", "afternoons?", "evenings?", "noon", "dawn", "dusk", "spring", "summer", "autumn",
    "fall", "winter", "sun(?:rise|set)", "age[ds]?", "eras?", "periods?", "war", "anniversary",
    r"birth\w*", "childhood", "deaths?", "dynasty", "eve", "stage", "phase", "point", "moment",
    "occasions?", "start", "beginning", r"mid\w*", "end", r"after\w*", "before", "during",
    r"when\w*", "whilst", "upon", "once", "if", "following", "prior", "at", "in", "on", "by",
    "every", "each", "not", "often", "sometimes", r"rare\w*", r"usual\w*", r"gradual\w*",
    r"frequent\w*", r"occasional\w*", r"initial\w*", r"final\w*", r"original\w*",
    r"subsequent\w*", r"previous\w*",
)  # fmt: skip
DURATION_WORDS = (
    *PERIODS, *ONGOING,
    "half", "couple", "few", "several", "many", "dozens?", "hundreds?", "thousands?", "millions?",
    "billions?", r"millenni\w+", "semesters?", "terms?", "generations?", "time", r"short\w*",
    r"brief\w*", "from", "forever", r"permanent\w*", r"temporar\w+", r"indefinite\w*",
    r"extensive\w*", r"entire\w*", "whole", "miles?", "km", r"\w*met(?:er|re)s?", "feet", "foot",
    r"inch\w*",
)  # fmt: skip
