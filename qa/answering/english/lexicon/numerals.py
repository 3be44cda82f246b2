"""Number words with their values, words for quantities, and what makes a number approximate."""

from __future__ import annotations

_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_BY_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: value for value, word in enumerate(_TO_NINETEEN.split())}
TENS = {word: 10 * value for value, word in enumerate(_BY_TENS.split(), 2)}
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
# What counts things; "zero" counts none.
NUMBER_WORDS = tuple(word for word in (*UNITS, *TENS) if word != "zero")
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ORDINAL_ENDING = r"(?:st|nd|rd|th)"
FIRST_ORDINALS = (*ORDINALS[:4], "1st", "2nd", "3rd", "4th")

MORE_THAN = ("more than", "over", "above", "exceeding", "at least", "upwards of")
LESS_THAN = ("less than", "fewer than", "under", "below", "at most", "up to")
APPROXIMATELY = (
    *MORE_THAN, *LESS_THAN, "nearly", "almost", "about", "around", "roughly", "approximately",
    "an estimated", "close to",
)  # fmt: skip

# Answers to "how many": besides numbers and number words.
QUANTITIES = (
    "hundreds?", "thousands?", "millions?", "billions?", "dozens?", "scores?", "multiple", "half",
    "halves", "thirds?", "quarters?", "pair", "couple", "several", "few", "fewer", "many", "most",
    "more", "much", "lots?", "little", "less", "plenty", "majority", "minority", "all", "both",
    "each", r"every\w*", "none", "no", "nothing", "zero", "twice", "once", "an?", "free", "single",
    "double", "triple", r"\w+fold",
)  # fmt: skip
CURRENCIES = (
    "dollars?", "euros?", "pounds?", "cents?", "pence", "yen", "yuan", "rupees?", "roubles?",
    "rubles?", "francs?", "won", "pesos?", "kron[aeo]r?", "lira", "shekels?", "rand", "bucks?",
    "crowns?", r"zlot\w+", "dinars?", "dirhams?",
)  # fmt: skip
MEASURES = (
    "second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "metre",
    "meter", "kilometre", "kilometer", "mile", "km", "foot", "feet", "inch", "acre", "hectare",
    "ton", "tonne", "kilo", "kilogram", "kg", "pound", "dollar", "euro", "yen", "percent",
    "degree", "litre", "gram", "watt", "kilowatt", "megawatt",
)  # fmt: skip
