"""Exports answers as Markdown, or as text with footnotes for a word processor.

Pure functions over answers. Markdown that came out of an article is escaped, so an export
renders as the window showed it; what is copied as HTML went through `render`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.records import Answer, Citation, Sentence, Table
from qa.ui.html.escaping import clip, each_once, safe_url
from qa.ui.html.render import render
from qa.ui.interface_words import N_, _, count, day

NOT_TOLD = N_("not told")
UNSUPPORTED = N_("not supported by the articles")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$!])")


def sources_told(citations: Sequence[Citation]) -> str:
    """How many sources they are, as "2 sources": versions of one report are one."""
    also = {item.article.id: item.also for item in reversed(citations)}  # the first one's count
    return count(
        len({min([key, *(item.id for item in others)]) for key, others in also.items()}), "source"
    )


def answer_markdown(answer: Answer) -> str:
    """The answer with its markers as Markdown footnotes: `… in 2013.[^1]`."""
    lines = [f"## {markdown_text(answer.question)}", ""]
    if answer.status == "not_found":
        said = [markdown_text(text) for text in (answer.text, answer.searched) if text]
        return "\n".join([*lines, " ".join(said), ""])
    if answer.direct:
        lines += [f"**{markdown_text(answer.direct)}**", ""]
    if answer.table:
        lines += [*_table(answer.table), ""]
    lines += [*_body(answer), ""]
    lines += [f"[^{item.marker}]: {_note(item)}" for item in answer.citations]
    return "\n".join([*lines, ""])


def answer_text(answer: Answer) -> str:
    """The answer as plain text with its sources below: no markup and nothing escaped."""
    lines = [_flat(answer.question), ""]
    if answer.status == "not_found":
        said = [_flat(text) for text in (answer.text, answer.searched) if text]
        return "\n".join([*lines, " ".join(said), ""])
    if answer.direct:
        lines += [_flat(answer.direct), ""]
    if answer.table:
        lines += [*_plain_table(answer.table), ""]
    texts = [_plain_sentence(sentence) for sentence in answer.sentences]
    if answer.shape == "prose":
        lines += [" ".join(texts), ""]
    else:
        leads = map(is_lead, answer.sentences)
        lines += [text if lead else f"- {text}" for text, lead in zip(texts, leads, strict=True)]
        lines.append("")
    for item in answer.citations:
        url = item.article.url if safe_url(item.article.url) else None
        facts = ", ".join(_facts(item))
        lines.append(
            f"[{item.marker}] {facts}: “{clip(item.quote, 400)}”{f' {url}' if url else ''}"
        )
    return "\n".join([*lines, ""])


def answer_footnotes_html(answer: Answer) -> str:
    """The answer with raised numbers and a list of notes, as word processors paste it."""
    notes = [
        {
            "marker": item.marker,
            "quote": clip(item.quote, 400),
            "facts": ", ".join(_facts(item)),
            "url": item.article.url,
        }
        for item in answer.citations
    ]
    listed = answer.shape != "prose"
    return render(
        "answer",
        "footnotes",
        answer=answer,
        leads=[each for each in answer.sentences if listed and is_lead(each)],
        items=[each for each in answer.sentences if not (listed and is_lead(each))],
        notes=notes,
    )


def _body(answer: Answer) -> list[str]:
    """One paragraph, or an item a line; what is ours and cites nothing leads the items in."""
    texts = [_sentence(sentence) for sentence in answer.sentences]
    if answer.shape == "prose":
        return [" ".join(texts)]
    lines = []
    for sentence, text in zip(answer.sentences, texts, strict=True):
        lines += [text, ""] if is_lead(sentence) else [f"- {text}"]
    return lines


def _table(table: Table) -> list[str]:
    """The table as Markdown; a cell that no article tells says so."""
    rows = [
        [f"{markdown_text(cell.text)}{_markers(cell.citations)}" or _(NOT_TOLD) for cell in row]
        for row in table.rows
    ]
    heads = [markdown_text(name) for name in table.columns]
    return [f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows)]


def _markers(numbers: Sequence[int]) -> str:
    return "".join(f"[^{number}]" for number in numbers)


def is_lead(sentence: Sentence) -> bool:
    """Whether the sentence leads in the items of a list and is none of them."""
    return sentence.ours and not sentence.citations


def _sentence(sentence: Sentence) -> str:
    markers = _markers(sentence.citations)
    flag = "" if sentence.supported else f" *({_(UNSUPPORTED)})*"
    label = f"**{markdown_text(sentence.label)}:** " if sentence.label else ""
    return f"{label}{markdown_text(sentence.text)}{markers}{flag}"


def _plain_table(table: Table) -> list[str]:
    """A line a row, its cells parted by tabs, so that a spreadsheet takes them."""
    lines = ["\t".join(map(_flat, table.columns))]
    for row in table.rows:
        cells = []
        for cell in row:
            markers = "".join(f"[{number}]" for number in cell.citations)
            cells.append(" ".join(filter(None, (_flat(cell.text), markers))) or _(NOT_TOLD))
        lines.append("\t".join(cells))
    return lines


def _plain_sentence(sentence: Sentence) -> str:
    markers = "".join(f"[{number}]" for number in sentence.citations)
    flag = "" if sentence.supported else f" ({_(UNSUPPORTED)})"
    label = f"{_flat(sentence.label)}: " if sentence.label else ""
    return f"{label}{_flat(sentence.text)}{f' {markers}' if markers else ''}{flag}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _facts(citation: Citation) -> list[str]:
    article = citation.article
    return each_once(
        article.author, article.title, article.source, day(article.date), citation.place
    )


def _note(citation: Citation) -> str:
    url = citation.article.url if safe_url(citation.article.url) else None
    address = f" <{url}>" if url and ">" not in url else ""
    quote = markdown_text(clip(citation.quote, 400))
    return f"“{quote}” {markdown_text(', '.join(_facts(citation)))}.{address}"


def markdown_text(text: str) -> str:
    """A text on one line that Markdown shows as it is."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
