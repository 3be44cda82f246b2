"""Strips query boilerplate from a question by pattern: "Can you tell me", "in these articles".

    "Hi, could you tell me who won, according to your newest article on it?" -> "Who won?"

Such words are of no article; searching and reading go better without. "The documents" may be
what is asked about, so only "these", "your" and "my" documents are taken off.
"""

from __future__ import annotations

import re

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.question_words import ADDRESSING, QUESTION_WORDS

_ASKING = rf"{one_of(QUESTION_WORDS)}\b"
_LEAD = re.compile(
    rf"^(?:{one_of(ADDRESSING, ('ok', 'okay', 'just curious', 'quick question'))}\b[,:;!. –-]*)*"
    r"(?:(?:"
    r"(?:can|could|would|will) you (?:please |maybe |also )?(?:tell|show|remind) (?:me|us)|"
    r"(?:please )?(?:tell|remind) (?:me|us)|"
    r"do(?:es)? (?:you|anyone|anybody) (?:happen to )?know|"
    r"(?:i|we)(?: would|['’]d)? (?:like|want|need) to (?:know|find out|learn)|"
    r"(?:i|we) (?:wonder|am wondering|was wondering|were wondering)|i['’]m wondering|"
    r"any idea|do (?:the|these|your|my|any) articles (?:say|tell|mention|report|explain)"
    rf")[,:]? (?={_ASKING}))?",
    re.IGNORECASE,
)
_ARTICLES = (
    r"(?:(?:the|these|those|your|my|our|any|all)(?: of (?:the|these|your|my))?"
    r"(?: (?:newest|latest|most recent|oldest|saved|other|news))* articles?|"
    r"(?:these|those|your|my|our)(?: (?:newest|latest|most recent|saved|news))*"
    r" (?:documents?|files?|sources?|texts?|stories|clippings|collection|corpus))"
    r"(?: (?:you (?:have|know)|i (?:gave|have given) you|at hand|on (?:it|this|that)|here))?"
)
_SOURCE = re.compile(
    rf"(?:, *|(?<! ) +)?\b(?:according to|based on|going by|judging by|as told in|in|from)"
    rf" {_ARTICLES}\b(?! of\b),? *",
    re.IGNORECASE,
)
_LEAST_WORDS = 2


def without_boilerplate(question: str) -> str:
    """The question without what is said to the assistant; as it is if too little is left."""
    plain = _SOURCE.sub(_joint, question)
    plain = _LEAD.sub("", plain).strip(" ,")
    if plain == question or len(plain.split()) < _LEAST_WORDS:
        return question
    return plain[0].upper() + plain[1:]


def _joint(match: re.Match[str]) -> str:
    """What stands where the words were: a space, if words are on both sides."""
    text, end = match.string, match.end()
    return " " if match.start() and end < len(text) and text[end].isalnum() else ""
