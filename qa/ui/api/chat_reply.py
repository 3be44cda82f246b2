"""Conversation of OpenAI's shape -> question and history; answer -> message with annotations.

    messages -> Asked             Answer -> "text [1] … Sources: [1] …" + an annotation per marker

Pure functions. A client that knows nothing of citations still shows them: the list of sources is
part of the text. It is taken off again when the message comes back as history.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.errors import QuestionError
from qa.records import Answer, Citation, Turn
from qa.serial import CitationShape
from qa.ui.api.chat_shapes import Annotation, MessageRequest, ReplyMessage, UrlCitation, Usage
from qa.ui.html.citation_address import href, of_citation
from qa.ui.html.escaping import clip, each_once, safe_url
from qa.ui.interface_words import short_day
from qa.ui.service.asking import Asked
from qa.ui.service.exchanges import TURNS_REMEMBERED

SOURCES = "\n\nSources:\n"
LONGEST_REMEMBERED = 2_000
_MARKER = re.compile(r"\[(\d{1,4})\]")


def asked_of(messages: Sequence[MessageRequest]) -> Asked:
    """The last message of the user as the question, those before it as the last few turns.

    Instructions (system, developer) and results of tools are no questions and are passed over.
    Raises QuestionError if the user has said nothing.
    """
    said = [each for each in messages if each.role in ("user", "assistant")]
    while said and said[-1].role != "user":
        said.pop()
    if not said:
        raise QuestionError("The messages hold none of the role user with a question.")
    turns: list[Turn] = []
    question = ""
    for each in said[:-1]:
        if each.role == "user":
            question = each.text
        elif question:
            answer = each.text.partition(SOURCES)[0]
            turns.append(Turn(question, answer[:LONGEST_REMEMBERED]))
            question = ""
    return Asked(said[-1].text, tuple(turns[-TURNS_REMEMBERED:]))


def message_of(answer: Answer, *, window: str) -> ReplyMessage:
    """The answer as a message. window: the address of the window, "http://host:port/"."""
    content = answer.text + sources_of(answer)
    return ReplyMessage(content=content, annotations=annotations_of(answer, content, window))


def usage_of(messages: Sequence[MessageRequest], content: str) -> Usage:
    """What was sent and what came back, counted in words."""
    asked, said = sum(len(each.text.split()) for each in messages), len(content.split())
    return Usage(prompt_tokens=asked, completion_tokens=said, total_tokens=asked + said)


def sources_of(answer: Answer) -> str:
    """The list of what is cited, to stand below the text; "" if nothing is."""
    lines = []
    for item in answer.citations:
        article = item.article
        facts = each_once(article.title, article.source, short_day(article.date), item.place)
        named = ", ".join(facts)
        lines.append(f"[{item.marker}] {named}: “{clip(item.quote, 300)}”")
    return SOURCES + "\n".join(lines) if lines else ""


def annotations_of(
    answer: Answer, content: str, window: str, *, start: int = 0
) -> tuple[Annotation, ...]:
    """One for each marker of the answer's text, in its order; offsets are those of `content`.

    start: where the answer's text begins in it.
    """
    by_marker = {item.marker: item for item in answer.citations}
    found = []
    for match in _MARKER.finditer(content, start, start + len(answer.text)):
        item = by_marker.get(int(match[1]))
        if item is not None:
            where = UrlCitation(
                start_index=match.start(),
                end_index=match.end(),
                title=item.article.title,
                url=_address(item, window),
            )
            shape = CitationShape.model_validate(item)
            found.append(Annotation(url_citation=where, citation=shape))
    return tuple(found)


def is_checked(draft: Answer) -> bool:
    """Whether a draft is made of sentences; a chat model's is not, until they were checked."""
    return bool(draft.sentences)


def _address(item: Citation, window: str) -> str:
    """Where the words can be read: the article's own address, or its place in the window."""
    if item.article.url and safe_url(item.article.url):
        return item.article.url
    return window + href(of_citation(item))
