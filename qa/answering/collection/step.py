"""Chain step that answers small talk and questions about the collection without reading.

State -> State with statements and a status, or None: read the articles
"""

from __future__ import annotations

from dataclasses import replace

from qa.answering.collection.intent import SURE_OF_SHORT, intent_of
from qa.answering.collection.reply import reply
from qa.answering.collection.small_talk import REPLIES, small_talk
from qa.answering.english.words import one_line
from qa.answering.extraction.summarise import Encode
from qa.answering.messages import FOREIGN
from qa.answering.question.boilerplate_phrases import without_boilerplate
from qa.answering.question.language import foreign_language
from qa.answering.stages import State, Statement
from qa.index import SearchIndex


def answered_without_reading(
    state: State, index: SearchIndex, *, encode: Encode, max_words: int
) -> State | None:
    """The state with an answer that needs no reading; None for a question to the articles."""
    question = one_line(state.question)
    asked = replace(state, standalone=question, plain=question, parts=(question,))
    if said := small_talk(question):
        statement = Statement(REPLIES[said])
        return replace(asked, kind="small_talk", statements=(statement,), status="answered")
    intent = intent_of(question) or intent_of(without_boilerplate(question))
    if intent is None:
        return None
    told = reply(
        intent, replace(asked, kind="collection"), index, encode=encode, max_words=max_words
    )
    if told and intent.likely < SURE_OF_SHORT:
        return replace(told, short_answer=None)
    return told


def in_another_language(state: State, index: SearchIndex) -> State | None:
    """The state with what the product reads, for a question in another language; else None.

    An article in the language of the question may answer it by its words, so then it is read for.
    """
    question = one_line(state.question)
    found = foreign_language(question)
    if found is None or index.holds_language(found[0]):
        return None
    statement = Statement(FOREIGN.format(language=found[1]))
    asked = replace(state, standalone=question, plain=question, parts=(question,))
    return replace(asked, kind="small_talk", statements=(statement,), status="not_found")
