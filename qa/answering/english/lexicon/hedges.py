"""Words that keep a sentence from telling a fact: doubt, plans, charges, denial, parts of it."""

from __future__ import annotations

# What is told as possible, wanted, asked for or said of another, and not as so.
HEDGES = (
    "may", "might", "could", "would", "should", "if", "unless", "whether", "likely", "unlikely",
    "probably", "perhaps", "possibly", "possible", "potential", "potentially", "allegedly",
    "alleged", "reportedly", "apparently", "supposedly", "rumoured", "rumored", "rumours", "plan",
    "plans", "planned", "planning", "want", "wants", "wanted", "hope", "hopes", "hoped", "expect",
    "expects", "expected", "intend", "intends", "intended", "propose", "proposes", "proposed",
    "consider", "considers", "considering", "considered", "threaten", "threatens", "threatened",
    "attempt", "attempts", "attempted", "try", "tries", "tried", "trying", "accuse", "accuses",
    "accused", "suspect", "suspects", "suspected", "claim", "claims", "claimed", "believe",
    "believes", "believed", "think", "thinks", "fear", "fears", "feared", "demand", "demands",
    "demanded", "urge", "urges", "urged", "promise", "promises", "promised", "call", "calls",
    "asks", "asked", "seek", "seeks", "sought", "due", "scheduled", "almost", "nearly", "supposed",
    "charged", "blames", "blamed", "doubt", "doubts", "question", "questions", "alleges",
)  # fmt: skip
# Charges and claims of one side.
CHARGES = (
    "accuse", "accuses", "accused", "claim", "claims", "claimed", "allege", "alleges", "alleged",
    "blame", "blames", "blamed", "suspect", "suspects", "suspected", "charge", "charged",
)  # fmt: skip
# What the other side does with them.
DENIALS = (
    "deny", "denies", "denied", "reject", "rejects", "rejected", "dispute", "disputes", "disputed",
    "contradict", "contradicts", "contradicted", "dismiss", "dismissed", "dismisses", "refute",
    "refuted",
)  # fmt: skip
# What keeps something from taking place, as told of it: "the vote was cancelled".
CALLED_OFF = (
    "cancelled", "canceled", "scrapped", "abandoned", "dropped", "rejected", "forbidden", "banned",
    "halted", "withdrawn", "prevented", "averted", "vetoed", "blocked",
)  # fmt: skip
# How much of a whole is meant.
QUANTIFIERS = (
    "all", "every", "each", "both", "only", "most", "none", "half", "some", "few", "part", "partly",
    "almost", "nearly", "first", "last", "again", "still", "alone", "entire", "whole",
)  # fmt: skip
INDEFINITE = ("any", "anyone", "anybody", "anything", "someone", "somebody")
# What turns a question round without denying anything.
REVERSING = (
    "outside", "other than", "anything but", "yet to", "unable", "except", "without", "rather",
)  # fmt: skip
