"""Are false claims marked and true ones shown? python -m benchmarks.claims [--weights FOLDER].

Four sets, all through the product's whole decision (`verification.grounding`): claims made by
program from news articles that no training has read (`training.contrasts`: ten kinds of
falsehood, each with true twins by the same operation), and claims that were written on the
example articles (benchmarks/fixtures): "hand" before anything was tuned on them, though weights
were chosen by it since, and "another" by another writer, by which nothing was chosen; and claims
written on invented articles that training keeps out (`training.written`), by which the floor was.
A claim is held against its passage and the article's next ones, as a sentence of a chat model is.
Made claims are labelled by their making and not read by anyone: a few in a hundred are neither true
nor false.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common.data import DEFAULT_DATA
from benchmarks.common.indexes import index_folder
from benchmarks.common.metrics import auc, mean
from benchmarks.common.table import Cell, Table, show
from benchmarks.support import Remembering
from qa import Settings, build_index
from qa.answering.reader.base import Checker
from qa.answering.reader.cascade import from_folder
from qa.answering.reader.model import WEIGHTS
from qa.answering.reader.thresholds import CHECKER, Thresholds, load_thresholds
from qa.answering.verification.claims import Claim
from qa.answering.verification.grounding import ground
from qa.articles import sentence_spans
from qa.errors import QaError
from qa.index import Index
from qa.records import Article, Passage
from training import written
from training.contrast_sets import balanced, contrasts
from training.labelled import Example

FIXTURES = Path(__file__).parent / "fixtures"
BY_HAND = {
    "hand": FIXTURES / "claims_by_hand.jsonl",
    "another": FIXTURES / "claims_by_another.jsonl",
}
CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SENTENCES = 6  # of an article, one stretch that claims are made from
MADE, SEED = 1000, 2019


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, the passages it is held against, the one it was written from first."""

    kind: str
    claim: str
    true: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """shown: the product lets it stand. score: the best support that the checker alone gives."""

    case: Case
    shown: bool
    score: float


def made_cases(folder: Path, *, limit: int) -> list[Case]:
    """Claims by program; the kinds as even as they can be, half of them false."""
    chance = random.Random(SEED)
    stretches = []
    for path in sorted((folder / "wikinews2019" / "corpus").glob("*.txt")):
        body = path.read_text(encoding="utf-8").split("\n", 2)[2]
        spans = sentence_spans(body)
        for at in range(0, min(len(spans), 3 * SENTENCES), SENTENCES):
            group = spans[at : at + SENTENCES]
            stretches.append(" ".join(body[group[0][0] : group[-1][1]].split()))
    if not stretches:
        raise QaError(f"There are no articles in {folder / 'wikinews2019' / 'corpus'}.")
    examples = balanced(contrasts(stretches, chance, of_each=2), limit, chance)
    return [_made_case(example) for example in examples]


def _made_case(example: Example) -> Case:
    kind = example.source.removeprefix("made_")
    passage = _passage(example.passage)
    return Case(kind, example.question, example.support == 1, (passage,))


def _passage(text: str) -> Passage:
    digest = hashlib.sha256(text.encode()).hexdigest()
    whole = Article(digest[:16], "article.txt", "", text, digest)
    return Passage(digest[:16], whole, 0, len(text), text)


def hand_cases(path: Path, corpus: Path, *, indexes: Path | None = None) -> list[Case]:
    """Claims by hand with all passages of their article, as the product cuts it."""
    settings = Settings(corpus=corpus, indexes=indexes or index_folder("claims", corpus))
    build_index(settings)
    index = Index.open(settings)
    try:
        ids = {article.path: article.id for article in index.articles()}
        passages = {name: tuple(index.passages_of(key)) for name, key in ids.items()}
    finally:
        index.close()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Case(row["kind"], row["claim"], row["true"], passages[row["file"]]) for row in rows]


