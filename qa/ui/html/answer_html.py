"""Answer -> HTML of one message of the conversation.

Pure functions over records. What they return passes Gradio's sanitiser unchanged, so it
uses only elements, classes, `href`, `id` and `title`. It decides nothing about an answer:
an unsupported sentence is shown as such, a `not_found` shows its nearest passages as such.
"""

from __future__ import annotations

from collections.abc import Iterable

from qa.records import Answer, Article, Citation, Hit, Sentence
from qa.ui.html import citation_address as cite
from qa.ui.html.escaping import clip, count, day, short_day, show
from qa.ui.html.text_export import answer_footnotes_html, answer_markdown

NEAREST_SHOWN = 3
TIMELINE_FROM = 3  # dated articles; fewer are told apart at a glance
LONGEST_HEADING = 70
LONGEST_HEADLINE = 160
_COPIES = (
    ("copy-markdown", "Copy"),
    ("copy-footnotes", "Copy with footnotes"),
    ("link", "Copy link"),
)
_AGAIN = (("again", "Ask again"), ("edit", "Edit question"))
_VOTES = (("up", "Helpful"), ("down", "Not helpful"))


def question_html(question: str) -> str:
    """The question as the headline of its exchange; a long one is set smaller."""
    asked = " ".join(question.split())
    kind = "qa-question qa-long" if len(asked) > LONGEST_HEADLINE else "qa-question"
    return f'<div class="{kind}">{show(asked)}</div>'


def waiting_html(sentence: str) -> str:
    """What stands in the place of an answer that has no word yet."""
    return f'<div class="qa-wait"><span class="qa-pulse"></span>{show(sentence)}</div>'


def error_html(sentence: str) -> str:
    """A failure, told in one sentence."""
    return f'<div class="qa-error">{show(sentence)}</div>'


def answer_html(answer: Answer, *, final: bool) -> str:
    """One answer: short answer, sentences with markers, note, sources.

    final: False for a growing draft, which has no sources and no actions yet.
    """
    parts = [_said(answer)]
    if final:
        parts.append(_nearest(answer.nearest) if answer.status == "not_found" else _sources(answer))
        parts.append(_actions(answer))
    state = "final" if final else "draft"
    return f'<div class="qa-answer qa-{answer.status} qa-{state}">{"".join(parts)}</div>'


def stopped_html(draft: Answer | None) -> str:
    """What is left of an answer that a person stopped, said to be that."""
    told = "You stopped this answer; what stands here was not checked to the end."
    said = _said(draft) if draft else ""
    return (
        f'<div class="qa-answer qa-halted">{said}<div class="qa-stopped">'
        f"{told if draft else 'You stopped this answer before its first word.'}</div>"
        f'<div class="qa-actions">{_group(_AGAIN)}</div></div>'
    )


def _said(answer: Answer) -> str:
    parts = []
    if answer.standalone_question.strip() != answer.question.strip():
        understood = show(answer.standalone_question)
        parts.append(f'<div class="qa-understood">Understood as: {understood}</div>')
    if answer.status == "not_found":
        parts.append(f'<div class="qa-notfound">{show(answer.text)}</div>')
    else:
        if answer.direct:
            parts.append(f'<div class="qa-direct">{show(answer.direct)}</div>')
        # A chat model's draft is text alone until its sentences are checked.
        said = _sentences(answer) if answer.sentences else show(answer.text)
        parts.append(f'<div class="qa-text">{said}</div>')
    if answer.note:
        parts.append(f'<div class="qa-note">{show(answer.note)}</div>')
    return "".join(parts)


def _sentences(answer: Answer) -> str:
    by_marker = {citation.marker: citation for citation in answer.citations}
    return " ".join(_sentence(sentence, by_marker) for sentence in answer.sentences)


def _sentence(sentence: Sentence, by_marker: dict[int, Citation]) -> str:
    markers = "".join(
        marker_html(by_marker[number]) for number in sentence.citations if number in by_marker
    )
    if sentence.supported:
        return f'<span class="qa-s">{show(sentence.text)}</span>{markers}'
    flag = '<span class="qa-flag">not supported by the articles</span>'
    return f'<span class="qa-s qa-unsupported">{show(sentence.text)}</span>{markers} {flag}'


