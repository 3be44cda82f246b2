"""Renders an answer as the HTML of one message of the conversation.

Pure functions over records. What they return passes Gradio's sanitiser unchanged, so it
uses only elements, classes, `href`, `id` and `title`. It decides nothing about an answer:
an unsupported sentence is shown as such, a `not_found` shows its nearest passages as such.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from qa.records import Answer, Article, Citation, Hit, MeantDate, Sentence, Table
from qa.ui.html import citation_address as cite
from qa.ui.html.escaping import clip, each_once
from qa.ui.html.own_sentences import in_own_language
from qa.ui.html.render import render
from qa.ui.html.text_export import (
    answer_footnotes_html,
    answer_markdown,
    answer_text,
    is_lead,
    sources_told,
)
from qa.ui.interface_words import _, count, day, number, short_day

NEAREST_SHOWN = 3
TIMELINE_FROM = 3  # dated articles; fewer are told apart at a glance
LONGEST_HEADING = 70
LONGEST_HEADLINE = 160


def answer_id(answer: Answer) -> str:
    """16 hex digits: the same for the same question, answer and engine."""
    told = "\x00".join((answer.question, answer.text, answer.engine))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def question_html(question: str) -> str:
    """The question as the headline of its exchange; a long one is set smaller."""
    asked = " ".join(question.split())
    return render("answer", "question", asked=asked, long=len(asked) > LONGEST_HEADLINE)


def waiting_html(sentence: str) -> str:
    """What stands in the place of an answer that has no word yet."""
    return render("answer", "waiting", sentence=sentence)


def error_html(sentence: str, *, nothing_fits: bool = False) -> str:
    """A failure, told in one sentence. nothing_fits: whether its scope holds no article."""
    return render("answer", "error", sentence=sentence, nothing_fits=nothing_fits)


def answer_html(answer: Answer, *, final: bool, searched: tuple[int, int] | None = None) -> str:
    """One answer: short answer, sentences with markers, note, sources.

    final: False for a growing draft, which has no sources and no actions yet.
    searched: how many articles it was looked for in, of how many; None: in all.
    """
    name = answer_id(answer) if final else ""
    answer = in_own_language(answer)
    return render(
        "answer",
        "answer",
        answer=_body(answer),
        id=name,
        state="final" if final else "draft",
        searched=searched_sentence(*searched) if searched else "",
        sources=_sources(answer) if final else {},
        nearest=[_near(hit) for hit in answer.nearest[:NEAREST_SHOWN]] if final else [],
        markdown=answer_markdown(answer) if final else "",
        footnotes=answer_footnotes_html(answer) if final else "",
        plain=answer_text(answer) if final else "",
    )


def searched_sentence(held: int, total: int) -> str:
    """ "Searched 31 of 171 articles." """
    return _("Searched {n} of {articles}.", n=number(held), articles=count(total, "article"))


def compared_html(answers: Sequence[Answer]) -> str:
    """Answers to one question beside each other, each under what wrote it and how long it took."""
    sides = [
        {
            "id": answer_id(answer),
            "engine": f"{_engine(answer)} · {number(float(answer.seconds))} s",
            "answer": _body(in_own_language(answer)),
            "sources": _sources(answer),
            "nearest": [_near(hit) for hit in answer.nearest[:NEAREST_SHOWN]],
        }
        for answer in answers
    ]
    return render("answer", "compared", sides=sides)


def _by_model(answer: Answer) -> bool:
    """Whether a chat model wrote it: their names have a colon, "ollama:qwen3:4b"."""
    return ":" in answer.engine


def _engine(answer: Answer) -> str:
    return answer.engine if _by_model(answer) else _("The built-in reader")


def stopped_html(draft: Answer | None) -> str:
    """What is left of an answer that a person stopped, said to be that."""
    return render("answer", "stopped", draft=_body(in_own_language(draft)) if draft else None)


def _said_words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _body(answer: Answer) -> dict[str, object]:
    """What is said; a chat model's draft is text alone until its sentences are checked."""
    by_marker = {citation.marker: citation for citation in answer.citations}
    filled_in = _said_words(answer.standalone_question) - _said_words(answer.question)
    return {
        "understood": answer.standalone_question if filled_in else "",
        "status": answer.status,
        "text": answer.text,
        "direct": answer.direct,
        "shape": answer.shape,
        "sentences": [
            _sentence(number, sentence, by_marker)
            for number, sentence in enumerate(answer.sentences)
        ],
        "note": answer.note,
        "by_model": _by_model(answer),
        "table": _table(answer.table, by_marker) if answer.table else None,
        # Within a filter the page says by itself how much it leaves.
        "looked": "" if answer.filtered else answer.searched,
    }


