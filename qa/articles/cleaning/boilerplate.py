"""Scores one line by shape and vocabulary: how much it looks like boilerplate of a web page.

Judges a line by itself, by three kinds of evidence: shape (labels, separators, icon names,
stamps), vocabulary (sharing, menus, paying, consent; see `boilerplate_terms`) and how little it
resembles prose (few of the commonest words, no full stop). Neighbours and place in the
page are weighed in `clean`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.articles.cleaning import boilerplate_terms as words
from qa.articles.cleaning.function_words import density, words_of

CERTAIN = 3.0  # boilerplate wherever it stands
LIKELY = 2.0  # boilerplate unless it stands among prose
SUSPECT = 1.0  # boilerplate beside other boilerplate

_FULL_STOP = re.compile(r"[.!?…。！？؟।](?:\s?['\"”’»)\]*†]|\d)*$")
_TEMPLATE = re.compile(r"\{\{[^{}]{0,200}\}\}|\{%[^%]{0,200}%\}|<%[^%]{0,200}%>|\$\{[^{}]{0,200}\}")
_LONGEST = 3_000  # characters; no boilerplate is as long, and patterns take time
_LONG_NOTICE = 30  # words
_RUNNING = 20  # words beside placeholders that make a line running text
# "A deer in the park. Photo: Ann Roe/AP." — who took the picture, behind its caption.
_CAPTION_CREDIT = re.compile(
    r"(?<=\S)\s+[(\[]?(?:Image|Photo|Photograph|Picture|Illustration)s?(?: [Cc]redit)?: ?"
    r"(?P<who>[^\W\d_a-zß-öø-ÿ@](?:[^.:;!?]|(?<=\b[A-Z])\.){1,60})\.?[)\]]?$"
)
_LONGEST_CAPTION, _LONGEST_CREDIT = 60, 8  # words
_QUOTED = re.compile('["“”„«]')
_TOKEN = re.compile(r"[^\s|/·•,:()]+")
_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?(?:[|•·›»>→]|\s/\s|\s-\s|\s—\s)\s*")
_GLUE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GLUED = re.compile(r"[a-z]{2}[A-Z][a-z]")
_ICON = re.compile(
    r"(?:icon|chevron|arrow|artboard|sketch|hamburger|glyph|logo|avatar|thumbnail|svg|sprite"
    r"|caret|spinner|badge|button|layer|path|vector)",
    re.IGNORECASE,
)
_ADDRESS_ONLY = re.compile(r"\A(?:(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w+|[@#]\w+)")
# Not "(c) the ships", the third of a list, and no song whose author "obtained a copyright in 1933".
COPYRIGHT = re.compile(
    r"©\s*(?:\d{4}|[^\W\d_])|(?:\(c\)|copyright)\s*\d{4}|^\W*copyright\s+(?-i:[A-Z])|"
    r"all rights reserved",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one line looks like.

    boilerplate: evidence for boilerplate, to compare with CERTAIN, LIKELY and SUSPECT.
    prose: a whole sentence of running text, enough to say "here the article is".
    sentence: ends as sentences do; opener: announces a list of links or an advertisement.
    exclaims: a short call without a quotation mark ("Sign up!"); addressed: speaks to
    the visitor of a page or of the page itself ("Our standards"); offers: is
    short and holds a word of paying, sharing or reading on; length: in words.
    """

    boilerplate: float
    prose: bool
    sentence: bool
    opener: bool
    exclaims: bool
    addressed: bool
    offers: bool
    length: int


_RUNNING_TEXT = Verdict(
    boilerplate=0.0,
    prose=True,
    sentence=True,
    opener=False,
    exclaims=False,
    addressed=False,
    offers=False,
    length=_LONGEST // 6,
)


def judge(line: str, language: str | None) -> Verdict:
    """Judge one logical line. language: of the text as a whole, None if unknown."""
    if len(line) > _LONGEST:
        return _RUNNING_TEXT
    spoken = words_of(line)
    sentence = bool(_FULL_STOP.search(line))
    label = _label_evidence(line, spoken, sentence=sentence)
    promotion = _promotion_evidence(line, spoken, sentence=sentence)
    common = density(spoken, language) if language else 0.3
    ends = sentence or line.endswith(":")  # "… was told as follows:"
    flowing = ends and len(spoken) >= 9 and common >= 0.18
    notice = len(spoken) <= 14 and not flowing and bool(words.RELATED.match(line))
    label = max(label, LIKELY + 0.5 if notice else 0.0)
    if words.NARRATIVE.search(line) and len(spoken) >= 8 and label < CERTAIN:
        label -= 1.0
    boilerplate = max(label, promotion)
    return Verdict(
        boilerplate=boilerplate,
        prose=flowing and boilerplate < SUSPECT,
        sentence=sentence,
        opener=notice and len(spoken) <= 6 and bool(words.LIST_HEADING.match(line)),
        exclaims=line.endswith("!") and len(spoken) <= 8 and not _QUOTED.search(line),
        addressed=bool(words.ADDRESS.search(line)) and not _QUOTED.search(line),
        offers=len(spoken) <= 8 and bool(words.PROMOTION.search(line)),
        length=len(spoken),
    )


