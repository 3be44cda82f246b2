"""Did a change of the code change an answer? python -m benchmarks.same_answers FILE SET [SET …].

The first run writes the answers to FILE, later runs compare with it, to the character:
text, short answer, citations with their offsets, status. Use it around a change that should
keep behaviour; exit status 1 if an answer differs. It measures no quality.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.answers import Product, chosen, open_product
from benchmarks.common.data import Question, load_questions
from qa.records import Turn


def record(product: Product, question: Question) -> dict[str, Any]:
    """What a person sees of an answer, without what differs from run to run."""
    turns = [Turn(question=asked, answer=answered) for asked, answered in question.history]
    answer = product.assistant.answer(question.question, history=turns)
    return {
        "standalone": answer.standalone_question,
        "status": answer.status,
        "direct": answer.direct,
        "text": answer.text,
        "citations": [
            [cited.marker, cited.article.path, cited.start, cited.end] for cited in answer.citations
        ],
        "nearest": [[hit.passage.article.path, hit.passage.start] for hit in answer.nearest],
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Write the file, or compare with it and print each difference."""
    arguments = argparse.ArgumentParser(prog="benchmarks.same_answers", description=__doc__)
    arguments.add_argument("file", type=Path, help="answers to write, or to compare with")
    arguments.add_argument("sets", type=Path, nargs="+", help="folders with questions.jsonl")
    arguments.add_argument("--limit", type=int, default=300, help="questions of a set at most")
    options = arguments.parse_args(argv)
    answers = {}
    for folder in options.sets:
        questions = load_questions(folder)
        product = open_product(questions)
        for question in chosen(questions.questions, kinds=(), limit=options.limit):
            answers[f"{questions.name}/{question.id}"] = record(product, question)
    if not options.file.exists():
        options.file.write_text(json.dumps(answers, indent=1, ensure_ascii=False), "utf-8")
        print(f"{len(answers)} answers written to {options.file}.")
        return 0
    before = json.loads(options.file.read_text(encoding="utf-8"))
    differing = sorted(key for key in {*before, *answers} if before.get(key) != answers.get(key))
    for key in differing:
        print(f"{key}\n  before: {before.get(key)}\n  now:    {answers.get(key)}")
    print(f"{len(answers)} answers, {len(differing)} differ.")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