def _table(table: Table, by_marker: dict[int, Citation]) -> dict[str, object]:
    """The names over the columns, and each row as its thing and its other cells."""
    rows = [
        {
            "thing": row[0].text,
            "cells": [
                {"text": cell.text, "citations": _markers(cell.citations, by_marker)}
                for cell in row[1:]
            ],
        }
        for row in table.rows
    ]
    return {"columns": table.columns, "rows": rows}


def _markers(numbers: Iterable[int], by_marker: dict[int, Citation]) -> list[dict[str, object]]:
    return [_marker(by_marker[number]) for number in numbers if number in by_marker]


def _sentence(number: int, sentence: Sentence, by_marker: dict[int, Citation]) -> dict[str, object]:
    cited = _markers(sentence.citations, by_marker)
    parts, position = [], 0
    for date in sentence.dates:
        parts += [(sentence.text[position : date.start], ""), (_words(sentence, date), date.date)]
        position = date.end
    parts.append((sentence.text[position:], ""))
    return {
        "number": number,
        "parts": parts,
        "label": sentence.label,
        "supported": sentence.supported,
        "citations": cited,
        "lead": is_lead(sentence),
    }


def _words(sentence: Sentence, date: MeantDate) -> str:
    return sentence.text[date.start : date.end]


def _marker(citation: Citation) -> dict[str, object]:
    """The clickable [1]; its title is the quote, which the page shows as a preview."""
    preview = f"“{clip(citation.quote, 280)}” — {_byline(citation.article, citation.place)}"
    return {"span": cite.of_citation(citation), "preview": preview, "marker": citation.marker}


def _byline(article: Article, place: str | None) -> str:
    return ", ".join(each_once(article.title, article.source, short_day(article.date), place))


def _sources(answer: Answer) -> dict[str, object]:
    grouped: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        grouped.setdefault(citation.article.id, []).append(citation)
    return {
        "label": sources_told(answer.citations),
        "timeline": timeline_html([citations[0] for citations in grouped.values()]),
        "cards": [_card(citations) for citations in grouped.values()],
    }


def timeline_html(citations: list[Citation]) -> str:
    """A line of time with a dot for each dated article; "" for fewer than three."""
    dated = sorted(
        ((item.article.date, item) for item in citations if item.article.date),
        key=lambda pair: pair[0],
    )
    if len(dated) < TIMELINE_FROM:
        return ""
    first, last = dated[0][0], dated[-1][0]
    days = max((last - first).days, 1)
    ticks = [
        {
            "span": cite.of_citation(item),
            "share": f"{100 * (date - first).days / days:.1f}",
            "told": f"{day(date)}: {item.article.title}",
            "day": day(date),
        }
        for date, item in dated
    ]
    return render("answer", "timeline", first=short_day(first), last=short_day(last), ticks=ticks)


def _card(citations: list[Citation]) -> dict[str, object]:
    first = citations[0]
    places = dict.fromkeys(citation.place for citation in citations if citation.place)
    left = first.versions - len(first.also)
    more = (f"{left:,} more",) if left > 0 else ()
    return {
        "span": cite.of_citation(first),
        "article_id": first.article.id,
        "markers": [citation.marker for citation in citations],
        "title": first.article.title,
        "about": _line((first.article.source, _in_one_line(day(first.article.date)), *places)),
        "also": "; ".join((*(_byline(article, None) for article in first.also), *more)),
    }


def _in_one_line(date: str) -> str:
    """A date that no end of a line divides: with no-break spaces."""
    return date.replace(" ", "\N{NO-BREAK SPACE}")


def _line(parts: Iterable[str | None]) -> str:
    return " · ".join(each_once(*parts))


def _near(hit: Hit) -> dict[str, object]:
    article = hit.passage.article
    first, _, rest = hit.passage.text.strip().partition("\n")
    heading = len(first) <= LONGEST_HEADING and first[-1:] not in '.!?…”"' and rest.strip()
    return {
        "span": cite.of_hit(hit),
        "quote": clip(rest if heading else hit.passage.text, 220),
        "about": _line((article.title, short_day(article.date))),
    }
