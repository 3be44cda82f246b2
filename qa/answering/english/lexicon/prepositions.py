"""Prepositions and the words that open a clause, closed classes, by what they lead to."""

from __future__ import annotations

BASIC = ("in", "at", "on", "from", "to")
PLACE = (*BASIC, "near", "over", "across", "into", "via")
TIME = ("on", "in", "at", "by", "before", "after", "during", "since", "until", "till")
RELATION = ("of", "for", "with", "about", "against")
OTHER_PLACE = ("under", "inside", "outside", "through", "toward", "towards", "onto")
PREPOSITIONS = tuple(
    dict.fromkeys((*PLACE, *TIME, *RELATION, *OTHER_PLACE, "within", "without", "between", "among"))
)
RELATIVE = ("who", "which", "whose", "that")
SUBORDINATING = ("when", "while", "where", "because", "although", "though", "whereas")
COORDINATING = ("and", "but", "or")
