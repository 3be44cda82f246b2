"""What does a text support? python -m benchmarks.support [--weights FOLDER] [--fit] [--all].

AttributionBench (open dev part, balanced): a claim, its references, and whether they support
it. The product's word on it is held against the majority, cosine similarity of the packaged
embedder, and each of its parts. The packaged reader has learnt from these claims: name the
folder of its held-out copy with --weights; the claims of the questions that it never saw are
measured, unless --all. "Fitted" is weights and threshold from the other questions of the
same part, in five folds; --fit prints the weights for `qa.answering.verification.support`. A long
reference is read in the pieces that share most with the claim.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.common.blend import crossed, logistic, macro_f1
from benchmarks.common.data import DEFAULT_DATA, read_lines
from benchmarks.common.table import Cell, Table, show
from qa.answering.english.words import content_stems
from qa.answering.reader.base import Checker
from qa.answering.reader.cascade import from_folder
from qa.answering.reader.model import WEIGHTS
from qa.answering.reader.thresholds import CHECKER, load_thresholds
from qa.answering.verification.claims import Claim
from qa.answering.verification.exact import problems
from qa.answering.verification.grounding import ground
from qa.answering.verification.support import Signs, best_of, signs, support_probability
from qa.articles import sentence_spans
from qa.errors import QaError
from qa.index import Embedder, load_embedder
from qa.records import Article, Passage
from qa.settings import Settings
from training.sources import kept_out

FILE = "attributionbench_dev.jsonl.gz"
KEPT_OUT = 0.4  # of the questions, by a hash of their text; as in training
# A piece of a reference is about a passage; so many are read, and one gathered from all.
PIECE_WORDS, PIECES = 110, 3
_CITED = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, the texts it refers to, and whether they support it."""

    question: str
    claim: str
    references: tuple[str, ...]
    supported: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """What the parts of the product say of a case."""

    case: Case
    signs: Signs
    cosine: float
    agrees: bool
    kept: bool = False


class Remembering:
    """A checker that says of a claim and a text the same again without reading it again."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._said: dict[tuple[str, str], float] = {}

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        """See Checker."""
        new = [text for text in dict.fromkeys(texts) if (claim, text) not in self._said]
        for text, score in zip(new, self._checker.support(claim, new), strict=True):
            self._said[claim, text] = score
        return [self._said[claim, text] for text in texts]


def load_cases(folder: Path, *, limit: int = 0, everything: bool = False) -> list[Case]:
    """The cases of the held-out questions, or all, evenly thinned to `limit`; 0: no limit."""
    cases = [
        Case(
            line["question"],
            _CITED.sub("", line["claim"]).strip(),
            tuple(str(text) for text in line["references"]),
            line["attribution_label"] == "attributable",
        )
        for line in read_lines(folder / FILE)
        if everything or kept_out(line["question"], share=KEPT_OUT)
    ]
    if limit and limit < len(cases):
        cases = [cases[index * len(cases) // limit] for index in range(limit)]
    return cases


def pieces(claim: str, references: Sequence[str]) -> list[str]:
    """The stretches of the references that share most with the claim, and one gathered."""
    wanted = content_stems(claim)
    found = [piece for text in references for piece in _stretches(text)]
    best = sorted(found, key=lambda piece: -len(wanted & content_stems(piece)))[:PIECES]
    together = gathered(claim, references)
    return [*best, together] if together and len(found) > 1 else best


def _stretches(text: str) -> list[str]:
    """Runs of whole sentences of about PIECE_WORDS words, each half over the one before."""
    spans = sentence_spans(text)
    found = []
    first = 0
    while first < len(spans):
        last, words = first, 0
        while last < len(spans):
            words += len(text[spans[last][0] : spans[last][1]].split())
            if words > PIECE_WORDS and last > first:
                break
            last += 1
        found.append(text[spans[first][0] : spans[last - 1][1]])
        if last >= len(spans):
            break
        first = max(first + 1, (first + last + 1) // 2)
    return found


def gathered(claim: str, references: Sequence[str]) -> str:
    """The sentences, from anywhere, that hold most of the claim for their length, in order."""
    wanted = content_stems(claim)
    ranked = []
    for number, text in enumerate(references):
        for start, end in sentence_spans(text):
            words = len(text[start:end].split())
            shared = len(wanted & content_stems(text[start:end]))
            if shared:
                ranked.append((-shared / (1 + words) ** 0.5, number, start, end, words))
    kept: list[tuple[int, int, int]] = []
    length = 0
    for _, number, start, end, words in sorted(ranked):
        if kept and length + words > PIECE_WORDS:
            continue
        kept.append((number, start, end))
        length += words
    return " ".join(references[number][start:end] for number, start, end in sorted(kept))


def score(
    cases: Sequence[Case],
    checker: Checker,
    embedder: Embedder | None,
    *,
    tell: Callable[[str], None],
) -> list[Scored]:
    """Every case read. embedder: None leaves the cosine at 0."""
    found = []
    reader = Remembering(checker)
    for number, case in enumerate(cases, start=1):
        texts = pieces(case.claim, case.references) or [""]
        read = reader.support(case.claim, texts)
        best = best_of(
            [signs(case.claim, text, one) for text, one in zip(texts, read, strict=True)]
        )
        cosine = 0.0
        if embedder:
            vectors = embedder.encode([case.claim, *texts])
            cosine = float(max(vectors[1:] @ vectors[0]))
        agrees = not problems(case.claim, ["\n".join(case.references)])
        claim = Claim(case.claim, tuple(range(1, len(texts) + 1)))
        kept = ground(claim, [_passage(text) for text in texts], reader).supported
        found.append(Scored(case, best, cosine, agrees, kept))
        if number % 100 == 0:
            tell(f"{number} of {len(cases)} claims")
    return found


def _passage(text: str) -> Passage:
    """A piece of a reference as a passage of an article without a title."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    whole = Article(digest[:16], "reference.txt", "", text, digest)
    return Passage(digest[:16], whole, 0, len(text), text)


