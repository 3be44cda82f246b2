"""Numbers the citations of the selected sentences, with exact quotes and offsets.

Equal spans share a marker. A quote is always a slice of the article's text; the
sentence shown is the same words with line ends as spaces and nothing of ours; the date that
"on Monday" means goes beside it. Decides nothing about what is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering.english.dates import meant_dates
from qa.answering.english.words import one_line
from qa.answering.stages import Evidence, Statement
from qa.answering.verification.exact import problems
from qa.records import Citation, Layout, Sentence


def cite(
    evidence: Sequence[Evidence],
    *,
    statements: Sequence[Statement] = (),
    labels: Sequence[str] = (),
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """One sentence per piece of evidence, in order, each citing its own words.

    statements: fixed sentences of ours that stand first, each citing what it points at.
    labels: what stands before each piece of evidence, if anything does.
    """
    citations: dict[tuple[str, int, int], Citation] = {}
    sentences = []
    for statement in statements:
        markers = tuple(_marker(item, citations) for item in statement.evidence)
        sentences.append(Sentence(statement.text, markers, supported=True, ours=True))
    for position, item in enumerate(evidence):
        marker = _marker(item, citations)
        plain = one_line(item.text)
        supported = not problems(plain, [item.text])
        label = labels[position] if labels else ""
        dates = meant_dates(plain, item.article.date)
        sentence = Sentence(plain, (marker,), supported, dates=dates, label=label)
        sentences.append(sentence)
    return tuple(sentences), tuple(citations.values())


def citation(item: Evidence, marker: int, *, support: float = 1.0) -> Citation:
    """The citation of one stretch of an article; its quote is the stretch, exactly.

    support: how well it supports the sentence, 0..1; its own words support themselves.
    """
    place = item.article.place_at(item.start)
    return Citation(marker, item.article, item.text, item.start, item.end, support, place)


def marked(sentences: Sequence[Sentence], shape: Layout = "prose") -> str:
    """The text of an answer: each sentence followed by its markers, a line each in a list."""
    texts = [
        " ".join((labelled(sentence), *(f"[{marker}]" for marker in sentence.citations)))
        for sentence in sentences
    ]
    if shape == "prose":
        return " ".join(texts)
    # A sentence of ours without a source leads the items in; it is none.
    return "\n".join(
        text if sentence.ours and not sentence.citations else f"- {text}"
        for sentence, text in zip(sentences, texts, strict=True)
    )


def labelled(sentence: Sentence) -> str:
    """The sentence behind its label: "5 May 2019: It opened." """
    return f"{sentence.label}: {sentence.text}" if sentence.label else sentence.text


def _marker(item: Evidence, citations: dict[tuple[str, int, int], Citation]) -> int:
    """The marker of a stretch of an article; a new one if it was not cited before."""
    key = (item.article.id, item.start, item.end)
    if key not in citations:
        citations[key] = citation(item, len(citations) + 1)
    return citations[key].marker
