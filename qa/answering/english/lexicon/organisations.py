"""Nouns for bodies, sites and events: what a name that ends in one is a name of."""

from __future__ import annotations

from qa.answering.english.lexicon.names import COMPASS

# Whose names may hold "and": "the Department of Health and Human Services".
BOARDS = (
    "committee", "commission", "department", "ministry", "agency", "council", "board",
    "association", "society", "institute", "union", "party",
)  # fmt: skip
NAMED_WITH_AND = (*BOARDS, "office", "services", "affairs", "museum", "freedoms?")
# Speak and act as one: "the committee" may be "they".
BODIES = (
    *BOARDS, "court", "parliament", "government", "police", "army", "company", "group", "bank",
    "club", "university", "school", "airline",
)  # fmt: skip
# Of a name that ends in one.
INSTITUTIONS = (
    *BODIES, "museum", "house", "senate", "congress", "college", "corporation", "inc", "ltd",
    "navy", "hospital", "hotel", "restaurant", "foundation", "organi[sz]ation", "authority",
    "bureau", "airlines", "times", "news", "democrats", "republicans", "conservatives", "greens",
)  # fmt: skip
# Stand in one place: something happens at them.
SITES = (
    "factory", "plant", "dam", "airport", "school", "university", "hospital", "prison", "camp",
    "mine", "port", "base", "park", "palace", "museum", "stadium", "church", "mosque", "hotel",
    "island", "city", "town", "village", "province", "region",
)  # fmt: skip
EVENTS = (
    "marathon", "olympics", "games", "cup", "championships?", "open", "festival", "conference",
    "summit", "awards", "grand prix", "tournament", "olympiad", "fair", "exhibition", "derby",
    "trophy",
)  # fmt: skip
# "Police Chief Ann Ek" is a person.
_BEFORE_RANKS = ("police", "army", "navy", "board", "government")
# A name that holds one is of no person.
OF_NO_PERSON = (
    *(body for body in INSTITUTIONS if body not in _BEFORE_RANKS),
    *EVENTS, *COMPASS, "palace", "street", "airport", "church", "league", "act",
    "city", "county", "states?", "kingdom", "republic", "islands?", "river", "sea", "ocean",
    "lake", "hurricane", "storm", "new", "the", "stock", "exchange", "air", "station", "prize",
    "award", "world", "national", "international", "american", "british",
)  # fmt: skip
