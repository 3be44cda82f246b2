"""Asks a folder a list of questions and writes the answers with their sources as Markdown.

    python -m examples.dossier corpus questions.txt dossier.md

questions.txt holds one question a line; a line that begins with # is left out. The dossier has a
section for each question, a numbered note for each cited stretch, and at the end what the
articles did not tell. It only asks: nothing is added to what the answers say.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import qa


def dossier(assistant: qa.Assistant, questions: Iterable[str]) -> str:
    """The whole document. Notes are numbered through; equal quotations share a number."""
    notes: dict[tuple[str, int, int], qa.Citation] = {}
    sections, missing = [], []
    for question in questions:
        answer = assistant.answer(question)
        if answer.status == "not_found":
            missing.append(question)
            continue
        lines = [_sentence(sentence, answer, notes) for sentence in answer.sentences]
        short = f"**{_escaped(answer.direct)}**\n\n" if answer.direct else ""
        sections.append(f"## {_escaped(question)}\n\n{short}{' '.join(lines)}")
    return "\n\n".join(["# Dossier", *sections, *_missing(missing), *_notes(notes)]) + "\n"


def _sentence(
    sentence: qa.Sentence, answer: qa.Answer, notes: dict[tuple[str, int, int], qa.Citation]
) -> str:
    cited = {citation.marker: citation for citation in answer.citations}
    marks = []
    for marker in sentence.citations:
        citation = cited[marker]
        key = (citation.article.id, citation.start, citation.end)
        notes.setdefault(key, citation)
        marks.append(f"[^{list(notes).index(key) + 1}]")
    doubt = "" if sentence.supported else " *(not supported by the articles)*"
    return f"{_escaped(sentence.text)}{''.join(marks)}{doubt}"


def _missing(questions: list[str]) -> Iterator[str]:
    if questions:
        listed = "\n".join(f"- {_escaped(question)}" for question in questions)
        yield f"## Not found in the articles\n\n{listed}"


def _notes(notes: dict[tuple[str, int, int], qa.Citation]) -> Iterator[str]:
    for number, citation in enumerate(notes.values(), 1):
        article = citation.article
        date = article.date.isoformat() if article.date else None
        details = (article.title, article.source, date, article.author, citation.place)
        named = _escaped(", ".join(part for part in details if part))
        where = f" <{article.url}>" if article.url else f" ({_escaped(article.path)})"
        yield f"[^{number}]: “{_escaped(citation.quote)}” {named}.{where}"


def _escaped(text: str) -> str:
    """One line of text of which Markdown makes nothing but text."""
    line = " ".join(text.split())
    return "".join(f"\\{each}" if each in "\\`*_[]<>#|" else each for each in line)


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, bring the index up to date, write the file."""
    parser = argparse.ArgumentParser(description="Answers to a list of questions, as Markdown.")
    parser.add_argument("corpus", type=Path, help="folder of articles")
    parser.add_argument("questions", type=Path, help="file with one question a line")
    parser.add_argument("out", type=Path, help="Markdown file to write")
    parser.add_argument(
        "--indexes", type=Path, default=Path("indexes"), help="folder for the index"
    )
    options = parser.parse_args(arguments)
    lines = options.questions.read_text(encoding="utf-8").splitlines()
    questions = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    settings = qa.Settings(corpus=options.corpus, indexes=options.indexes)
    try:
        qa.build_index(settings)
        with qa.Assistant.open(settings) as assistant:
            options.out.write_text(dossier(assistant, questions), encoding="utf-8")
    except qa.QaError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