def without_placeholders(line: str) -> str:
    """Take template placeholders out of a line of running text; other lines are unchanged.

    A line that is little more than its placeholders is boilerplate and left for `judge`.
    """
    if not _TEMPLATE.search(line):
        return line
    rest = " ".join(_TEMPLATE.sub(" ", line).split())
    return rest if _runs_on(rest) else line


def without_credit(line: str) -> str:
    """Take the name of the photographer off a caption; other lines are unchanged."""
    found = _CAPTION_CREDIT.search(line) if len(line.split()) <= _LONGEST_CAPTION else None
    return line[: found.start()] if found and len(found["who"].split()) <= _LONGEST_CREDIT else line


def vocabulary_of(line: str) -> list[str]:
    """The words of a line as buttons and menus have them, without figures and marks."""
    apart = _GLUE.sub(" ", line)  # "ShareTweetEmail"
    tokens = (token.lower().strip(".!?…'\"") for token in _TOKEN.findall(apart))
    return [token for token in tokens if token and not token.isdigit()]


def _runs_on(text: str) -> bool:
    return len(text.split()) >= _RUNNING and bool(_FULL_STOP.search(text))


def _label_evidence(line: str, spoken: list[str], *, sentence: bool) -> float:
    """Evidence from shape: menus, share buttons, icons, stamps, credits, placeholders."""
    # A paragraph with formulas, "${{\text{O}}_{2}}$", is more than they are.
    if words.PLACEHOLDER.search(line) and not _runs_on(words.PLACEHOLDER.sub(" ", line)):
        return CERTAIN + 1
    if not spoken:
        return LIKELY if not any(char.isdigit() for char in line) else SUSPECT
    credit = words.CREDIT.match(line) and len(spoken) <= (12 if sentence else 20)
    notice = len(spoken) <= 40 and (COPYRIGHT.search(line) or words.SELF.match(line))
    if _is_icons(line) or words.STAMP.match(line) or credit or notice:
        return CERTAIN
    if _ADDRESS_ONLY.fullmatch(line):
        return LIKELY
    return _vocabulary_evidence(line, sentence=sentence)


def _vocabulary_evidence(line: str, *, sentence: bool) -> float:
    """Evidence from a line that is made of nothing but the words of buttons and menus."""
    tokens = vocabulary_of(line)
    if not tokens or len(tokens) > 60:
        return 0.0
    sharing = sum(token in words.SHARING for token in tokens)
    if sharing and all(token in words.SHARING or token in words.GLUE for token in tokens):
        return CERTAIN
    menu = sum(token in words.MENU or token in words.SHARING for token in tokens)
    known = sum(
        token in words.MENU
        or token in words.SECTIONS
        or token in words.SHARING
        or token in words.GLUE
        for token in tokens
    )
    if known == len(tokens) and menu and not (sentence and len(tokens) > 6):
        return CERTAIN if len(tokens) > 1 else LIKELY
    if known == len(tokens) and not sentence:
        return LIKELY if len(tokens) > 2 else SUSPECT
    parts = [part for part in _SEPARATOR.split(line) if part]
    if len(parts) >= 3 and not sentence and all(len(part.split()) <= 5 for part in parts):
        return LIKELY + 0.5 if len(parts) > 3 or menu else LIKELY
    return SUSPECT if len(tokens) <= 8 and menu >= 0.5 * len(tokens) and not sentence else 0.0


def _is_icons(line: str) -> bool:
    """Names of icons run together: "Title ChevronEye IconIcon FacebookIcon Linkedin"."""
    tokens = line.split()
    icons = len(_ICON.findall(line))
    glued = sum(bool(_GLUED.search(token)) for token in tokens)
    if icons >= 2 and icons + glued >= 0.4 * len(tokens):
        return True
    return (
        icons >= 1
        and len(tokens) <= 3
        and not _FULL_STOP.search(line)
        and (glued > 0 or tokens[-1].lower() in {"icon", "logo", "chevron", "arrow", "avatar"})
    )


def _promotion_evidence(line: str, spoken: list[str], *, sentence: bool) -> float:
    """Evidence that a line speaks to the visitor of a page: pay, sign up, consent, click."""
    # A long paragraph may hold such words here and there; a notice is full of them.
    thin = min(1.0, _LONG_NOTICE / max(len(spoken), 1))
    strong = thin * len(words.STRONG_PROMOTION.findall(line))
    weak = len({found.lower() for found in words.PROMOTION.findall(line)})
    if not strong and not weak:
        return 0.0
    addressed = bool(words.ADDRESS.search(line))
    commanding = bool(words.IMPERATIVE.search(line))
    narrative = len(words.NARRATIVE.findall(line))
    score = 1.3 * strong + 0.35 * thin * min(weak, 6) + 0.7 * addressed
    if commanding:  # "Read literally, the law …" begins like "Read all stories"
        score += 0.7 if strong or addressed or not sentence else 0.2 * weak
    if (strong and len(spoken) <= 10) or (commanding and not sentence and len(spoken) <= 8):
        score += 0.7
    if not addressed and not commanding and not strong:
        score = min(score, 0.9)  # an article about newsletters speaks to nobody
    score -= 0.9 * min(narrative, 3)
    if sentence and len(spoken) > 30:
        score -= (len(spoken) - 30) / 15
    return max(score, 0.0)
