import numpy as np
import pytest

from benchmarks.common.blend import best_threshold, crossed, fold, logistic, macro_f1


def test_macro_f1_by_hand() -> None:
    true = [True, True, False, False]
    assert macro_f1(true, true) == 1.0
    assert macro_f1([True] * 4, true) == pytest.approx((4 / 6 + 0) / 2)
    assert macro_f1([], []) == 0.0


def test_the_best_threshold_parts_what_can_be_parted() -> None:
    assert best_threshold([0.1, 0.2, 0.7, 0.9], [False, False, True, True]) == 0.7


def test_a_logistic_finds_the_column_that_tells() -> None:
    chance = np.random.default_rng(0)
    columns = chance.normal(size=(400, 2))
    model = logistic(columns, columns[:, 1] > 0.5)
    assert model.weights[1] > 5 * abs(model.weights[0])
    assert ((model(columns) > 0) == (columns[:, 1] > 0.5)).mean() > 0.95


def test_a_column_without_spread_does_no_harm() -> None:
    columns = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 0.1], [1.0, 0.9]] * 5)
    assert np.isfinite(logistic(columns, columns[:, 1] > 0.5).weights).all()


def test_what_is_said_of_a_case_was_fitted_on_other_questions() -> None:
    keys = [f"question {number}" for number in range(60)]
    assert {fold(key) for key in keys} == {0, 1, 2, 3, 4}
    column = np.array([[float(number % 2)] for number in range(60)])
    true = [number % 2 == 1 for number in range(60)]
    assert crossed(column, true, keys) == true
    # Where each question is its own opposite, nothing can be learnt from the others.
    assert crossed(column, true, ["same"] * 60) == [False] * 60
