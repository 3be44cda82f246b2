"""Reads the public sets into `Asked` records and says which part of each is kept out.

Questions of the news set that measures the product are never read here.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Container, Iterable
from pathlib import Path
from typing import TypedDict, cast

from qa.articles import sentence_spans
from training.labelled import Asked
from training.text import words

SQUAD_TRAINED_TITLES = 10  # the held-out copy sees the first ten titles in the alphabet
FURTHER = {"policyqa": "policyqa", "fairytaleqa_span": "fairytaleqa", "quoref_contrast": "quoref",
           "disflqa_joined_squad_half": "disfluent"}  # fmt: skip
SHIFTS = ("new_wiki", "reddit", "amazon_reviews")


class Row(TypedDict, total=False):
    title: str
    context: str
    question: str
    answers: list[str]
    text: str
    sentence_id: str
    tokens: list[str]
    answer_tokens: list[int]
    input: str
    passages: list[dict[str, object]]
    output: list[dict[str, object]]


def rows(folder: Path, name: str) -> list[Row]:
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [cast(Row, json.loads(line)) for line in lines]


def kept_out(key: str, *, share: float) -> bool:
    """The same half of a set every time: decided by a hash of the record's own text."""
    number = int(hashlib.sha256(key.encode()).hexdigest()[:8], 16)
    return number < share * 0xFFFFFFFF


def locate(context: str, answers: Iterable[str], question: str) -> tuple[int, int] | None:
    """The occurrence of an answer whose sentence shares most words with the question."""
    wanted = words(question)
    lowered = context.lower()
    same_length = len(lowered) == len(context)
    for answer in answers:
        needle = answer.strip().lower() if same_length else answer.strip()
        if not needle:
            continue
        pattern = r"(?<!\w)" + re.escape(needle) + r"(?!\w)"
        found = [m.span() for m in re.finditer(pattern, lowered if same_length else context)]
        if found:
            spans = sentence_spans(context) if len(found) > 1 else []
            return max(found, key=lambda s: (_shared(context, spans, s, wanted), -s[0]))
    return None


def _shared(
    context: str, spans: list[tuple[int, int]], place: tuple[int, int], wanted: set[str]
) -> int:
    return next((len(wanted & words(context[a:b])) for a, b in spans if a <= place[0] < b), 0)


def around(context: str, span: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The sentences that a span touches."""
    return tuple((a, b) for a, b in sentence_spans(context) if a < span[1] and span[0] < b)


def _asked(source: str, group: str, row: Row, *, context: str, title: str = "") -> Asked | None:
    answers = tuple(dict.fromkeys(row["answers"]))
    span = locate(context, answers, row["question"]) if answers else None
    if answers and span is None:
        return None
    evidence = around(context, span) if span else ()
    return Asked(source, group, row["question"], context, answers, span, evidence, title)


def squad(folder: Path) -> list[Asked]:
    found = []
    for row in rows(folder, "squad2_dev_half"):
        asked = _asked("squad", row["title"], row, context=row["context"], title=row["title"])
        if asked:
            found.append(asked)
    return found


def squad_titles(asked: list[Asked]) -> tuple[set[str], set[str]]:
    """Titles that the held-out copy trains on, and those it is measured on."""
    titles = sorted({item.group for item in asked})
    return set(titles[:SQUAD_TRAINED_TITLES]), set(titles[SQUAD_TRAINED_TITLES:])


def shifts(folder: Path, name: str) -> list[Asked]:
    found = []
    for row in rows(folder, f"squadshifts_{name}"):
        title = row["title"].replace("_", " ") if name == "new_wiki" else ""
        context = row["context"].strip()
        asked = _asked(f"shifts_{name}", context[:80], row, context=context, title=title)
        if asked:
            found.append(asked)
    return found


def natural_questions(folder: Path) -> list[Asked]:
    found = []
    for row in rows(folder, "nq_gold_half"):
        asked = _asked("nq", row["question"], row, context=row["text"], title=row["title"])
        if asked:
            found.append(asked)
    return found


def clapnq(folder: Path) -> list[Asked]:
    """Long answers: no span, the selected sentences are the evidence."""
    found = []
    for name in ("clapnq_answerable_half", "clapnq_unanswerable_half"):
        for row in rows(folder, name):
            passage = row["passages"][0]
            context, title = str(passage["text"]), str(passage["title"])
            output = row["output"][0]
            picked = [str(text) for text in cast(list[str], output.get("selected_sentences") or [])]
            places = [(context.find(text), len(text)) for text in picked]
            evidence = tuple((at, at + length) for at, length in places if at >= 0)
            answers = (str(output["answer"]),) if output["answer"] else ()
            found.append(
                Asked("clapnq", row["input"], row["input"], context, answers, None, evidence, title)
            )
    return found


def further_spans(more: Path, squad_contexts: Container[str]) -> list[Asked]:
    """Privacy policies, stories, coreference, and disfluent wordings of questions of SQuAD.

    squad_contexts: the paragraphs that may be read; the disfluent questions of others are left out.
    """
    found = []
    for name, source in FURTHER.items():
        for row in rows(more, name):
            if source == "disfluent" and row["context"] not in squad_contexts:
                continue
            asked = _asked(source, row["context"][:80], row, context=row["context"])
            if asked:
                found.append(asked)
    return found


def _detokenise(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    text, places = "", []
    for token in tokens:
        word = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(token, token)
        tight = not text or word[0] in ".,;:!?)%'" or word == "n't" or text[-1] in "($"
        text += "" if tight else " "
        places.append((len(text), len(text) + len(word)))
        text += word
    return text, places


def qamr(folder: Path) -> list[Asked]:
    """Questions on single sentences; the sentences of one article make up the context."""
    sentences: dict[str, dict[int, list[str]]] = {}
    for row in rows(folder, "qamr"):
        article, number = row["sentence_id"].rsplit(":", 1)
        sentences.setdefault(article.rsplit(":", 1)[0], {})[
            int(article.rsplit(":", 1)[1]) * 1000 + int(number)
        ] = row["tokens"]
    found = []
    for row in rows(folder, "qamr"):
        article, number = row["sentence_id"].rsplit(":", 1)
        article, paragraph = article.rsplit(":", 1)
        indices = row["answer_tokens"]
        if not indices or indices[-1] - indices[0] + 1 != len(indices):
            continue
        context, span = _in_context(
            sentences[article], int(paragraph) * 1000 + int(number), indices
        )
        answer = context[span[0] : span[1]]
        source = "qamr_news" if "wikinews" in article else "qamr_wiki"
        evidence = around(context, span)
        found.append(Asked(source, article, row["question"], context, (answer,), span, evidence))
    return found


def _in_context(
    article: dict[int, list[str]], number: int, indices: list[int]
) -> tuple[str, tuple[int, int]]:
    order = sorted(article)
    at = order.index(number)
    context, span = "", (0, 0)
    for key in order[max(0, at - 1) : at + 3]:
        text, places = _detokenise(article[key])
        context += " " if context else ""
        if key == number:
            span = (len(context) + places[indices[0]][0], len(context) + places[indices[-1]][1])
        context += text
    return context, span
