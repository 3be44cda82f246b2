"""Fuses dense and lexical hits into one ranking by a weighted sum of min-max normalised scores.

A pure function after both retrievers. It asks no index and drops nothing: who wants
fewer hits cuts the list.

Method: each side's scores are mapped to 0..1 by the least and the greatest score of
that list, a passage that one side did not return gets 0 there, and the sum is weighted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.records import Hit

# Sweep, 2026-11-21, open sets, 100 candidates a side, title share as in inputs.py; hit@1 at
# weight .5, .6: SQuAD 2.0 .833, .822 (words alone .798, meaning alone .680); NQ .892, .901
# (.818, .895). Scores divided by the greatest instead of min-max: .835, .830 and .891, .896;
# reciprocal rank fusion without titles: .781 and .842. NQ is what the encoder was trained
# on, so the weight follows SQuAD. `python -m benchmarks.sweep` makes the table anew.
DENSE_WEIGHT = 0.5
# Hits that each side contributes to a fused search. Same sweep, SQuAD hit@1, hit@4 at 20, 50,
# 100, 200: .819, .953; .828, .958; .833, .962; .834, .962.
CANDIDATES = 100


def fuse(
    dense: Sequence[Hit], lexical: Sequence[Hit], *, dense_weight: float = DENSE_WEIGHT
) -> list[Hit]:
    """One ranking of the passages of both lists, best first, each passage once.

    dense, lexical: hits whose `Hit.dense` or `Hit.lexical` is set; order is irrelevant.
    dense_weight: share of the dense side, 0..1.

    The score is in 0..1. A side with no hits has no say: the other side's order stands
    and its best passage scores 1. Equal scores sort by passage id.
    """
    if not 0.0 <= dense_weight <= 1.0:
        raise ValueError(f"dense_weight must be between 0 and 1, got {dense_weight}.")
    dense_scores = {hit.passage.id: hit.dense or 0.0 for hit in dense}
    lexical_scores = {hit.passage.id: hit.lexical or 0.0 for hit in lexical}
    if not lexical_scores or not dense_scores:
        dense_weight = 1.0 if dense_scores else 0.0
    dense_share, lexical_share = _normalised(dense_scores), _normalised(lexical_scores)
    hits = {hit.passage.id: hit for hit in (*dense, *lexical)}
    fused = [
        replace(
            hit,
            dense=dense_scores.get(key),
            lexical=lexical_scores.get(key),
            score=dense_weight * dense_share.get(key, 0.0)
            + (1.0 - dense_weight) * lexical_share.get(key, 0.0),
        )
        for key, hit in hits.items()
    ]
    return sorted(fused, key=lambda hit: (-hit.score, hit.passage.id))


def _normalised(scores: dict[str, float]) -> dict[str, float]:
    """{"a": 2.0, "b": 6.0, "c": 4.0} -> {"a": 0.0, "b": 1.0, "c": 0.5}; equal scores are all 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {key: (score - low) / (high - low) for key, score in scores.items()}
