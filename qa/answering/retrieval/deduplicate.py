"""Removes near-duplicates from the hits, and names them where their article is cited.

    State -> State with each story in one version        Answer -> Answer that names the others

The same agency's report in two papers, or an article and its update, would otherwise
confirm each other and fill the answer twice. The newest version speaks for all, so what an
update has corrected is not said any more; where the question names a time, the version
that fits best. Of an older version only the sentences stay that say more. The index knows
which articles are versions of one story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.english.words import content_stems, coverage
from qa.answering.stages import State
from qa.articles import passage_of, sentence_spans
from qa.index import SearchIndex, Story
from qa.records import Answer, Article, Hit, Passage

# A passage of another version stands for this one if it holds this share of its words …
SOME = 0.3
# … and a sentence is said by a version whose passages hold this share of the sentence's.
SAID = 0.6
# How far beyond the hits is looked for more, times their number.
MORE = 3


class NearDuplicates:
    """The other versions of articles; what was looked up is remembered.

    Made for one question, so that an answer sees the index at about one moment.
    """

    def __init__(self, index: SearchIndex) -> None:
        self._index = index
        self._known: dict[str, Story | None] = {}
        self._passages: dict[str, list[Passage]] = {}

    def of(self, article: Article) -> Story | None:
        """The story of which an article is a version; None for most."""
        if article.id not in self._known:
            self._known[article.id] = self._index.story_of(article.id)
        return self._known[article.id]

    def passages(self, article: Article) -> list[Passage]:
        """The passages of a version."""
        if article.id not in self._passages:
            self._passages[article.id] = self._index.passages_of(article.id)
        return self._passages[article.id]


def deduplicate(state: State, index: SearchIndex) -> State:
    """Each story in one version: its passages stand in the place of those of the others.

    What comes free by that goes to the passages that were found next.
    """
    versions = NearDuplicates(index)
    dated = state.time_filter.first is not None
    parts = []
    for part, hits in zip(state.parts, state.hits, strict=True):
        once = _once(hits, versions, dated=dated)
        if len(once) < len(hits):
            more = _once((*hits, *index.search(part, k=MORE * len(hits))), versions, dated=dated)
            once = more[: len(hits)]
        parts.append(once)
    return replace(state, hits=tuple(parts))


def name_duplicates(answer: Answer, versions: NearDuplicates) -> Answer:
    """The answer with the other versions of each cited article named."""
    citations = tuple(
        replace(citation, also=story.newest, versions=story.others)
        if (story := versions.of(citation.article))
        else citation
        for citation in answer.citations
    )
    return replace(answer, citations=citations)


def _once(hits: Sequence[Hit], versions: NearDuplicates, *, dated: bool) -> tuple[Hit, ...]:
    speakers: dict[str, Article] = {}
    own = {hit.passage.id: hit for hit in hits}
    kept: dict[str, Hit] = {}
    for hit in hits:
        article, story = hit.passage.article, versions.of(hit.passage.article)
        if story is None:
            kept.setdefault(hit.passage.id, hit)
            continue
        # The best hit's version speaks, unless there is a newer one.
        newest = article if dated else _newest(article, story.newest)
        speaker = speakers.setdefault(story.key, newest)
        for passage in _told_by(speaker, hit.passage, versions):
            found = own.get(passage.id)
            if found is None:
                found = Hit(passage, hit.score)
            kept.setdefault(passage.id, replace(found, score=max(hit.score, found.score)))
    return tuple(kept.values())


def _newest(article: Article, others: Sequence[Article]) -> Article:
    """The newest version; the article itself where none is newer or it has no date."""
    first = others[0]  # they come newest first, those without a date last
    if first.date and (article.date is None or first.date > article.date):
        return first
    return article


def _told_by(speaker: Article, passage: Passage, versions: NearDuplicates) -> tuple[Passage, ...]:
    """Where the speaking version says what a passage does, then what only the passage says."""
    if passage.article.id == speaker.id:
        return (passage,)
    wanted = content_stems(passage.text)
    told: set[str] = set()
    same = []
    for other in versions.passages(speaker):
        stems = content_stems(other.text)
        if (share := coverage(wanted, stems)) >= SOME:
            same.append((share, other))
            told |= stems
    same.sort(key=lambda item: (-item[0], item[1].start))
    return (*(other for _, other in same), *_untold(passage, told))


def _untold(passage: Passage, told: set[str]) -> list[Passage]:
    """The stretches of a passage whose sentences are not in words that were told."""
    spans = sentence_spans(passage.text, passage.article.language)
    runs: list[tuple[int, int]] = []
    goes_on = False
    for start, end in spans:
        stems = content_stems(passage.text[start:end])
        is_new = bool(stems) and coverage(stems, told) < SAID
        if is_new and goes_on:
            runs[-1] = (runs[-1][0], end)
        elif is_new:
            runs.append((start, end))
        goes_on = is_new
    return [_part(passage, start, end) for start, end in runs]


def _part(passage: Passage, start: int, end: int) -> Passage:
    if (start, end) == (0, len(passage.text)):
        return passage
    return passage_of(passage.article, passage.start + start, passage.start + end)