def marker_html(citation: Citation) -> str:
    """The clickable [1]; its title is the quote, which the page shows as a preview."""
    preview = f"“{clip(citation.quote, 280)}” — {_byline(citation.article, citation.place)}"
    return (  # the word joiner keeps the marker on the line of the word before it
        f'&#8288;<a class="qa-marker" href="{cite.href(cite.of_citation(citation))}" '
        f'title="{show(preview)}">&#91;{citation.marker}&#93;</a>'
    )


def _byline(article: Article, place: str | None) -> str:
    parts = (article.title, article.source or "", short_day(article.date), place or "")
    return ", ".join(part for part in parts if part)


def _sources(answer: Answer) -> str:
    grouped: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        grouped.setdefault(citation.article.id, []).append(citation)
    if not grouped:
        return ""
    cards = "".join(_card(citations) for citations in grouped.values())
    told = {min([key, *(item.id for item in cited[0].also)]) for key, cited in grouped.items()}
    label = count(len(told), "source")  # versions of one report are one
    line = timeline_html([citations[0] for citations in grouped.values()])
    return f'<div class="qa-label">{label}</div>{line}<div class="qa-cards">{cards}</div>'


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
    dots = "".join(
        f'<a class="qa-tick" href="{cite.href(cite.of_citation(item))}" '
        f'style="left:{100 * (date - first).days / days:.1f}%" '
        f'title="{show(f"{day(date)}: {item.article.title}")}">'
        f'<span class="qa-unseen">{show(day(date))}</span></a>'
        for date, item in dated
    )
    return (
        f'<div class="qa-timeline"><span class="qa-time">{show(short_day(first))}</span>'
        f'<span class="qa-axis">{dots}</span>'
        f'<span class="qa-time">{show(short_day(last))}</span></div>'
    )


def _actions(answer: Answer) -> str:
    """Buttons whose work the page's script does, and the texts that it copies."""
    return (
        f'<div class="qa-actions">{_group(_COPIES)}{_group(_AGAIN)}{_group(_VOTES)}</div>'
        f'<div class="qa-unshown qa-as-markdown">{show(answer_markdown(answer))}</div>'
        f'<div class="qa-unshown qa-as-footnotes">{answer_footnotes_html(answer)}</div>'
    )


def _group(actions: Iterable[tuple[str, str]]) -> str:
    buttons = "".join(
        f'<button class="qa-act qa-{name}">{label}</button>' for name, label in actions
    )
    return f'<span class="qa-group">{buttons}</span>'


def _card(citations: list[Citation]) -> str:
    first = citations[0]
    numbers = "".join(f"&#91;{citation.marker}&#93;" for citation in citations)
    places = dict.fromkeys(citation.place for citation in citations if citation.place)
    about = _line((first.article.source, day(first.article.date), *places))
    also = "; ".join(_byline(article, None) for article in first.also)
    versions = f'<span class="qa-card-about">Also: {show(also)}</span>' if also else ""
    return (
        f'<a class="qa-card" href="{cite.href(cite.of_citation(first))}">'
        f'<span class="qa-card-markers">{numbers}</span>'
        f'<span><span class="qa-card-title">{show(first.article.title)}</span>'
        f'<span class="qa-card-about">{about}</span>{versions}</span></a>'
    )


def _line(parts: Iterable[str | None]) -> str:
    return " · ".join(show(part) for part in parts if part)


def _nearest(hits: tuple[Hit, ...]) -> str:
    if not hits:
        return ""
    items = "".join(_near(hit) for hit in hits[:NEAREST_SHOWN])
    return (
        '<div class="qa-label">The nearest passages, which do not answer it</div>'
        f'<div class="qa-near-list">{items}</div>'
    )


def _near(hit: Hit) -> str:
    article = hit.passage.article
    first, _, rest = hit.passage.text.strip().partition("\n")
    heading = len(first) <= LONGEST_HEADING and first[-1:] not in '.!?…”"' and rest.strip()
    text = rest if heading else hit.passage.text
    return (
        f'<a class="qa-near" href="{cite.href(cite.of_hit(hit))}">'
        f'<span class="qa-near-quote">{show(clip(text, 220))}</span>'
        f'<span class="qa-card-about">{_line((article.title, short_day(article.date)))}</span></a>'
    )
