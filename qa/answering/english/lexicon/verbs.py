"""Verbs: those of saying, and the forms of irregular ones."""

from __future__ import annotations

# Before or after who said it.
SAYING = (
    "said", "says", "say", "told", "tells", "claimed", "claims", "announced", "announces",
    "argued", "argues", "warned", "warns", "stated", "states", "added", "adds", "noted", "notes",
    "denied", "denies", "called", "believes", "believed", "thinks", "wrote",
)  # fmt: skip
# Of what someone says as well, by what it does.
SPEAKING = (
    "promised", "promises", "criticised", "criticized", "criticises", "regretted", "regrets",
    "demanded", "demands", "accused", "accuses", "insisted", "insists", "explained", "explains",
    "confirmed", "confirms", "rejected", "rejects", "apologised", "apologized", "thanked",
    "praised", "welcomed", "welcomes", "condemned", "condemns", "vowed", "urged", "urges",
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
# Base, past and participle of verbs that no stem brings together.
_IRREGULAR = """
    beat/beat/beaten bite/bit/bitten bring/brought/brought build/built/built buy/bought/bought
    catch/caught/caught choose/chose/chosen draw/drew/drawn drive/drove/driven eat/ate/eaten
    feed/fed/fed fight/fought/fought find/found/found forgive/forgave/forgiven give/gave/given
    hit/hit/hit hold/held/held hurt/hurt/hurt keep/kept/kept know/knew/known lead/led/led
    leave/left/left lose/lost/lost make/made/made meet/met/met overthrow/overthrew/overthrown
    pay/paid/paid read/read/read ride/rode/ridden run/ran/run see/saw/seen sell/sold/sold
    send/sent/sent shoot/shot/shot sing/sang/sung steal/stole/stolen strike/struck/struck
    take/took/taken teach/taught/taught tell/told/told think/thought/thought throw/threw/thrown
    win/won/won write/wrote/written become/became/become begin/began/begun break/broke/broken
    come/came/come fall/fell/fallen fly/flew/flown get/got/got go/went/gone grow/grew/grown
    have/had/had lie/lay/lain rise/rose/risen say/said/said speak/spoke/spoken spend/spent/spent
    stand/stood/stood sink/sank/sunk hang/hung/hung show/showed/shown sue/sued/sued
    bear/bore/born bleed/bled/bled blow/blew/blown burn/burnt/burnt deal/dealt/dealt do/did/done
    drink/drank/drunk feel/felt/felt flee/fled/fled forbid/forbade/forbidden
    forget/forgot/forgotten freeze/froze/frozen hear/heard/heard hide/hid/hidden lay/laid/laid
    learn/learnt/learnt lend/lent/lent light/lit/lit mean/meant/meant
    overtake/overtook/overtaken ring/rang/rung seek/sought/sought shake/shook/shaken
    shrink/shrank/shrunk sleep/slept/slept slide/slid/slid swear/swore/sworn sweep/swept/swept
    swim/swam/swum tear/tore/torn undergo/underwent/undergone understand/understood/understood
    wake/woke/woken wear/wore/worn withdraw/withdrew/withdrawn
    put/put/put set/set/set cut/cut/cut shut/shut/shut quit/quit/quit cost/cost/cost
"""
IRREGULAR_VERBS = tuple(
    (base, past, part) for base, past, part in (row.split("/") for row in _IRREGULAR.split())
)
