"""Pronouns, articles and determiners of English, closed classes, by what they can stand for."""

from __future__ import annotations

ARTICLES = ("the", "a", "an")
PERSON = ("he", "she", "him", "his", "her", "hers", "himself", "herself")
PEOPLE = ("they", "them", "their", "theirs")
THING = ("it", "its")
DEMONSTRATIVES = ("this", "that", "these", "those")
POSSESSIVES = ("his", "her", "its", "their")
SUBJECTS = ("he", "she", "it", "they")
OWN = ("our", "my", "your")
SPEAKERS = ("we", "us", "i", "you", *OWN)
BOTH = ("both", "either", "neither")
# Words that point back to what was said, besides pronouns: "the former", "another", "then".
POINTING = (
    "there", "then", "one", "ones", "former", "latter", "same", "another", "others?", *BOTH,
)  # fmt: skip
THIRD_PERSON = (*PERSON, *PEOPLE, *THING)
# "The company announced …" at the head of a sentence speaks of the one before.
ANAPHORIC_NOUNS = (
    "company", "group", "firm", "agency", "ministry", "organi[sz]ation", "party", "court", "team",
    "man", "woman", "couple", "pair", "two", "three", "latter", "former", "film", "event", "bill",
    "study", "report", "ship", "plane", "aircraft", "storm", "attack", "fire",
)  # fmt: skip
