"""Opposites: pairs of which a thing is one, and pairs that figures of one thing may differ by."""

from __future__ import annotations

# What is one is not the other, of the same thing at the same time.
_EXCLUSIVE = (
    "win won winner victory / lose lost loser",
    "allow legalise legalize / ban forbid forbade forbidden prohibit outlaw",
    "accept approve endorse favour favor / reject refuse oppose veto",
    "guilty / innocent",
    "convict / acquit",
    "succeed success successful / fail failure",
    "legal / illegal",
    "possible / impossible",
    "complete / incomplete",
    "accurate / inaccurate",
    "effective / ineffective",
    "sufficient / insufficient",
    "agree / disagree",
    "support supported / oppose opposed",
    "positive / negative",
    "alive / dead died",
    "rise rose risen increase grow grew grown climb soar jump gain "
    "/ fall fell fallen decrease decline drop shrink shrank sink sank plunge plummet",
    "high higher highest / low lower lowest",
    "large larger largest big bigger biggest / small smaller smallest",
    "long longer longest / short shorter shortest",
    "early earlier earliest / late later latest",
    "hot hotter hottest / cold colder coldest",
    "rich richer / poor poorer",
    "fast faster fastest / slow slower slowest",
    "confirm admit acknowledge / deny denied",
    "strengthen / weaken",
    "majority / minority",
    "public / private",
    "cheap cheaper / expensive",
    "dependent / independent",
    "direct / indirect",
    "regular / irregular",
)
_PAIRS = (
    "open reopen / close shut",
    "arrive enter / leave left depart exit",
    "start begin began begun / end stop finish halt cease",
    "buy bought purchase acquire / sell sold",
    "north northern northward / south southern southward",
    "east eastern eastward / west western westward",
    "man men male boy / woman women female girl",
    "husband / wife",
    "father / mother",
    "brother / sister",
    "son / daughter",
    "kill killed dead die died death / survive survivor injure injured wound wounded hurt",
    "import / export",
    "hire appoint elect / dismiss sack resign",
    "free release / arrest detain jail imprison",
    "minimum / maximum",
    "day / night",
    "morning / evening afternoon",
    "before / after",
    "first / last",
    "all every everyone everybody / some most half many several few part",
    "appear / disappear",
)
# Each pair as its two sides, each side with the forms that no stem brings together.
EXCLUSIVE = tuple(tuple(tuple(side.split()) for side in pair.split("/")) for pair in _EXCLUSIVE)
ANTONYMS = (
    *EXCLUSIVE,
    *(tuple(tuple(side.split()) for side in pair.split("/")) for pair in _PAIRS),
)
