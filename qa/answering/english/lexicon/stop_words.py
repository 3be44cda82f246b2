"""Words that say little: of any text, of a request for news, of talk about a subject, of prose.

Function words come from grammars' closed classes; the other lists from what stood in questions
and in model-written sentences without making them about anything.
"""

from __future__ import annotations

# Carry no meaning in any text.
_STOP_WORDS = """
    a about above after again all also although am an and another any anybody anyone anything
    are as at back be became because been before being below between both but by can could d did
    do does doing done down during each either else ever every exactly few for from further gave
    get gets getting give go goes going gone got had has have having he hello her here hers
    herself him himself his how however i if in into is it its itself just ll like many may me
    might mine more most much must my myself neither nor now of off often ok on once one only or
    other others ought our ours ourselves out over own please put quite rather re really s said
    say says shall she should since so some somebody someone something still such t take taken
    tell than thank thanks that the their theirs them themselves then there therefore these they
    thing things this those though through thus to too toward towards under until up upon us ve
    very was we well were what whatever when where whether which while who whoever whom whose
    why will with within without would yes yet you your yours yourself yourselves
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
# A question of these and a date asks for whatever is new.
_NEWS_WORDS = """
    happen happened happening took take place occur occurred going go get got come came made
    make news new newest latest recent headline headlines event events thing things story
    stories report reports reported article articles paper papers important main big biggest top
    world tell told give show summary summarise summarize overview digest summed sum wrap day
    days date week weeks weekend month months year morning afternoon evening night today tonight
    yesterday last past early late mid
"""
NEWS_WORDS = frozenset(_NEWS_WORDS.split())
# A turn of a conversation of these keeps its topic.
_CONVERSATION_WORDS = """
    ahh begin best better big called come common consider cool example find first found good
    great guess hear heard help hmm include interesting kind known let's like look main make
    mean meant mention mentioned mind nice okay part people person seem seems sort sound sounds
    sure talk tell thank think thought time tired two type use used using usually want way wow
    year yes you know i'm i've i'd i'll that's what's it's don't didn't isn't there's he's she's
    they're we're can't won't
"""
CONVERSATION_WORDS = frozenset(_CONVERSATION_WORDS.split())
# A sentence may have them though its source does not: they add no thing to what is told.
_COMMON_WORDS = """
    ability able according act actually add additional additionally affect aim allege allegedly
    almost along alongside always amid among amongst amount apparent apparently appear approach
    approximate approximately area argue around article aspect assess associated attempt
    available base based become began begin begun believe best better big bring brought build
    call came carry case cause certain change claim clear clearly combine come common compare
    complete concern conclude conduct consequence consider consist contain context continue
    contribute country create current currently data day decide describe despite detail
    determine develop difference different direct directly discover discuss due early easy
    effect effort enable end ensure entire especially establish event eventually example except
    exist expect explain extent fact factor feature feel figure final finally find finish focus
    follow form former formerly found frequent frequently full future general generally give
    good great group grow happen hard help high highlight hold however idea identify impact
    importance important improve include increase indicate individual influence information
    initial initially instance instead intend introduce involve issue item keep kind know known
    lack large largely last late later lead least let level like likely little live locate long
    look low main mainly maintain major make mark matter mean meanwhile mention method might
    month moreover mostly move multiple near nearly necessary need new next note number obtain
    occur official old ongoing open opportunity original originally originate otherwise overall
    part particular particularly passage past people percent perform perhaps period person place
    plan play point position possibility possible possibly potential potentially present prevent
    previous previously primarily primary probably problem process produce provide publish
    question range rarely reach reason receive recent recently refer reflect regard region
    relate relation relative release remain report reportedly represent require respective
    respectively respond response result reveal role roughly round same second see seek seem
    seen serve set several show shown side significant significantly similar simple simply
    single situation small sometimes sort source specific specifically spokesperson start state
    statement stay step still study subject subsequent subsequently suggest support surround
    take talk term text therefore thing think thought throughout thus time today together topic
    total try turn type typical typically unlike upon use user usual usually variety various
    want way week well whereas whole wide widely word work worse worst worth year
"""
COMMON_WORDS = frozenset(_COMMON_WORDS.split())
