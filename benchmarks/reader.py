"""How well the reader reads: python -m benchmarks.reader [--weights FOLDER] [--limit 400].

Question and passage in, measured on the parts of the public sets that the held-out copy
never saw (docs/reader-model-card.md says how it is made): SQuAD 2.0 titles after the
first ten in the alphabet, a part of NQ and SciFact by a hash of the question. The weights
that ship have seen those parts last: name the held-out copy's folder with --weights, or
the figures are not fair. Reranking goes through the product's own steps: what it retrieves, reads
and ranks for a question.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.common.data import DEFAULT_DATA, LOADERS, RetrievalSet, read_lines
from benchmarks.common.metrics import auc, hit_at, mean, ndcg_at, percentile, token_f1
from benchmarks.common.table import Cell, Table, show
from benchmarks.retrieval import ask, documents, open_index
from qa.answering.question.understand import understand
from qa.answering.reader.base import Reader, Reading
from qa.answering.reader.cascade import from_folder
from qa.answering.reader.model import WEIGHTS
from qa.answering.retrieval.rerank import rerank
from qa.answering.retrieval.retrieve import NewestArticle, retrieve
from qa.answering.stages import State
from qa.errors import QaError
from qa.index import fuse
from training.claim_examples import marked
from training.sources import SQUAD_TRAINED_TITLES, kept_out

KEPT_OUT = 0.4


def squad_rows(folder: Path, limit: int) -> list[tuple[str, str, list[str]]]:
    """(question, paragraph, answers) of the titles that the held-out copy never saw."""
    rows = list(read_lines(folder / "squad2_dev_half.jsonl.gz"))
    measured = set(sorted({row["title"] for row in rows})[SQUAD_TRAINED_TITLES:])
    kept = [row for row in rows if row["title"] in measured]
    step = max(1, len(kept) // limit) if limit else 1
    return [(row["question"], row["context"], row["answers"]) for row in kept[::step]]


def best_threshold(answers: Sequence[tuple[float, float, bool]]) -> float:
    """The mean F1 with "no answer", at the threshold that suits these questions best.

    answers: (answerable, F1 if the span is given, whether there is an answer), as the SQuAD
    2.0 script finds its best_f1.
    """
    ordered = sorted(answers, reverse=True)
    total = sum(1.0 for _, _, has in ordered if not has)
    best = total
    for _, f1, has in ordered:
        total += f1 if has else -1.0
        best = max(best, total)
    return best / len(ordered) if ordered else 0.0


def squad_row(reader: Reader, folder: Path, limit: int) -> tuple[Cell, ...]:
    scored: list[tuple[float, float, bool]] = []
    for question, context, answers in squad_rows(folder, limit):
        reading = reader.read(question, [context])[0]
        scored.append((reading.answerable, token_f1(_span(reading), answers), bool(answers)))
    where = mean([f1 for _, f1, has in scored if has])
    fixed = mean([f1 if p >= 0.5 and has else float(p < 0.5 and not has) for p, f1, has in scored])
    area = auc([p for p, _, _ in scored], [has for _, _, has in scored])
    return ("SQuAD 2.0", len(scored), where, best_threshold(scored), fixed, area)


def support_row(reader: Reader, folder: Path, limit: int) -> tuple[Cell, ...]:
    """Macro-F1 at .5 and AUC on the claims of AttributionBench that were kept out."""
    kept = [example for group, example in marked(folder) if kept_out(group, share=KEPT_OUT)]
    kept = kept[:: max(1, len(kept) // limit) if limit else 1]
    scores = [reader.support(item.question, [item.passage])[0] for item in kept]
    truth = [item.support == 1 for item in kept]
    said = [score >= 0.5 for score in scores]
    halves = []
    for side in (True, False):
        both = sum(a == b == side for a, b in zip(said, truth, strict=True))
        halves.append(2 * both / max(1, said.count(side) + truth.count(side)))
    return ("AttributionBench", len(kept), mean(halves), auc(scores, truth))


def _span(reading: Reading) -> str:
    return reading.spans[0].text if reading.spans else ""


def rerank_rows(
    reader: Reader, of: RetrievalSet, folder: Path, limit: int
) -> list[tuple[Cell, ...]]:
    """Fused alone and reranked: hit@1 and nDCG@10 over the questions kept out."""
    unseen = {question for question, _, _ in squad_rows(folder, 0)} if of.name == "SQuAD" else None
    queries = [
        query
        for query in of.queries
        if (
            kept_out(query.question, share=KEPT_OUT) if unseen is None else query.question in unseen
        )
    ]
    step = max(1, len(queries) // limit) if limit else 1
    index = open_index(of, tell=lambda line: print(line, file=sys.stderr))
    newest = NewestArticle(index)
    fused, reranked = [], []
    for found in ask(index, queries[::step]):
        asked = understand(State(found.query.question), newest=newest)
        read = rerank(retrieve(asked, index), reader).ranked()
        hits = fuse(found.dense, found.lexical)
        again = [*(item.hit for item in read), *hits]
        fused.append((documents(hits), found.query.relevant))
        reranked.append((documents(again), found.query.relevant))
    return [
        (of.name, name, len(pairs), mean([hit_at(ranked, gold, 1) for ranked, gold in pairs]),
         mean([ndcg_at(ranked, gold, 10) for ranked, gold in pairs]))
        for name, pairs in (("fused", fused), ("reranked", reranked))
    ]  # fmt: skip


def speed_row(reader: Reader, folder: Path, repeats: int = 12) -> tuple[Cell, ...]:
    """Milliseconds for a question with ten paragraphs of SQuAD."""
    texts = list(dict.fromkeys(context for _, context, _ in squad_rows(folder, 0)))
    times = []
    for at in range(repeats + 1):
        began = time.perf_counter()
        reader.read("Who built the first one, and when?", texts[10 * at : 10 * at + 10])
        times.append(1000 * (time.perf_counter() - began))
    return ("ten passages", percentile(times[1:], 0.5), percentile(times[1:], 0.95))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 with a sentence on stderr if it cannot be run."""
    parser = argparse.ArgumentParser(prog="benchmarks.reader", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of public sets")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder with reader.json")
    parser.add_argument("--limit", type=int, default=0, help="questions per set, evenly chosen")
    parser.add_argument("--small", action="store_true", help="the small reader alone")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rerank", action="append", choices=list(LOADERS), default=None)
    parser.add_argument("--json", action="store_true", help="JSON instead of tables")
    options = parser.parse_args(argv)
    try:
        tables = tables_of(options)
    except QaError as error:
        print(error, file=sys.stderr)
        return 2
    show(tables, as_json=options.json)
    return 0


def tables_of(options: argparse.Namespace) -> list[Table]:
    """Reading, support, reranking where asked for, and speed."""
    reader = from_folder(options.weights, threads=options.threads, larger=not options.small)
    data, limit = options.data, options.limit
    rows = [
        row
        for name in options.rerank or ()
        for row in rerank_rows(reader, LOADERS[name](data), data, limit)
    ]
    return [
        Table(
            "Reading",
            ("set", "questions", "F1 answerable", "F1 all, best", "F1 all, at .5", "AUC"),
            (squad_row(reader, data, limit),),
        ),
        Table("Support", ("set", "claims", "macro-F1", "AUC"), (support_row(reader, data, limit),)),
        Table("Reranking", ("set", "system", "questions", "hit@1", "nDCG@10"), tuple(rows)),
        Table("Speed", ("what", "p50 ms", "p95 ms"), (speed_row(reader, data),)),
    ]


if __name__ == "__main__":
    sys.exit(main())
