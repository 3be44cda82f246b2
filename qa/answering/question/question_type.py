"""Classifies a question by patterns: fact, yes or no, list, overview, timeline, comparison, news.

    "Why did they leave?" -> "explain"; "Which senators agreed?" -> "list"

The kind decides what is shown, never whether there is an answer. English forms;
anything not recognised is a question of fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.english.dates import TimeFilter
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES, BE, DO, HAVE
from qa.answering.english.lexicon.months import MONTHS, WEEKDAYS
from qa.answering.english.lexicon.numerals import NUMBER_WORDS
from qa.answering.english.lexicon.prepositions import BASIC, OTHER_PLACE, RELATION, TIME
from qa.answering.english.lexicon.pronouns import SUBJECTS
from qa.answering.english.lexicon.question_words import (
    ADDRESSING,
    OPENERS,
    QUESTION_WORD,
    QUESTION_WORDS,
)
from qa.answering.english.lexicon.stop_words import NEWS_WORDS
from qa.answering.english.lexicon.verbs import IRREGULAR_PASTS
from qa.answering.english.words import content_stems
from qa.answering.stages import Kind

_AUXILIARY = rf"{one_of(AUXILIARIES)}(?:n['’]t)?"
_LEAD_IN = re.compile(
    rf"^(?:{one_of(OPENERS, ADDRESSING)}[, ]++)*"
    r"(?:(?:can|could) you (?:tell me|say|explain)|do you know|tell me|i (?:read|heard)[^.]*\.)?"
    r"[, ]*"
)
_OPENING_DATE = re.compile(rf"^{one_of(('as of', 'back in'), TIME)}\b[^,?]*, *")
_EXPLAIN = re.compile(
    r"\bwhy\b|\bhow come\b|\bexplain\b|\bwhat(?:['’]s| is| was)? the (?:reason|cause|thinking|"
    r"explanation|motive|purpose)|\bwhat (?:caused|causes|led|made|makes|explains|prompted|"
    r"triggered|set off|drove|do \w+ suspect)|\b(?:for|on) what (?:reasons?|grounds)\b|"
    rf"\bhow (?:{_AUXILIARY}|exactly)\b|\bhow to\b|\bwhat (?:is|was) behind\b"
)
# "What do the articles say about it?", and not "What did Ann say about it?"
_TOLD_OF = (
    rf"what {one_of(DO, HAVE, BE)}"
    r"(?: (?:(?:the|these|those|your|my|our|any|all|other) )*"
    r"(?:news|articles?|reports?|newspapers?|papers?|press|media|sources?|texts?|documents?|stories|"
    r"collection|you))?(?: been| to)?"
    r" (?:say|said|tell|told|report(?:ed)?|write|written|known?|have|contain) (?:us |me )?"
    r"(?:about|on|of|regarding)"
)
_TIMELINE = re.compile(
    r"\bwhat happened when (?:in|during|with|to|at)\b|"
    r"\b(?:timeline|time ?line|chronology|sequence of events)\b|"
    r"\bstep by step\b|\bin (?:chronological )?order\b|\bgive me the dates\b|"
    r"\bhow did .{1,80} (?:develop|unfold|progress|evolve|come about)\b"
)
_OVERVIEW = re.compile(
    r"\bwhat (?:happened|is happening|has happened|else happened)\b|\btell me (?:about|more)\b|"
    rf"\b(?:summar|overview|background|describe|outline)|\bwhat is known\b|{_TOLD_OF}|"
    r"\bwhat about\b|"
    r"\bwhat (?:do|does) .{0,40}\bknow(?:n)? about\b|"
    r"\bwhat (?:did|has|have|had) .{1,60} (?:do|done|been doing|been up to)\b *\??$|"
    r"\bwhat(?:['’]s| is| are)(?: the)? (?:latest|news?|newest)(?: news| developments?)?"
    r" (?:on|about|with|in|from|for)\b[^,;]*$|"
    r"\bwhat(?:['’]s| is| was) .{0,60}\babout\b *\??$"
)
# "Who is Greta Thunberg?" is answered by what is told of her, hardly by a few words.
_WHO_OR_WHAT = re.compile(
    r"^(?i:who|what)(?:['’]s| (?i:is|was|are|were)) (?:[A-ZÀ-Þ][\w'’.-]*(?<!['’]s)(?: |\W*$)){1,4}$"
)
# "Is it known who did it?" asks who; "Is the man who did it free?" does not.
_ASKS_WITHIN = re.compile(
    r"\b(?:known?|say|says|said|tell|told|clear|sure|remember|decided?|explain(?:ed)?|announced?|"
    r"reveal(?:ed)?|disclosed?|established|find out|found out|and|or|if so)"
    r"(?: (?:us|me|about|of|yet|already|exactly))*,? wh(?:o|ich|at|ere|en)\b"
)
_COMPARE = re.compile(
    r"^compare\b|\bhow (?:do|does|did) .{1,120} compare\b|\bcompared (?:to|with)\b|"
    r"\b(?:comparison|difference|differ|different from|versus|vs\.?)\b|\beach\b"
)
# "Which is larger, this or that?", within one question.
_WHICH_IS_MORE = tuple(map(re.compile, (r"\bwh(?:o|ich)\b", r"\b(?:\w+er|more|less)\b", r"\bor\b")))
_LIST = re.compile(
    r"\b(?:name|list|enumerate)\b(?: me)? (?:all|the|every|each|some|two|three|four|five)\b|"
    r"\bwho (?:are|were) (?:all )?the (?:\w+ ){0,3}\w+s\b|\bwhat were they\b|"
    r"\bwhat (?:are|were) (?:all )?(?:the|its|their|his|her) |"
    r"\b(?:which|what) (?:ones|all)\b|\bwho all\b|\bwho else\b|"
    r"\bwhat exactly (?:did|do|does|were|are)\b.{0,200}\b(?:want|demand|promise|include)"
)
# "What were they heading for?" asks for one thing, though it looks like "What were the terms?".
_LEFT_OPEN = re.compile(rf"\b{one_of(BASIC, RELATION, ('by',))}(?: when\b.*)? *\?*$")
_BREAKS_OFF = one_of(("of",), AUXILIARIES)
_GOES_ON = one_of(BASIC, RELATION, OTHER_PLACE, IRREGULAR_PASTS, ("that", "who", "by"))
_NOUN_AFTER_WHICH = re.compile(
    rf"\b(?:which|what)(?: of the)?(?P<between>(?: (?!{_BREAKS_OFF}\b)[\w'’-]+){{1,5}}?)"
    rf"(?= (?:{_BREAKS_OFF}|{_GOES_ON}|\w+ed)\b"
    r"|\?|$)"
)
_ASKS = re.compile(QUESTION_WORD, re.IGNORECASE)
_TELLS = re.compile(r"^(?:what about|compare)\b", re.IGNORECASE)
_SAME_OPENING = 3  # words that the parts of a question about two things have in common
_NOT_PLURAL = ("ss", "us", "is", "news", "series", "species", "'s", "’s")


def kind_of(question: str) -> Kind:
    """The kind of the question; of several sentences the asking ones decide."""
    asked = asking(question).strip()
    body = _OPENING_DATE.sub("", _LEAD_IN.sub("", asked.lower()))
    kind: Kind = "fact"
    if _TIMELINE.search(body):
        kind = "timeline"
    elif _COMPARE.search(body) or any(map(_asks_which_is_more, body.split("?"))):
        kind = "compare"
    elif re.match(rf"{_AUXILIARY}\b", body):
        kind = "fact" if _ASKS_WITHIN.search(body) else "yes_no"
    elif _EXPLAIN.search(body):
        kind = "explain"
    elif _asks_for_several(body):
        kind = "list"
    elif (
        _WHO_OR_WHAT.match(asked)
        or _LATEST_ON.match(asked)
        or _OVERVIEW.search(body)
        or not re.search(r"\?|\b(?:wh\w+|how)\b", body)
    ):
        kind = "overview"
    elif re.search(rf"[,;] {_AUXILIARY} (?:it|he|she|they|there)\b", body):
        kind = "yes_no"
    return kind


def kinds_of_parts(whole: Kind, parts: Sequence[str]) -> tuple[Kind, ...]:
    """The kind of each part of a question of this kind.

    "How many drones were used, and what other weapons were seen?" asks for a number and for a
    list. "What were the times of Ann and Bea?" has a plural only for being about two: of each it
    asks one thing. Comparing two is to find out the same of each, or to tell of each.
    """
    if whole == "compare":
        return tuple("overview" if _TELLS.match(part) else "fact" for part in parts)
    if len(parts) == 1 or whole != "list":
        return (whole,) * len(parts)
    openings = {tuple(part.lower().split()[:_SAME_OPENING]) for part in parts}
    if len(openings) == 1:
        one: Kind = "fact"
        return (one,) * len(parts)
    return tuple(map(kind_of, parts))


_NEW = r"(?:latest|newest|most recent|recent|new)"
_NEWS_OF = r"(?:news|developments?|updates?|reports?|word)"
_LATEST_ON = re.compile(
    r"^(?:(?:what(?:['’]s| is| are)|any|give me|tell me|is there|are there)(?: any| the)? |the )?"
    rf"(?:{_NEW}(?: {_NEWS_OF})?|(?:news|developments?|updates?))"
    r" (?:on|about|with|of|from|for|regarding) "
    r"(?P<topic>[^?,;]{3,})\??$",
    re.IGNORECASE,
)
_KNOWN_OF = re.compile(
    rf"^(?:{_TOLD_OF}|"
    r"(?:please )?tell me (?:more )?(?:about|of)|"
    r"what (?:do|does) .{1,40} know(?:n)? (?:of|about)|what happened (?:in|at|to|with|during)|"
    r"(?:give me )?(?:an? )?(?:overview|summary|background) (?:of|on|about)|"
    r"(?:what about|describe|outline|summari[sz]e)|wh(?:o|at)(?:['’]s| is| was| are| were)) "
    r"(?:(?:all )?(?:the )?(?:news|reports?|articles|coverage|stor(?:y|ies)) (?:of|on|about) )?"
    r"(?P<topic>[^?,;]{3,})\??$",
    re.IGNORECASE,
)
_OF_EVENTS = re.compile(
    r"^.*?\b(?:what happened when|(?:timeline|time ?line|chronology|sequence of events))"
    r"(?: (?:in|of|for|on|with|during|about))? (?P<topic>[^?]{3,})\??$",
    re.IGNORECASE,
)


def topic_of(question: str, kind: Kind) -> str:
    """What an overview or a timeline is of: "Hurricane Dorian" of "the latest on Hurricane Dorian".

    The question itself where it does not name its topic in such a form.
    """
    forms = {"overview": (_LATEST_ON, _KNOWN_OF), "timeline": (_OF_EVENTS,)}.get(kind, ())
    match = next(filter(None, (form.match(question) for form in forms)), None)
    return match["topic"].strip() if match else question


def asking(question: str) -> str:
    """The sentences with a question mark, or all of them."""
    sentences = re.split(r"(?<=[.?!]) +(?=[A-Z\"“])", question)
    asking = [sentence for sentence in sentences if sentence.rstrip().endswith("?")]
    return " ".join(asking or sentences)


def _asks_which_is_more(question: str) -> bool:
    end = 0
    for step in _WHICH_IS_MORE:
        match = step.search(question, end)
        if match is None:
            return False
        end = match.end()
    return True


def _asks_for_several(body: str) -> bool:
    """Whether the form asks for a list, or the noun after "which" or "what" is a plural."""
    if (match := _LIST.search(body)) and not (
        match.group().startswith(("what are", "what were")) and _LEFT_OPEN.search(body)
    ):
        return True
    noun = _NOUN_AFTER_WHICH.search(body)
    if not noun:
        return False
    word = noun["between"].split()[-1]
    return word.endswith("s") and not word.endswith(_NOT_PLURAL)


_NEWS = re.compile(r"\b(?:news|new|latest|newest|headlines?)\b", re.IGNORECASE)
_ASKS_FOR_MORE = re.compile(
    rf"\b(?!what\b){one_of(QUESTION_WORDS, SUBJECTS, ('them', 'there'))}\b", re.IGNORECASE
)
_GENERIC = frozenset(
    stem
    for word in (*NEWS_WORDS, *MONTHS, *WEEKDAYS, *NUMBER_WORDS)
    for stem in content_stems(word)
)


def asks_for_news(question: str, time_filter: TimeFilter) -> bool:
    """Whether the question names a time, or asks for what is new, and nothing else."""
    timed = time_filter.first is not None or time_filter.latest or bool(_NEWS.search(question))
    if not timed or _ASKS_FOR_MORE.search(question):
        return False
    return all(
        stem in _GENERIC or any(character.isdigit() for character in stem)
        for stem in content_stems(question)
    )
