"""How names are written: capital letters, particles, titles, and where a sentence starts.

Patterns hold no flags and are linear: what repeats is bounded or gives nothing back.
"""

from __future__ import annotations

from qa.answering.english.lexicon.months import MONTHS, WEEKDAYS
from qa.answering.english.lexicon.stop_words import STOP_WORDS

# Inside of brackets: the capital letters of Latin alphabets that news in English use.
CAPITALS = "A-ZÀ-ÖØ-ÞŁŚŻŹĆŠŽČ"
# A word with a capital letter up to its last letter or digit: "O'Neill", "K2-18b", "U.S".
CAPITALISED = rf"[{CAPITALS}](?:['’.-]*+\w){{1,150}}+"
# Where a word with a capital letter is merely the first of its sentence or quotation.
SENTENCE_START = r"(?:^|[.!?:]\s+|[\"“‘(]\s*)$"
# Characters before a name that are looked at for it; all of them would cost their square.
SENTENCE_START_REACH = 40
# Lower-case words within a name: "Ursula von der Leyen", "the Bank of the West".
PARTICLES = ("de", "la", "le", "van", "von", "der", "den", "bin", "al", "el", "da", "di", "du")
ABBREVIATED_TITLES = ("mr", "mrs", "ms", "dr")
HONORIFICS = (*ABBREVIATED_TITLES, "sir", "dame", "lord", "lady")
# With a capital letter and still no name.
NO_NAMES = frozenset((*STOP_WORDS, *MONTHS, *WEEKDAYS, *ABBREVIATED_TITLES))
COMPASS = ("north", "south", "east", "west", "latin", "central")
# Peoples, places and languages that sources call by another word of the same country.
CALLED_OTHERWISE = (
    "america", "american", "britain", "british", "dutch", "english", "europe", "european",
    "french", "irish", "netherlands", "polish", "spanish", "swiss", "danish", "finnish",
    "filipino", "burmese", "welsh", "washington",
)  # fmt: skip
