"""Gathers a list over articles, where what is asked for is spread over them: a line from each.

    "Which stabbings do the articles report?" -> of each fitting article the sentence with its words

A reader looks for a list within one passage. A question that names nobody and no place may ask for
what each of many articles tells once: how far an article fits shows in how near it is in meaning
and in words, and in how good the reader finds its best passage. Told are their own sentences; that
each belongs is not checked, and a note says so. "How many fairs did she go to?" is counted by
whoever reads the lines: of articles with the question's names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.stop_words import NEWS_WORDS
from qa.answering.english.phrases import names_in
from qa.answering.english.words import content_stems, count_words, coverage, one_line, stem
from qa.answering.extraction.missing_terms import best_of_each
from qa.answering.extraction.summarise import ENDINGS, FEWEST_WORDS
from qa.answering.question.question_type import asking
from qa.answering.reader.base import Reader
from qa.answering.retrieval.title_context import read_with_titles
from qa.answering.stages import Evidence, State
from qa.articles import sentence_spans
from qa.index import SearchIndex
from qa.records import Article

# Counted over articles: what somebody did of which each article tells one.
_COUNTED = re.compile(
    rf"^how many (?P<of>[a-z]{{3,20}} ?[a-z]{{0,20}}s)\b(?: {one_of(PREPOSITIONS)} [^?]{{2,40}}?)?"
    rf" (?:did|have|has) [^?]{{2,80}}\?*$",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset(map(stem, NEWS_WORDS))
# Passages looked through, articles read, and told of at most and at least.
CANDIDATES, READ = 60, 12
MOST, FEWEST = 8, 3
# Characters of an article of which its line is chosen.
OPENING, LINES = 300, 3_000
# How far an article fits: the reader's relevance twice, the cosine, and half the share of the
# question's words that it has. It must reach this much, and this share of the best one's. 16 lists
# that name nobody, over the news of 2019 and over invented articles: area under the curve of the
# articles that belong .958; without the reader .891 (2026-11-28).
RELEVANCE, WORDS_SHARE = 2.0, 0.5
LEAST, SHARE = 1.3, 0.7
# Where one passage is as sure as this to answer, its list stands.
SURE = 0.75


def with_gathered(state: State, index: SearchIndex, reader: Reader) -> State:
    """The state with a line from each fitting article; unchanged where too few fit."""
    counted = _COUNTED.match(state.plain) if state.kind == "fact" else None
    found = state.status != "not_found"
    if len(state.parts) != 1 or state.missed is not None or (found and counted):
        return state
    if state.kind != "list" and not counted:
        return state
    asked = asking(state.parts[0])
    if found and (state.answerability >= SURE or state.spoken_of or names_in(state.parts[0])):
        return state
    wanted = content_stems(asked) - _SAYS_NOTHING
    articles = _fitting(asked, wanted, index, reader)
    if counted:
        of = content_stems(counted["of"].split()[-1])
        articles = [
            article
            for article in articles
            if of <= content_stems(f"{article.title} {article.text[:OPENING]}")
        ]
    if len(articles) < FEWEST:
        return state
    return replace(
        state,
        evidence=tuple(_line(article, wanted) for article in articles),
        status="answered",
        shape="list",
        gathered=True,
        short_answer=None,
        unlisted=0,
        unanswered=(),
    )


def _fitting(asked: str, wanted: set[str], index: SearchIndex, reader: Reader) -> Sequence[Article]:
    """The articles that fit the question and have its names, best first."""
    found = index.search(asked, k=CANDIDATES)
    near: dict[str, float] = {}
    for hit in found:
        key = hit.passage.article.id
        near[key] = max(near.get(key, 0.0), hit.dense or 0.0)
    hits = best_of_each(asked, found)[:READ]
    scored = []
    for hit, reading in zip(hits, read_with_titles(reader, asked, hits), strict=True):
        article = hit.passage.article
        shared = coverage(wanted, content_stems(f"{article.title} {article.text}"))
        score = RELEVANCE * reading.relevance + near[article.id] + WORDS_SHARE * shared
        scored.append((score, article))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    least = max(LEAST, SHARE * scored[0][0]) if scored else 0.0
    return [article for score, article in scored if score >= least][:MOST]


def _line(article: Article, wanted: set[str]) -> Evidence:
    """The sentence with most of the question's words; of equals the first."""
    spans = sentence_spans(article.text[:LINES], article.language)
    if len(article.text) > LINES:
        spans = spans[:-1]  # without its end
    spans = spans or [(0, len(article.text))]
    whole = [span for span in spans if _is_sentence(article.text[span[0] : span[1]])] or spans
    start, end = max(
        whole, key=lambda span: coverage(wanted, content_stems(article.text[span[0] : span[1]]))
    )
    return Evidence(article, start, end, 1.0, label=one_line(article.title))


def _is_sentence(text: str) -> bool:
    return count_words(text) >= FEWEST_WORDS and text.rstrip().endswith(ENDINGS)
