"""Whether a name can be the person that a question asks for, by how the article speaks of it.

    "Who did the president pick to replace Bolton?", "White House" -> no: "at the White House"

A reader that finds no person takes the nearest name. People go without "the" in English, and
their names do not end in "Ministry". Only asked where the question leaves nothing but a
person: a winner, a buyer or an accuser may well be a firm.
"""

from __future__ import annotations

import re

_ROLE = (
    r"(?:leader|captain|president|premier|minister|director|coach|manager|chief|head|mayor|"
    r"governor|pilot|driver|author|king|queen|pope|chair(?:man|woman|person)?|judge|senator|"
    r"secretary|commissioner|ambassador|spokes(?:man|woman|person)|ceo|cfo|editor|singer|drummer|"
    r"actor|actress|chancellor|speaker|prosecutor|commander|mother|father|wife|husband|"
    r"successor|replacement|adviser|advisor|astronaut|victim|suspect|gunman)"
)
_BE = r"(?:is|was|['’]s|bec[ao]mes?|becoming|will be|will become|has become|(?:has|had) been)"
_CHOSEN = r"(?:appointed|named|nominated|sworn in|chosen|picked|hired)"
# Firms are chosen and hired too, and take over other firms.
_CHOOSE = r"(?:pick|choose|select|hire|name|tap)(?:ed|d|n)?"
_TO_BE = r"(?:to (?:replace|succeed|lead|head|coach|be|become|serve)|as)"
# "Who is suing the mayor?" may ask for a firm, so only a few words stand before the role.
_ONE_PERSON = re.compile(
    rf"\bwho ?{_BE}(?: (?!\w+ing\b)[\w.'’-]+){{0,5}}? {_ROLE}\b(?! \w+ by\b)"
    rf"|\bwho was {_CHOSEN}\b[^?]{{0,200}}?\b{_ROLE}\b"
    r"|\bwhom? (?:did|has|will|would) [^?]{0,200}?\b(?:appoint|nominate)(?:ed|d)?\b"
    rf"|\bwhom? (?:did|has|will|would) [^?]{{0,100}}?\b{_CHOOSE}\b[^?]{{0,100}}?\b{_TO_BE}\b"
    r"|\bwho (?:has |will )?(?:replaced?|take[sn]? over|took over)\b"
    rf"[^?]{{0,200}}? as (?:[\w.'’-]+ ){{0,3}}?{_ROLE}\b"
    r"|\bwho (?:has |will )?succeed(?:s|ed)?\b"
    r"|\bwho (?:directed|married|voiced|painted|coached|captained|piloted|starred)\b",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:House|Party|Democrats|Republicans|Conservatives|Greens|Government|Ministry|Department|"
    r"Council|Court|Committee|Commission|University|College|School|Company|Group|Corporation|Inc|"
    r"Ltd|Association|Union|Congress|Parliament|Senate|Agency|Police|Army|Navy|Hospital|Hotel|"
    r"Restaurant|Club|Foundation|Institute|Organi[sz]ation|Authority|Bureau|Airlines?|Times|News)"
    r"\W*$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:Queen|King|Prince|Princess|Pope|Duke|Duchess|Earl|Rev\w*|(?:Arch)?bishop|Emperor|Lord|"
    r"Lady|Sir|Prophet|Saint|Lama|Sultan|Shah|[TC]sar|Buddha|Great|Justice|President|Minister|[IVX]+)\b"
)

# "The Smith family" is of a person.
_OF_A_PERSON = (
    r"(?:family|administration|government|regime|leadership|presidency|campaign|camp|case|trial|inquiry|affair|"
    r"estate|era|years|brothers|sisters|children|couple|household|legacy|doctrine)\b"
)


def is_no_person(question: str, text: str, article: str) -> bool:
    """Whether one person is asked for, and the text is the name of something else.

    article: the whole text that the name was found in. False where that is not certain.
    """
    if not _ONE_PERSON.search(question) or not text[:1].isupper():
        return False
    if _INSTITUTION.search(text):
        return True
    if _TITLE.search(text):
        return False
    name = re.escape(text)
    said = re.findall(rf"(?<!\w){name}(?!\w)", article)
    with_the = re.findall(rf"\bthe {name}(?!\w| {_OF_A_PERSON})", article)
    return 2 * len(with_the) > len(said)
