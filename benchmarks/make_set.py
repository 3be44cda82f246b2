"""A second set of questions out of public data: python -m benchmarks.make_set squad2.

Writes a folder in the layout that benchmarks.answers reads, so that what was tuned on one
set of news can be checked on other text:

    squad2  18 Wikipedia articles, put together again from their paragraphs; questions with
            an answer and questions made to look as if they had one, asked of the articles
            from the eleventh title in the alphabet on
    nq      single Wikipedia passages; real searches with a short answer (Natural Questions),
            and real searches that the passage found for them does not answer (CLAP-NQ), those
            that the later legs of training kept out
    varied  questions of one turn as journalists ask them (yes or no, lists, comparisons, who said
            what, figures that changed, traps), where what a right answer holds can be told by words
    short   questions of a few words on the example articles (benchmarks/fixtures), with and
            without an answer there; it needs no public set
    trap    what articles of news leave open of the people and things in them (successors, spouses,
            names, ages), and what they tell of the same; by hand
    yes_no  yes/no questions on the same articles, which decide three in five of them; by hand

The shipped reader was trained on parts of both sets. With it they show retrieval, latency
and whether anything broke; how well it reads, only a copy trained without the measured
articles can say (squad2: one trained on the first ten titles).
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.common.data import CACHE, DEFAULT_DATA, read_lines
from qa.articles import sentence_spans
from qa.errors import QaError
from training.prepare import KEPT_OUT
from training.sources import kept_out

EXAMPLES = Path(__file__).resolve().parents[1] / "corpus"
FIXTURES = Path(__file__).parent / "fixtures"
ANSWERABLE = 120
UNANSWERABLE = 80
# Articles of squad2 before this one, in the order of their titles, may be trained on.
FIRST_MEASURED_TITLE = 10

Row = dict[str, Any]


def slug(title: str) -> str:
    """'Victoria (Australia)' -> 'victoria-australia'."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "untitled"


