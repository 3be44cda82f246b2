"""Lays a comparison out as rows: each thing compared, and the words of articles that tell of it.

    State selected, question and picks of its parts -> State with rows, columns and short answer

Asked for one thing of each, a cell holds a short answer that is sure, or else two sentences.
Asked to compare two at large, each measure that both are told in ("metres", "euros") is a column
of figures before the sentences. Whom a sentence tells of is read off its words, or off what was
named last before it. What no article tells has an empty cell. Of two numbers the question's
comparative says which wins. It looks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.answering.english.facts import months, numbers
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.numerals import CURRENCIES, MEASURES, NUMBER_WORDS, SCALES
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.words import content_stems, one_line, stem
from qa.answering.extraction.candidates import evidence as sentence_of
from qa.answering.extraction.missing_terms import lacks_a_term
from qa.answering.question.comparison import things_compared
from qa.answering.stages import ComparedCell, ComparedRow, Evidence, ReadPassage, State
from qa.articles import sentence_spans

TOLD = "what the articles say"
_LESS = re.compile(r"\b(?:fewer|less|smaller|lower|shorter|younger|earlier|cheaper|weaker)\b", re.I)
_MORE = re.compile(r"\b(?:more|\w{2,}er)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:which|who)\b", re.IGNORECASE)
_BEHIND_HEAD = re.compile(rf" {one_of(PREPOSITIONS)} .*$")
_AT_LARGE = re.compile(r"^what about\b", re.IGNORECASE)
# "142 metres high", "1.1 billion dollars", "35 minutes", "49 euros"
_MEASURED = re.compile(
    rf"(?<![\w.,])(?:\d[\d,]*(?:\.\d+)?|{one_of(NUMBER_WORDS)})(?: {one_of(SCALES)})?[ -]"
    rf"(?P<unit>{one_of(CURRENCIES, (f'{word}s?' for word in MEASURES))})\b"
    r"(?P<how>(?: (?:high|long|wide|deep|tall|away|old))?)",
    re.IGNORECASE,
)
# Sentences of a cell. What is asked for stands in the first for 20 of 36 comparisons on the news of
# 2019 and 4 of 12 on invented articles, in the first two for 26 and 7 (2026-11-28).
MOST_TOLD = 2
# Columns of figures, and characters in which an article or what stands before names a thing.
MOST_MEASURES, LOOK_BACK = 3, 1_500
# Words on either side of a figure, of which two figures that are compared share so many stems:
# with one, a monthly cost stood beside the price of a dam.
BESIDE, SHARED = 4, 2
_SCALE_STEMS, _NUMBER_STEMS = frozenset(map(stem, SCALES)), frozenset(map(stem, NUMBER_WORDS))

Picked = Mapping[str, tuple[Sequence[Evidence], str | None]]


def of_own_things(state: State) -> tuple[tuple[ReadPassage, ...], ...]:
    """The passages of each part that tell of its own thing, where any do: those read for it, and
    those read for another that tell of this one alone.

    The reader takes the age of whoever an article is about for that of whoever it is asked of.
    What it finds there is as good for the right one: the questions differ in nothing else.
    """
    compared = things_compared(state.plain)
    if state.kind != "compare" or tuple(item.question for item in compared) != state.parts:
        return state.passages
    names = [item.name for item in compared]
    found = []
    for name, own in zip(names, state.passages, strict=True):
        telling = [read for read in own if _may_tell_of(name, read)]
        telling += [
            read
            for other, part in zip(names, state.passages, strict=True)
            for read in part
            if other != name and _may_tell_of(name, read) and not _may_tell_of(other, read)
        ]
        found.append(tuple(sorted(telling, key=lambda read: -read.rerank_score)) or own)
    return tuple(found)


def _may_tell_of(name: str, read: ReadPassage) -> bool:
    article = read.hit.passage.article
    written = {f"{article.date:%B}".lower()} if article.date else set()
    named = months(name) <= months(article.text) | written
    return named and not lacks_a_term(f"the {name}", article)


def as_table(state: State, picked: Picked) -> State:
    """The state laid out by what is compared; unchanged where no two things are.

    picked: for each part of the question that is answered its evidence, best first, and its short
    answer or None.
    """
    compared = things_compared(state.plain)
    if tuple(item.question for item in compared) != state.parts:
        return state
    names = [item.name for item in compared]
    pool = [item for evidence, _ in picked.values() for item in evidence if not item.context]
    cells: list[tuple[ComparedCell, ...]] = []
    for item in compared:
        evidence, short = picked.get(item.question, ((), None))
        told = _telling(item.name, names, evidence, pool)
        if short and told and told[0] is evidence[0]:
            cells.append((ComparedCell(short, told[:1]),))
        else:
            cells.append((ComparedCell(" ".join(one_line(each.text) for each in told), told),))
    columns: tuple[str, ...] = (TOLD,)
    if _AT_LARGE.match(state.parts[0]):
        measures = _measures(names, [read for part in state.passages for read in part])
        columns = (*measures, *columns)
        cells = [(*(each[at] for each in measures.values()), *own) for at, own in enumerate(cells)]
    rows = [ComparedRow(name, own) for name, own in zip(names, cells, strict=True)]
    shown = [item for row in rows for cell in row.cells for item in cell.evidence]
    return replace(
        state,
        compared=tuple(rows),
        columns=columns,
        evidence=tuple(dict.fromkeys(shown)),
        short_answer=_winner(state.plain, rows, picked),
        shape="table",
    )


def _telling(
    name: str, names: Sequence[str], own: Sequence[Evidence], pool: Sequence[Evidence]
) -> tuple[Evidence, ...]:
    """The sentences that tell of this thing and not of another; none if all tell of another.

    own: what was found for it, best first; pool: what was found for all of them.
    """
    alone = [item for item in own if not _named(item.text, names) - {name}]
    if alone:
        of_it = [item for item in alone if _told_of(item, names) in (name, None)]
        return tuple(of_it[:MOST_TOLD]) if alone[0] in of_it else ()
    for item in (*pool, *own):
        named = _named(item.text, names)
        if name in named and (item in own or named == {name}):
            return (item,)
    return ()


def _named(text: str, names: Sequence[str]) -> set[str]:
    """The things that a text names by a word of their head that the others do not have."""
    stems = content_stems(text)
    return {name for name in names if _words_of(name, names) & stems}


def _words_of(name: str, names: Sequence[str]) -> set[str]:
    """ "railway line to Rajin" beside "ferry" -> railway, line; "laws of Ohio", of Utah -> Ohio."""
    others = {item for other in names if other != name for item in content_stems(other)}
    head = _BEHIND_HEAD.sub("", name)
    return (content_stems(head) - others) or (content_stems(name) - others)


def _told_of(item: Evidence, names: Sequence[str]) -> str | None:
    """The one thing that a sentence tells of: named in it, or the last named before; None if two.

    Behind what stands before it in the article comes its title.
    """
    article = item.article
    before = article.text[max(item.start - LOOK_BACK, 0) : item.start]
    spans = [before[start:end] for start, end in sentence_spans(before, article.language)]
    for text in (item.text, *reversed(spans), article.title):
        if named := _named(text, names):
            return named.pop() if len(named) == 1 else None
    return None


def _measures(
    names: Sequence[str], passages: Iterable[ReadPassage]
) -> dict[str, tuple[ComparedCell, ...]]:
    """Each measure that all are told in, with a cell for each, in words that go together."""
    found: dict[str, dict[str, list[_Figure]]] = {}
    for item in _sentences(passages):
        figures = _figures(item)
        name = _told_of(item, names) if figures else None
        for figure in figures if name else ():
            found.setdefault(stem(figure.unit), {}).setdefault(name or "", []).append(figure)
    measures: dict[str, tuple[ComparedCell, ...]] = {}
    for told in found.values():
        first, *others = (told.get(name, []) for name in names)
        for figure in first:
            alike = [_like(figure, each) for each in others]
            if all(alike):
                row = (figure, *(item for item in alike if item))
                measures[figure.unit] = tuple(ComparedCell(f.text, (f.sentence,)) for f in row)
                break
    return dict(list(measures.items())[:MOST_MEASURES])


def _like(figure: _Figure, others: Sequence[_Figure]) -> _Figure | None:
    """The first that is told with the same "long" or "high", or stands among the same words."""
    for item in others:
        if (figure.how and item.how == figure.how) or len(item.near & figure.near) >= SHARED:
            return item
    return None


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure with its measure, its "long" or "high", and the stems of the words beside it."""

    text: str
    unit: str
    how: str
    near: frozenset[str]
    sentence: Evidence


