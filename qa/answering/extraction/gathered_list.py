"""Gathers a list over articles, where no passage by itself answers: one line from each article.

    "Which stabbings do the articles report?" -> of each fitting article the sentence with its words

A reader looks for a list within one passage. What is spread over the collection, an article an
item, shows in how near the articles' titles and openings are to the question, in meaning and in
words. Told are their own sentences; that each belongs is not checked, and a note says so. "How many
fairs did she go to?" is counted by whoever reads the lines: of articles with the question's names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.prepositions import PREPOSITIONS
from qa.answering.english.lexicon.stop_words import NEWS_WORDS
from qa.answering.english.words import content_stems, count_words, coverage, stem
from qa.answering.extraction.missing_terms import lacks_a_term
from qa.answering.extraction.summarise import ENDINGS, FEWEST_WORDS
from qa.answering.question.question_type import asking
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
# Passages looked through, and articles told of at most and at least.
CANDIDATES = 60
MOST, FEWEST = 8, 3
# Characters in which an article says what it is about.
OPENING = 300
# … and of which its line is chosen.
READ = 3_000
# What shared words weigh beside the cosine.
WORDS_SHARE = 0.5
# An article must reach this share of the best one's score, the best one this score by itself.
SHARE, LEAST = 0.6, 0.5


def with_gathered(state: State, index: SearchIndex) -> State:
    """The state with a line from each fitting article; unchanged where too few fit."""
    counted = _COUNTED.match(state.plain) if state.kind == "fact" else None
    if (state.kind != "list" and not counted) or state.status != "not_found":
        return state
    if len(state.parts) != 1 or state.missed is not None:
        return state
    asked = asking(state.parts[0])
    wanted = content_stems(asked) - _SAYS_NOTHING
    articles = _fitting(asked, wanted, index)
    if counted:
        of = content_stems(counted["of"].split()[-1])
        articles = [
            article
            for article in articles
            if not lacks_a_term(asked, article)
            and of <= content_stems(f"{article.title} {article.text[:OPENING]}")
        ]
    if len(articles) < FEWEST:
        return state
    evidence = tuple(_line(article, wanted) for article in articles)
    return replace(state, evidence=evidence, status="answered", shape="list", gathered=True)


def _fitting(question: str, wanted: set[str], index: SearchIndex) -> Sequence[Article]:
    """The articles whose title and opening fit the question, best first."""
    best: dict[str, tuple[float, Article]] = {}
    for hit in index.search(question, k=CANDIDATES):
        article = hit.passage.article
        shared = coverage(wanted, content_stems(f"{article.title} {article.text[:OPENING]}"))
        if not shared:
            continue
        score = (hit.dense or 0.0) + WORDS_SHARE * shared
        if score > best.get(article.id, (0.0, article))[0]:
            best[article.id] = score, article
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].id))
    if not ranked or ranked[0][0] < LEAST:
        return ()
    return [article for score, article in ranked if score >= SHARE * ranked[0][0]][:MOST]


def _line(article: Article, wanted: set[str]) -> Evidence:
    """The sentence with most of the question's words; of equals the first."""
    spans = sentence_spans(article.text[:READ], article.language)
    if len(article.text) > READ:
        spans = spans[:-1]  # without its end
    spans = spans or [(0, len(article.text))]
    whole = [span for span in spans if _is_sentence(article.text[span[0] : span[1]])] or spans
    start, end = max(
        whole, key=lambda span: coverage(wanted, content_stems(article.text[span[0] : span[1]]))
    )
    return Evidence(article, start, end, 1.0)


def _is_sentence(text: str) -> bool:
    return count_words(text) >= FEWEST_WORDS and text.rstrip().endswith(ENDINGS)
