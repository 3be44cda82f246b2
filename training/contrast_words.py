"""Word tables of the made contrasts: opposites, near words, irregular verbs, who does what to whom.

Read by `contrasts` and `rephrase`, for training only: nothing of the product looks a word up
here. The tables are written by hand from common news verbs and adjectives.
"""

from __future__ import annotations

from qa.answering.english.lexicon.verbs import IRREGULAR_VERBS


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    found = [tuple(item.split("/")) for item in " ".join(text.split()).split(", ")]
    return tuple((pair[0], pair[1]) for pair in found)


# One turns the sentence round; the word before it stays the same.
OPPOSITES = _pairs("""
    increased/decreased, rose/fell, risen/fallen, rising/falling, won/lost, winning/losing,
    opened/closed, began/ended, started/stopped, accepted/rejected, approved/rejected,
    supported/opposed, supports/opposes, support/oppose, allowed/banned,
    first/last, largest/smallest, highest/lowest, higher/lower, oldest/youngest, older/younger,
    longest/shortest, best/worst, better/worse, early/late, earlier/later, north/south,
    northern/southern, east/west, eastern/western, northeast/southwest, inside/outside,
    above/below, legal/illegal, public/private, rich/poor, strong/weak, stronger/weaker,
    hot/cold, fast/slow, easy/difficult, safe/dangerous, guilty/innocent, alive/dead,
    male/female, men/women, man/woman, boys/girls, husband/wife, mother/father, son/daughter,
    brother/sister, import/export, imports/exports, imported/exported, bought/sold,
    buy/sell, succeeded/failed, success/failure, victory/defeat, gain/loss,
    gained/lost, profit/loss, raised/lowered, expanded/reduced, built/demolished,
    created/destroyed, hired/dismissed, remembered/forgot, admitted/denied,
    confirmed/denied, praised/criticised, welcomed/condemned, agreed/refused, easily/hardly,
    always/never, often/rarely, rarely/frequently, commonly/rarely, permanent/temporary,
    major/minor, maximum/minimum, senior/junior, domestic/foreign, ancient/modern,
    wet/dry, heavy/light, deep/shallow, wide/narrow, full/empty, positive/negative,
    peaceful/violent, peace/war, ally/enemy, allies/enemies, friend/enemy, win/lose, rise/fall,
    increase/decrease, growth/decline, grew/shrank, majority/minority, advanced/retreated,
    urban/rural, upper/lower, day/night, morning/evening, summer/winter,
    simple/complex, popular/unpopular, likely/unlikely, possible/impossible, able/unable,
    known/unknown, present/absent, guilty/cleared, freed/jailed,
    convicted/acquitted, succeeded/preceded, follows/precedes, followed/preceded,
    cheaper/dearer, cheap/expensive, optimistic/pessimistic, formal/informal, active/inactive,
    liberal/conservative, independent/dependent, voluntary/forced, with/without,
    strengthened/weakened, accelerated/slowed, shortened/extended, hid/showed, attack/defend,
    attacked/defended, attacking/defending, lifted/imposed, resigned/stayed, survived/died
""")
# Near enough that a claim with the other word is still supported.
NEAR = _pairs("""
    began/started, ended/finished, bought/purchased, killed/slain, hurt/injured, big/large,
    approximately/about, around/about, roughly/about, nearly/almost, near/close to,
    because of/due to, however/still, although/though, while/whereas,
    film/movie, car/automobile, physician/doctor, children/kids, people/persons, error/mistake,
    help/assist, helped/assisted, show/demonstrate, showed/demonstrated, shows/demonstrates,
    needed/required, needs/requires, used/utilised, use/utilise, built/constructed,
    founded/established, established/founded, created/made, received/got, obtained/got,
    asked/requested, chose/selected, chosen/selected, selected/chosen, appointed/named,
    rose/increased, fell/decreased, increased/grown, allow/permit, allowed/permitted,
    forbidden/banned, banned/prohibited, prohibited/banned, attempted/tried, tried/attempted,
    attempt/try, fled/escaped, resides/lives, located/situated, situated/located, whole/entire,
    entire/whole, famous/well-known, important/significant, significant/important,
    initially/at first, originally/at first, eventually/in the end, finally/in the end,
    currently/at present, now/at present, formerly/previously, previously/earlier, later/afterwards,
    annual/yearly, annually/every year, several/a number of, numerous/many, many/numerous,
    various/different, main/chief, primary/main, primarily/mainly, mainly/mostly, mostly/mainly,
    usually/normally, typically/usually, frequently/often, often/frequently, commonly/often,
    immediately/at once, quickly/rapidly, rapidly/quickly, demonstrators/protesters,
    protesters/demonstrators, lawyer/attorney, attorney/lawyer, election/poll,
    statement/declaration,
    agreement/deal, meeting/talks, reported/informed, stated/said, announced/made known,
    shut/closed, fired/dismissed, detained/held, arrested/taken into custody, died/lost their lives,
    struck/hit, hit/struck, damaged/harmed, destroyed/wrecked, remained/stayed, remains/stays,
    called/named, named/called, called for/demanded, criticised/found fault with,
    criticized/criticised, defeated/beat, beat/defeated, company/firm, firm/company,
    capital/seat of government, village/settlement, ship/vessel,
    plane/aircraft, aircraft/plane, weapon/arm, soldiers/troops, troops/soldiers, road/street,
    in order to/to, as well as/and, prior to/before, throughout/all through, within/inside
""")
# Base and participle of each irregular past.
IRREGULAR = {past: (base, part) for base, past, part in IRREGULAR_VERBS}
# What one party does to another, so that turning it round makes another claim: past forms.
# Not "met", "married", "joined": they hold both ways round.
ACTS = _words("""
    accused acquitted admired advised ambushed appointed approached arrested assaulted
    assisted attacked avoided backed banned beat betrayed blackmailed blamed blessed bombed
    bribed captured caught challenged charged chased cheated cited condemned congratulated
    consulted contradicted convinced criticised cured defeated defended deceived denounced
    deposed detained dismissed employed encouraged endorsed envied evacuated examined
    executed expelled financed fined followed forgave freed funded guarded guided
    harassed helped hired hit honoured hosted hunted ignored impressed informed injured
    inspired insulted interrogated interviewed invaded invited jailed kidnapped killed led
    liberated loved mentored mocked murdered nominated obeyed ousted outlived outsold
    overruled overthrew overtook paid persuaded photographed poisoned praised preceded
    promoted protected punished questioned recommended recruited rejected released replaced
    represented rescued robbed ruled saved shot slapped stabbed struck succeeded
    sued supervised supported suspended taught thanked threatened tortured trained
    treated trusted urged visited warned welcomed wounded
""")
ROLES = tuple(
    """the mayor/the minister/the teacher/the driver/the judge/the president/the union/the company/
    the court/the police/the rebels/the students/the army/the striker/the goalkeeper/the actor/
    the director/the bishop/the senator/the governor/the protesters/the doctor/the nurse/the farmer/
    the witness/the lawyer/the ambassador/the coach/the captain/the museum/the bank/the publisher/
    the singer/the suspect/the guard/the reporter/the chairman/the council/the opposition/
    the ministry/a policeman/a passenger/a former employee/a neighbour/a soldier/the pilot/
    the committee/the party/the club/the scientists/the engineer/the prince/the king/the queen"""
    .replace("\n", "").replace("    ", "").split("/")
)  # fmt: skip
UNITS = (
    ("million", "billion", "thousand"), ("kilometres", "miles", "metres"), ("km", "miles", "m"),
    ("dollars", "euros", "pounds", "yen"), ("days", "weeks", "months", "years", "hours", "minutes"),
    ("day", "week", "month", "year", "hour"), ("tonnes", "kilograms", "pounds"),
    ("per cent", "points"), ("percent", "points"), ("feet", "metres", "miles"), ("square", "cubic"),
    ("century", "decade"),
)  # fmt: skip
DIGITS = {
    word: str(number)
    for number, word in enumerate(
        _words("two three four five six seven eight nine ten eleven twelve"), start=2
    )
}
MONTHS = _words("""
    January February March April May June July August September October November December
""")
DAYS = _words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
""")
# Quantity words: those of one group mean nearly the same, those of different groups do not.
QUANTITIES = (
    ("all", "all of the", "every one of the"), ("most", "the majority of", "most of the"),
    ("some", "some of the", "a few"), ("few", "hardly any"), ("no", "none of the"),
    ("half of the", "half the"),
)  # fmt: skip
BOUNDS = (
    ("more than", "over", "upwards of", "in excess of"),
    ("fewer than", "under", "less than", "below"),
    ("at least", "no fewer than", "a minimum of"),
    ("at most", "no more than", "up to", "a maximum of"),
    ("exactly", "precisely"),
)  # fmt: skip
# What is only wished, tried, refused or done: a verb of one group says another thing than the next.
INTENTS = (
    ("plans to", "intends to", "wants to", "hopes to", "aims to", "proposes to"),
    ("planned to", "intended to", "wanted to", "hoped to", "aimed to", "proposed to"),
    ("tried to", "attempted to", "sought to"),
    ("refused to", "declined to", "was not willing to"),
    ("failed to", "was unable to", "did not manage to"),
    ("managed to", "succeeded and was able to"),
    ("threatened to", "warned that they would"),
    ("agreed to", "consented to"),
    ("is expected to", "is likely to", "will probably"),
    ("is considering whether to", "is thinking about whether to", "may decide to"),
)
SAYING = (
    "said",
    "stated",
    "announced",
    "told reporters",
    "argued",
    "explained",
    "claimed",
    "added",
)
DENYING = ("denied", "rejected the claim", "disputed")
SUSPECTING = ("suspects", "believes", "fears", "suspected", "believed", "alleged")

# Bases of common news verbs in -ed whose past does not tell them: "named" of "name".
BASES = frozenset(
    _words("""
    announce arrive agree accuse approve argue arrange believe blame cause change charge chase
    choose claim close compare compete complete conclude continue create damage declare decide
    decline defame define deploy describe destroy die divide double ease elect emerge encourage
    enforce escape evacuate examine exchange execute expire explode expose face fire force found
    freeze guarantee handle hire hope impose improve include increase injure invade invite involve
    issue judge launch leave like live locate lose manage merge move name note notice observe
    offer operate oppose organise participate place practise praise prepare prevent promise
    promote propose prove provide pursue raise reduce refuse release remove replace require rescue
    resume retire reuse reverse rule save schedule score seize separate serve share shape smoke
    solve state strike struggle suffer suppose surprise surrender survive suspend trace trade
    translate unite update urge use value vote wage welcome
""")
)
# What happened, and what did not, by the verb before it: implicatives (Nairn, Condoravdi and
# Karttunen 2006, "Computing relative polarity for textual inference", table 1) and negations.
DID_NOT = (
    "did not {base}", "didn't {base}", "never {past}", "has not {part}", "has never {part}",
    "failed to {base}", "refused to {base}", "declined to {base}", "neglected to {base}",
    "was unable to {base}", "was not able to {base}", "could not {base}", "chose not to {base}",
    "decided not to {base}", "did not manage to {base}", "was never allowed to {base}",
)  # fmt: skip
DID = (
    "managed to {base}", "went on to {base}", "was able to {base}", "did indeed {base}",
    "did not fail to {base}", "proceeded to {base}", "has {part}", "had {part}",
    "in the end {past}", "did not refuse to {base}",
)  # fmt: skip
WAS_NOT = ("was not", "wasn't", "was never", "has not been", "has never been", "escaped being",
           "avoided being", "was not, in the end,", "is not known ever to have been")  # fmt: skip
WAS = ("was", "has been", "had been", "was in the end", "ended up being", "was indeed")