def _figures(item: Evidence) -> list[_Figure]:
    text = one_line(item.text)
    found = []
    for match in _MEASURED.finditer(text):
        before, behind = text[: match.start()].split(), text[match.end() :].split()
        own = content_stems(match.group())
        near = content_stems(" ".join((*before[-BESIDE:], match.group(), *behind[:BESIDE])))
        unit = match["unit"].lower()
        plain = {word for word in near if not word[0].isdigit()} - {stem(unit), *_SCALE_STEMS}
        near_by = frozenset(plain - (own & _NUMBER_STEMS))
        found.append(_Figure(match.group(), unit, match["how"], near_by, item))
    return found


def _sentences(passages: Iterable[ReadPassage]) -> Iterator[Evidence]:
    """The sentences of the passages in their order, each once."""
    seen = set()
    for read in passages:
        for sentence in read.reading.sentences:
            item = sentence_of(read, sentence)
            if (item.article.id, item.start) not in seen:
                seen.add((item.article.id, item.start))
                yield item


def _winner(question: str, rows: Sequence[ComparedRow], picked: Picked) -> str | None:
    """The thing whose number wins, where each cell is a short answer with one number."""
    if not _WHICH.search(question) or not _MORE.search(question):
        return None
    shorts = {short for _, short in picked.values() if short}
    texts = [row.cells[0].text for row in rows]
    found = [numbers(text) for text in texts]
    if any(text not in shorts for text in texts) or any(len(each) != 1 for each in found):
        return None
    values = [float(value) for each in found for value in each]
    best = min(values) if _LESS.search(question) else max(values)
    return rows[values.index(best)].name if values.count(best) == 1 else None