def written_cases(*, limit: int, seed: int = SEED) -> list[Case]:
    """Claims on the written articles that training keeps out, with all their passages."""
    found = {f"{at}.txt": article for at, article in enumerate(written.articles(kept_out=True))}
    with tempfile.TemporaryDirectory() as folder:
        corpus, claims = Path(folder) / "corpus", Path(folder) / "claims.jsonl"
        corpus.mkdir()
        rows = []
        for name, article in found.items():
            text = f"{article['title']}\n{article['date']}\n\n{article['text']}\n"
            (corpus / name).write_text(text, encoding="utf-8")
            for row in article["claims"]:
                rows.append(
                    {"file": name, "kind": row["kind"], "claim": row["s"], "true": row["true"]}
                )
        chosen = random.Random(seed).sample(rows, min(limit, len(rows)))
        claims.write_text("\n".join(map(json.dumps, chosen)), encoding="utf-8")
        return hand_cases(claims, corpus, indexes=Path(folder) / "indexes")


def judged(cases: Sequence[Case], checker: Checker, thresholds: Thresholds) -> list[Judged]:
    """What the product does with each claim, all of its passages named."""
    remembering = Remembering(checker)
    found = []
    for case in cases:
        claim = Claim(case.claim, tuple(range(1, len(case.passages) + 1)))
        shown = ground(claim, case.passages, remembering, thresholds=thresholds).supported
        texts = [passage.text for passage in case.passages]
        found.append(Judged(case, shown, max(remembering.support(case.claim, texts))))
    return found


def rows_of(name: str, found: Sequence[Judged]) -> list[tuple[Cell, ...]]:
    """A row for all kinds and one for each: false ones shown, true ones marked, standard errors."""
    rows = [_row(name, "all", found)]
    kinds = sorted({item.case.kind for item in found if not item.case.true})
    rows += [_row(name, kind, [i for i in found if i.case.kind == kind]) for kind in kinds]
    return rows


def _row(name: str, kind: str, found: Sequence[Judged]) -> tuple[Cell, ...]:
    false = [float(item.shown) for item in found if not item.case.true]
    true = [float(not item.shown) for item in found if item.case.true]
    area = auc([item.score for item in found], [item.case.true for item in found])
    return (
        name, kind, len(false), _share(false), _error(false), len(true),
        _share(true), _error(true), area if false and true else None,
    )  # fmt: skip


def _share(values: Sequence[float]) -> float | None:
    return mean(values) if values else None


def _error(values: Sequence[float]) -> float | None:
    share = _share(values)
    return None if share is None else (share * (1 - share) / len(values)) ** 0.5


COLUMNS = ("set", "kind", "false", "shown", "s.e.", "true", "marked", "s.e. ", "AUC checker")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 with a sentence on stderr if it cannot be run."""
    parser = argparse.ArgumentParser(prog="benchmarks.claims", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of public sets")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder with checker.json")
    parser.add_argument("--made", type=int, default=MADE, help="claims by program")
    parser.add_argument("--only", choices=(*BY_HAND, "written", "made"), help="one of the sets")
    parser.add_argument("--small", action="store_true", help="the small checker alone")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tell", action="store_true", help="each wrong decision on stderr")
    parser.add_argument("--json", action="store_true", help="JSON instead of tables")
    options = parser.parse_args(argv)
    rows: list[tuple[Cell, ...]] = []
    try:
        larger = not options.small
        checker = from_folder(options.weights, threads=options.threads, larger=larger, name=CHECKER)
        thresholds = load_thresholds(options.weights, larger=larger)
        for name in (*BY_HAND, "written", "made"):
            if options.only not in (None, name):
                continue
            if name in BY_HAND:
                cases = hand_cases(BY_HAND[name], CORPUS)
            elif name == "written":
                cases = written_cases(limit=options.made // 2)
            else:
                cases = made_cases(options.data, limit=options.made)
            found = judged(cases, checker, thresholds)
            rows += rows_of(name, found)
            for item in found if options.tell else ():
                if item.shown != item.case.true:
                    print(
                        item.case.kind,
                        item.case.true,
                        f"{item.score:.2f}",
                        item.case.claim,
                        file=sys.stderr,
                    )
    except QaError as error:
        print(error, file=sys.stderr)
        return 2
    show([Table("Claims", COLUMNS, tuple(rows))], as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