def rows_of(scored: Sequence[Scored]) -> tuple[tuple[Cell, ...], ...]:
    """A row per system."""
    true = [item.case.supported for item in scored]
    keys = [item.case.question for item in scored]
    held = np.array([item.signs for item in scored])
    cosine = np.array([[item.cosine] for item in scored])
    limits = load_thresholds()
    shipped = [
        support_probability(item.signs, limits.support) >= limits.support_floor for item in scored
    ]
    exact = [item.agrees for item in scored]
    both = [a and b for a, b in zip(shipped, exact, strict=True)]
    majority = [sum(true) * 2 >= len(true)] * len(true)
    said = (
        ("majority", majority),
        ("cosine, fitted", crossed(cosine, true, keys)),
        ("exact agreement alone", exact),
        ("reader, fitted", crossed(held[:, :1], true, keys)),
        ("words alone, fitted", crossed(held[:, 1:], true, keys)),
        ("reader and words, fitted", crossed(held, true, keys)),
        ("reader and words, as shipped", shipped),
        ("as shipped, and exact agreement", both),
        ("as the product decides: quoted, checked", [item.kept for item in scored]),
    )
    return tuple((name, len(scored), macro_f1(what, true)) for name, what in said)


def fitted(scored: Sequence[Scored]) -> str:
    """The weights for `qa.answering.verification.support`, from all the cases."""
    held = np.array([item.signs for item in scored])
    model = logistic(held, np.array([item.case.supported for item in scored]))
    numbers = ", ".join(f"{weight:.3f}" for weight in model.weights)
    return f"WEIGHTS = ({numbers})\nCONSTANT = {model.constant:.3f}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 with a sentence on stderr if it cannot be run."""
    arguments = argparse.ArgumentParser(prog="benchmarks.support", description=__doc__)
    arguments.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of public sets")
    arguments.add_argument("--weights", type=Path, default=WEIGHTS, help="folder with reader.json")
    arguments.add_argument("--limit", type=int, default=0, help="cases, evenly chosen")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--all", action="store_true", help="also what the held-out copy saw")
    arguments.add_argument("--fit", action="store_true", help="print weights fitted on these")
    arguments.add_argument("--json", action="store_true", help="JSON instead of tables")
    options = arguments.parse_args(argv)

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    try:
        cases = load_cases(options.data, limit=options.limit, everything=options.all)
        reader = from_folder(options.weights, threads=options.threads, larger=True, name=CHECKER)
        scored = score(cases, reader, load_embedder(Settings()), tell=tell)
    except QaError as error:
        tell(str(error))
        return 2
    if options.fit:
        tell(fitted(scored))
    title = "Support: macro-F1" + ("" if options.all else " on questions held out")
    show([Table(title, ("system", "claims", "macro-F1"), rows_of(scored))], as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
