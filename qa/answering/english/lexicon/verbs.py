"""Verbs: those of saying, irregular pasts, and the ones that have no direction."""

from __future__ import annotations

# Before or after who said it.
SAYING = (
    "said", "says", "say", "told", "tells", "claimed", "claims", "announced", "announces",
    "argued", "argues", "warned", "warns", "stated", "states", "added", "adds", "noted", "notes",
    "denied", "denies", "called", "believes", "believed", "thinks", "wrote",
)  # fmt: skip
# Past and participle of irregular verbs that take an object that something is done to.
IRREGULAR_TRANSITIVE = (
    "beat/beaten", "bit/bitten", "bought", "brought", "caught", "chose/chosen", "drove/driven",
    "fed", "forgave/forgiven", "found", "fled", "forbade/forbidden", "gave/given", "held", "hit",
    "hurt", "led", "lent", "lost", "overtook/overtaken", "overthrew/overthrown", "paid",
    "saw/seen", "sent", "shot", "sold", "sought", "stole/stolen", "struck", "taught",
    "took/taken", "threw/thrown", "won",
)  # fmt: skip
# Pasts that the news is told in; those in -ed are known by their ending.
IRREGULAR_PASTS = (
    "said", "told", "was", "were", "had", "did", "went", "came", "took", "made", "won", "lost",
    "left", "fell", "rose", "began", "held", "met", "ran", "gave", "got", "saw", "found", "sent",
    "spoke", "wrote", "broke", "drove", "flew", "hit", "led", "paid", "sold", "shot", "sank",
    "stood", "struck", "became", "grew", "kept", "brought", "bought", "caught", "split", "put",
    "set", "built", "born",
)  # fmt: skip
NAMING = ("called", "named", "entitled")
PLAIN = (
    "say", "make", "do", "have", "be", "go", "get", "take", "give", "see", "want", "become",
    "come", "keep",
)  # fmt: skip
# Who does it and to whom may change places, or the object is what is said.
SYMMETRIC = (
    "added", "agreed", "allied", "announced", "argued", "based", "bordered", "born", "called",
    "claimed", "clashed", "collaborated", "collided", "compared", "competed", "connected",
    "cooperated", "dated", "debated", "denied", "differed", "discussed", "divorced", "equalled",
    "faced", "followed", "included", "involved", "joined", "linked", "located", "married",
    "matched", "merged", "named", "negotiated", "noted", "paired", "partnered", "played",
    "related", "reported", "resembled", "separated", "shared", "signed", "stated", "talked",
    "traded", "united", "used", "warned",
)  # fmt: skip
