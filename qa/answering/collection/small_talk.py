"""Recognises small talk by whole-message patterns and gives it a fixed, friendly sentence.

    "Thanks, that helped!" -> Kind of small talk -> what to say

Only a message that is nothing but small talk counts: "Hi, who won?" asks something. The
sentences are ours and quote no article.
"""

from __future__ import annotations

import re
from typing import Literal

SmallTalk = Literal["greeting", "thanks", "farewell", "ability", "praise"]

_TO = r"(?:[ ,]+(?:there|all|everyone|assistant|friend|mate|again|you|so much|very much|a lot))*"
_PATTERNS: dict[SmallTalk, tuple[str, ...]] = {
    "greeting": (
        rf"(?:hi+|hello+|hey+|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)){_TO}"
        r"(?:[ ,.!]+how are you(?: doing)?(?: today)?|[ ,.!]+nice to meet you)?",
        r"how are you(?: doing)?(?: today)?",
        r"how(?:['’]s| is) it going",
        r"what['’]?s up",
    ),
    "thanks": (
        r"(?:many |ok(?:ay)?,? |great,? |cool,? |(?:no,? )?that(?:['’]s| is| was) all,? )?"
        rf"(?:thanks?|thank you|thx|cheers|ta|much appreciated){_TO}"
        r"(?: for (?:your|the|that|all|this)[\w ]*)?"
        r"(?:[ ,.!–-]+(?:that|this|it)(?: was|['’]s| is|) ?(?:very |really |so )?[\w ]{0,24})?",
    ),
    "praise": (
        r"ok(?:ay)?|great|perfect|good|nice|cool|wonderful|excellent|well done|got it|i see",
        r"good (?:job|answer|work|bot)",
        r"(?:that|this)(?: was|['’]s| is) (?:very |really |so )?"
        r"(?:helpful|useful|great|good|perfect|nice|all)",
    ),
    "farewell": (
        r"(?:good)?bye(?: bye)?|see you(?: later| soon)?|good night",
        r"have a (?:nice|good|great) \w+",
    ),
    "ability": (
        r"(?:so )?what (?:can|could|do) you (?:do|help(?: me)? with|offer)(?: for me)?",
        r"what are you(?: able to do| good (?:at|for)| capable of)?|who are you",
        r"what is this(?: tool| app)?",
        r"how (?:do|can|should) i (?:use (?:this|you|it)|start|begin|ask(?: you)?)"
        r"(?: a question| questions)?",
        r"how (?:do you|does (?:this|it)) work|(?:please )?help(?: me)?",
        r"what (?:can|could|should|may) i ask(?: you)?(?: about)?",
    ),
}
_RECOGNISED = {
    kind: re.compile(rf"\W*(?:{'|'.join(forms)})\W*", re.IGNORECASE)
    for kind, forms in _PATTERNS.items()
}
# A longer message says more than that.
MOST_CHARACTERS = 80
_TRY = (
    "Ask about what they report (who, when, how many, why), for an overview of a topic, or what "
    "the collection holds."
)
REPLIES: dict[SmallTalk, str] = {
    "greeting": f"Hello! I answer questions from the articles in this collection. {_TRY}",
    "thanks": "You are welcome. Ask on whenever you like.",
    "praise": "Good. Ask on whenever you like.",
    "farewell": "Goodbye. The articles will be here.",
    "ability": (
        "I answer questions from the articles in this collection, in their own words, with a "
        f"citation for every sentence, and I say so when they do not hold the answer. {_TRY}"
    ),
}


def small_talk(message: str) -> SmallTalk | None:
    """What sort of small talk the message is; None if it is anything else."""
    if len(message) > MOST_CHARACTERS:
        return None
    return next((kind for kind, form in _RECOGNISED.items() if form.fullmatch(message)), None)
