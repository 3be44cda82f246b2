import math

import pytest

from benchmarks.common import metrics


def test_hit_looks_no_further_than_k() -> None:
    ranked = ["a", "b", "c"]
    assert metrics.hit_at(ranked, {"c"}, 2) == 0.0
    assert metrics.hit_at(ranked, {"c"}, 3) == 1.0
    assert metrics.hit_at([], {"c"}, 3) == 0.0


def test_reciprocal_rank_is_of_the_first_relevant() -> None:
    assert metrics.reciprocal_rank(["a", "b", "c", "d"], {"d", "b"}) == 0.5
    assert metrics.reciprocal_rank(["a"], {"z"}) == 0.0


def test_ndcg_worked_by_hand() -> None:
    # Relevant at ranks 2 and 3 of two: (1/log2 3 + 1/log2 4) / (1/log2 2 + 1/log2 3).
    by_hand = (1 / math.log2(3) + 0.5) / (1 + 1 / math.log2(3))
    assert metrics.ndcg_at(["x", "a", "b"], {"a", "b"}, 10) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(0.6934, abs=1e-4)
    assert metrics.ndcg_at(["a", "b", "x"], {"a", "b"}, 10) == 1.0


def test_ndcg_asks_for_no_more_than_fits_in_k() -> None:
    assert metrics.ndcg_at(["a"], {"a", "b", "c"}, 1) == 1.0
    assert metrics.ndcg_at(["x", "a"], {"a"}, 1) == 0.0


def test_plain_text_has_no_markers_and_straight_quotes() -> None:
    assert metrics.plain("He  said “30–40”. [1][2]\n") == 'he said "30-40".'


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("There were 3 of them.", "3"),
        ("It was 1,750.", "1,750"),
        ("On 5 May, 17, then.", "17"),
        ("It cost $50.", "50"),
        ("the Pierluisis and Pierluisi’s house", "Pierluisi"),
        ("cruise missiles were fired", "cruise missile"),
        ("ROYAL  albert\nHALL", "Royal Albert Hall"),
        ("the U.S. said", "U.S."),
        ("12% of them", "12%"),
    ],
)
def test_variants_that_are_held(text: str, variant: str) -> None:
    assert metrics.holds(text, variant)


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("There were 13, then 3.5, then 3,000.", "3"),
        ("It is so. [3]", "3"),
        ("It was 1,750.", "750"),
        ("The mayor spoke.", "Mayo"),
        ("unlawfully", "lawful"),
        ("two men", "two women"),
        ("anything", ""),
    ],
)
def test_variants_that_are_not_held(text: str, variant: str) -> None:
    assert not metrics.holds(text, variant)


def test_a_stem_is_held_as_a_prefix_only_where_asked() -> None:
    assert metrics.holds("They were starving.", "starv", prefix=True)
    assert not metrics.holds("They were starving.", "starv")
    assert not metrics.holds("They outstarved us.", "starv", prefix=True)
    assert not metrics.holds("in 19945", "1994", prefix=True)


def test_right_needs_every_group_and_any_variant() -> None:
    groups = (("Marco Rubio", "Rubio"), ("Mike Lee",))
    assert metrics.right("Mr Rubio and Mike Lee did.", groups)
    assert not metrics.right("Marco Rubio did.", groups)
    assert not metrics.right("Marco Rubio did.", ())


def test_first_words_do_not_count_markers() -> None:
    assert metrics.first_words("One two [1] three [2] four", 3) == "One two three"


def test_overlap_is_of_the_shorter_text() -> None:
    evidence = "The lone survivor was a flight engineer."
    assert metrics.overlaps(
        "It crashed. The lone survivor was a flight engineer. He lives.", evidence
    )
    assert metrics.overlaps("the lone survivor was a", evidence)
    assert not metrics.overlaps("The lone pilot was an engineer from the flight school.", evidence)
    assert not metrics.overlaps("", evidence)


def test_f1_as_in_squad() -> None:
    # {over, 40000, people} against {40000}: precision 1/3, recall 1.
    assert metrics.token_f1("over 40,000 people", ["40000"]) == 0.5
    assert metrics.token_f1("The Cat.", ["a cat", "dog"]) == 1.0
    assert metrics.token_f1("", []) == 1.0
    assert metrics.token_f1("something", []) == 0.0
    assert metrics.token_f1("", ["cat"]) == 0.0


def test_auc_counts_ties_half() -> None:
    assert metrics.auc([0.9, 0.8, 0.1], [True, True, False]) == 1.0
    assert metrics.auc([0.5, 0.5], [True, False]) == 0.5
    # Pairs (.9,.5) won, (.9,.7) won, (.5,.5) tied, (.5,.7) lost: 2.5 of 4.
    assert metrics.auc([0.9, 0.5, 0.5, 0.7], [True, True, False, False]) == 0.625
    assert metrics.auc([0.3], [True]) == 0.5


def test_risk_coverage_answers_the_surest_first() -> None:
    points = metrics.risk_coverage([0.2, 0.9, 0.5, 0.7], [False, True, True, False])
    assert points == [(0.25, 0.0), (0.5, 0.5), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]


def test_percentile_is_linear_between_neighbours() -> None:
    assert metrics.percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.5
    assert metrics.percentile([1.0, 2.0, 3.0], 1.0) == 3.0
    assert metrics.percentile([], 0.5) == 0.0


def test_mean_of_nothing_is_none() -> None:
    assert metrics.mean([]) is None
    assert metrics.mean([1.0, 0.0]) == 0.5