def evenly(rows: Sequence[Row], count: int) -> list[Row]:
    """`count` of the rows at equal distances, all if there are fewer."""
    if count >= len(rows):
        return list(rows)
    return [rows[index * len(rows) // count] for index in range(count)]


def evidence(text: str, answers: Sequence[str]) -> list[str]:
    """The first sentence of a text that holds one of the answers, if any does."""
    for answer in answers:
        for start, end in sentence_spans(text):
            if answer.lower() in text[start:end].lower():
                return [text[start:end]]
    return []


def fact(key: str, question: str, answers: Sequence[str], *, file: str, text: str) -> Row:
    """A line of questions.jsonl for a question with a short answer."""
    return {
        "id": key,
        "kind": "fact",
        "question": question.strip(),
        "answers": list(dict.fromkeys(answers)),
        "articles": [file],
        "evidence": evidence(text, answers),
        "note": "",
    }


def unanswerable(key: str, question: str, *, file: str) -> Row:
    """A line of questions.jsonl for a question that the corpus does not answer."""
    return {
        "id": key,
        "kind": "unanswerable",
        "question": question.strip(),
        "answers": [],
        "articles": [],
        "evidence": [],
        "note": f"Looks as if {file} answered it.",
    }


def squad2(data: Path, *, answerable: int, none: int) -> tuple[dict[str, str], list[Row]]:
    """(file name -> text, questions) of SQuAD 2.0."""
    rows = list(read_lines(data / "squad2_dev_half.jsonl.gz"))
    titles = sorted({row["title"] for row in rows})
    files = {title: f"{slug(title)}.txt" for title in titles}
    texts = {
        files[title]: f"{title}\n\n"
        + "\n\n".join(dict.fromkeys(row["context"] for row in rows if row["title"] == title))
        for title in titles
    }
    measured = [row for row in rows if row["title"] in titles[FIRST_MEASURED_TITLE:]]
    questions = [
        fact(
            row["id"],
            row["question"],
            row["answers"],
            file=files[row["title"]],
            text=row["context"],
        )
        for row in evenly([row for row in measured if row["answers"]], answerable)
    ]
    questions += [
        unanswerable(row["id"], row["question"], file=files[row["title"]])
        for row in evenly([row for row in measured if not row["answers"]], none)
    ]
    return texts, questions


def nq(data: Path, *, answerable: int, none: int) -> tuple[dict[str, str], list[Row]]:
    """(file name -> text, questions) of Natural Questions and CLAP-NQ."""
    with_answer = list(read_lines(data / "nq_gold_half.jsonl.gz"))
    without = list(read_lines(data / "clapnq_unanswerable_half.jsonl.gz"))
    texts: dict[str, str] = {}

    def keep(title: str, text: str) -> str:
        body = f"{title}\n\n{text}"
        for number in range(1, 1_000):
            name = f"{slug(title)}-{number}.txt"
            if texts.setdefault(name, body) == body:
                return name
        raise ValueError(f"More than 999 passages are called {title!r}.")

    named = [
        {**row, "id": f"nq-{number}", "file": keep(row["title"], row["text"])}
        for number, row in enumerate(with_answer)
    ]
    unnamed = [
        {**row, "file": keep(row["passages"][0]["title"], row["passages"][0]["text"])}
        for row in without
    ]
    questions = [
        fact(row["id"], row["question"], row["answers"], file=row["file"], text=row["text"])
        for row in evenly([row for row in named if _kept_out(row["question"])], answerable)
    ]
    questions += [
        unanswerable(f"clapnq-{row['id']}", row["input"], file=row["file"])
        for row in evenly([row for row in unnamed if _kept_out(row["input"])], none)
    ]
    return texts, questions


def _kept_out(question: str) -> bool:
    return kept_out(question, share=KEPT_OUT)


def varied(data: Path, *, answerable: int, none: int) -> tuple[dict[str, str], list[Row]]:
    """(file name -> text, questions) of the varied set; a list is right as a whole."""
    folder = data / "varied2019"
    rows = [row for row in read_lines(folder / "questions.jsonl") if len(row["turns"]) == 1]
    corpus = folder / (folder / "CORPUS").read_text(encoding="utf-8").strip()
    texts = _texts(corpus)
    found: list[Row] = []
    silent: list[Row] = []
    for row in rows:
        question, expect = row["turns"][0]["question"], row["turns"][0]["expect"]
        wanted = expect.get("has") or [[one] for one in expect.get("at_least", {}).get("of", [])]
        articles = [name for group in expect.get("cites", []) for name in group if name in texts]
        if expect.get("status") == "not_found":
            silent.append(unanswerable(row["id"], question, file="an article"))
        elif wanted and articles:
            found.append(
                {
                    "id": row["id"],
                    "kind": "list" if len(wanted) > 1 else "fact",
                    "question": question,
                    "answers": wanted if len(wanted) > 1 else wanted[0],
                    "articles": articles,
                    "evidence": [],
                    "note": row["kind"],
                }
            )
    return texts, [*evenly(found, answerable), *evenly(silent, none)]


def short(data: Path, *, answerable: int, none: int) -> tuple[dict[str, str], list[Row]]:
    """(file name -> text, questions) of the example articles; data is not read."""
    del data
    return _texts(EXAMPLES), _by_hand("short", answerable=answerable, none=none)


def of_news(
    data: Path, *, name: str, answerable: int, none: int
) -> tuple[dict[str, str], list[Row]]:
    """(file name -> text, questions) of Wikinews's articles of 2019."""
    corpus = data / "wikinews2019" / "corpus"
    return _texts(corpus), _by_hand(name, answerable=answerable, none=none)


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def _by_hand(name: str, *, answerable: int, none: int) -> list[Row]:
    """Questions of the fixture NAME_questions.jsonl: with answers, and without."""
    path = FIXTURES / f"{name}_questions.jsonl"
    rows = [{**row, "id": f"{name}-{n}"} for n, row in enumerate(read_lines(path))]
    with_answer = [
        fact(row["id"], row["question"], row["answers"], file="", text="") | {"articles": []}
        for row in rows
        if row["answers"]
    ]
    without = [
        unanswerable(row["id"], row["question"], file="an article")
        for row in rows
        if not row["answers"]
    ]
    return [*evenly(with_answer, answerable), *evenly(without, none)]


MAKERS: dict[str, Callable[..., tuple[dict[str, str], list[Row]]]] = {
    "squad2": squad2,
    "nq": nq,
    "varied": varied,
    "short": short,
    "trap": partial(of_news, name="trap"),
    "yes_no": partial(of_news, name="yes_no"),
}


def write_set(folder: Path, texts: dict[str, str], questions: Sequence[Row]) -> None:
    """Write corpus/ and questions.jsonl; what was there before is replaced."""
    corpus = folder / "corpus"
    if corpus.is_dir():
        shutil.rmtree(corpus)
    corpus.mkdir(parents=True)
    for name, text in texts.items():
        (corpus / name).write_text(text + "\n", encoding="utf-8")
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in questions]
    (folder / "questions.jsonl").write_text("".join(lines), encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Make a set and print its folder; 2 with a sentence on stderr if it cannot be made."""
    arguments = argparse.ArgumentParser(prog="benchmarks.make_set", description=__doc__)
    arguments.add_argument("set", choices=list(MAKERS))
    arguments.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of public sets")
    arguments.add_argument("--out", type=Path, help="folder to write; default: in .cache/")
    arguments.add_argument("--answerable", type=int, default=ANSWERABLE)
    arguments.add_argument("--unanswerable", type=int, default=UNANSWERABLE)
    options = arguments.parse_args(argv)
    folder = options.out or CACHE / "sets" / options.set
    try:
        texts, questions = MAKERS[options.set](
            options.data, answerable=options.answerable, none=options.unanswerable
        )
    except QaError as error:
        print(error, file=sys.stderr)
        return 2
    write_set(folder, texts, questions)
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
