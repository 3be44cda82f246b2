"""Measures answers on a person's own questions: right, cited, silent, seconds. For `qa eval`.

    QUESTIONS.jsonl -> Assistant.answer -> graded outcomes -> a table, and a report in Markdown

A line is {"question", "answers", "articles"?, "history"?, "kind"?}, as `benchmarks.answers` reads
it. *Right* means that the wanted words stand in the answer, which is an approximation: compare
figures with each other and read the wrong ones. It changes nothing and keeps no answer.
"""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import QaError
from qa.records import Answer, Turn

MOST_QUESTIONS = 10_000
MOST_BYTES = 100_000_000
_WORD = re.compile(r"\w+")
_ARTICLES = {"a", "an", "the"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|])")
Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One question of the file.

    groups: of each group one variant has to stand in the answer; () for an unanswerable one.
    articles: the files that answer it, by name or path; () where they are not told.
    """

    question: str
    kind: str
    groups: Groups
    articles: tuple[str, ...]
    history: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question was answered.

    cited: whether a right answer cites an article that answers it; None where that is not asked.
    """

    wanted: Wanted
    text: str
    status: str
    right: bool
    cited: bool | None
    seconds: float

    @property
    def silent(self) -> bool:
        """Whether a question that has an answer got none."""
        return bool(self.wanted.groups) and self.status == "not_found"


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one kind of question, or of all."""

    kind: str
    questions: int
    right: float
    cited: float | None
    silent: float
    seconds: float


def read_questions(path: Path) -> list[Wanted]:
    """The questions of a file of JSON lines. Raises QaError, naming the line that is off."""
    try:
        lines = _bytes_of(path).decode("utf-8").splitlines()
    except OSError as error:
        raise QaError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise QaError(f"{path} cannot be read as UTF-8 text: {error}.") from None
    found = [
        _wanted(line, f"{path}, line {number}")
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]
    if not found:
        raise QaError(f"{path} holds no question: write one JSON object a line.")
    if len(found) > MOST_QUESTIONS:
        raise QaError(f"{path} holds {len(found):,} questions, more than {MOST_QUESTIONS:,}.")
    return found


def _bytes_of(path: Path) -> bytes:
    """All of a file. A device or a pipe has no end, so only files are read, and no more of them."""
    if path.exists() and not path.is_file():
        raise QaError(f"{path} is no file. Name a file of JSON lines.")
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise QaError(f"{path} has more than {MOST_BYTES // 10**6} MB. Split it.")
    return data


def evaluate(
    questions: Sequence[Wanted],
    answer: Callable[[Wanted], Answer],
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[Outcome]:
    """Ask them one after the other. progress: told how many are done, of how many."""
    outcomes = []
    for number, wanted in enumerate(questions):
        progress(number, len(questions))
        outcomes.append(graded(wanted, answer(wanted)))
    progress(len(questions), len(questions))
    return outcomes


def graded(wanted: Wanted, answer: Answer) -> Outcome:
    """An answer measured by what was wanted."""
    if not wanted.groups:
        right, cited = answer.status == "not_found", None
    else:
        said = _words(f"{answer.direct or ''} {answer.text}")
        found = answer.status != "not_found"
        right = found and all(
            any(_stands_in(variant, said) for variant in group) for group in wanted.groups
        )
        cited = _cites(answer, wanted.articles) if right else None
    return Outcome(wanted, answer.text, answer.status, right, cited, answer.seconds)


def figures(outcomes: Sequence[Outcome]) -> list[Figures]:
    """A row for each kind, and one for all if there are several."""
    kinds = dict.fromkeys(outcome.wanted.kind for outcome in outcomes)
    rows = [_figures(kind, [o for o in outcomes if o.wanted.kind == kind]) for kind in kinds]
    return rows if len(rows) == 1 else [*rows, _figures("all", outcomes)]


def report_markdown(outcomes: Sequence[Outcome], *, engine: str) -> str:
    """The figures as a table, then what was not right, with what was wanted."""
    lines = [
        "# How the questions were answered",
        "",
        f"{len(outcomes):,} questions, answers by {_plain(engine)}.",
        "",
        "| kind | questions | right | cited | silent | seconds (median) |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in figures(outcomes):
        cells = (row.kind, row.questions, share(row.right), share(row.cited), share(row.silent))
        lines.append(f"| {' | '.join(_plain(str(cell)) for cell in cells)} | {row.seconds:.2f} |")
    wrong = [outcome for outcome in outcomes if not outcome.right or outcome.cited is False]
    lines += ["", "## Not right, or cited elsewhere", ""] if wrong else ["", "All are right."]
    for outcome in wrong:
        wanted = "; ".join(" / ".join(group) for group in outcome.wanted.groups) or "no answer"
        lines += [
            f"- **{_plain(outcome.wanted.question)}**",
            f"  - wanted: {_plain(wanted)}",
            f"  - {outcome.status}: {_plain(outcome.text)}",
        ]
    return "\n".join([*lines, ""])


def share(value: float | None) -> str:
    """A share as ".83"; "–" where nothing was to be measured."""
    return "–" if value is None else f"{value:.2f}"


def _figures(kind: str, outcomes: Sequence[Outcome]) -> Figures:
    cited = [outcome.cited for outcome in outcomes if outcome.cited is not None]
    return Figures(
        kind=kind,
        questions=len(outcomes),
        right=_mean(outcome.right for outcome in outcomes) or 0.0,
        cited=_mean(cited),
        silent=_mean(outcome.silent for outcome in outcomes) or 0.0,
        seconds=statistics.median(outcome.seconds for outcome in outcomes),
    )


def _mean(values: Iterable[bool]) -> float | None:
    listed = list(values)
    return sum(listed) / len(listed) if listed else None


def _cites(answer: Answer, files: tuple[str, ...]) -> bool:
    cited = [citation.article for citation in answer.citations]
    if not files:
        return bool(cited)
    names = {article.path.partition("#")[0] for article in cited}
    return bool(names & {*files} or {Path(name).name for name in names} & {*files})


def _wanted(line: str, where: str) -> Wanted:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        raise QaError(f"{where}: this is no JSON.") from None
    if not isinstance(read, dict) or not isinstance(read.get("question"), str):
        raise QaError(f'{where}: a line is an object with "question" and "answers".')
    answers = read.get("answers")
    if not isinstance(answers, list):  # taken for none, a misspelt name would ask for silence
        raise QaError(f'{where}: "answers" is a list, [] where the articles do not tell.')
    grouped = answers if all(isinstance(each, list) for each in answers) else [answers]
    groups = tuple(tuple(map(str, group)) for group in grouped if group)
    if any(not _words(variant) for group in groups for variant in group):
        raise QaError(f"{where}: an answer without a letter or digit cannot be looked for.")
    turns = [turn for turn in _list(read.get("history", [])) if isinstance(turn, dict)]
    history = tuple(Turn(str(t.get("question", "")), str(t.get("answer", ""))) for t in turns)
    kind = str(read.get("kind") or ("answerable" if groups else "unanswerable"))
    return Wanted(
        read["question"], kind, groups, tuple(map(str, _list(read.get("articles", [])))), history
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _ARTICLES]


def _stands_in(variant: str, said: Sequence[str]) -> bool:
    words = _words(variant)
    return any(said[at : at + len(words)] == words for at in range(len(said) - len(words) + 1))


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
