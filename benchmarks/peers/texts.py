"""Writes the texts that all peers get, plain and alike, and the questions asked of them.

    SET (corpus/, questions.jsonl) | generated articles -> one .txt each: title, blank line, text

What is a web page, a table or a head of metadata is read by the product first, so that nobody is
measured by how files are read. Questions that follow another or have no article are left out.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common.data import load_questions
from benchmarks.common.generated import generated_words
from qa.articles import find_files, read_file

WORDS_A_SENTENCE, SENTENCES_A_PARAGRAPH = 16, 5
ASKED_WORDS = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; articles: names of the texts that answer it; evidence: words of theirs."""

    question: str
    articles: frozenset[str]
    evidence: tuple[str, ...] = ()


def of_set(folder: Path, texts: Path) -> list[Asked]:
    """The texts and questions of a set."""
    names: dict[str, str] = {}
    for file in find_files(folder / "corpus"):
        for article in read_file(file):
            name = f"{article.path.replace('/', '-').replace('#', '-')}.txt"
            names[article.path.partition("#")[0]] = name
            (texts / name).write_text(f"{article.title}\n\n{article.text}\n", encoding="utf-8")
    return [
        Asked(each.question, frozenset(names[path] for path in each.articles), each.evidence)
        for each in load_questions(folder).questions
        if each.articles and each.kind not in {"followup", "unanswerable"}
    ]


def of_titles(corpus: Path, texts: Path) -> list[Asked]:
    """The texts of a folder; each is asked for by its title, which stands in it for all peers."""
    asked: list[Asked] = []
    for file in find_files(corpus):
        for article in read_file(file):
            name = f"{article.path.replace('/', '-').replace('#', '-')}.txt"
            (texts / name).write_text(f"{article.title}\n\n{article.text}\n", encoding="utf-8")
            asked.append(Asked(article.title, frozenset([name])))
    return asked


def generated(number: int, words: int, texts: Path, *, questions: int = 100) -> list[Asked]:
    """Articles of so many generated words; some are asked for by words of one sentence."""
    chance = random.Random(11)
    asked: list[Asked] = []
    for at in range(number):
        said = generated_words(chance, words)
        lines = [
            " ".join(said[n : n + WORDS_A_SENTENCE]).capitalize() + "."
            for n in range(0, words, WORDS_A_SENTENCE)
        ]
        size = SENTENCES_A_PARAGRAPH
        paragraphs = [" ".join(lines[n : n + size]) for n in range(0, len(lines), size)]
        name = f"report{at:06}.txt"
        text = "\n\n".join((f"Report {at}", *paragraphs))
        (texts / name).write_text(f"{text}\n", encoding="utf-8")
        if at % max(number // questions, 1) == 0 and len(asked) < questions:
            line = chance.choice(lines[:-1]).rstrip(".").split()[:ASKED_WORDS]
            asked.append(Asked(" ".join(line), frozenset([name]), (" ".join(line),)))
    return asked
