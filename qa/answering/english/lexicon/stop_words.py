"""Words that say little: of any text, of a request for news, of talk about a subject.

Function words come from grammars' closed classes; the other lists from what stood in questions
without making them about anything.
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
