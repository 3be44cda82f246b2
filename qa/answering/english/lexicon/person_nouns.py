"""Nouns for persons: offices, trades, kin, and what one is in a story."""

from __future__ import annotations

ROYALTY = ("king", "queen", "prince", "princess", "pope")
# One person holds it at a time: "who is the …?" asks for one.
OFFICES = (
    *ROYALTY, "leader", "captain", "president", "premier", "minister", "director", "coach",
    "manager", "mayor", "governor", "chair(?:man|woman|person)", "judge", "senator", "secretary",
    "commissioner", "ambassador", "spokes(?:man|woman|person)", "ceo", "cfo", "editor",
    "chancellor", "prosecutor", "commander", "founder", "owner",
)  # fmt: skip
# Of an office, and not its holder: "the deputy mayor".
BESIDE_OFFICES = (
    "deputy", "vice", "assistant", "acting", "interim", "former", "associate", "honorary",
)  # fmt: skip
# Offices of a firm that are taken for one another, with the forms that each goes by.
OFFICERS = {
    "chief executive": r"chief executive|CEO\b",
    "chief financial officer": r"chief finan\w+|finance (?:chief|director)|CFO\b",
    "chief operating officer": r"chief operat\w+|COO\b",
    "chief technology officer": r"chief technolog\w+|CTO\b",
    "chief scientist": r"chief scien\w+",
    "chief of staff": "chief of staff",
    "chairman": r"chair(?:man|woman|person)?\b",
}
# A person only where one is asked for; elsewhere a thing as well.
ALSO_THINGS = ("head", "chief", "chair", "speaker", "replacement")
TRADES = (
    "pilot", "driver", "author", "singer", "drummer", "actor", "actress", "astronaut",
    "cosmonaut", "advis[eo]r", "writer", "painter", "lawyer", "doctor", "engineer", "professor",
    "researcher", "player", "officer", "soldier", "general", "nurse", "teacher", "student",
    "scientist", "journalist", "reporter", "musician", "artist", "producer", "inventor", "bishop",
    "congress(?:man|woman)",
)  # fmt: skip
KIN = (
    "husband", "wife", "fianc[ée]e?", "father", "mother", "son", "daughter", "brother", "sister",
    "uncle", "aunt", "widow",
)  # fmt: skip
ACQUAINTANCE = ("friend", "partner", "neighbou?r", "successor", "predecessor")
# What a story makes of a person.
PARTS_PLAYED = (
    "victim", "suspect", "gunman", "attacker", "assailant", "shooter", "killer", "murderer",
    "winner", "loser", "candidate", "nominee",
)  # fmt: skip
PLAIN_PERSONS = ("man", "woman", "boy", "girl", "child", "teenager", "person")
ROLES = (*OFFICES, *TRADES, *KIN, *ACQUAINTANCE, *PARTS_PLAYED)
PERSON_NOUNS = (*ROLES, *PLAIN_PERSONS)
